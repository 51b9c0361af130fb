// Conditions and claims: the small languages inside scalars.
#pragma once

#include <optional>

#include "knowledge/condition.h"
#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/strict_yaml.h"

namespace peyer {

// A condition as docs/knowledge-format.md describes it. Nothing when it can't be read, which is an
// error in `diagnostics`. The tree's shape (all, any, none, not) has been checked before: see
// check_shape.
std::optional<Condition> parse_condition(const YamlNode& node, Diagnostics& diagnostics);

struct ParsedClaim {
  Property::Claim claim = Property::Claim::triage_at_least;
  Located<std::string> subject;
  Located<std::string> other;  // the second finding of `never both`
};

// "triage at least urgent-same-day", "never concludes nsaid-burden" …
std::optional<ParsedClaim> parse_claim(const YamlNode& scalar, Diagnostics& diagnostics);

}  // namespace peyer
