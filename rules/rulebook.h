// A pack as CLIPS text, and what is needed to read CLIPS's facts back in the pack's own terms.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace peyer {

// One distinct comparison of the pack. Its CLIPS symbol is "c" and its index in
// Rulebook::conditions.
struct CompiledCondition {
  Comparison comparison;
  std::string text;  // as its first author wrote it
};

// A condition and the truth a clause wants of it.
struct Literal {
  int condition = 0;
  bool met = true;       // false under an author's `not` or `none`
  bool setting = false;  // of a red flag's `together`: doubt counts as true

  friend bool operator==(const Literal&, const Literal&) = default;
};

// A conjunction. Its CLIPS symbol is its formula's id, "/" and its number from 1.
using Clause = std::vector<Literal>;

// A condition tree in disjunctive normal form: it holds when any of its clauses does.
struct Formula {
  enum class Kind { rule, red_flag, applies, contradiction };

  Kind kind = Kind::rule;
  std::string id;  // a rule's id; for `applies` "applies/" and the question's, or "safety-net/" and
                   // the item's
  std::vector<Clause> clauses;
  Location at;
  // Something is concluded from its absence, or from doubt about it: it is asked about until it is
  // ruled out, met, or in doubt all over (rules/core.clp, `clause`).
  bool careful = false;
};

// Immutable once compiled; share it between threads freely.
struct Rulebook {
  std::shared_ptr<const KnowledgeBase> knowledge;
  std::vector<CompiledCondition> conditions;
  std::vector<Formula> formulas;
  std::string constructs;  // the CLIPS text that `peyer compile` writes; loads in the stock shell
};

}  // namespace peyer
