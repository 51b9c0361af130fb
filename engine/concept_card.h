// All that a pack says about one concept, gathered from its links.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "engine/to_json.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// A link as it is seen from one of its ends.
struct SeenLink {
  const Link* link = nullptr;
  const Concept* other = nullptr;  // what stands at its other end
  const Population* population = nullptr;
  Grade grade = Grade::hypothesis;  // with what its population can show
};

// Links that say the same in the same direction: "can be damaged by" this and that.
struct LinkGroup {
  const Relation* relation = nullptr;
  bool outgoing = false;        // the concept comes first: "can damage"
  std::vector<SeenLink> links;  // strongest first

  const std::string& says() const { return outgoing ? relation->says : relation->reverse; }
};

// Refers to the pack, which must outlive it. Groups stand in the order of their strongest link.
struct ConceptCard {
  const Concept* about = nullptr;
  const ConceptKind* kind = nullptr;
  std::vector<LinkGroup> affected_by, affects;
  // What makes neither more nor less of it: what goes along with it, its kinds, what it is not.
  std::vector<LinkGroup> otherwise;
  std::vector<LinkGroup> against;  // links of any relation that the evidence speaks against
  std::vector<std::pair<Grade, std::size_t>> evidence;  // how many links of each grade, best first
  std::vector<SourceId> sources;                        // in the order in which they are cited

  std::size_t links() const;
};

// Throws std::invalid_argument for a concept that the pack does not have.
ConceptCard concept_card(const KnowledgeBase& knowledge, const ConceptId& id);

// docs/card.schema.json is the contract.
Json to_json(const KnowledgeBase& knowledge, const ConceptCard& card);

}  // namespace peyer
