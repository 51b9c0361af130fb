// How long `peyer check` takes.
#pragma once

#include <string>

#include "knowledge/loader.h"

namespace peyer {

// Prints the check of a pack's files, and its ratio to one thread that reads them as YAML. Returns
// its seconds.
double bench_check(const std::string& what, const SourceFiles& files, int rounds);

}  // namespace peyer
