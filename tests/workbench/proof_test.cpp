#include "cli/workbench/proof.h"

#include <catch2/catch.hpp>

#include "../engine/support.h"

using namespace peyer;

TEST_CASE("x", "[.try]") {
  ProofOptions options;
  options.jobs = 1;
  for (const ProofResult& result : prove(test::gut_immune(), options)) {
    if (result.verdict == Verdict::holds) continue;
    UNSCOPED_INFO(result.id << " " << to_string(result.verdict) << " " << result.claim);
  }
  CHECK(false);
}
