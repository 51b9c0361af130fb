// How good the evidence is. A grade says nothing about how likely anybody is to have anything.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peyer {

// Weakest first, so that the grade of a chain is the minimum over its links and the grade of a
// conclusion the maximum over its chains (min–max of possibilistic logic: Dubois & Prade).
// `against` never carries a chain: the best evidence contradicts the statement. `contested` stands
// below `hypothesis` because studies that disagree are less to lean on than none yet.
enum class Grade { against = 0, contested, hypothesis, limited, moderate, strong, as_told };

// "strong" … "against"; `as_told` (what the visitor said, which no study grades) is "as-told".
std::string_view to_string(Grade grade);

// The six grades that an author can write; nothing for any other word, "as-told" among them.
std::optional<Grade> parse_grade(std::string_view word);
const std::vector<std::string>& grade_words();

}  // namespace peyer
