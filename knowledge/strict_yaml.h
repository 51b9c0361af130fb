// The strict subset of YAML that knowledge files are written in, as a tree of nodes that know their
// place. docs/knowledge-format.md, "Strict YAML", says what is refused and why.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/diagnostic.h"
#include "knowledge/location.h"

namespace peyer {

inline constexpr std::size_t largest_file = std::size_t{8} * 1024 * 1024;  // bytes
inline constexpr std::size_t deepest_nesting = 40;  // lists and mappings in one another

struct YamlNode {
  enum class Kind {
    scalar,
    list,
    mapping,
    broken  // something was here, and is already complained about
  };

  Kind kind = Kind::broken;
  bool plain = false;           // a scalar written without quotes and not as a block
  std::string text;             // of a scalar, without line breaks at its end
  std::vector<YamlNode> items;  // of a list or a mapping, in the order of the file
  Location at;                  // a block mapping's place is its first key
  int text_column =
      0;  // where `text` stands on the line, if in one piece: neither folded nor escaped

  // Where it is an item of a mapping:
  std::string key;
  Location key_at;

  // The item of a mapping with this key, or null.
  const YamlNode* find(std::string_view wanted) const;
};

// A part of a scalar's text, for errors inside it. The scalar's own place when its text is not
// written in one piece on its line (folded, escaped).
Location inside(const YamlNode& scalar, std::size_t offset, std::size_t length);

// Reads one file; a file with nothing in it is an empty mapping. Nothing when the text can't be
// read as YAML at all, which is always an error in `diagnostics`; smaller offences leave broken
// nodes behind.
std::optional<YamlNode> read_strict_yaml(const std::shared_ptr<const SourceFile>& file,
                                         Diagnostics& diagnostics);

}  // namespace peyer
