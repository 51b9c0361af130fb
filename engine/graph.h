// The links between concepts as a map: in words, or as a picture drawn by Graphviz.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/to_json.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// Refers to the pack, which must outlive it. All in the pack's order.
struct ConceptMap {
  std::vector<const Concept*> centres;  // empty: a map of everything
  std::size_t steps = 0;                // how far from a centre a link may lie; 0 without centres
  std::vector<const Concept*> concepts;
  std::vector<const Link*> links;
};

// The links that lie on a way of at most `steps` links from one of `centres`, whichever way they
// point, and the concepts at their ends; the whole pack for no centre. Throws std::invalid_argument
// for a concept that the pack does not have, and for less than one step.
ConceptMap map_around(const KnowledgeBase& knowledge, const std::vector<ConceptId>& centres,
                      std::size_t steps);

// One link on the way from a centre, as a reader meets it.
struct MapBranch {
  const Link* link = nullptr;
  bool outgoing = false;           // it leads away from where the reader comes from
  const Concept* other = nullptr;  // where it leads the reader
  bool seen_before = false;        // its own links are told elsewhere in the trees
  std::vector<MapBranch> branches;
};

struct MapTree {
  const Concept* root = nullptr;
  std::vector<MapBranch> branches;
};

// The map as trees, in which each link stands once, strongest first. A tree for each centre;
// without centres, one for each concept from which links lead, with these links.
std::vector<MapTree> trees_of(const KnowledgeBase& knowledge, const ConceptMap& map);

// When Graphviz can't draw.
class DrawingFailed : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A picture that stands alone: well-formed XML with <title> and <desc>, without scripts, fonts or
// addresses. Shapes show kinds, lines show grades, arrow heads show effects, and each is also told
// in words. Nodes have the ids "concept-…", edges "link-…", and their kinds and grades as classes.
// Thread-safe, but calls wait for each other: Graphviz does one thing at a time. Throws
// DrawingFailed.
std::string to_svg(const KnowledgeBase& knowledge, const ConceptMap& map);

// The same graph in Graphviz' own language, without a layout.
std::string to_dot(const KnowledgeBase& knowledge, const ConceptMap& map);

// docs/map.schema.json is the contract.
Json to_json(const KnowledgeBase& knowledge, const ConceptMap& map);

}  // namespace peyer
