// How long an interview gets: each scenario's, walked as the person in its story would answer.
//
// Thread-safe: different callers may walk with the same engine.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace peyer {

// One interview from its first screen until nothing more is asked.
struct Walk {
  std::vector<NextQuestions> screens;  // in the order asked
  int screening = 0;     // of those, the ones that group questions and hold a red flag's own sign
  bool stopped = false;  // an emergency ended it

  int length() const { return static_cast<int>(screens.size()); }  // in screens
};

// Asks from nothing. What `told` answers is answered so; of the rest a yes-no question is answered
// no, `many` none of them, `one` and numbers rather not say. Throws std::logic_error when an
// interview does not end, which no pack makes it do.
Walk walk_interview(const Engine& engine, const Answers& told);

struct ScenarioLength {
  std::string name;
  Location at;  // of the scenario
  Walk walk;
};

// One for every scenario, without its what-ifs, in the pack's order.
std::vector<ScenarioLength> interview_lengths(const Engine& engine);

// All in screens; of no interviews at all everything is 0.
struct LengthSummary {
  double median = 0;  // half a screen between two middle ones
  int longest = 0;
  int longest_screening = 0;
  std::map<int, int> distribution;  // how many interviews have this many screens
};

LengthSummary summarize(const std::vector<ScenarioLength>& lengths);

}  // namespace peyer
