// What a pack defines and never uses.
#pragma once

#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// Warnings only. Every name must resolve.
void check_usage(const KnowledgeBase& base, Diagnostics& diagnostics);

}  // namespace peyer
