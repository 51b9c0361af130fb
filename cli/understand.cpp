#include "cli/understand.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

#include "cli/matching.h"
#include "knowledge/shape.h"

namespace peyer {
namespace {

constexpr std::size_t longest_echo = 40;  // bytes of what was typed that a message repeats

std::string echo(const std::string& typed) {
  const std::string text = tidy(typed);
  return text.size() <= longest_echo ? text : text.substr(0, longest_echo) + "…";
}

Reply status_reply(Reply::Status status) {
  Reply reply;
  reply.status = status;
  return reply;
}

Reply option_reply(const char* option) {
  Reply reply;
  reply.options.emplace_back(option);
  return reply;
}

// *not sure* and *rather not say*, which every question takes.
std::optional<Reply> open_reply(const std::string& typed, const Phrases& phrases) {
  if (is_one_of(typed, "words.not_sure", phrases)) return status_reply(Reply::Status::not_sure);
  if (is_one_of(typed, "words.rather_not_say", phrases)) {
    return status_reply(Reply::Status::rather_not_say);
  }
  return std::nullopt;
}

std::optional<Reply> yes_no_reply(const std::string& typed, const Phrases& phrases) {
  if (is_one_of(typed, "words.yes", phrases)) return option_reply("yes");
  if (is_one_of(typed, "words.no", phrases)) return option_reply("no");
  return std::nullopt;
}

// "3" or "3." as a number from 1 to `most`.
std::optional<std::size_t> place_number(std::string text, std::size_t most) {
  if (text.size() > 1 && (text.ends_with('.') || text.ends_with(')'))) text.pop_back();
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return whole && number >= 1 && number <= most ? std::optional(number) : std::nullopt;
}

bool is_digits(const std::string& text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_negation(const std::string& word, const Phrases& phrases) {
  return word.ends_with("n't") || is_one_of(word, "words.negation", phrases);
}

bool holds_negation(const std::string& typed, const Phrases& phrases) {
  const std::vector<PlainWord> words = plain_words(typed);
  return std::any_of(words.begin(), words.end(),
                     [&](const PlainWord& word) { return is_negation(word.word, phrases); });
}

// What an option denies is not what it says: "hot" is not "red, or not hot".
std::string before_negation(const std::string& text, const Phrases& phrases) {
  for (const PlainWord& word : plain_words(text)) {
    if (is_negation(word.word, phrases)) return text.substr(0, word.at);
  }
  return text;
}

std::vector<Named> named_options(const Question& question, const Phrases& phrases) {
  std::vector<Named> named;
  named.reserve(question.options.size());
  for (const Option& option : question.options) {
    named.push_back({option.id.str(), option.text, before_negation(option.text, phrases)});
  }
  return named;
}

std::string quoted_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "“" : ", “") + text + "”";
  return list;
}

NotUnderstood no_such_number(const std::string& typed, std::size_t most, const Phrases& phrases) {
  return {
      phrases("answer.no_such_number", {{"typed", echo(typed)}, {"most", std::to_string(most)}})};
}

NotUnderstood unclear(const std::string& typed, const std::vector<Named>& candidates,
                      const Phrases& phrases) {
  const std::vector<std::string> near = suggestions(typed, candidates);
  if (near.empty()) return {phrases("answer.not_understood", {{"typed", echo(typed)}})};
  return {phrases("answer.did_you_mean", {{"typed", echo(typed)}, {"near", quoted_list(near)}})};
}

// One option by its number, its id or words of its text.
std::variant<std::size_t, NotUnderstood> find_choice(const std::string& typed,
                                                     const std::vector<Named>& candidates,
                                                     const Phrases& phrases) {
  if (const auto place = place_number(tidy(typed), candidates.size())) return *place - 1;
  if (is_digits(tidy(typed))) return no_such_number(typed, candidates.size(), phrases);
  std::vector<std::size_t> found = exact_matches(typed, candidates);
  // "no fever" must never be taken for "fever", nor for any other option.
  if (found.empty() && holds_negation(typed, phrases)) {
    return NotUnderstood{phrases("answer.not_understood", {{"typed", echo(typed)}})};
  }
  if (found.empty()) found = matches(typed, candidates);
  if (found.size() == 1) return found[0];
  if (found.empty()) return unclear(typed, candidates, phrases);
  std::vector<std::string> texts;
  texts.reserve(found.size());
  for (const std::size_t i : found) texts.push_back(candidates[i].text);
  return NotUnderstood{
      phrases("answer.several", {{"typed", echo(typed)}, {"texts", quoted_list(texts)}})};
}

// "1, 3 and 5" to its pieces; a piece between commas may have several words.
std::vector<std::string> pieces_of(const std::string& typed, const Phrases& phrases) {
  std::vector<std::string> pieces;
  const std::string text = tidy(typed);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(",;", at), text.size());
    const std::string piece = tidy(text.substr(at, end - at));
    if (!piece.empty()) pieces.push_back(piece);
    at = end + 1;
  }
  // Numbers need no commas between them.
  std::vector<std::string> out;
  for (const std::string& piece : pieces) {
    std::vector<std::string> words = split_words(piece);
    std::erase_if(words, [&](const std::string& w) { return is_one_of(w, "words.and", phrases); });
    const bool numbers = std::all_of(words.begin(), words.end(), [](const std::string& word) {
      return word[0] >= '0' && word[0] <= '9';
    });
    if (numbers) {
      out.insert(out.end(), words.begin(), words.end());
    } else {
      out.push_back(piece);
    }
  }
  return out;
}

