// Conditions against the questions and findings that they name.
#pragma once

#include <string>
#include <unordered_map>

#include "knowledge/diagnostic.h"
#include "knowledge/draft.h"
#include "knowledge/names.h"

namespace peyer {

class ConditionChecker {
 public:
  // Keeps references: all three must outlive it.
  ConditionChecker(const Draft& draft, Names& names, Diagnostics& diagnostics);

  // Names, options and numbers fit; it can hold, it can fail, and it is not too large.
  void check(const Condition& condition);

  // A red flag's two halves, which have been checked one by one, can hold together.
  void check_together(const Condition& when, const Condition& together);

 private:
  bool check_comparisons(const Condition& condition);
  bool check_comparison(const Condition& condition);
  bool check_against(const Question& question, const Condition& condition);
  bool check_options(const Question& question, const Comparison& comparison);
  bool check_logic(const Condition& condition);
  bool check_one(const Condition& condition);
  const Question* find_question(const std::string& id) const;
  void complain(const char* code, const Location& at, std::string message, std::string help);

  const Draft& draft_;
  Names& names_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string, const Question*> questions_;
};

}  // namespace peyer
