#include "web/ask_page.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "web/citations.h"
#include "web/form_parts.h"
#include "web/visit.h"

namespace peyer {
namespace {

constexpr std::size_t most_bytes = 400;   // of a question
constexpr std::size_t most_asked = 20;    // questions that one visit keeps
constexpr std::size_t most_examples = 4;  // questions to choose from
constexpr const char* page_name = "ask";  // below /v/{id}/
constexpr const char* field_name = "q";
constexpr const char* field_id = "question";

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// One answer, from what to do about it to where it comes from.
class AnswerWriter {
 public:
  AnswerWriter(const JourneyId& id, const KnowledgeBase& base, const Answer& answer,
               const Phrases& phrases, HtmlWriter& html)
      : id_(id), base_(base), answer_(answer), say_(phrases), html_(html), citations_(phrases) {}

  void write() {
    text();
    choices();
    steps();
    alternatives();
    nearest();
    cards();
    if (!citations_.empty()) {
      html_.leaf("h2", say_("ask.part.sources"));
      citations_.list(base_.sources, html_);
    }
    html_.leaf("p", base_.pack.notice, {{"class", "quiet"}});
  }

 private:
  const std::string& name(const ConceptId& id) const {
    return find_by_id(base_.concepts, id)->name;
  }

  std::string grade_word(Grade grade) const {
    return say_("grade_word." + std::string(to_string(grade)));
  }

  std::string looks() const {
    if (!answer_.triage) return "card";
    const Level& level = *find_by_id(base_.levels, *answer_.triage);
    return level.stops ? "emergency" : level.person ? "note soon" : "note calm";
  }

  void text() {
    HtmlAttributes attributes = {{"class", looks()}};
    if (answer_.triage) attributes.emplace_back("role", "alert");
    html_.open("section", attributes);
    for (std::size_t i = 0; i < answer_.text.size(); ++i) {
      // Here the interview is a button away rather than a command.
      if (answer_.text[i] == say_("ask.answer.interview")) {
        to_interview();
        continue;
      }
      html_.open("p", i == 0 ? HtmlAttributes{{"class", "lead"}} : HtmlAttributes{});
      html_.text(answer_.text[i]);
      citations_.mark(cited_by(base_, answer_, i), html_);
      html_.close();
    }
    html_.close();
  }

  void to_interview() {
    html_.leaf("p", say_("shown.interview"));
    html_.open("p").leaf("a", say_("shown.to_interview"),
                         {{"class", "button"}, {"href", visit_address(id_, "about")}});
    html_.close();
  }

  void choices() {
    for (const auto& [words, concepts] : answer_.clarify) {
      html_.open(
          "form",
          {{"method", "post"}, {"action", visit_address(id_, page_name)}, {"class", "asking"}});
      for (const ConceptId& concept_id : concepts) {
        html_.leaf("button", name(concept_id), {{"name", field_name}, {"value", name(concept_id)}});
      }
      html_.close();
    }
  }

  void steps() {
    if (!answer_.chain) return;
    const std::vector<const Link*> links = links_of(base_, *answer_.chain);
    html_.leaf("h2", say_("shown.steps"));
    html_.open(links.size() > 1 ? "ol" : "ul", {{"class", "chain"}});
    for (const Link* link : links) step(*link);
    html_.close();
  }

  void step(const Link& link) {
    const Population& population = *find_by_id(base_.populations, link.population.value);
    const std::string word(to_string(effective_grade(link, population)));
    html_.open("li").text(link.say);
    citations_.mark(link.cite, html_);
    html_.open("p", {{"class", "grade grade-" + word}});
    html_.leaf("span", "", {{"class", "bars"}, {"aria-hidden", "true"}});
    html_.text(say_("ask.part.graded", {{"grade", say_("grade." + word)}}) + " " +
               say_("ask.part.population", {{"text", population.title}}));
    html_.close();
    detail("ask.part.caveat", link.caveat);
    detail("ask.part.believed", link.believed);
    html_.close();
  }

  void detail(const char* key, const std::string& text) {
    if (!text.empty()) html_.leaf("p", say_(key, {{"text", text}}));
  }

