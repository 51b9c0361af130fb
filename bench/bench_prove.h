// What proving for all possible answers costs.
#pragma once

#include <cstddef>
#include <string>

#include "engine/engine.h"

namespace peyer {

// Proves a pack's properties, and prints how long that took. The floor is CLIPS on one set of
// answers for each property, which says nothing about all the others. `most`: properties at the
// most, spread evenly over all; 0: all. Returns its seconds for each property.
double bench_prove(const std::string& what, const Engine& engine, std::size_t most);

// The comparison of a pack's levels with its own, which finds no difference.
void bench_levels_compared(const Engine& engine);

}  // namespace peyer
