// Where a command's pack comes from: the one that travels in the program, or a folder.
#pragma once

#include <string>

#include "knowledge/loader.h"

namespace peyer {

// `folder` empty: the shipped pack, its paths shown as "gut-immune/…". Throws Failure when the
// folder can't be read; mistakes in the pack are in the diagnostics.
Loaded load_pack(const std::string& folder);

// The same for commands that need a pack without errors: throws Failure listing them.
KnowledgeBase open_pack(const std::string& folder);

}  // namespace peyer
