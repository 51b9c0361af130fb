// What an author changed between two versions of a pack: items added, removed and changed, read
// from the text of the files, so that no key of the format is forgotten.
#pragma once

#include <string>
#include <vector>

#include "knowledge/loader.h"

namespace peyer {

struct ItemChange {
  enum class Kind { added, removed, changed };

  Kind kind = Kind::changed;
  std::string section;             // "rules"
  std::string item;                // an id or a name; empty for sections that are one mapping
  std::vector<std::string> parts;  // the keys whose values changed: "when", "say"
  Location at;                     // in the new version; of what was removed, in the old
};

std::string_view to_string(ItemChange::Kind kind);

// In the order of sections' names, then of items. Where an item stands, how it is laid out and in
// which file is no change; the order of items within a section is none either, but see
// pack_difference.h for that of levels. Files that can't be read as YAML count as empty.
std::vector<ItemChange> item_changes(const SourceFiles& before, const SourceFiles& after);

}  // namespace peyer
