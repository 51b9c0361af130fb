// How the words of a question are compared with the names that a pack gives to things.
//
// Folding makes one form of what people write in several ways. Both sides are folded alike, so what
// comes out need not be a word:
//
//   capitals, accents         Sjögren, sjogren
//   apostrophes               Crohn's, Crohns: the ending goes; can't: cant
//   British and American      coeliac, celiac; fibre, fiber; tumour, tumor; -ise, -ize; -yse, -yze
//   plurals                   allergies, antibiotics, diseases
//   endings                   leaky, leaking, leak; smoke, smoking; inflamed
//   a doubled last letter     fat, fatty; run, running
//
// Words of three letters and less stay as they are, but for capitals and accents.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace peyer {

struct FoldedWord {
  std::string plain;         // lower case, without accents and apostrophes: "leaky"
  std::string folded;        // "leak"
  bool after_break = false;  // a comma, full stop or the like stands before it
};

// Cut at everything that is neither letter, digit nor an apostrophe or a decimal point within a
// word. Thread-safe.
std::vector<FoldedWord> folded_words(std::string_view text);

// One word that is lower case and plain already.
std::string fold(std::string_view plain);

}  // namespace peyer