  void alternatives() {
    if (answer_.alternatives.empty()) return;
    html_.leaf("h2", say_("ask.part.alternatives")).open("ul");
    for (const LinkChain& chain : answer_.alternatives) {
      html_.leaf("li", say_("ask.part.alternative", {{"text", in_words(base_, chain)},
                                                     {"grade", grade_word(chain.grade)}}));
    }
    html_.close();
  }

  void nearest() { links("ask.part.nearest", answer_.nearest); }

  void cards() { links("shown.read_more", answer_.concepts); }

  void links(const char* key, const std::vector<ConceptId>& concepts) {
    if (concepts.empty()) return;
    html_.leaf("p", say_(key)).open("ul", {{"class", "links"}});
    for (const ConceptId& concept_id : concepts) {
      html_.open("li").leaf("a", name(concept_id),
                            {{"href", visit_address(id_, "c/" + concept_id.str())}});
      html_.close();
    }
    html_.close();
  }

  const JourneyId& id_;
  const KnowledgeBase& base_;
  const Answer& answer_;
  const Phrases& say_;
  HtmlWriter& html_;
  Citations citations_;
};

// The question itself, and the ways to another.
void write_form(const std::string& address, bool follows, bool mistaken, const Phrases& phrases,
                HtmlWriter& html) {
  html.open("form", {{"method", "post"}, {"action", address}, {"class", "asking"}});
  html.leaf("label", phrases(follows ? "shown.ask_next" : "shown.ask_label"), {{"for", field_id}});
  HtmlAttributes attributes = {{"type", "text"},        {"id", field_id},
                               {"name", field_name},    {"maxlength", std::to_string(most_bytes)},
                               {"autocomplete", "off"}, {"aria-describedby", "question-help"}};
  if (mistaken) attributes.emplace_back("aria-invalid", "true");
  html.empty("input", attributes);
  html.leaf("p", phrases("shown.ask_help"), {{"id", "question-help"}, {"class", "help"}});
  html.open("div").leaf("button", phrases("shown.ask_button"), {{"class", "primary"}});
  html.close().close();
}

void write_examples(const std::string& address, const std::vector<std::string>& questions,
                    const Phrases& phrases, HtmlWriter& html) {
  if (questions.empty()) return;
  html.leaf("h2", phrases("shown.examples"));
  html.open("form", {{"method", "post"}, {"action", address}});
  html.open("ul", {{"class", "examples"}});
  for (const std::string& question : questions) {
    html.open("li").leaf("button", question, {{"name", field_name}, {"value", question}}).close();
  }
  html.close().close();
}

// How often a text stands within the sentences of a pack, and how often behind "the".
struct Written {
  int times = 0, with_the = 0;

  Written(const KnowledgeBase& knowledge, const std::string& wanted) {
    for (const Concept& item : knowledge.concepts) count(item.card, wanted);
    for (const Link& link : knowledge.links) count(link.say, wanted);
  }

 private:
  void count(std::string_view text, const std::string& wanted) {
    for (std::size_t at = text.find(wanted); at != text.npos; at = text.find(wanted, at + 1)) {
      const std::string_view before = text.substr(0, at);
      if (!before.ends_with(' ') || before.ends_with(". ")) continue;
      ++times;
      if (before.ends_with("the ") || before.ends_with("The ")) ++with_the;
    }
  }
};

// "the gut lining" of "Gut lining", and "Crohn's disease" as it is: written as the pack's own
// sentences write it.
std::string name_in_sentence(const KnowledgeBase& knowledge, const std::string& name) {
  const auto is_capital = [](unsigned char c) { return std::isupper(c) != 0; };
  const std::string_view word = std::string_view(name).substr(0, name.find(' '));
  if (std::any_of(word.begin() + 1, word.end(), is_capital)) return name;  // "IBS"
  std::string low = name;
  low.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(low.front())));
  const Written written(knowledge, low);
  if (Written(knowledge, name).times > written.times) return name;
  return (2 * written.with_the > written.times ? "the " : "") + low;
}

}  // namespace

