#include "web/api_catalogue.h"

#include <algorithm>
#include <type_traits>

#include "engine/citation.h"
#include "engine/concept_card.h"

namespace peyer {

namespace {

template <typename LocatedIds>
Json ids(const LocatedIds& items) {
  Json list = Json::array();
  for (const auto& item : items) list.push_back(item.value.str());
  return list;
}

Json or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

template <typename LocatedId>
Json or_null(const std::optional<LocatedId>& id) {
  return id ? Json(id->value.str()) : Json(nullptr);
}

// In the form in which knowledge files write it (docs/knowledge-format.md).
Json condition(const Condition& one) {
  using Kind = Condition::Kind;
  if (one.kind == Kind::comparison) return one.text;
  if (one.kind == Kind::negation) return {{"not", condition(one.children.front())}};
  Json children = Json::array();
  for (const Condition& child : one.children) children.push_back(condition(child));
  const char* name = one.kind == Kind::all ? "all" : one.kind == Kind::any ? "any" : "none";
  return {{name, std::move(children)}};
}

Json or_null(const std::optional<Condition>& one) {
  return one ? condition(*one) : Json(nullptr);
}

Json topic(const KnowledgeBase& /*pack*/, const Topic& topic) {
  return {{"id", topic.id.str()},
          {"title", topic.title},
          {"about", topic.about},
          {"come_for", topic.come_for},
          {"core", topic.core}};
}

Json level(const KnowledgeBase& /*pack*/, const Level& level) {
  return {{"id", level.id.str()}, {"title", level.title},   {"meaning", level.meaning},
          {"who", level.who},     {"now", level.now},       {"how_soon", level.how_soon},
          {"stops", level.stops}, {"person", level.person}, {"urgent", level.urgent}};
}

Json locale(const KnowledgeBase& /*pack*/, const Locale& locale) {
  Json words = Json::object();
  for (const auto& [name, word] : locale.words) words[name.value] = word;
  return {{"id", locale.id.str()}, {"title", locale.title}, {"words", std::move(words)}};
}

Json question(const KnowledgeBase& /*pack*/, const Question& question) {
  Json json = to_json(question);
  json["also"] = ids(question.also);
  json["screen"] = or_null(question.screen);
  json["units"] = Json::array();
  for (const Unit& unit : question.units) {
    json["units"].push_back({{"name", unit.name}, {"per", unit.per}});
  }
  json["applies"] = or_null(question.applies);
  return json;
}

Json finding(const KnowledgeBase& /*pack*/, const Finding& finding) {
  return {{"id", finding.id.str()}, {"title", finding.title}, {"topics", ids(finding.topics)},
          {"text", finding.say},    {"shown", finding.show},  {"concept", or_null(finding.about)}};
}

Json advice(const KnowledgeBase& /*pack*/, const Advice& advice) {
  return {{"id", advice.id.str()},
          {"title", advice.title},
          {"text", advice.say},
          {"topics", ids(advice.topics)},
          {"sources", ids(advice.cite)}};
}

Json source(const KnowledgeBase& /*pack*/, const Source& source) {
  return to_json(source);
}

Json concept_in_short(const KnowledgeBase& /*pack*/, const Concept& item) {
  Json names = Json::array();
  for (const std::string& name : item.synonyms) names.push_back(name);
  for (const std::string& name : item.brands) names.push_back(name);
  return {{"id", item.id.str()},
          {"name", item.name},
          {"kind", item.kind.value.str()},
          {"other_names", std::move(names)}};
}

Json concept_in_full(const KnowledgeBase& pack, const Concept& item) {
  return to_json(pack, concept_card(pack, item.id));
}

Json rule(const KnowledgeBase& /*pack*/, const Rule& rule) {
  return {{"id", rule.id.str()},
          {"sort", "rule"},
          {"when", condition(rule.when)},
          {"finding", or_null(rule.finding)},
          {"level", or_null(rule.triage)},
          {"advice", ids(rule.advice)},
          {"text", rule.say},
          {"text_not", rule.say_not},
          {"grade", rule.grade ? Json(to_string(*rule.grade)) : Json(nullptr)},
          {"links", ids(rule.links)},
          {"sources", ids(rule.cite)},
          {"place", rule.at.place()}};
}

Json red_flag(const KnowledgeBase& /*pack*/, const RedFlag& flag) {
  return {{"id", flag.id.str()},
          {"sort", "red-flag"},
          {"title", flag.title},
          {"when", condition(flag.when)},
          {"together", or_null(flag.together)},
          {"level", flag.level.value.str()},
          {"not_sure", flag.not_sure.value.str()},
          {"text", flag.say},
          {"meanwhile", flag.meanwhile},
          {"threshold", flag.threshold},
          {"basis", or_null(flag.basis)},
          {"checked", or_null(flag.checked)},
          {"sources", ids(flag.cite)},
          {"place", flag.at.place()}};
}

Json contradiction(const KnowledgeBase& /*pack*/, const Contradiction& one) {
  return {{"id", one.id.str()},
          {"sort", "contradiction"},
          {"when", condition(one.when)},
          {"text", one.say},
          {"place", one.at.place()}};
}

// The collection of one of a pack's lists.
template <auto member, auto in_short, auto in_full>
Collection of_list(std::string_view name) {
  Collection collection;
  collection.name = name;
  collection.list = [](const KnowledgeBase& pack) {
    Json list = Json::array();
    for (const auto& item : pack.*member) list.push_back(in_short(pack, item));
    return list;
  };
  collection.item = [](const KnowledgeBase& pack, const std::string& id) -> std::optional<Json> {
    using IdType = std::decay_t<decltype((pack.*member).front().id)>;
    const auto* item = find_by_id(pack.*member, IdType(id));
    if (item == nullptr) return std::nullopt;
    return in_full(pack, *item);
  };
  collection.ids = [](const KnowledgeBase& pack) {
    std::vector<std::string> ids;
    for (const auto& item : pack.*member) ids.push_back(item.id.str());
    return ids;
  };
  return collection;
}

template <auto member, auto write>
Collection of_list(std::string_view name) {
  return of_list<member, write, write>(name);
}

// Rules, red flags and contradictions have one name space, and one list.
Collection all_rules() {
  static const std::vector<Collection> sorts = {
      of_list<&KnowledgeBase::red_flags, red_flag>("red_flags"),
      of_list<&KnowledgeBase::rules, rule>("rules"),
      of_list<&KnowledgeBase::contradictions, contradiction>("contradictions")};
  Collection collection;
  collection.name = "rules";
  collection.list = [](const KnowledgeBase& pack) {
    Json list = Json::array();
    for (const Collection& sort : sorts) {
      for (Json& item : sort.list(pack)) list.push_back(std::move(item));
    }
    return list;
  };
  collection.item = [](const KnowledgeBase& pack, const std::string& id) {
    std::optional<Json> item;
    for (const Collection& sort : sorts) {
      if (!item) item = sort.item(pack, id);
    }
    return item;
  };
  collection.ids = [](const KnowledgeBase& pack) {
    std::vector<std::string> ids;
    for (const Collection& sort : sorts) {
      for (std::string& id : sort.ids(pack)) ids.push_back(std::move(id));
    }
    return ids;
  };
  return collection;
}

}  // namespace

const std::vector<Collection>& collections() {
  static const std::vector<Collection> all = {
      of_list<&KnowledgeBase::advice, advice>("advice"),
      of_list<&KnowledgeBase::concepts, concept_in_short, concept_in_full>("concepts"),
      of_list<&KnowledgeBase::findings, finding>("findings"),
      of_list<&KnowledgeBase::levels, level>("levels"),
      of_list<&KnowledgeBase::locales, locale>("locales"),
      of_list<&KnowledgeBase::questions, question>("questions"),
      all_rules(),
      of_list<&KnowledgeBase::sources, source>("sources"),
      of_list<&KnowledgeBase::topics, topic>("topics"),
  };
  return all;
}

const Collection* collection_named(std::string_view name) {
  const auto& all = collections();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace peyer
