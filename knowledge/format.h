// The layout of knowledge files: two spaces for each level, the keys of an item in the order of the
// format's table, lines of 110 columns at most. Where an author breaks a line that is short enough,
// what stands in braces and what in lines of its own, quotes, comments and the order of items are
// the author's.
#pragma once

#include <memory>
#include <string>

#include "knowledge/diagnostic.h"
#include "knowledge/location.h"

namespace peyer {

inline constexpr int longest_line = 110;  // columns

struct Formatted {
  std::string text;         // as it was when there is an error
  Diagnostics diagnostics;  // why it can't be read as YAML; empty when it can
  bool left_alone = false;  // laid out in a way that can't be changed without risk
};

// Never changes what a file means: the result is read again and compared. Doing it twice changes
// nothing more. Thread-safe.
Formatted format(const std::shared_ptr<const SourceFile>& file);

}  // namespace peyer
