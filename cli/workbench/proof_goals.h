// What `prove` proves, each thing said twice: as a formula for the solver, and as a question to the
// engine that confirms what the solver found.
//
// Private to the workbench.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "cli/workbench/model.h"
#include "cli/workbench/proof.h"
#include "cli/workbench/witness.h"

namespace peyer {

// Answers to look for.
struct Query {
  z3::expr wanted;
  // Where a second set of answers follows from the first.
  std::optional<std::vector<ReplyTerms>> after = std::nullopt;
};

struct Goal {
  ProofResult result;    // without its verdict
  bool example = false;  // what is looked for shows that all is well, not that something fails
  std::function<Query(PackModel&)> query;
  Shows shows;
  // What should have come out; empty where no scenario can say it.
  Expectation expected;
};

// In the pack's order, its own properties first. The engine must outlive them.
std::vector<Goal> proof_goals(const Engine& engine);

}  // namespace peyer
