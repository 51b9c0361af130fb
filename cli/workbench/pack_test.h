// Runs a pack's scenarios and says why those that fail do: which rule did not fire and on which of
// its conditions, or which rule fired that should not have, and the fewest other answers that would
// make it as expected.
//
// Thread-safe; keeps no state.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/counterfactual.h"
#include "engine/coverage.h"
#include "engine/explanation.h"
#include "engine/scenario.h"

namespace peyer {

// One rule, red flag, contradiction or chain of links held against a scenario's answers.
struct RuleTrace {
  std::string rule;  // its id; of a chain "a chain from" and the finding where it starts
  std::string place;
  bool fired = false;
  std::vector<ConditionVerdict> conditions;  // of the clause that fired or came closest
};

struct TestFailure {
  Mismatch mismatch;
  std::vector<RuleTrace> rules;  // the closest that did not fire, or all that fired; may be empty
  // "age → 75": the fewest other answers that would make it as expected; empty when none were
  // found.
  std::string smallest_change;
};

struct TestedScenario {
  std::string name;
  Location at;
  std::vector<TestFailure> failures;  // empty: it passed
  double seconds = 0;                 // without the explanations
};

struct PackTest {
  std::vector<TestedScenario> scenarios;  // in the pack's order
  std::optional<Coverage> coverage;       // only when asked for
  double seconds = 0;

  std::size_t passed() const;

  std::size_t failed() const { return scenarios.size() - passed(); }
};

struct PackTestOptions {
  std::string filter = {};  // only scenarios whose name or place holds this, whatever the case
  bool coverage = false;    // over all scenarios, whatever the filter
  std::size_t jobs = 0;     // threads; 0: as many as cores
};

// Throws what Engine::consult throws.
PackTest test_pack(const Engine& engine, const PackTestOptions& options);

// Names of scenarios that are like a filter that matches none, the most alike first.
std::vector<std::string> nearest_scenarios(const KnowledgeBase& base, const std::string& filter,
                                           std::size_t most = 3);

// "age → 75, nsaid-use → daily"
std::string in_words(const KnowledgeBase& base, const Changes& changes);

}  // namespace peyer
