#include "cli/workbench/pack_test.h"

#include <catch2/catch.hpp>

#include "../engine/support.h"
#include "cli/workbench/test_report.h"

using namespace peyer;

namespace {

const std::string pack = R"(
questions:
  - {id: age, topic: one, ask: How old, why: Matters., kind: number, unit: years, min: 0, max: 120, whole: yes}
  - {id: pills, topic: one, ask: How often, why: Matters., kind: one, options: {never: Never, daily: Daily}}
  - {id: stool, topic: one, ask: Black, why: Matters., kind: yes-no}
findings:
  - {id: burden, title: Burden, topics: [one], say: It is a burden.}
advice:
  - {id: rest, title: Rest, say: Rest., topics: [one], cite: [src]}
rules:
  - id: old-and-daily
    when:
      all:
        - pills is daily
        - age >= 75
    then: {finding: burden, triage: soon}
    say: Old, and daily.
    grade: strong
    cite: [src]
  - {id: daily, when: pills is daily, then: {advice: [rest]}, say: Daily., grade: strong, cite: [src]}
red_flags:
  - {id: black, title: Black, when: stool is yes, level: emergency, not_sure: soon, say: Bad.,
     meanwhile: Go., threshold: Any., basis: guideline, checked: stored-copy, cite: [src]}
)";

PackTest tested(const std::string& scenarios, PackTestOptions options = {}) {
  const auto engine = test::engine_of(pack + "scenarios:\n" + scenarios);
  return test_pack(*engine, options);
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a level that is not urgent enough is told with the rule that came closest") {
  const PackTest test = tested(R"(
  - name: an older runner
    given: {age: 71, pills: daily, stool: no}
    expect: {triage: soon}
)");
  REQUIRE(test.failed() == 1);
  const std::string text = test_as_text(test, false);
  INFO(text);
  CHECK(contains(text, "FAIL  test.yaml:26  an older runner\n"));
  CHECK(contains(text, "triage  expected soon, got self-care"));
  CHECK(contains(text, "old-and-daily did not fire (test.yaml:11)"));
  CHECK(contains(text, "        ✓ pills is daily  Daily\n        ✗ age >= 75       71 years\n"));
  CHECK(contains(text, "smallest change: age → 75\n"));
}

TEST_CASE("a level that is too urgent is told with what fired") {
  const PackTest test = tested(R"(
  - name: never mind
    given: {age: 80, pills: daily, stool: yes}
    expect: {triage: soon}
)");
  const std::string text = test_as_text(test, false);
  INFO(text);
  CHECK(contains(text, "black fired (test.yaml:22)"));
  CHECK(contains(text, "smallest change: stool → no\n"));
}

TEST_CASE("what was concluded, advised or missing is told alike, a what-if by its name") {
  const PackTest test = tested(R"(
  - name: several
    given: {age: 80, pills: daily, stool: no}
    expect: {concludes_not: [burden], advises_not: [rest]}
    what_if:
      - {change: {pills: never}, expect: {concludes: [burden], advises: [rest]}}
)");
  const std::string text = test_as_text(test, false);
  INFO(text);
  CHECK(contains(text, "concludes_not  expected burden not concluded, got concluded"));
  CHECK(contains(text, "old-and-daily fired (test.yaml:11)"));
  CHECK(contains(text, "daily fired (test.yaml:20)"));
  CHECK(contains(text, "what if pills: concludes  expected burden, got not concluded"));
  CHECK(contains(text, "smallest change: pills → daily\n"));
}

TEST_CASE("a change of what was not answered is found as well, two at once if need be") {
  const PackTest test = tested(R"(
  - name: nothing told
    given: {stool: no}
    expect: {concludes: [burden]}
)");
  const std::string text = test_as_text(test, false);
  INFO(text);
  CHECK(contains(text, "? pills is daily  not answered"));
  CHECK(contains(text, "smallest change: age → 75, pills → daily\n"));
}

TEST_CASE("a filter reads names and places, whatever the case") {
  const std::string two = R"(
  - {name: First, given: {age: 80}, expect: {triage: some-time}}
  - {name: second, given: {age: 81}, expect: {triage: some-time}}
)";
  CHECK(tested(two, {.filter = "FIR"}).scenarios.size() == 1);
  CHECK(tested(two, {.filter = "test.yaml"}).scenarios.size() == 2);
  CHECK(tested(two, {.filter = "third"}).scenarios.empty());
  const auto engine = test::engine_of(pack + "scenarios:\n" + two);
  CHECK(nearest_scenarios(engine->knowledge(), "secnd", 1) == std::vector<std::string>{"second"});
}

TEST_CASE("the summary names conditions that were never seen both ways") {
  const PackTest test = tested(R"(
  - {name: daily, given: {age: 80, pills: daily, stool: no}, expect: {triage: soon}}
)",
                               {.coverage = true});
  REQUIRE(test.coverage);
  const std::string summary = test_summary(test);
  INFO(summary);
  CHECK(contains(summary, "1 passed, 0 failed · conditions seen both ways 0/4"));
  CHECK(contains(summary, "never true: test.yaml:22"));
  CHECK(contains(summary, "never false: test.yaml:14, test.yaml:15, test.yaml:20"));
  for (const CoveredPart& part : covered_parts(*test.coverage)) {
    if (part.name == "conditions") CHECK(part.percent() == 0);
    if (part.name == "advice") CHECK(part.percent() == 100);
  }
}

TEST_CASE("scenarios that are run by several threads come out as by one") {
  std::string many;
  for (int age = 60; age < 90; ++age) {
    many += "  - {name: aged " + std::to_string(age) + ", given: {age: " + std::to_string(age) +
            ", pills: daily, stool: no}, expect: {triage: soon}}\n";
  }
  const PackTest one = tested(many, {.jobs = 1});
  const PackTest several = tested(many, {.jobs = 4});
  CHECK(one.failed() == 15);
  CHECK(test_as_text(one, false) == test_as_text(several, false));
}
