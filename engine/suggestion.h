// The cure for a misspelt name. Private to the engine.
#pragma once

#include <fmt/format.h>

#include <string>
#include <vector>

#include "knowledge/diagnostic.h"

namespace peyer {

// "did you mean 'age'?" for the item whose id is closest to `name`, or "" when none is near.
template <typename Items>
std::string did_you_mean(const std::string& name, const Items& items) {
  std::vector<std::string> known;
  known.reserve(items.size());
  for (const auto& item : items) known.push_back(item.id.str());
  const std::string near = closest(name, known);
  return near.empty() ? "" : fmt::format("did you mean '{}'?", near);
}

}  // namespace peyer
