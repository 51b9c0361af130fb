// Packs of any size that look like real ones, for measuring how a command grows.
#pragma once

#include <cstddef>
#include <string>

namespace peyer {

struct SyntheticSize {
  std::size_t rules = 100;
  std::size_t scenarios = 0;  // 0: two for every three rules
};

// One YAML file, the same every time: rules over a third as many questions of all kinds, a red flag
// for every five rules with a property each, findings that rules share and build on, and scenarios
// in which each rule fires or just does not. It checks clean but for warnings, and its scenarios
// pass.
std::string synthetic_pack(const SyntheticSize& size);

}  // namespace peyer
