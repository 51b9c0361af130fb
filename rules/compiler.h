// From a KnowledgeBase to a Rulebook.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "rules/rulebook.h"

namespace peyer {

// Cannot fail on a checked pack. Deterministic: the same pack gives the same text.
Rulebook compile(std::shared_ptr<const KnowledgeBase> knowledge);

// Numbers the distinct comparisons of a pack, in the order in which they are met.
class ConditionTable {
 public:
  // The number of a comparison's equal, or a new one. `condition` is of kind comparison.
  int number(const Condition& condition);

  const std::vector<CompiledCondition>& conditions() const { return conditions_; }

 private:
  using Key = std::tuple<Comparison::Test, std::string, std::vector<std::string>, double>;

  std::vector<CompiledCondition> conditions_;
  std::map<Key, int> numbers_;
};

// The author's tree as clauses: negation pushed to the comparisons; duplicate, contradictory and
// absorbed clauses left out.
std::vector<Clause> to_clauses(const Condition& condition, ConditionTable& table);

}  // namespace peyer
