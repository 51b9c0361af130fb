// The shipped packs: every scenario comes out as its author expects.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "engine/interview_length.h"
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

TEST_CASE("the shipped pack is as large as what people come for needs") {
  const KnowledgeBase& base = test::gut_immune().knowledge();
  CHECK(base.questions.size() >= 80);
  CHECK(base.rules.size() >= 250);
  CHECK(base.red_flags.size() >= 60);
  CHECK(base.links.size() >= 140);
  CHECK(base.sources.size() >= 150);
  CHECK(base.scenarios.size() >= 120);
  CHECK(base.locales.size() == 5);
  CHECK(base.lexicon.size() >= 300);
}

TEST_CASE("the README's figures of the shipped pack are those of the pack") {
  const KnowledgeBase& base = test::gut_immune().knowledge();
  std::ifstream file(PEYER_SOURCE_DIR "/README.md");
  std::string page(std::istreambuf_iterator<char>(file), {});
  std::replace(page.begin(), page.end(), '\n', ' ');
  const LengthSummary lengths = summarize(interview_lengths(test::gut_immune()));
  for (const std::string& figure :
       {fmt::format("{} questions, {} rules, {} warning signs, {} links between {} concepts",
                    base.questions.size(), base.rules.size(), base.red_flags.size(),
                    base.links.size(), base.concepts.size()),
        fmt::format("{} sources", base.sources.size()),
        fmt::format("{} statements", base.statements.size()),
        fmt::format("{} scenarios", base.scenarios.size()),
        fmt::format("{} screens at the median and {} at the most", lengths.median,
                    lengths.longest)}) {
    INFO(figure);
    CHECK(page.find(figure) != std::string::npos);
  }
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
