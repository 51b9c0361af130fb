#include "engine/graph.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/citation.h"

namespace peyer {
namespace {

Grade grade_of(const KnowledgeBase& knowledge, const Link& link) {
  return effective_grade(link, *find_by_id(knowledge.populations, link.population.value));
}

// How many steps each concept lies from the nearest centre, up to `most`.
std::map<ConceptId, std::size_t> distances(const KnowledgeBase& knowledge,
                                           const std::vector<ConceptId>& centres,
                                           std::size_t most) {
  std::map<ConceptId, std::size_t> away;
  for (const ConceptId& centre : centres) away[centre] = 0;
  for (std::size_t step = 0, before = 0; step < most && before != away.size(); ++step) {
    before = away.size();
    for (const Link& link : knowledge.links) {
      const auto reach = [&](const ConceptId& from, const ConceptId& to) {
        const auto at = away.find(from);
        if (at != away.end() && at->second == step) away.emplace(to, step + 1);
      };
      reach(link.from.value, link.to.value);
      reach(link.to.value, link.from.value);
    }
  }
  return away;
}

class TreeWriter {
 public:
  TreeWriter(const KnowledgeBase& knowledge, const ConceptMap& map) : knowledge_(knowledge) {
    links_ = map.links;
    std::stable_sort(links_.begin(), links_.end(), [&](const Link* a, const Link* b) {
      return grade_of(knowledge, *a) > grade_of(knowledge, *b);
    });
  }

  // Level by level, so that each concept is told as near to a centre as it lies.
  std::vector<MapTree> around(const ConceptMap& map) {
    std::vector<MapTree> trees;

    struct Place {
      const Concept* at;
      std::vector<std::size_t> path;  // from the tree's number through its branches
    };

    std::vector<Place> level;
    for (const Concept* centre : map.centres) {
      told_.insert(centre->id);
      level.push_back({centre, {trees.size()}});
      trees.push_back({centre, {}});
    }
    for (std::size_t step = 0; step < map.steps; ++step) {
      std::vector<Place> next;
      for (const Place& place : level) {
        std::vector<MapBranch>& branches = branches_at(trees, place.path);
        branches = from(*place.at);
        for (std::size_t i = 0; i < branches.size(); ++i) {
          if (step + 1 == map.steps) branches[i].seen_before = false;  // nothing follows anyway
          if (branches[i].seen_before) continue;
          std::vector<std::size_t> path = place.path;
          path.push_back(i);
          next.push_back({branches[i].other, std::move(path)});
        }
      }
      level = std::move(next);
    }
    return trees;
  }

  std::vector<MapTree> everything(const ConceptMap& map) {
    std::vector<MapTree> trees;
    for (const Concept* root : map.concepts) {
      MapTree tree{root, {}};
      for (const Link* link : links_) {
        if (link->from.value == root->id) tree.branches.push_back(branch(*link, true));
      }
      if (!tree.branches.empty()) trees.push_back(std::move(tree));
    }
    return trees;
  }

 private:
  static std::vector<MapBranch>& branches_at(std::vector<MapTree>& trees,
                                             const std::vector<std::size_t>& path) {
    std::vector<MapBranch>* branches = &trees[path.front()].branches;
    for (std::size_t i = 1; i < path.size(); ++i) branches = &(*branches)[path[i]].branches;
    return *branches;
  }

  MapBranch branch(const Link& link, bool outgoing) const {
    const ConceptId& other = outgoing ? link.to.value : link.from.value;
    return {&link, outgoing, find_by_id(knowledge_.concepts, other), false, {}};
  }

  // The links at a concept that were not told yet.
  std::vector<MapBranch> from(const Concept& concept_here) {
    std::vector<MapBranch> branches;
    for (const Link* link : links_) {
      const bool outgoing = link->from.value == concept_here.id;
      if (!outgoing && link->to.value != concept_here.id) continue;
      if (!links_told_.insert(link).second) continue;
      branches.push_back(branch(*link, outgoing));
      branches.back().seen_before = !told_.insert(branches.back().other->id).second;
    }
    return branches;
  }

  const KnowledgeBase& knowledge_;
  std::vector<const Link*> links_;
  std::set<const Link*> links_told_;
  std::set<ConceptId> told_;
};

}  // namespace

ConceptMap map_around(const KnowledgeBase& knowledge, const std::vector<ConceptId>& centres,
                      std::size_t steps) {
  if (steps < 1) throw std::invalid_argument("a map needs at least one step");
  ConceptMap map;
  if (centres.empty()) {
    for (const Concept& one : knowledge.concepts) map.concepts.push_back(&one);
    for (const Link& link : knowledge.links) map.links.push_back(&link);
    return map;
  }
  for (const ConceptId& id : centres) {
    if (find_by_id(knowledge.concepts, id) == nullptr) {
      throw std::invalid_argument("unknown concept '" + id.str() + "'");
    }
  }
  map.steps = steps;
  const std::map<ConceptId, std::size_t> away = distances(knowledge, centres, steps);
  const auto inner = [&](const ConceptId& id) {
    const auto at = away.find(id);
    return at != away.end() && at->second < steps;
  };
  for (const Concept& one : knowledge.concepts) {
    const auto at = away.find(one.id);
    if (at == away.end()) continue;
    map.concepts.push_back(&one);
    if (at->second == 0) map.centres.push_back(&one);
  }
  for (const Link& link : knowledge.links) {
    if (inner(link.from.value) || inner(link.to.value)) map.links.push_back(&link);
  }
  return map;
}

std::vector<MapTree> trees_of(const KnowledgeBase& knowledge, const ConceptMap& map) {
  TreeWriter writer(knowledge, map);
  return map.centres.empty() ? writer.everything(map) : writer.around(map);
}

Json to_json(const KnowledgeBase& knowledge, const ConceptMap& map) {
  Json json;
  json["pack"] = to_json(knowledge.pack);
  json["centres"] = Json::array();
  for (const Concept* centre : map.centres) json["centres"].push_back(centre->id.str());
  json["steps"] = map.centres.empty() ? Json(nullptr) : Json(map.steps);
  json["concepts"] = Json::array();
  for (const Concept* one : map.concepts) {
    json["concepts"].push_back({{"id", one->id.str()},
                                {"name", one->name},
                                {"kind", one->kind.value.str()},
                                {"card", one->card}});
  }
  std::vector<SourceId> cited;
  json["links"] = Json::array();
  for (const Link* link : map.links) {
    const Relation& relation = *find_by_id(knowledge.relations, link->relation.value);
    const std::vector<SourceId> sources = ids_of(link->cite);
    add_sources(sources, cited);
    Json one;
    one["id"] = link->id.str();
    one["from"] = link->from.value.str();
    one["to"] = link->to.value.str();
    one["relation"] = relation.id.str();
    one["says"] = relation.says;
    one["effect"] = to_string(relation.effect);
    one["grade"] = to_string(grade_of(knowledge, *link));
    one["population"] = find_by_id(knowledge.populations, link->population.value)->title;
    one["text"] = link->say;
    one["caveat"] = link->caveat;
    one["sources"] = Json::array();
    for (const SourceId& id : sources) one["sources"].push_back(id.str());
    json["links"].push_back(std::move(one));
  }
  json["sources"] = Json::array();
  for (const SourceId& id : cited) {
    json["sources"].push_back(to_json(*find_by_id(knowledge.sources, id)));
  }
  json["notice"] = knowledge.pack.notice;
  return json;
}

}  // namespace peyer
