// Mends what can be mended without a doubt: the edits that diagnostics carry.
#pragma once

#include <cstddef>
#include <vector>

#include "cli/workbench/replace_file.h"
#include "knowledge/loader.h"

namespace peyer {

struct Fixes {
  std::vector<FileChange> files;  // those that change, by path
  std::size_t mended = 0;         // diagnostics whose edits were done
};

// Checks and mends in memory until nothing more can be mended, so that doing it again changes
// nothing. Nothing is written.
Fixes find_fixes(const SourceFiles& files);

}  // namespace peyer
