#include "knowledge/chains.h"

#include <algorithm>
#include <optional>
#include <set>

namespace peyer {
namespace {

// What an effect on an effect amounts to, as in rules/links.clp: raising what lowers is lowering,
// `is` passes the other one on, and what merely goes with something says nothing about what lies
// beyond.
std::optional<Effect> follow(Effect first, Effect then) {
  if (then == Effect::is) return first;
  if (first == Effect::is) return then;
  if (first == Effect::linked || then == Effect::linked) return std::nullopt;
  return first == then ? Effect::raises : Effect::lowers;
}

}  // namespace

Chains::Chains(const KnowledgeBase& base) : longest_(base.pack.chain_steps) {
  std::unordered_map<RelationId, Effect> effects;
  for (const Relation& relation : base.relations) effects[relation.id] = relation.effect;
  for (const Link& link : base.links) {
    const auto effect = effects.find(link.relation.value);
    if (effect == effects.end() || effect->second == Effect::none) continue;
    if (link.grade == Grade::against) continue;  // carries no chain
    out_[link.from.value].push_back({link.to.value, effect->second});
  }
}

bool Chains::reach(const ConceptId& from, const Reached& reached) const {
  using Place = std::pair<ConceptId, Effect>;
  // Before the first link, the effect is that link's own.
  std::vector<Place> frontier = {{from, Effect::is}};
  std::set<Place> seen(frontier.begin(), frontier.end());
  for (int step = 0; step < longest_ && !frontier.empty(); ++step) {
    std::vector<Place> next;
    for (const auto& [place, effect] : frontier) {
      const auto steps = out_.find(place);
      if (steps == out_.end()) continue;
      for (const Step& link : steps->second) {
        const std::optional<Effect> combined = follow(effect, link.effect);
        if (!combined || link.to == from) continue;
        const Place there{link.to, *combined};
        const bool wanted =
            std::count(reached.effects.begin(), reached.effects.end(), there.second) > 0;
        if (there.first == reached.target.value && wanted) return true;
        if (seen.insert(there).second) next.push_back(there);
      }
    }
    frontier = std::move(next);
  }
  return false;
}

}  // namespace peyer
