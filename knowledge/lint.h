// What authors are told about a pack that load() accepts: it takes longer than a visitor should
// wait for, so only `peyer check` and its like look for it.
#pragma once

#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/loader.h"

namespace peyer {

// A text above this grade of school is too hard for those whom a pack is for.
inline constexpr double hardest_grade = 8;

// What is wrong with a pack that has no errors, in the order of its places: sentences that must
// never be said and warning signs that can't be raised are errors, the rest are warnings. Grades
// and sentences are judged in English packs only. Thread-safe.
Diagnostics lint(const KnowledgeBase& base);

// Adds that to what the loader found; `base` is left out when some of it is an error.
Loaded linted(Loaded loaded);

}  // namespace peyer
