// How the workbench's commands grow with the rules of a pack.
#pragma once

namespace peyer {

// Prints check, test, mutate and prove of made-up packs (bench/synthetic_pack.h) of 100 rules and
// of 10 times as many; `hundredfold` also of 100 times as many, which takes minutes.
void bench_growth(bool hundredfold);

}  // namespace peyer