// Alone, "in" or "with" of "fever with chills" must not choose anything.
bool tells_enough(const std::string& word, const std::vector<Named>& candidates) {
  constexpr std::size_t letters = 4;
  return is_digits(word) || word.size() >= letters || !exact_matches(word, candidates).empty();
}

// The places of several choices, each once, in the order of the list.
std::variant<std::vector<std::size_t>, NotUnderstood> find_choices(
    const std::string& typed, const std::vector<Named>& candidates, const Phrases& phrases) {
  std::vector<std::size_t> chosen = exact_matches(typed, candidates);
  if (chosen.size() == 1) return chosen;  // a text with a comma in it
  chosen.clear();
  const auto add = [&](const std::string& text) -> std::optional<NotUnderstood> {
    auto found = find_choice(text, candidates, phrases);
    if (auto* mistake = std::get_if<NotUnderstood>(&found)) return std::move(*mistake);
    chosen.push_back(std::get<std::size_t>(found));
    return std::nullopt;
  };
  for (const std::string& piece : pieces_of(typed, phrases)) {
    const std::vector<std::string> words = split_words(piece);
    if (const auto mistake = add(piece)) {
      // "bloating wind" without a comma: each word may be a choice of its own.
      if (words.size() < 2 || holds_negation(piece, phrases)) return *mistake;
      for (const std::string& word : words) {
        if (is_one_of(word, "words.and", phrases)) continue;
        if (!tells_enough(word, candidates) || add(word)) return *mistake;
      }
    }
  }
  std::sort(chosen.begin(), chosen.end());
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

// "No, I take everything as prescribed", "Never": the one option that begins by denying.
std::optional<OptionId> denying_option(const Question& question, const Phrases& phrases) {
  std::optional<OptionId> denying;
  for (const Option& option : question.options) {
    const std::vector<PlainWord> words = plain_words(option.text);
    if (words.empty() || !is_negation(words.front().word, phrases)) continue;
    if (denying) return std::nullopt;
    denying = option.id;
  }
  return denying;
}

Understood understand_one(const Question& question, const std::string& typed,
                          const Phrases& phrases) {
  if (question.kind == Question::Kind::yes_no) {
    if (auto reply = yes_no_reply(typed, phrases)) return Replies{{question.id, *reply}};
  }
  const bool denied =
      is_one_of(typed, "words.no", phrases) || is_one_of(typed, "words.none", phrases);
  const std::optional<OptionId> denying = denying_option(question, phrases);
  if (denied && denying) return Replies{{question.id, option_reply(denying->str().c_str())}};
  const auto found = find_choice(typed, named_options(question, phrases), phrases);
  if (const auto* mistake = std::get_if<NotUnderstood>(&found)) return *mistake;
  Reply reply;
  reply.options.push_back(question.options[std::get<std::size_t>(found)].id);
  return Replies{{question.id, reply}};
}

// The options of this question for which a word of the lexicon stands.
std::vector<OptionId> options_chosen(const LexiconWord& word, const Question& question) {
  for (const auto& [asked, reply] : word.chooses) {
    if (asked.value == question.id) return reply.value.options;
  }
  return {};
}

std::vector<LexiconHit> hits_for(const std::string& piece, const Question& question,
                                 const Lexicon& lexicon) {
  std::vector<LexiconHit> hits = lexicon.find_within(piece);
  std::erase_if(hits,
                [&](const LexiconHit& hit) { return options_chosen(*hit.word, question).empty(); });
  return hits;
}

// Takes the pieces that name options by a word of the lexicon, and leaves the others.
std::vector<OptionId> take_known_words(std::vector<std::string>& pieces, const Question& question,
                                       const std::vector<Named>& options, const Lexicon& lexicon,
                                       const Phrases& phrases) {
  std::vector<OptionId> chosen;
  std::erase_if(pieces, [&](const std::string& piece) {
    // "no ibuprofen" names it, and says the contrary.
    if (!exact_matches(piece, options).empty() || holds_negation(piece, phrases)) return false;
    const std::vector<LexiconHit> hits = hits_for(piece, question, lexicon);
    for (const LexiconHit& hit : hits) {
      for (const OptionId& option : options_chosen(*hit.word, question)) chosen.push_back(option);
    }
    return !hits.empty();
  });
  return chosen;
}

// Something better to say than "not understood" where the lexicon knows the word.
std::optional<NotUnderstood> known_otherwise(const std::vector<std::string>& pieces,
                                             const Question& question, const Lexicon& lexicon,
                                             const Phrases& phrases) {
  for (const std::string& piece : pieces) {
    const auto near = lexicon.like(piece);
    const bool here = near && !options_chosen(*near->word, question).empty();
    if (here) {
      return NotUnderstood{phrases("answer.did_you_mean",
                                   {{"typed", echo(piece)}, {"near", "“" + near->name + "”"}})};
    }
    if (lexicon.find(piece) != nullptr) {
      return NotUnderstood{phrases("answer.asked_elsewhere", {{"typed", echo(piece)}})};
    }
  }
  return std::nullopt;
}

std::string joined(const std::vector<std::string>& pieces) {
  std::string text;
  for (const std::string& piece : pieces) text += (text.empty() ? "" : ", ") + piece;
  return text;
}

Reply ticked(const Question& question, const std::vector<OptionId>& chosen) {
  Reply reply;
  for (const Option& option : question.options) {
    if (std::find(chosen.begin(), chosen.end(), option.id) != chosen.end()) {
      reply.options.push_back(option.id);
    }
  }
  return reply;
}

Understood understand_many(const Question& question, const std::string& typed,
                           const Phrases& phrases, const Lexicon* lexicon) {
  if (is_one_of(typed, "words.none", phrases) || is_one_of(typed, "words.no", phrases)) {
    return Replies{{question.id, Reply{}}};
  }
  const std::vector<Named> options = named_options(question, phrases);
  std::vector<OptionId> chosen;
  std::string rest = typed;
  if (lexicon != nullptr && exact_matches(typed, options).empty()) {
    std::vector<std::string> pieces = pieces_of(typed, phrases);
    chosen = take_known_words(pieces, question, options, *lexicon, phrases);
    if (!chosen.empty()) rest = joined(pieces);
  }
  if (!tidy(rest).empty()) {
    const auto found = find_choices(rest, options, phrases);
    if (const auto* mistake = std::get_if<NotUnderstood>(&found)) {
      if (lexicon == nullptr) return *mistake;
      return known_otherwise(pieces_of(rest, phrases), question, *lexicon, phrases)
          .value_or(*mistake);
    }
    for (const std::size_t i : std::get<std::vector<std::size_t>>(found)) {
      chosen.push_back(question.options[i].id);
    }
  }
  if (chosen.empty()) return NotUnderstood{phrases("answer.empty")};
  return Replies{{question.id, ticked(question, chosen)}};
}

// "mo", "mths" and "month" for "months": it begins alike, and its letters come in that order.
bool abbreviates(const std::string& word, const std::string& whole) {
  if (word.empty() || whole.empty() || word[0] != whole[0]) return false;
  std::size_t at = 0;
  for (const char c : word) {
    at = whole.find(c, at);
    if (at == std::string::npos) return false;
    ++at;
  }
  return true;
}

// The unit that a word means: "months", "month", "mo"; the question's own when none is said.
std::optional<double> per_of(const std::string& word, const Question& question) {
  if (word.empty()) return 1;
  std::vector<std::string> units = {question.unit};
  for (const Unit& unit : question.units) units.push_back(unit.name);
  for (const std::string& unit : units) {
    if (abbreviates(word, tidy(unit))) return units_per(question, unit);
  }
  return std::nullopt;
}

// What is left of the words around a number without "about", "old" and the like.
std::string unit_in(const std::string& text, const Phrases& phrases) {
  std::string unit;
  for (const std::string& word : split_words(text)) {
    if (!is_one_of(word, "words.beside_numbers", phrases)) unit += (unit.empty() ? "" : " ") + word;
  }
  return unit;
}

// "34", "34 years", "37,5 °C", "4 months old", "1 year 6 months": numbers with their units behind
// them, added up. A comma is a dot.
std::optional<double> number_meant(const std::string& typed, const Question& question,
                                   const Phrases& phrases) {
  std::string text = tidy(typed);
  std::replace(text.begin(), text.end(), ',', '.');
  const auto next_number = [&](std::size_t from) {
    return std::min(text.find_first_of("0123456789-", from), text.size());
  };
  std::size_t at = next_number(0);
  if (at == text.size() || !unit_in(text.substr(0, at), phrases).empty()) return std::nullopt;
  double sum = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789.-", at), text.size());
    const std::string count = text.substr(at, end - at);
    at = next_number(end);
    const std::string unit = unit_in(text.substr(end, at - end), phrases);
    const std::optional<double> per = per_of(unit, question);
    if (!is_decimal(count) || !per) return std::nullopt;
    // "4 5" is two numbers, and no sum.
    if (unit.empty() && (sum != 0 || at < text.size())) return std::nullopt;
    sum += std::strtod(count.c_str(), nullptr) / *per;
  }
  return sum;
}

