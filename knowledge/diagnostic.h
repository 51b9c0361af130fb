// An author's mistake, as data: gathered, sorted and returned together, never thrown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/location.h"

namespace peyer {

enum class Severity { error, warning };

// What stands at a place (on one line, `at.length` bytes; 0 to put something in) becomes this text.
struct Edit {
  Location at;
  std::string text;
};

struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;     // "K012"; docs/diagnostics/ explains every code
  std::string message;  // one line, lower case, no full stop: "unknown question 'nsaid-us'"
  std::string help;     // the cure: "did you mean 'nsaid-use'?"; empty when there is none to give
  Location at;
  std::vector<Edit> fix = {};  // done together they mend it and nothing else; empty: none is safe
};

using Diagnostics = std::vector<Diagnostic>;

Diagnostic error_at(std::string code, Location at, std::string message, std::string help = "");

bool has_errors(const Diagnostics& diagnostics);

// By place, then code, then message: the same pack always gives the same list.
void sort_diagnostics(Diagnostics& diagnostics);

// The form that compilers use, ending in a line break:
//   rules.yaml:14:9: error[K012]: unknown question 'nsaid-us'
//     14 |       - nsaid-us is daily
//        |         ^~~~~~~~
//   help: did you mean 'nsaid-use'?
std::string render(const Diagnostic& diagnostic);
std::string render(const Diagnostics& diagnostics);

// How many letters must be put in, left out, replaced or swapped with their neighbour to turn one
// into the other (optimal string alignment); anything above `limit` when it is above that.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

// The candidate closest to a misspelt name (optimal string alignment: insertions, deletions,
// substitutions and swaps of neighbours), or "" when none is near enough to suggest.
std::string closest(const std::string& name, const std::vector<std::string>& candidates);

// The edit that spells `name`, which stands at `at`, as the one candidate that is near. None when
// there is no candidate or more than one, when the nearest is two letters off or more in a short
// name, or when something else stands there.
std::vector<Edit> respelling(const Location& at, const std::string& name,
                             const std::vector<std::string>& candidates);

// A text in double quotes, as YAML has it.
std::string in_quotes(std::string_view text);

}  // namespace peyer
