// Where in a knowledge file a cursor stands, read from the text before it alone: for completion
// while somebody types, when the file is no YAML yet.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace peyer {

// One step down from the file: an item of a list, or the value of a key.
struct YamlStep {
  bool item = false;  // of a list
  std::string key;    // otherwise
  std::map<std::string, std::string>
      before;  // the short values that stand before it in its mapping
};

struct YamlCursor {
  std::vector<YamlStep> path;  // down to what is being typed
  bool value = false;  // behind a colon or a dash, or in a flow list; else a key may be meant
  bool flow = false;   // inside [ ] or { }
  std::string typed;   // from the beginning of the scalar to the cursor; without an opening quote
  std::size_t typed_at = 0;                   // where `typed` begins, in bytes
  std::map<std::string, std::string> before;  // keys of the mapping that is being typed into
  bool nowhere = false;                       // in a comment, or in a text of several lines
};

// Tolerant: whatever is wrong, it gives its best guess. Linear in `offset`.
YamlCursor cursor_at(std::string_view text, std::size_t offset);

}  // namespace peyer
