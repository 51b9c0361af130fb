#include "web/question_form.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "web/form_parts.h"

namespace peyer {
namespace {

constexpr std::size_t longest_number = 40;
constexpr std::size_t least_words = 12;  // fewer are found sooner among the options
constexpr const char* none_word = "none";

std::string name_of(const Question& question) {
  return "q-" + question.id.str();
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

bool listed(const Question& question) {
  return question.kind == Question::Kind::one || question.kind == Question::Kind::many;
}

std::string range_mistake(const Question& question, const Phrases& phrases) {
  const auto in_words = [](double number) {
    std::string text = std::to_string(number);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
  };
  return phrases(
      question.whole ? "kiosk.wrong.whole_number" : "kiosk.wrong.number",
      {{"min", in_words(question.min)}, {"max", in_words(question.max)}, {"unit", question.unit}});
}

// "4.5", "4,5", "10 weeks", or a number in the unit that was chosen beside it.
std::vector<std::string> number_words(const Question& question, const Entered& entered) {
  std::string number = entered.number.substr(0, longest_number);
  std::replace(number.begin(), number.end(), ',', '.');
  const bool names_unit = number.find(' ') != std::string::npos;
  if (!names_unit && !entered.unit.empty() && entered.unit != question.unit) {
    number += " " + entered.unit;
  }
  return {number};
}

}  // namespace

Entered entered(const Question& question, const Answers& answers) {
  Entered entered;
  const auto found = answers.replies.find(question.id);
  if (found == answers.replies.end()) return entered;
  const std::vector<std::string> words = to_words(question, found->second);
  if (question.kind == Question::Kind::number && found->second.given()) {
    const std::size_t blank = words.front().find(' ');
    entered.number = words.front().substr(0, blank);
    if (blank != std::string::npos) entered.unit = words.front().substr(blank + 1);
  } else {
    entered.chosen.insert(words.begin(), words.end());
  }
  return entered;
}

Entered entered(const Question& question, const HttpRequest& form) {
  Entered entered;
  for (std::string& word : form.all_fields(name_of(question))) {
    if (!word.empty()) entered.chosen.insert(std::move(word));
  }
  entered.number = trimmed(form.field("n-" + question.id.str()).value_or(""));
  entered.unit = form.field("u-" + question.id.str()).value_or("");
  entered.words = trimmed(form.field("w-" + question.id.str()).value_or(""));
  return entered;
}

std::variant<Reply, std::string> reply_of(const Question& question, const Entered& entered,
                                          const Phrases& phrases) {
  const bool number = question.kind == Question::Kind::number;
  const bool typed = number && !entered.number.empty();
  if (entered.chosen.empty() && !typed) {
    return phrases(number ? "kiosk.wrong.no_number" : "kiosk.wrong.nothing");
  }
  if (typed && !entered.chosen.empty()) return phrases("kiosk.wrong.number_and_open");
  if (typed) {
    const auto read = parse_reply(question, number_words(question, entered));
    if (const auto* reply = std::get_if<Reply>(&read)) return *reply;
    return range_mistake(question, phrases);
  }
  const std::vector<std::string> words(entered.chosen.begin(), entered.chosen.end());
  const auto read = parse_reply(question, words);
  if (const auto* reply = std::get_if<Reply>(&read)) return *reply;
  const bool several = words.size() > 1;
  return phrases(several ? "kiosk.wrong.not_together" : "kiosk.wrong.nothing");
}

FoundWords find_words(const Question& question, const Lexicon& lexicon, std::string_view typed) {
  FoundWords result;
  const auto take = [&](const LexiconHit& hit) {
    for (const auto& [asked, reply] : hit.word->chooses) {
      if (asked.value != question.id) continue;
      for (const OptionId& option : reply.value.options) {
        result.found.emplace_back(hit.name, option);
      }
    }
  };
  for (const LexiconHit& hit : lexicon.find_within(typed)) take(hit);
  if (!result.found.empty()) return result;
  if (const auto near = lexicon.like(typed)) {
    const auto& chooses = near->word->chooses;
    const bool here = std::any_of(chooses.begin(), chooses.end(),
                                  [&](const auto& one) { return one.first.value == question.id; });
    if (here) result.near = near->name;
  }
  return result;
}

bool has_finder(const Question& question, const KnowledgeBase& knowledge) {
  if (!listed(question)) return false;
  const auto chooses = [&](const LexiconWord& word) {
    return std::any_of(word.chooses.begin(), word.chooses.end(),
                       [&](const auto& one) { return one.first.value == question.id; });
  };
  return static_cast<std::size_t>(std::count_if(knowledge.lexicon.begin(), knowledge.lexicon.end(),
                                                chooses)) >= least_words;
}

std::string field_id(const Question& question) {
  return "f-" + question.id.str();
}

namespace {

class FormWriter {
 public:
  FormWriter(const QuestionForm& form, HtmlWriter& html) : form_(form), html_(html) {}