Understood understand_number(const Question& question, const std::string& typed,
                             const Phrases& phrases) {
  Reply reply;
  const std::optional<double> number = number_meant(typed, question, phrases);
  reply.number = number.value_or(0);
  if (number && fits(question, reply)) return Replies{{question.id, reply}};
  return NotUnderstood{phrases(
      "answer.number", {{"typed", echo(typed)}, {"range", range_in_words(question, phrases)}})};
}

Replies same_for_all(const std::vector<const Question*>& screen, const Reply& reply) {
  Replies replies;
  for (const Question* question : screen) replies.emplace_back(question->id, reply);
  return replies;
}

// Commas are spaces here: a screen is answered with numbers only.
std::vector<std::string> marks_of(const std::string& typed, const Phrases& phrases) {
  std::string text = tidy(typed);
  std::replace(text.begin(), text.end(), ',', ' ');
  std::replace(text.begin(), text.end(), ';', ' ');
  std::vector<std::string> marks;
  for (std::string& word : split_words(text)) {
    if (is_one_of(word, "words.and", phrases)) continue;
    // "2 ?" is "2?"
    if ((word == "?" || word == "-") && !marks.empty() && is_digits(marks.back())) {
      marks.back() += word;
    } else {
      marks.push_back(std::move(word));
    }
  }
  return marks;
}

