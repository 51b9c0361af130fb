// Every name in a pack's files: where an item gets it and where it is used, conditions, claims and
// answers included.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "knowledge/location.h"
#include "knowledge/strict_yaml.h"

namespace peyer {

inline constexpr std::string_view options_section = "options";  // no section of a file

// What a name stands for. Two are the same item when they are equal.
struct NamedItem {
  std::string section;  // one of shape.h's, or options_section
  std::string name;
  std::string question;  // of an option: whose it is

  friend auto operator<=>(const NamedItem&, const NamedItem&) = default;
};

struct NameUse {
  NamedItem item;
  bool definition = false;
  Location at;  // of the name alone, without quotes, where it stands in one piece
};

// The names of one file, in its order. What does not have the format's shape is left out. A
// comparison's subject is in `questions`, after `concluded` in `findings`.
std::vector<NameUse> names_in(const YamlNode& file);

}  // namespace peyer
