// What proving for all possible answers costs.
#pragma once

#include "engine/engine.h"

namespace peyer {

// Proves everything of a pack. The floor is CLIPS on one set of answers for each property, which
// says nothing about all the others.
void bench_prove(const Engine& engine);

}  // namespace peyer
