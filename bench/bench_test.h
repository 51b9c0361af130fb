// What `peyer test` costs.
#pragma once

#include <string>

#include "engine/engine.h"

namespace peyer {

// How long it takes to run every answer set of a pack's scenarios one after another in a warm
// environment, what to ask next included, and to compare nothing: the floor of `test` and `mutate`.
double bare_runs(const Engine& engine);

// Prints how long all scenarios with coverage take, and when some of them fail: then the pack is
// not fit for measuring. Returns the seconds.
double bench_test(const std::string& what, const Engine& engine);

}  // namespace peyer
