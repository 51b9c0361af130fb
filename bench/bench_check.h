// How long `peyer check` takes.
#pragma once

#include <string>

namespace peyer {

// Prints the check of the pack in a folder, and its ratio to reading the same files as YAML.
void bench_check(const std::string& folder);

}  // namespace peyer
