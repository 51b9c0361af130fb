// Small mistakes that an author could have made: mutants of a pack's rules, red flags,
// contradictions and `applies`. Tests worth their name tell each from the original (DeMillo, Lipton
// and Sayward 1978).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge_base.h"
#include "rules/compiler.h"

namespace peyer {

struct Mutant {
  enum class Kind {
    threshold,  // one step up or down
    boundary,   // `<` for `<=` and the like
    direction,  // `<` for `>` and the like
    option,     // another option, one more, one less
    junction,   // `any` for `all` and the like
    negation,   // a `not` or `none` left out
    dropped,    // a condition, or a red flag's whole setting, left out
    level,      // triage one level up or down
    not_sure,   // what doubt about a red flag's sign urges, one level up or down
    grade       // one grade up or down
  };

  Kind kind = Kind::threshold;
  std::string formula;  // the id of what is mutated; of `applies` "applies/" and the question's
  VariantItem item;     // as it would be
  std::string before;   // what is changed, in the author's own words
  std::string after;    // what stands there instead
  Location at;          // of what is changed
  // Only what it does is changed, not when it holds.
  bool same_condition = false;
  // Names it among all mutants of a pack, whatever lines move: "fever: age < 3 → age <= 3", with a
  // number behind it where a formula has several such.
  std::string name;
};

std::string_view to_string(Mutant::Kind kind);

// All mutants, in the pack's order. Those whose condition comes to the same clauses as the original
// are left out, and so are two of one formula that come to the same. `filter`: only of formulas
// whose id or place holds it.
std::vector<Mutant> mutants_of(const KnowledgeBase& base, const std::string& filter = "");

// The item itself, as a variant that changes nothing. Throws std::out_of_range for an unknown id.
VariantItem original_of(const KnowledgeBase& base, const std::string& formula);

// The condition of an item as a tree: of a red flag both, its sign and its setting, under one
// `all`.
Condition condition_of(const VariantItem& item);

// A condition as an author would write it on one line.
std::string in_words(const KnowledgeBase& base, const Condition& condition);

}  // namespace peyer
