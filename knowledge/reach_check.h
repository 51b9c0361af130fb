// Rules that make no difference: those that no visit can fire, and those that another one makes
// needless.
#pragma once

#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// The pack must be checked. Exact in what it complains about: a rule passes where it would take too
// long to be sure.
void check_reach(const KnowledgeBase& base, Diagnostics& diagnostics);

}  // namespace peyer
