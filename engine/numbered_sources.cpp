#include "engine/numbered_sources.h"

#include <algorithm>

namespace peyer {

std::vector<std::size_t> NumberedSources::numbers(const std::vector<SourceId>& sources) {
  std::vector<std::size_t> numbers;
  for (const SourceId& source : sources) {
    const auto found = std::find(cited_.begin(), cited_.end(), source);
    numbers.push_back(static_cast<std::size_t>(found - cited_.begin()) + 1);
    if (found == cited_.end()) cited_.push_back(source);
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  return numbers;
}

}  // namespace peyer
