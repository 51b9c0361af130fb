// What changed between two versions of a file, line by line.
#pragma once

#include <string>

namespace peyer {

// In the unified format, with three lines around each change, headed by the path; "" when nothing
// changed. The method is that of Myers (1986); where two texts have next to nothing in common, one
// is shown after the other.
std::string unified_diff(const std::string& path, const std::string& before,
                         const std::string& after);

}  // namespace peyer
