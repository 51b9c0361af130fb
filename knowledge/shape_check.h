// Does a file have the shape that the table in shape.h describes?
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/diagnostic.h"
#include "knowledge/strict_yaml.h"

namespace peyer {

// A name where an item gets it or is referred to by it.
struct NamePlace {
  std::string_view section;  // of the item; one of shape.h's
  std::string name;
  Location at;
};

struct NamePlaces {
  std::vector<NamePlace> defined, used;

  // Sections in which an item's own name could not be read: one of those that seem to be missing.
  std::set<std::string_view> incomplete;
};

// Complains about whatever does not fit, and gathers every well-formed name. Names in conditions
// and claims are not among them: those are parsed later.
void check_shape(const YamlNode& file, Diagnostics& diagnostics, NamePlaces& names);

// "did you mean 'x'?" with the closest candidate; failing that, `otherwise`.
std::string did_you_mean(const std::string& name, const std::vector<std::string>& candidates,
                         std::string otherwise = "");

// "a question", "an advice", "a red flag": an item of this section or mapping.
std::string with_article(std::string_view singular_name);

}  // namespace peyer
