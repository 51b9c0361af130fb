#include "knowledge/grade.h"

namespace peyer {

const std::vector<std::string>& grade_words() {
  // In the order of Grade.
  static const std::vector<std::string> words = {"against", "contested", "hypothesis",
                                                 "limited", "moderate",  "strong"};
  return words;
}

std::string_view to_string(Grade grade) {
  if (grade == Grade::as_told) return "as-told";
  return grade_words()[static_cast<std::size_t>(grade)];
}

std::optional<Grade> parse_grade(std::string_view word) {
  const std::vector<std::string>& words = grade_words();
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<Grade>(i);
  }
  return std::nullopt;
}

}  // namespace peyer