Reply marked_reply(std::string& mark) {
  if (mark.size() > 1 && mark.ends_with('?')) {
    mark.pop_back();
    return status_reply(Reply::Status::not_sure);
  }
  if (mark.size() > 1 && mark.ends_with('-')) {
    mark.pop_back();
    return status_reply(Reply::Status::rather_not_say);
  }
  return option_reply("yes");
}

}  // namespace

bool is_one_of(const std::string& typed, std::string_view key, const Phrases& phrases) {
  const std::vector<std::string> words = phrases.words(key);
  return std::find(words.begin(), words.end(), tidy(typed)) != words.end();
}

bool is_open_answer(const std::string& typed, const Phrases& phrases) {
  return open_reply(typed, phrases).has_value();
}

std::string range_in_words(const Question& question, const Phrases& phrases) {
  std::string others;
  for (const Unit& unit : question.units) others += (others.empty() ? "" : " / ") + unit.name;
  const Phrases::Values values = {{"min", fmt::format("{}", question.min)},
                                  {"max", fmt::format("{}", question.max)},
                                  {"unit", question.unit},
                                  {"units", others}};
  if (!others.empty()) return phrases("answer.range_in_units", values);
  return phrases(question.whole ? "answer.whole_range" : "answer.range", values);
}

Understood understand(const Question& question, const std::string& typed, const Phrases& phrases,
                      const Lexicon* lexicon) {
  if (tidy(typed).empty()) return NotUnderstood{phrases("answer.empty")};
  if (const auto reply = open_reply(typed, phrases)) return Replies{{question.id, *reply}};
  switch (question.kind) {
    case Question::Kind::many:
      return understand_many(question, typed, phrases, lexicon);
    case Question::Kind::number:
      return understand_number(question, typed, phrases);
    default:
      return understand_one(question, typed, phrases);
  }
}

