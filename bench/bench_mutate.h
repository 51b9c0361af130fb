// What `peyer mutate` costs.
#pragma once

#include <cstddef>
#include <string>

#include "engine/engine.h"

namespace peyer {

// Prints how many pairs of a mutant and an answer set are decided in a second on all cores, without
// the search for scenarios that would kill survivors. The floor is how many answer sets a warm
// environment runs in a second. `most`: mutants at the most, 0: all. Returns the pairs a second.
double bench_mutate(const std::string& what, const Engine& engine, std::size_t most);

}  // namespace peyer