  void question(const Question& question) {
    begin_group(question, "");
    html_.open("legend");
    // Changed by itself, a question from a screen still needs the words above it.
    if (question.screen) {
      html_.leaf("p", find_by_id(form_.knowledge.screens, question.screen->value)->ask);
    }
    html_.leaf("h1", question.ask).close();
    help_and_mistake(question);
    if (question.kind == Question::Kind::number) {
      number(question);
    } else if (question.kind == Question::Kind::yes_no) {
      choices(question, "choices row yes-no", false);
    } else {
      if (has_finder(question, form_.knowledge)) finder(question);
      choices(question, "choices", true);
    }
    html_.close();
  }

  void screen(const Screen& screen, const std::vector<const Question*>& questions) {
    html_.leaf("h1", screen.ask);
    if (!screen.help.empty()) html_.leaf("p", screen.help, {{"class", "help"}});
    for (const Question* question : questions) {
      begin_group(*question, "asked");
      html_.leaf("legend", question->ask);
      help_and_mistake(*question);
      choices(*question, "choices row yes-no", false);
      html_.close();
    }
  }

 private:
  std::string say(const char* key, const Phrases::Values& values = {}) const {
    return form_.phrases(key, values);
  }

  const Entered& entered(const Question& question) const {
    static const Entered nothing;
    const auto found = form_.entered.find(question.id);
    return found == form_.entered.end() ? nothing : found->second;
  }

  const std::string* wrong(const Question& question) const {
    const auto found = form_.wrong.find(question.id);
    return found == form_.wrong.end() ? nullptr : &found->second;
  }

  void begin_group(const Question& question, std::string looks) {
    std::string described;
    if (!question.help.empty()) described = "h-" + question.id.str();
    if (wrong(question) != nullptr) {
      described += (described.empty() ? "e-" : " e-") + question.id.str();
      looks += looks.empty() ? "wrong" : " wrong";
    }
    HtmlAttributes attributes;
    if (!looks.empty()) attributes.emplace_back("class", looks);
    if (!described.empty()) attributes.emplace_back("aria-describedby", described);
    html_.open("fieldset", attributes);
  }

  void help_and_mistake(const Question& question) {
    if (!question.help.empty()) {
      html_.leaf("p", question.help, {{"class", "help"}, {"id", "h-" + question.id.str()}});
    }
    if (const std::string* sentence = wrong(question)) {
      html_.leaf("p", *sentence, {{"class", "error"}, {"id", "e-" + question.id.str()}});
    }
  }

  // `first`: what the error summary leads to.
  void choice(const Question& question, const std::string& word, const std::string& text,
              bool first, bool alone) {
    const bool several = question.kind == Question::Kind::many ||
                         question.kind == Question::Kind::number;  // it can be unticked
    write_choice({.name = name_of(question),
                  .value = word,
                  .text = text,
                  .id = first ? field_id(question) : name_of(question) + "-" + word,
                  .several = several,
                  .chosen = entered(question).chosen.contains(word),
                  .alone = alone && several},
                 html_);
  }

  void choices(const Question& question, const char* looks, bool apart) {
    html_.open("div", {{"class", looks}});
    bool first = true;
    for (const Option& option : question.options) {
      choice(question, option.id.str(), option.text, std::exchange(first, false), false);
    }
    if (apart) html_.close().leaf("p", say("kiosk.or"), {{"class", "or"}});
    if (apart) html_.open("div", {{"class", looks}});
    if (question.kind == Question::Kind::many) {
      choice(question, none_word, say("kiosk.none"), false, true);
    }
    open_choices(question);
    html_.close();
  }

