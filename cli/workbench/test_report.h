// What came out of a pack's scenarios, written for authors, for programs and for CI servers.
#pragma once

#include <string>

#include "cli/workbench/pack_test.h"
#include "engine/to_json.h"

namespace peyer {

// Failures with their reasons, then the summary line. `list_missing`: also everything that no
// scenario exercises, place by place.
std::string test_as_text(const PackTest& test, bool list_missing);

// "63 passed, 1 failed · conditions seen both ways 141/144 · never false: rules/diet.yaml:9"
std::string test_summary(const PackTest& test);

Json test_as_json(const PackTest& test);

// JUnit's XML, as CI servers read it: one <testcase> a scenario, its file as class name. Characters
// that XML 1.0 does not have are left out.
std::string test_as_junit(const PackTest& test, const std::string& suite);

// One part of a pack and how much of it the scenarios exercise, in percent (100 of nothing).
struct CoveredPart {
  std::string
      name;  // "rules" (with red flags and contradictions), "conditions", "answers", "advice"
  int covered = 0, total = 0;

  double percent() const { return total == 0 ? 100.0 : 100.0 * covered / total; }
};

// What `--min` is held against: each part of these.
std::vector<CoveredPart> covered_parts(const Coverage& coverage);

}  // namespace peyer
