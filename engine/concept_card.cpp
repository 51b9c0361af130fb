#include "engine/concept_card.h"

#include <algorithm>
#include <functional>
#include <map>
#include <stdexcept>

#include "engine/citation.h"

namespace peyer {
namespace {

// Whether a link tells what one thing does to another, rather than that they go together, that one
// is a kind of the other, or that nothing is shown.
bool tells_an_effect(const Relation& relation) {
  if (relation.effect == Effect::raises || relation.effect == Effect::lowers) return true;
  return relation.effect == Effect::linked && relation.says != relation.reverse;
}

void add(std::vector<LinkGroup>& groups, const Relation& relation, bool outgoing, SeenLink seen) {
  // What reads the same from both ends is one group.
  const bool same = relation.says == relation.reverse;
  const auto group = std::find_if(groups.begin(), groups.end(), [&](const LinkGroup& one) {
    return one.relation == &relation && (same || one.outgoing == outgoing);
  });
  if (group != groups.end()) {
    group->links.push_back(seen);
  } else {
    groups.push_back({&relation, outgoing, {seen}});
  }
}

void sort(std::vector<LinkGroup>& groups) {
  for (LinkGroup& group : groups) {
    std::stable_sort(group.links.begin(), group.links.end(),
                     [](const SeenLink& a, const SeenLink& b) { return a.grade > b.grade; });
  }
  std::stable_sort(groups.begin(), groups.end(), [](const LinkGroup& a, const LinkGroup& b) {
    return a.links.front().grade > b.links.front().grade;
  });
}

Json to_json(const std::vector<LinkGroup>& groups) {
  Json list = Json::array();
  for (const LinkGroup& group : groups) {
    Json json;
    json["relation"] = group.relation->id.str();
    json["says"] = group.says();
    json["links"] = Json::array();
    for (const SeenLink& seen : group.links) {
      const Link& link = *seen.link;
      Json one;
      one["id"] = link.id.str();
      one["concept"] = seen.other->id.str();
      one["name"] = seen.other->name;
      one["text"] = link.say;
      one["grade"] = to_string(seen.grade);
      one["population"] = seen.population->title;
      one["caveat"] = link.caveat;
      one["believed"] = link.believed;
      one["sources"] = Json::array();
      for (const SourceId& id : ids_of(link.cite)) one["sources"].push_back(id.str());
      json["links"].push_back(std::move(one));
    }
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::size_t ConceptCard::links() const {
  std::size_t all = 0;
  for (const auto& [grade, count] : evidence) all += count;
  return all;
}

ConceptCard concept_card(const KnowledgeBase& knowledge, const ConceptId& id) {
  ConceptCard card;
  card.about = find_by_id(knowledge.concepts, id);
  if (card.about == nullptr) throw std::invalid_argument("unknown concept '" + id.str() + "'");
  card.kind = find_by_id(knowledge.kinds, card.about->kind.value);
  std::map<Grade, std::size_t, std::greater<>> evidence;
  for (const Link& link : knowledge.links) {
    const bool outgoing = link.from.value == id;
    if (!outgoing && link.to.value != id) continue;
    const Relation& relation = *find_by_id(knowledge.relations, link.relation.value);
    const Population& population = *find_by_id(knowledge.populations, link.population.value);
    const Grade grade = effective_grade(link, population);
    const ConceptId& other = outgoing ? link.to.value : link.from.value;
    ++evidence[grade];
    std::vector<LinkGroup>& groups = grade == Grade::against      ? card.against
                                     : !tells_an_effect(relation) ? card.otherwise
                                     : outgoing                   ? card.affects
                                                                  : card.affected_by;
    add(groups, relation, outgoing,
        {&link, find_by_id(knowledge.concepts, other), &population, grade});
  }
  card.evidence.assign(evidence.begin(), evidence.end());
  add_sources(ids_of(card.about->cite), card.sources);
  for (auto* groups : {&card.affected_by, &card.affects, &card.otherwise, &card.against}) {
    sort(*groups);
    for (const LinkGroup& group : *groups) {
      for (const SeenLink& seen : group.links) add_sources(ids_of(seen.link->cite), card.sources);
    }
  }
  return card;
}

Json to_json(const KnowledgeBase& knowledge, const ConceptCard& card) {
  const Concept& about = *card.about;
  Json json;
  json["pack"] = to_json(knowledge.pack);
  json["id"] = about.id.str();
  json["name"] = about.name;
  json["kind"] = {{"id", card.kind->id.str()}, {"title", card.kind->title}};
  json["card"] = about.card;
  json["cite"] = Json::array();
  for (const SourceId& id : ids_of(about.cite)) json["cite"].push_back(id.str());
  json["other_names"] = about.synonyms;
  json["affected_by"] = to_json(card.affected_by);
  json["affects"] = to_json(card.affects);
  json["otherwise"] = to_json(card.otherwise);
  json["against"] = to_json(card.against);
  json["evidence"] = Json::object();
  for (const auto& [grade, count] : card.evidence) json["evidence"][to_string(grade)] = count;
  json["sources"] = Json::array();
  for (const SourceId& id : card.sources) {
    json["sources"].push_back(to_json(*find_by_id(knowledge.sources, id)));
  }
  json["notice"] = knowledge.pack.notice;
  return json;
}

}  // namespace peyer
