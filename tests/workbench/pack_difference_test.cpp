// What comes out otherwise between two versions.
#include "cli/workbench/pack_difference.h"

#include <catch2/catch.hpp>

#include "../engine/support.h"

using namespace peyer;

namespace {

const char* const asked = R"(
questions:
  - {id: fever, topic: one, ask: "Fever?", why: w, kind: yes-no}
  - {id: age, topic: one, ask: "Age?", why: w, kind: number, unit: years, min: 0, max: 120}
findings: [{id: hot, title: Hot, topics: [one], say: s}]
advice: [{id: rest, title: Rest, say: s, topics: [one], cite: [src]}]
scenarios:
  - {name: an ill child, given: {fever: yes, age: 2}, expect: {triage: LEVEL}}
  - {name: a well child, given: {fever: no, age: 2}, expect: {triage: self-care}}
)";

std::unique_ptr<Engine> version(const std::string& level, const std::string& more = "") {
  std::string text = asked;
  text.replace(text.find("LEVEL"), 5, level);
  return test::engine_of(text + R"(
rules:
  - {id: feverish, when: fever is yes, then: {finding: hot, triage: )" +
                         level + more + R"(}, say: s, cite: [src], grade: limited}
)");
}

const ClassOfChange* find(const OutcomeDifference& difference, const std::string& name) {
  for (const ClassOfChange& one : difference.classes) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

OutcomeDifference differ(const Engine& before, const Engine& after) {
  return outcome_difference(before, after, scenario_cases(before.knowledge(), after.knowledge()));
}

}  // namespace

TEST_CASE("a downgrade comes first, with a count and a witness", "[difference]") {
  const auto before = version("soon");
  const auto after = version("some-time", ", advice: [rest]");
  const OutcomeDifference difference = differ(*before, *after);
  CHECK(difference.cases == 2);
  CHECK(difference.changed == 1);
  CHECK(difference.relevelled == 1);
  REQUIRE(!difference.classes.empty());
  const ClassOfChange& first = difference.classes.front();
  CHECK(first.name == "soon-to-some-time");
  CHECK(first.downgrade);
  CHECK(first.count == 1);
  CHECK(first.witness == "an ill child");
  CHECK(first.witness_answers.replies.size() == 2);
  CHECK(find(difference, "advice-rest-appears") != nullptr);
}

TEST_CASE("more urgent is no downgrade", "[difference]") {
  const auto before = version("some-time");
  const auto after = version("soon");
  const OutcomeDifference difference = differ(*before, *after);
  REQUIRE(find(difference, "some-time-to-soon") != nullptr);
  CHECK_FALSE(find(difference, "some-time-to-soon")->downgrade);
}

TEST_CASE("the same pack differs in nothing", "[difference]") {
  const auto before = version("soon");
  const auto after = version("soon");
  CHECK(differ(*before, *after).classes.empty());
  CHECK(differ(*before, *after).changed == 0);
}

TEST_CASE("what one version does not ask is unanswered there", "[difference]") {
  const auto before = version("soon");
  const auto after = test::engine_of(R"(
questions: [{id: age, topic: one, ask: "Age?", why: w, kind: number, unit: years, min: 5, max: 120}]
findings: [{id: old, title: Old, topics: [one], say: s}]
rules: [{id: is-old, when: age >= 65, then: {finding: old}, say: s, cite: [src], grade: limited}]
)");
  const auto cases = scenario_cases(before->knowledge(), after->knowledge());
  REQUIRE(cases.size() == 2);
  CHECK(cases[0].before.replies.size() == 2);
  CHECK(cases[0].after.replies.empty());  // two years are out of range there
  CHECK(find(differ(*before, *after), "finding-hot-vanishes") != nullptr);
}

TEST_CASE("levels of two packs are put in order, or count as less urgent", "[difference]") {
  KnowledgeBase before = version("soon")->knowledge();
  KnowledgeBase after = before;
  CHECK(less_urgent(before, after, LevelId("soon"), LevelId("self-care")));
  CHECK_FALSE(less_urgent(before, after, LevelId("self-care"), LevelId("soon")));
  after.levels[1].id = LevelId("today");  // was `soon`, and says the same of itself
  CHECK(less_urgent(before, after, LevelId("soon"), LevelId("today")));
  CHECK_FALSE(less_urgent(before, after, LevelId("self-care"), LevelId("today")));
}

TEST_CASE("a level that says less than before is noticed", "[difference]") {
  const KnowledgeBase before = version("soon")->knowledge();
  KnowledgeBase after = before;
  CHECK(weakened_levels(before, after).empty());
  after.levels[0].stops = false;
  CHECK(weakened_levels(before, after) == std::vector<std::string>{"level-emergency-weakened"});
  after = before;
  std::swap(after.levels[1], after.levels[2]);
  CHECK(weakened_levels(before, after) == std::vector<std::string>{"levels-reordered"});
}
