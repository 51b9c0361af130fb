// Shapes of questions: "what * @less * X".
//
//   word a/b   the word, or one of several, compared folded
//   X  M       a concept; a medicine
//   *          up to eight words of any kind
//   _          one word that names nothing
//   @less      a word of that group
//   ^  $       the beginning; the end
//
// Small words and fillers of the question may stand anywhere between. Private to the engine.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace peyer {

// One word of a question, or all the words that name a concept.
struct QuestionToken {
  std::string plain, folded;
  int mention = -1;       // the concept's place among the mentions
  bool medicine = false;  // it is one
  bool passable = false;  // a small word or a filler
  bool known = true;      // English, or named by the pack
  bool after_break = false;
  std::size_t first = 0, count = 1;  // words of the question
};

using WordSet = std::unordered_set<std::string>;  // folded

class Pattern {
 public:
  // `group` gives the words of "@group".
  Pattern(std::string_view text, const std::function<const WordSet&(const std::string&)>& group);

  bool matches(const std::vector<QuestionToken>& tokens) const;

  // The words that it names, folded.
  std::vector<std::string> words() const;

 private:
  struct Element {
    enum class Kind { words, group, concept_name, medicine, any, unknown, begin, end };

    Kind kind = Kind::words;
    std::vector<std::string> words;
    const WordSet* group = nullptr;
  };

  static bool fits(const Element& element, const QuestionToken& token);
  bool matches_from(const std::vector<QuestionToken>& tokens, std::size_t element,
                    std::size_t token, bool inside) const;
  bool stretches(const std::vector<QuestionToken>& tokens, std::size_t element,
                 std::size_t token) const;

  std::vector<Element> elements_;
};

}  // namespace peyer
