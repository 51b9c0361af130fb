// Runs an author's scenarios against the engine.
#pragma once

#include <string>
#include <vector>

#include "engine/engine.h"

namespace peyer {

// One expectation that was not met.
struct Mismatch {
  std::string what;  // "triage", "concludes nsaid-burden", …
  std::string expected;
  std::string got;
  Location at;  // of the expectation
};

struct ScenarioResult {
  std::string name;
  Location at;
  int screens = 0;  // walk_interview's; only counted when the scenario expects `at_most`
  std::vector<Mismatch> mismatches;  // empty: it passed
};

ScenarioResult run_scenario(const Engine& engine, const Scenario& scenario);
std::vector<ScenarioResult> run_scenarios(const Engine& engine);

// The given answers of a scenario.
Answers answers_of(const Scenario& scenario);

// The same and then, in their order, those that each of its what-ifs makes of them.
std::vector<Answers> answer_sets_of(const Scenario& scenario);

}  // namespace peyer
