// What may stand at a place of a knowledge file: keys with their meaning, names of the kind that
// the place wants, words of a choice, the parts of a comparison.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/workbench/live_pack.h"
#include "cli/workbench/pack_names.h"

namespace peyer {

struct Suggestion {
  enum class Kind { key, name, word };

  Kind kind = Kind::word;
  std::string label;
  std::string insert;             // what to put in the place of what was typed
  std::string detail;             // one line
  std::optional<NamedItem> item;  // of a name
};

struct Completion {
  std::size_t replace_from = 0;  // in bytes; up to the cursor
  std::vector<Suggestion> suggestions;
};

// `text` need not be YAML: only what stands before `offset` counts. Names come from the last states
// of the pack's files that could be read.
Completion complete(const LivePack& pack, std::string_view text, std::size_t offset);

// What a key that stands at `offset` means, in Markdown; "" when there is none.
std::string key_meaning_at(std::string_view text, std::size_t offset);

}  // namespace peyer
