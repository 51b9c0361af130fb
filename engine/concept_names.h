// Finding the concept that somebody names: by its id, its name, a synonym, a brand or a word of the
// lexicon. Nothing is guessed: a name counts when it is the whole of what was typed.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace peyer {

// Immutable once built, so any number of threads may search. Refers to the pack, which must outlive
// it.
class ConceptNames {
 public:
  explicit ConceptNames(const KnowledgeBase& knowledge);

  // The concepts that go by this name, in the pack's order; more than one when they share it. Case,
  // punctuation and a plural's "s" don't matter. An id wins over a name, and a name over what else
  // a concept is called.
  std::vector<ConceptId> find(std::string_view typed) const;

  // Concepts to offer after a miss, at most `most`: those with a name in which every word typed
  // stands, then the one whose name may have been misspelt.
  std::vector<ConceptId> nearest(std::string_view typed, std::size_t most) const;

 private:
  using Keys = std::map<std::string, std::vector<std::size_t>, std::less<>>;

  const KnowledgeBase* knowledge_;
  Keys ids_, names_, others_;  // to places in the pack's concepts
};

}  // namespace peyer
