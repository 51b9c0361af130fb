// What people call the options of a question: generic names, brands and classes of medicines, and
// whatever else stands in a pack's lexicon.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace peyer {

// A word that was found, and the name by which.
struct LexiconHit {
  const LexiconWord* word = nullptr;
  std::string name;  // as the pack writes it: "Nurofen"

  friend bool operator==(const LexiconHit&, const LexiconHit&) = default;
};

// Immutable once built, so any number of threads may search. Refers to the pack, which must outlive
// it.
class Lexicon {
 public:
  explicit Lexicon(const KnowledgeBase& knowledge);

  // The word with exactly this name, whatever its case; null when there is none.
  const LexiconHit* find(std::string_view name) const;

  // Every name among other words, from left to right, the longest at each place: "ibuprofen 400 mg
  // and my water pill".
  std::vector<LexiconHit> find_within(std::string_view words) const;

  // For type-ahead: names that begin so (general ones before brands), then names in which a later
  // word does; each word once, at most `most`.
  std::vector<LexiconHit> beginning_with(std::string_view typed, std::size_t most) const;

  // The name that may have been misspelt so; nothing when none is near. Ask before taking it for
  // meant: two medicines can differ by one letter.
  std::optional<LexiconHit> like(std::string_view typed) const;

 private:
  // By name in lower case, its words parted by single blanks.
  std::map<std::string, LexiconHit, std::less<>> names_;
};

}  // namespace peyer
