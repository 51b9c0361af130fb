// JSON from strangers: bounded in depth before anything is built, no key twice, valid UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/to_json.h"
#include "web/problem.h"

namespace peyer {

// How many objects and arrays may stand inside each other.
inline constexpr std::size_t deepest_json = 16;

// And how many values in all: looking for a key that stands twice takes the square of their number.
inline constexpr std::size_t most_json_values = 2'000;

struct StrictJson {
  std::optional<Json> value;  // set when there is no mistake
  std::vector<RequestMistake>
      mistakes;  // "bad-json", "not-utf-8", "too-deep", "too-long", "duplicate"
};

// What can't be read at all is the last mistake; keys that stand twice are all told.
StrictJson read_strict_json(std::string_view text);

}  // namespace peyer
