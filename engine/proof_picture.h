// A proof as a picture: what was said above, what follows from it below.
#pragma once

#include <string>

#include "engine/explanation.h"

namespace peyer {

// Stands alone like the picture of a map: see to_svg in graph.h for what it holds, for threads and
// for what it throws. Each rule, finding and answer stands there once, however often it is used.
std::string to_svg(const ProofNode& proof);

}  // namespace peyer
