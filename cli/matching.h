// Finding what somebody means by the words that they typed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peyer {

// Something that can be meant: by its id, or by words from its text.
struct Named {
  std::string id;
  std::string text;
  std::optional<std::string> by_words;  // what of the text single words are looked for in; all
};

// The places in `candidates` that fit: exactly one when it is clear. An exact id or text wins over
// texts that begin so, and these over texts that hold every word. Words count whole, or by a
// beginning of four letters or more: "son" is not in "person". Case and white space don't matter.
std::vector<std::size_t> matches(std::string_view typed, const std::vector<Named>& candidates);

// The places whose whole id or whole text was typed.
std::vector<std::size_t> exact_matches(std::string_view typed,
                                       const std::vector<Named>& candidates);

// Names to offer after a miss, the nearest first, three at the most.
std::vector<std::string> suggestions(std::string_view typed, const std::vector<Named>& candidates);

// Lower case (ASCII only), trimmed, inner white space to one space.
std::string tidy(std::string_view text);

// "3" as a number; nothing for anything else.
std::optional<std::size_t> number_in(std::string_view text);

// Cut at white space.
std::vector<std::string> split_words(std::string_view text);

// A word of letters and digits, in lower case, and where it begins in the text.
struct PlainWord {
  std::string word;
  std::size_t at = 0;
};

// Cut at everything that is neither letter, digit nor an apostrophe within a word.
std::vector<PlainWord> plain_words(std::string_view text);

}  // namespace peyer
