// From a KnowledgeBase to a Rulebook.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "rules/rulebook.h"

namespace peyer {

// Cannot fail on a checked pack. Deterministic: the same pack gives the same text.
Rulebook compile(std::shared_ptr<const KnowledgeBase> knowledge);

// An item of the pack as it might have been written. It keeps its id, and with it the place that it
// can take. A property stands in for nothing: whether its `when` is met is only watched.
using VariantItem = std::variant<Rule, RedFlag, Contradiction, Question, Property>;

// A rulebook of the same pack in which each item can be put in the place of its namesake, by facts
// from outside alone ("mutant schemata": Untch, Offutt and Harrold 1993): what a formula does hangs
// on (standing (variant ID)), its own id for the formula as the author wrote it, variant_symbol(i)
// for items[i]. Whoever runs it asserts one such fact for every formula. Meanwhile every variant
// shows as facts what would become of it: variant-met, variant-doubt, ruled-out, closed.
// `Rulebook::formulas` are the pack's own; `conditions` are everybody's. Items need not be checked,
// but their names must resolve, a question must have an `applies`, and none may bring a `not`
// before a finding that the pack does not have (`careful` is as the pack has it).
Rulebook compile_variants(std::shared_ptr<const KnowledgeBase> knowledge,
                          const std::vector<VariantItem>& items);

// "V12": the CLIPS symbol of items[12]. No id has a capital.
std::string variant_symbol(std::size_t place);

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