Understood understand(const std::vector<const Question*>& screen, const std::string& typed,
                      const Phrases& phrases) {
  if (tidy(typed).empty()) return NotUnderstood{phrases("answer.empty_screen")};
  if (const auto reply = open_reply(typed, phrases)) return same_for_all(screen, *reply);
  const auto yes_no = yes_no_reply(typed, phrases);
  if (yes_no && (screen.size() == 1 || yes_no->options[0].str() == "no")) {
    return same_for_all(screen, *yes_no);
  }
  if (yes_no) return NotUnderstood{phrases("answer.which_ones")};
  if (is_one_of(typed, "words.none", phrases)) return same_for_all(screen, option_reply("no"));

  Replies replies = same_for_all(screen, option_reply("no"));
  for (std::string mark : marks_of(typed, phrases)) {
    const std::string whole = mark;
    const Reply reply = marked_reply(mark);
    const auto place = place_number(mark, screen.size());
    if (!place && is_digits(mark)) return no_such_number(mark, screen.size(), phrases);
    if (!place) return NotUnderstood{phrases("answer.numbers_only", {{"typed", echo(whole)}})};
    replies[*place - 1].second = reply;
  }
  return replies;
}

bool is_in_words(const Question& question, const std::string& typed, const Phrases& phrases) {
  if (is_open_answer(typed, phrases)) return false;
  if (question.kind == Question::Kind::number) return !question.units.empty();
  for (const char* key : {"words.yes", "words.no", "words.none"}) {
    if (is_one_of(typed, key, phrases)) return false;
  }
  const std::vector<std::string> pieces = pieces_of(typed, phrases);
  return std::any_of(pieces.begin(), pieces.end(), [&](const std::string& piece) {
    const auto is_piece = [&](const Option& option) { return option.id.str() == piece; };
    return !place_number(piece, question.options.size()) &&
           std::none_of(question.options.begin(), question.options.end(), is_piece);
  });
}

std::vector<std::size_t> topics_in_words(const KnowledgeBase& base,
                                         const std::vector<const Topic*>& topics,
                                         const std::string& typed) {
  constexpr std::size_t telling = 4;  // letters; shorter words say little about a subject
  std::vector<PlainWord> words = plain_words(typed);
  std::erase_if(words, [](const PlainWord& word) { return word.word.size() < telling; });
  const auto used = [&](const std::string& text) {
    const std::vector<PlainWord> known = plain_words(text);
    return std::any_of(words.begin(), words.end(), [&](const PlainWord& word) {
      return std::any_of(known.begin(), known.end(),
                         [&](const PlainWord& one) { return one.word == word.word; });
    });
  };
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < topics.size(); ++i) {
    bool fits = used(topics[i]->title) || used(topics[i]->about);
    for (const Question& question : base.questions) {
      if (question.topic.value != topics[i]->id) continue;
      for (const Option& option : question.options) fits = fits || used(option.text);
    }
    if (fits) places.push_back(i);
  }
  return places;
}

std::variant<std::vector<std::size_t>, NotUnderstood> understand_choice(
    const std::vector<std::string>& texts, const std::string& typed, const Phrases& phrases) {
  std::vector<std::size_t> all(texts.size());
  std::iota(all.begin(), all.end(), 0);
  if (is_one_of(typed, "words.everything", phrases)) return all;
  if (tidy(typed).empty() || is_one_of(typed, "words.none", phrases)) {
    return std::vector<std::size_t>{};
  }
  std::vector<Named> named;
  named.reserve(texts.size());
  for (const std::string& text : texts) named.push_back({tidy(text), text, std::nullopt});
  return find_choices(typed, named, phrases);
}

}  // namespace peyer
