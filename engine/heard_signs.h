// Warning signs that somebody describes in a question. Private to the engine.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
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
  // What people call the same thing, by a name for it: poo, stool, bowel movement. "@diarrhoea"
  // among the words of "poo" says that whoever has that means this too, and not the other way
  // round.
  std::map<std::string, std::vector<std::string>> alike;
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
  // several words in just these words, one behind the other; for questions that ask in general.
  std::vector<Sign> find(const std::vector<FoldedWord>& question, const std::vector<bool>& known,
                         bool closely) const;

 private:
  // A word, or several that have one meaning ("throw up"), as numbers in one space: of what is
  // written, and of what it means.
  struct Meaning {
    std::size_t written = 0;
    std::vector<std::size_t> senses;  // the most telling first; empty: none but itself
  };

  // One word of a phrase; `first` and `count`: the words of the text that it stands for.
  struct PhraseWord {
    std::size_t written = 0, sense = 0;
    std::size_t first = 0, count = 1;
  };

  struct Phrase {
    RuleId red_flag;
    std::vector<PhraseWord> words;
    std::size_t between = 0;  // other words from the first to the last as they are written
    bool negative = false;    // "can't breathe": a negation is part of it
  };

  // Words that count, several that belong together as one.
  struct Piece {
    std::string text;  // as keys of meanings_ are written
    std::size_t first = 0, count = 1;
  };

  struct Reader;

  void add_alike(const std::string& name, std::size_t sense, int depth);
  void add_medicines(const KnowledgeBase& knowledge);
  void add_word(const std::string& words, std::size_t sense, bool own);
  std::size_t number_of(const std::string& text);
  Meaning& meaning_of(const std::string& text);
  std::vector<Piece> pieces_of(const std::vector<FoldedWord>& words) const;
  void add_phrase(const RuleId& red_flag, const std::string& text);
  std::vector<std::size_t> meant_by(const Piece& piece, const FoldedWord& typed, bool known) const;
  void add_meanings(const Meaning& meaning, std::vector<std::size_t>& meant) const;

  SignWords words_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::unordered_map<std::string, Meaning> meanings_;  // by what is written, folded
  std::vector<std::pair<std::string, std::string>>
      plain_;                // plain words and their keys, for misspellings
  std::size_t longest_ = 1;  // words in one piece
  std::vector<Phrase> phrases_;
};

}  // namespace peyer
