// What follows from what: findings that nothing concludes, and circles.
#pragma once

#include <functional>
#include <string_view>

#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// Every name must resolve.
void check_dependencies(const KnowledgeBase& base, Diagnostics& diagnostics);

// Calls `visit` for each comparison in the condition.
void for_each_comparison(const Condition& condition,
                         const std::function<void(const Comparison&)>& visit);

// The comparison of a condition that is written so, or null.
const Condition* find_comparison(const Condition& condition, std::string_view text);

}  // namespace peyer