  void open_choices(const Question& question) {
    choice(question, not_sure_word, say("kiosk.not_sure"), false, true);
    choice(question, rather_not_say_word, say("kiosk.rather_not_say"), false, true);
  }

  void number(const Question& question) {
    const Entered& typed = entered(question);
    html_.open("div", {{"class", "field number"}}).open("div");
    html_.leaf("label", say("kiosk.number"), {{"for", field_id(question)}});
    HtmlAttributes attributes = {
        {"type", "text"},           {"inputmode", question.whole ? "numeric" : "decimal"},
        {"autocomplete", "off"},    {"maxlength", "20"},
        {"id", field_id(question)}, {"name", "n-" + question.id.str()},
        {"value", typed.number}};
    if (wrong(question) != nullptr) {
      attributes.emplace_back("aria-describedby", "e-" + question.id.str());
      attributes.emplace_back("aria-invalid", "true");
    }
    html_.empty("input", attributes).close();
    units(question, typed);
    html_.close();
    html_.leaf("p", say("kiosk.or"), {{"class", "or"}});
    html_.open("div", {{"class", "choices row"}});
    open_choices(question);
    html_.close();
  }

  void units(const Question& question, const Entered& typed) {
    if (question.units.empty()) {
      if (!question.unit.empty()) html_.leaf("span", question.unit, {{"class", "unit"}});
      return;
    }
    html_.open(
        "div",
        {{"class", "choices row grow"}, {"role", "radiogroup"}, {"aria-label", say("kiosk.unit")}});
    std::vector<std::string> names = {question.unit};
    for (const Unit& unit : question.units) names.push_back(unit.name);
    for (const std::string& name : names) {
      const bool chosen = typed.unit.empty() ? name == question.unit : name == typed.unit;
      write_choice({.name = "u-" + question.id.str(),
                    .value = name,
                    .text = name,
                    .id = "u-" + question.id.str() + "-" + name,
                    .chosen = chosen},
                   html_);
    }
    html_.close();
  }

  void finder(const Question& question) {
    const std::string id = "w-" + question.id.str();
    html_.open("div", {{"class", "card finder"},
                       {"data-words", form_.word_list},
                       {"data-question", question.id.str()},
                       {"data-ticked",
                        say("kiosk.find.ticked", {{"name", "{name}"}, {"option", "{option}"}})},
                       {"data-names", say("kiosk.find.names", {{"n", "{n}"}})}});
    html_.leaf("label", say("kiosk.find.label"), {{"for", id}});
    html_.open("div", {{"class", "field"}}).open("div", {{"class", "grow combo"}});
    html_.empty("input", {{"type", "text"},
                          {"id", id},
                          {"name", id},
                          {"autocomplete", "off"},
                          {"autocapitalize", "off"},
                          {"spellcheck", "false"},
                          {"maxlength", "200"},
                          {"value", entered(question).words}});
    html_.close();
    html_.leaf("button", say("kiosk.find.do"), {{"name", "do"}, {"value", "find"}}).close();
    found(question);
    html_.close();
  }

  void found(const Question& question) {
    const auto found = form_.found.find(question.id);
    html_.open("div", {{"role", "status"}, {"class", "found"}});
    if (found != form_.found.end()) {
      const FoundWords& words = found->second;
      for (const auto& [name, option] : words.found) {
        const std::string text = find_by_id(question.options, option)->text;
        html_.leaf("p", say("kiosk.find.ticked", {{"name", name}, {"option", text}}));
      }
      if (words.found.empty() && words.near.empty()) html_.leaf("p", say("kiosk.find.nothing"));
      if (!words.near.empty()) {
        html_.leaf("p", say("kiosk.find.near", {{"name", words.near}}));
        html_.leaf("button", say("kiosk.find.yes", {{"name", words.near}}),
                   {{"name", "mean"}, {"value", words.near}});
      }
    }
    html_.close();
  }

  const QuestionForm& form_;
  HtmlWriter& html_;
};

}  // namespace

void write_question(const QuestionForm& form, const Question& question, HtmlWriter& html) {
  FormWriter(form, html).question(question);
}

void write_screen(const QuestionForm& form, const Screen& screen,
                  const std::vector<const Question*>& questions, HtmlWriter& html) {
  FormWriter(form, html).screen(screen, questions);
}

}  // namespace peyer
