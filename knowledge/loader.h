// From knowledge files to a checked KnowledgeBase.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

using SourceFiles = std::vector<std::shared_ptr<const SourceFile>>;

// Never throws on an author's mistake: whatever is wrong is in `diagnostics`, sorted, all of it.
struct Loaded {
  std::optional<KnowledgeBase> base;  // set when no diagnostic is an error
  Diagnostics diagnostics;            // errors and warnings
};

// Reads and checks a pack from memory. Thread-safe; keeps no state.
Loaded load(SourceFiles files);

// Every *.yaml and *.yml below `folder`; hidden files and folders are left out. Paths are shown as
// `folder` was given. A folder or file that can't be read is an error in `diagnostics` and left
// out; so is a folder without any.
SourceFiles read_folder(const std::filesystem::path& folder, Diagnostics& diagnostics);

// Both in one.
Loaded load_folder(const std::filesystem::path& folder);

}  // namespace peyer
