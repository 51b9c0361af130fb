// Where names stand in a question: an SQLite full-text index (FTS5) in memory over the names,
// synonyms and brands of a pack's concepts and over its lexicon.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/folding.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// Words of a question that name something.
struct NameHit {
  std::size_t first = 0, count = 0;  // words of the question
  std::vector<ConceptId> concepts;   // several when the name is shared
  std::string name;                  // as the pack writes it
  // A word of the lexicon of which the pack tells nothing else; `concepts` is empty.
  bool bare = false;
  // What was read for words that seem to be misspelt: "ibuprofen" for "ibuprofin".
  std::vector<std::pair<std::string, std::string>> corrected;
};

// Thread-safe: one connection, used by one thread at a time.
class NameIndex {
 public:
  // `small`: folded words that count neither in names nor in questions ("the").
  NameIndex(const KnowledgeBase& knowledge, std::vector<std::string> small);
  ~NameIndex();
  NameIndex(const NameIndex&) = delete;
  NameIndex& operator=(const NameIndex&) = delete;
  NameIndex(NameIndex&&) = delete;
  NameIndex& operator=(NameIndex&&) = delete;

  // The names in a question, from left to right; none overlaps another. More words win over fewer,
  // right spelling over wrong, and order over disorder ("my gut leaky"). `known` says which words
  // are good English, and so not misspelt.
  std::vector<NameHit> find(const std::vector<FoldedWord>& words,
                            const std::vector<bool>& known) const;

  // Does some name have this folded word?
  bool has_word(const std::string& folded) const;

  // Concepts with the word, or one like it, in a name; at most `most`, the shortest names first.
  std::vector<ConceptId> near(const std::vector<FoldedWord>& words, const std::vector<bool>& known,
                              std::size_t most) const;

  // Concepts one of whose names holds a whole name of this one and more: "gut lining" for "gut".
  std::vector<ConceptId> narrower(const ConceptId& concept_id) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace peyer
