// How hard an English text is to read: the grade level of Kincaid, Fishburne, Rogers and Chissom
// (1975), which is the American school year whose pupils can follow it.
//
//   0.39 · words / sentences + 11.8 · syllables / words − 15.59
//
// It is an average, so it says nothing about a handful of words: one long name in a heading makes
// it jump by ten years. Judge what is read together (see passages_of), and nothing shorter than
// `fewest_words`. It is strict on purpose: no name is counted as shorter than it is spoken, not
// even one that the pack explains.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge_base.h"
#include "knowledge/texts.h"

namespace peyer {

// What a grade is made of. Texts add up: count them one by one, then add.
struct Readability {
  std::size_t words = 0;
  std::size_t sentences = 0;
  std::size_t syllables = 0;
  std::size_t longest_sentence = 0;  // in words

  double grade() const;            // 0 where there are no words
  double sentence_length() const;  // in words, on average

  Readability& operator+=(const Readability& more);
};

// Below this a grade is noise.
inline constexpr std::size_t fewest_words = 12;

// A word is letters, digits, apostrophes and the hyphens between them: "anti-inflammatory" is one
// long word, as a reader meets it. A number is one word.
Readability readability(std::string_view text);

// As spoken, by rule: groups of vowels without the silent e, with a table of exceptions. Right for
// about 24 of 25 words. A digit counts as one ("112" three), and so does each letter of what is
// spelt out ("NHS", "IgG").
std::size_t syllables(std::string_view word);

// The sentences of a text, with the sign that ends them: one of . ! ? : ; before a space, or a line
// break, so that a line of a list is a sentence even without a full stop.
std::vector<std::string_view> sentences(std::string_view text);

// Texts that a visitor reads in one go, line by line.
struct Passage {
  TextAddress address;  // of the first of them
  std::string text;
};

// A pack's texts as they are read together, in the order of for_each_text:
//   a question's ask, why and help; a screen's ask and help; a level's texts; a link's say, caveat
//   and believed; a finding's or an advice's title and say; a red flag's title, say and meanwhile.
// Every other text stands alone, because it is read alone: the two sides of a rule (say, say_not),
// an option, a card. Thresholds are left out: only reviewers read them. Texts of a pack that is not
// worded yet keep their markup: word it first.
std::vector<Passage> passages_of(const KnowledgeBase& base);

}  // namespace peyer
