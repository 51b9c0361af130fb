// Runs an author's scenarios against the engine.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace peyer {

// One expectation that was not met.
struct Mismatch {
  enum class Kind {
    triage,
    concludes,
    concludes_not,
    grades,
    because,
    advises,
    advises_not,
    contradictions,
    asks_next,
    at_most
  };

  Kind kind = Kind::triage;
  std::string subject;  // what was expected: a level, finding, advice, rule, … by its id
  std::size_t answer_set =
      0;             // which of answer_sets_of(scenario) it is about; 0: the given answers
  std::string what;  // "triage", "concludes nsaid-burden", "what if age: triage", …
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

// The same with the outcomes of answer_sets_of(scenario), in its order, when they are known
// already.
ScenarioResult check_scenario(const Engine& engine, const Scenario& scenario,
                              const std::vector<const Outcome*>& outcomes);

// What of an expectation one outcome does not meet, whoever computed it. `at_most`, which is about
// a whole interview, is left to run_scenario.
std::vector<Mismatch> mismatches(const Expectation& expect, const Outcome& outcome);

std::vector<ScenarioResult> run_scenarios(const Engine& engine);

// The given answers of a scenario.
Answers answers_of(const Scenario& scenario);

// The same and then, in their order, those that each of its what-ifs makes of them.
std::vector<Answers> answer_sets_of(const Scenario& scenario);

// What is expected of each of these, in the same order.
std::vector<const Expectation*> expectations_of(const Scenario& scenario);

// What an outcome needs to have to be held against an expectation with mismatches().
Agenda agenda_for(const Expectation& expect);

}  // namespace peyer
