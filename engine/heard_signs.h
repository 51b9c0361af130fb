// Warning signs that somebody describes in a question. Private to the engine.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "engine/folding.h"
#include "engine/patterns.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// Words that the signs are read with, folded.
struct SignWords {
  WordSet small;         // left out on both sides
  WordSet negation;      // "no", "never": just before a sign, they deny it
  WordSet not_negation;  // "I don't know why …" denies nothing
};

class HeardSigns {
 public:
  HeardSigns(const KnowledgeBase& knowledge, SignWords words);

  // A described sign, and which words of the question describe it.
  struct Sign {
    RuleId red_flag;
    std::size_t first = 0, last = 0;
  };

  // `known` says which words are good English; others may be misspelt. `closely`: only phrases of
  // several words, one behind the other; for questions that ask in general.
  std::vector<Sign> find(const std::vector<FoldedWord>& question, const std::vector<bool>& known,
                         bool closely) const;

 private:
  struct Phrase {
    RuleId red_flag;
    std::vector<std::size_t> words;  // places in vocabulary_
    std::size_t spread = 0;          // from the first to the last as they are written
    bool negative = false;           // "can't breathe": a negation is part of it
  };

  struct Reader;

  std::size_t number_of(const FoldedWord& word);
  std::vector<std::size_t> meant_by(const FoldedWord& typed, bool known) const;

  SignWords words_;
  std::vector<FoldedWord> vocabulary_;  // of all phrases, each folded form once
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<Phrase> phrases_;
};

}  // namespace peyer
