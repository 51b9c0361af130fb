// Does a pack make sense?
#pragma once

#include "knowledge/diagnostic.h"
#include "knowledge/draft.h"
#include "knowledge/shape_check.h"

namespace peyer {

// Adds what is wrong to `diagnostics`, which holds what was found so far: checks that a mistake
// found before would only repeat are left out.
void check(const Draft& draft, const NamePlaces& names, Diagnostics& diagnostics);

}  // namespace peyer
