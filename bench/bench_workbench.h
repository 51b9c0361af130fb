// What `peyer test` and `peyer mutate` cost, and how that grows with the rules of a pack.
#pragma once

#include "engine/engine.h"

namespace peyer {

void bench_workbench(const Engine& shipped);

}  // namespace peyer
