#include "cli/workbench/item_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace peyer {
namespace {

// A pack's words as they are: not as marks of Markdown.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (std::string("\\`*_<").find(c) != std::string::npos) out += '\\';
    out += c;
  }
  return out;
}

// Paragraphs that leave out what is empty.
class Card {
 public:
  explicit Card(const std::string& title) : text_("**" + escaped(title) + "**") {}

  Card& add(const std::string& text) {
    if (!text.empty()) text_ += "\n\n" + escaped(text);
    return *this;
  }

  Card& add(const std::string& label, const std::string& text) {
    if (!text.empty()) text_ += "\n\n*" + label + ":* " + escaped(text);
    return *this;
  }

  Card& option(const std::string& name, const std::string& text) {
    text_ += fmt::format("{}- `{}` {}", first_ ? "\n\n" : "\n", name, escaped(text));
    first_ = false;
    return *this;
  }

  const std::string& str() const { return text_; }

 private:
  std::string text_;
  bool first_ = true;
};

template <typename Ids>
std::string listed(const Ids& ids) {
  std::vector<std::string> words;
  words.reserve(ids.size());
  for (const auto& id : ids) words.push_back(id.value.str());
  return fmt::format("{}", fmt::join(words, ", "));
}

struct Told {
  std::string brief;
  Card card;
};

Told tell(const KnowledgeBase&, const Question& it) {
  Card card(it.ask);
  card.add(it.help).add("why", it.why);
  std::string kind(to_string(it.kind));
  if (it.kind == Question::Kind::number) {
    kind += fmt::format(", {} to {} {}", it.min, it.max, it.unit);
  }
  card.add("kind", kind).add("topic", it.topic.value.str());
  for (const Option& option : it.options) card.option(option.id.str(), option.text);
  return {it.ask, card};
}

Told tell(const KnowledgeBase&, const Source& it) {
  Card card(it.title);
  const std::string who = it.authors.empty() ? it.body : it.authors;
  card.add(it.year ? fmt::format("{} ({})", who, *it.year) : who);
  std::string where = it.journal;
  if (!it.volume.empty()) where += " " + it.volume;
  if (!it.issue.empty()) where += "(" + it.issue + ")";
  if (!it.pages.empty()) where += ": " + it.pages;
  card.add(where).add("type", it.type).add("code", it.code).add("DOI", it.doi);
  card.add("PMID", it.pmid).add("url", it.url).add("note", it.note);
  card.add("verified", it.verified).add("seen in", it.seen_in);
  return {it.title, card};
}

Told tell(const KnowledgeBase&, const Finding& it) {
  Card card(it.title);
  card.add(it.say).add("topics", listed(it.topics));
  if (!it.show) card.add("A stepping stone: not told to the visitor.");
  if (it.about) card.add("about", it.about->value.str());
  if (it.reached) card.add("reached", it.reached->target.value.str());
  return {it.title, card};
}

Told tell(const KnowledgeBase& base, const Link& it) {
  const Concept* from = find_by_id(base.concepts, it.from.value);
  const Concept* to = find_by_id(base.concepts, it.to.value);
  const Relation* relation = find_by_id(base.relations, it.relation.value);
  const std::string statement =
      fmt::format("{} {} {}", from == nullptr ? it.from.value.str() : from->name,
                  relation == nullptr ? it.relation.value.str() : relation->says,
                  to == nullptr ? it.to.value.str() : to->name);
  Card card(statement);
  card.add("grade", fmt::format("{}, in {}", to_string(it.grade), it.population.value.str()));
  card.add(it.say).add("caveat", it.caveat).add("believed", it.believed);
  card.add("cite", listed(it.cite));
  return {statement, card};
}

Told tell(const KnowledgeBase&, const Rule& it) {
  Card card(it.say);
  if (it.finding) card.add("concludes", it.finding->value.str());
  if (it.triage) card.add("urges", it.triage->value.str());
  card.add("advises", listed(it.advice)).add("not so", it.say_not);
  if (it.grade) card.add("grade", std::string(to_string(*it.grade)));
  card.add("links", listed(it.links)).add("cite", listed(it.cite));
  return {it.say, card};
}

Told tell(const KnowledgeBase&, const RedFlag& it) {
  Card card(it.title);
  card.add("level", it.level.value.str()).add("not sure", it.not_sure.value.str());
  card.add(it.say).add("meanwhile", it.meanwhile).add("threshold", it.threshold);
  card.add("cite", listed(it.cite));
  return {it.title, card};
}

Told tell(const KnowledgeBase&, const Concept& it) {
  Card card(it.name);
  card.add("kind", it.kind.value.str()).add(it.card);
  card.add("also called", fmt::format("{}", fmt::join(it.synonyms, ", ")));
  card.add("brands", fmt::format("{}", fmt::join(it.brands, ", ")));
  return {it.name, card};
}