std::vector<std::string> example_questions(const KnowledgeBase& knowledge) {
  std::map<ConceptId, int> links, leading_there;
  for (const Link& link : knowledge.links) {
    ++links[link.from.value];
    ++links[link.to.value];
    const Relation& relation = *find_by_id(knowledge.relations, link.relation.value);
    if (relation.effect == Effect::raises || relation.effect == Effect::lowers) {
      ++leading_there[link.to.value];
    }
  }
  std::vector<const Concept*> best;
  for (const Concept& item : knowledge.concepts) best.push_back(&item);
  std::stable_sort(best.begin(), best.end(),
                   [&](const auto* a, const auto* b) { return links[a->id] > links[b->id]; });
  std::set<KindId> kinds;
  std::vector<std::string> questions;
  for (const Concept* item : best) {
    if (questions.size() == most_examples || links[item->id] == 0) break;
    if (!kinds.insert(item->kind.value).second) continue;
    const bool affected = questions.size() % 2 == 1 && leading_there[item->id] > 0;
    questions.push_back(
        Phrases::english()(affected ? "shown.example.affects" : "shown.example.what",
                           {{"name", name_in_sentence(knowledge, item->name)}}));
  }
  return questions;
}

std::optional<HttpReply> AskPages::answer(const HttpRequest& request) const {
  const std::optional<VisitPath> path = visit_path(request.path);
  if (!path || path->rest != page_name) return std::nullopt;
  std::optional<Journey> journey = journeys_.find(path->id);
  if (!journey) return std::nullopt;
  if (request.method != "POST") return page(path->id, *journey, "");

  const std::string words(request.field(field_name).value_or(""));
  if (is_blank(words)) return page(path->id, *journey, "shown.ask_empty");
  if (words.size() > most_bytes) return page(path->id, *journey, "shown.ask_long");
  AskedQuestion asked{words, std::nullopt};
  const Engine& engine = journey->pack->engine(journey->locale);
  if (!journey->asked.empty()) {
    const AskedQuestion& last = journey->asked.back();
    asked.before = ask(engine, last.words, last.before ? &*last.before : nullptr).inquiry;
  }
  journey->asked.push_back(std::move(asked));
  if (journey->asked.size() > most_asked) journey->asked.erase(journey->asked.begin());
  journeys_.put(path->id, *std::move(journey));
  return see_other(visit_address(path->id, page_name));
}

HttpReply AskPages::page(const JourneyId& id, const Journey& journey,
                         const std::string& mistake) const {
  const Phrases& phrases = Phrases::english();
  const Consultation visit = consultation_of(journey);
  const std::string address = visit_address(id, page_name);
  const bool asked = !journey.asked.empty();
  PageFrame frame =
      visit_frame(id, journey, page_name, phrases(asked ? "shown.answer_title" : "shown.ask"));
  frame.idle = asked ? PageFrame::Idle::result : PageFrame::Idle::question;
  frame.has_error = !mistake.empty();
  HttpReply reply;
  reply.status = mistake.empty() ? 200 : 422;
  reply.body = framed(options_, phrases, frame, [&](HtmlWriter& html) {
    if (!mistake.empty()) write_mistakes(phrases, {{field_id, phrases(mistake)}}, html);
    html.leaf("h1", frame.title);
    if (asked) {
      const AskedQuestion& last = journey.asked.back();
      html.leaf("p", phrases("shown.you_asked", {{"words", last.words}}),
                {{"class", "asked-words"}});
      const Answer answer = ask(visit.engine(), last.words, last.before ? &*last.before : nullptr);
      AnswerWriter(id, visit.engine().knowledge(), answer, phrases, html).write();
      html.leaf("h2", phrases("shown.ask"));
    }
    write_form(address, asked, !mistake.empty(), phrases, html);
    if (!asked)
      write_examples(address, example_questions(visit.engine().knowledge()), phrases, html);
    html.open("nav", {{"class", "actions"}});
    if (journey.answers.replies.empty()) {
      html.leaf("a", phrases("shown.to_interview"),
                {{"class", "button"}, {"href", visit_address(id, "about")}});
    } else {
      html.leaf("a", phrases("shown.back_to_result"),
                {{"class", "button"}, {"href", visit_address(id, "result")}});
    }
    html.leaf("a", phrases("shown.look_up"),
              {{"class", "button"}, {"href", visit_address(id, "c")}});
    html.close();
  });
  return reply;
}

}  // namespace peyer
