// The shipped packs: every scenario comes out as its author expects.
#include <catch2/catch.hpp>

#include "engine/scenario.h"
#include "support.h"

using namespace peyer;

namespace {

void check_scenarios(const Engine& engine) {
  for (const ScenarioResult& result : run_scenarios(engine)) {
    INFO(result.at.place() << " " << result.name);
    for (const Mismatch& mismatch : result.mismatches) {
      FAIL_CHECK(mismatch.at.place() << ": " << mismatch.what << ": expected " << mismatch.expected
                                     << ", got " << mismatch.got);
    }
    CHECK(result.mismatches.empty());
  }
}

}  // namespace

TEST_CASE("every scenario of the small pack comes out as expected") {
  check_scenarios(test::houseplants());
}

TEST_CASE("every scenario of the shipped pack comes out as expected") {
  check_scenarios(test::gut_immune());
}

TEST_CASE("the shipped pack is as large as an interview worth having needs") {
  const KnowledgeBase& base = test::gut_immune().knowledge();
  CHECK(base.questions.size() >= 25);
  CHECK(base.rules.size() >= 40);
  CHECK(base.red_flags.size() >= 12);
  CHECK(base.links.size() >= 60);
  CHECK(base.sources.size() >= 40);
}

TEST_CASE("a failed expectation names what was expected, what came out, and where it is written") {
  KnowledgeBase base = test::houseplants().knowledge();
  Scenario& scenario = base.scenarios.front();
  scenario.expect = {};
  scenario.expect.triage = Located<LevelId>{LevelId("keep-watching"), scenario.at};
  scenario.expect.concludes = {{FindingId("mite-signs"), scenario.at}};
  scenario.what_if.clear();
  const Engine engine(base);
  const ScenarioResult result = run_scenario(engine, engine.knowledge().scenarios.front());
  REQUIRE(result.mismatches.size() == 2);
  CHECK(result.mismatches.front().what == "triage");
  CHECK(result.mismatches.front().expected == "keep-watching");
  CHECK(result.mismatches.front().got == "soon");
  CHECK(result.mismatches.back().what == "concludes");
  CHECK(result.mismatches.back().at.place() == scenario.at.place());
}