Told tell(const KnowledgeBase&, const Level& it) {
  Card card(it.title);
  card.add(it.meaning).add("who", it.who).add("how soon", it.how_soon).add("now", it.now);
  return {it.title, card};
}

Told tell(const KnowledgeBase&, const Relation& it) {
  Card card(it.says);
  card.add("the other way", it.reverse).add("effect", std::string(to_string(it.effect)));
  return {it.says, card};
}

Told tell(const KnowledgeBase&, const Population& it) {
  return {it.title, Card(it.title).add("at most", std::string(to_string(it.at_most)))};
}

Told tell(const KnowledgeBase&, const Topic& it) {
  return {it.title, Card(it.title).add(it.about)};
}

Told tell(const KnowledgeBase&, const Advice& it) {
  return {it.title, Card(it.title).add(it.say).add("cite", listed(it.cite))};
}

Told tell(const KnowledgeBase&, const Screen& it) {
  return {it.ask, Card(it.ask).add(it.help)};
}

Told tell(const KnowledgeBase&, const ConceptKind& it) {
  return {it.title, Card(it.title)};
}

Told tell(const KnowledgeBase&, const Locale& it) {
  return {it.title, Card(it.title)};
}

Told tell(const KnowledgeBase&, const Statement& it) {
  return {it.says, Card(it.says).add("links", listed(it.links))};
}

Told tell(const KnowledgeBase&, const LexiconWord& it) {
  return {it.name, Card(it.name).add("also", fmt::format("{}", fmt::join(it.synonyms, ", ")))};
}

Told tell(const KnowledgeBase&, const Contradiction& it) {
  return {it.say, Card(it.say)};
}

Told tell(const KnowledgeBase&, const SafetyNet& it) {
  return {it.say, Card(it.say)};
}

Told tell(const KnowledgeBase&, const Property& it) {
  const std::string say = it.say.empty() ? it.id : it.say;
  return {say, Card(say)};
}

template <typename Item>
std::string name_of(const Item& item) {
  if constexpr (requires { item.id.str(); }) {
    return item.id.str();
  } else {
    return item.id;
  }
}

template <typename Item>
std::optional<Told> find_in(const KnowledgeBase& base, const std::vector<Item>& items,
                            const std::string& name) {
  for (const Item& item : items) {
    if (name_of(item) == name) return tell(base, item);
  }
  return std::nullopt;
}

std::optional<Told> tell_option(const KnowledgeBase& base, const NamedItem& item) {
  const Question* question = find_by_id(base.questions, QuestionId(item.question));
  if (question == nullptr) return std::nullopt;
  const Option* option = find_by_id(question->options, OptionId(item.name));
  if (option == nullptr) return std::nullopt;
  return Told{option->text, Card(option->text).add("an answer to", question->ask)};
}

std::optional<Told> told(const KnowledgeBase& base, const NamedItem& item) {
  const std::string& section = item.section;
  const std::string& name = item.name;
  if (section == options_section) return tell_option(base, item);
  if (section == "questions") return find_in(base, base.questions, name);
  if (section == "findings") return find_in(base, base.findings, name);
  if (section == "sources") return find_in(base, base.sources, name);
  if (section == "links") return find_in(base, base.links, name);
  if (section == "rules") return find_in(base, base.rules, name);
  if (section == "red_flags") return find_in(base, base.red_flags, name);
  if (section == "concepts") return find_in(base, base.concepts, name);
  if (section == "advice") return find_in(base, base.advice, name);
  if (section == "levels") return find_in(base, base.levels, name);
  if (section == "topics") return find_in(base, base.topics, name);
  if (section == "relations") return find_in(base, base.relations, name);
  if (section == "populations") return find_in(base, base.populations, name);
  if (section == "screens") return find_in(base, base.screens, name);
  if (section == "kinds") return find_in(base, base.kinds, name);
  if (section == "locales") return find_in(base, base.locales, name);
  if (section == "statements") return find_in(base, base.statements, name);
  if (section == "lexicon") return find_in(base, base.lexicon, name);
  if (section == "contradictions") return find_in(base, base.contradictions, name);
  if (section == "safety_net") return find_in(base, base.safety_net, name);
  if (section == "properties") return find_in(base, base.properties, name);
  return std::nullopt;
}

}  // namespace

std::string brief_of(const KnowledgeBase& base, const NamedItem& item) {
  const auto text = told(base, item);
  return text ? text->brief : "";
}

std::string markdown_of(const KnowledgeBase& base, const NamedItem& item) {
  const auto text = told(base, item);
  return text ? text->card.str() : "";
}

}  // namespace peyer
