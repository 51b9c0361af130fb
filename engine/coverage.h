// What a pack's scenarios exercise, read from what CLIPS did with them.
//
// A scenario's given answers are one answer set; each of its what-ifs is a further one.
// Thread-safe: different callers may measure the same engine.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine.h"

namespace peyer {

// Something of the pack that no answer set exercises.
struct Uncovered {
  enum class Lack {
    never_fired,      // rules, red flags, contradictions: CLIPS never saw them met
    never_true,       // conditions: never met where they stand…
    never_false,      // …or never unmet
    never_known,      // …or neither
    never_answered,   // questions
    never_chosen,     // options
    never_given,      // advice
    never_concluded,  // findings
    never_reached     // levels
  };

  Lack lack = Lack::never_fired;
  std::string id;    // the item's; for a condition its formula's, for an option its question's
  std::string part;  // the condition's text or the option's id; empty otherwise
  Location at;       // of the item, or of the condition
};

// "never fired", "was never true", …
std::string_view to_string(Uncovered::Lack lack);

// "rules/medicines.yaml:14 takes-metformin: 'medicines include metformin' was never false"
std::string in_words(const Uncovered& uncovered);

struct Tally {
  int covered = 0, total = 0;
  std::vector<Uncovered> missing;  // in the pack's order

  bool complete() const { return covered == total; }
};

// In how many scenarios (in whatever answer set of theirs) a formula was met.
struct Firing {
  std::string id;
  Formula::Kind kind = Formula::Kind::rule;
  int met = 0;
  // Red flags only; a scenario counts in each column that it has an answer set for.
  int met_in_doubtful_setting = 0;  // of `met`: rested on doubt about `together`
  int sign_in_doubt = 0;            // doubt about `when` urged its `not_sure` level
  Location at;
};

struct Coverage {
  int scenarios = 0, answer_sets = 0;
  Tally rules, red_flags, contradictions;
  // Each condition of each rule, red flag, contradiction and `applies`: covered when seen met and
  // seen unmet (doubt is neither). One that stands in two formulas counts twice.
  Tally conditions;
  Tally questions;  // any reply counts, *not sure* too
  Tally options, advice, findings, levels;
  std::vector<Firing> firings;  // by place in Rulebook::formulas, `applies` too
};

// Throws what Engine::consult throws. Runs every answer set once.
Coverage coverage(const Engine& engine);

// The same from what was observed already, with or without agenda: for each scenario of the pack,
// in order, one observation for each of answer_sets_of().
Coverage coverage(const Engine& engine, const std::vector<std::vector<Observation>>& observations);

// What is missing in all tallies, by place: a list of work for an author.
std::vector<Uncovered> all_missing(const Coverage& coverage);

}  // namespace peyer
