// When a rule holds: a tree of all / any / none / not over comparisons. Truth is three-valued; a
// `not` holds only on an answer that was given (or a finding that was ruled out).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "knowledge/id.h"
#include "knowledge/location.h"

namespace peyer {

// One comparison as an author writes it:
//   nsaid-use is daily            nsaid-use is one of weekly, daily
//   symptoms include bloating     symptoms include any of bloating, wind
//   symptoms include nothing      age >= 65                  age < 3 months
//   nsaid-use is not-sure         concluded nsaid-burden
struct Comparison {
  enum class Test {
    is,        // one, yes-no: the answer is among `options`
    include,   // many: the answer has one of `options` (none ticked: `options` is empty)
    less,      // number
    at_most,   // number
    more,      // number
    at_least,  // number
    equals,    // number
    not_sure,  // any kind: answered "not sure" or "rather not say"
    concluded  // a finding holds
  };

  Test test = Test::is;
  Located<std::string> subject;               // a question's id; for `concluded`, a finding's
  std::vector<Located<std::string>> options;  // is, include
  double number = 0;                          // less … equals, in the question's unit
  std::optional<Located<std::string>> unit;   // as written, when it is another: "age < 3 months"
};

struct Condition {
  enum class Kind { all, any, none, negation, comparison };

  Kind kind = Kind::all;            // an `all` without children always holds
  std::vector<Condition> children;  // all, any, none; exactly one for negation
  Comparison comparison;            // comparison only
  std::string text;                 // a comparison as the author wrote it
  Location at;
};

}  // namespace peyer
