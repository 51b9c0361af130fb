// How many screens an interview takes.
#include <catch2/catch.hpp>

#include "engine/interview_length.h"
#include "support.h"

using namespace peyer;

namespace {

const char* const short_pack = R"(
screens:
  - {id: now, ask: Is any of these true right now}
  - {id: habits, ask: Which of these do you do}
questions:
  - {id: age, topic: one, ask: How old, why: w, kind: number, unit: years, min: 0, max: 120}
  - {id: collapse, topic: one, screen: now, ask: Somebody collapsed, why: w, kind: yes-no}
  - {id: swelling, topic: one, screen: now, ask: The throat swells, why: w, kind: yes-no}
  - {id: smokes, topic: two, screen: habits, ask: Smoking, why: w, kind: yes-no}
  - {id: foods, topic: two, ask: What you eat, why: w, kind: many, options: {oats: Oats, nuts: Nuts}}
findings: [{id: f, title: F, topics: [two], say: s}]
rules:
  - {id: oats-or-smoke, when: {any: [foods include oats, smokes is yes]}, then: {finding: f}, say: s, grade: strong, cite: [src]}
  - {id: neither, when: {all: [foods include nothing, smokes is no]}, then: {finding: f}, say: s, grade: strong, cite: [src]}
red_flags:
  - {id: down, title: Down, when: {all: [collapse is yes, age >= 1]}, level: emergency, not_sure: soon, say: s, cite: [src]}
  - {id: shut, title: Shut, when: swelling is yes, level: emergency, not_sure: soon, say: s, cite: [src]}
scenarios:
  - {name: little told, given: {smokes: no}, expect: {concludes_not: [f]}}
  - {name: a swollen throat, given: {swelling: yes}, expect: {triage: emergency}}
)";

}  // namespace

TEST_CASE("an interview is walked as its person would answer it") {
  const auto engine = test::engine_of(short_pack);
  const std::vector<ScenarioLength> lengths = interview_lengths(*engine);
  REQUIRE(lengths.size() == 2);
  const Walk& silent = lengths.front().walk;
  INFO("no to every sign, none of the foods, and no age");
  REQUIRE(silent.length() == 4);
  CHECK(silent.screens[0].questions == std::vector{QuestionId("age")});
  CHECK(silent.screens[1].screen == ScreenId("now"));
  CHECK(silent.screens[1].questions.size() == 2);
  CHECK(silent.screens[2].screen == ScreenId("habits"));
  CHECK(silent.screens[3].questions == std::vector{QuestionId("foods")});
  CHECK_FALSE(silent.stopped);
}

TEST_CASE("screening is what groups questions and holds a red flag's own sign") {
  const auto engine = test::engine_of(short_pack);
  const Walk walk = walk_interview(*engine, {});
  INFO("neither an age asked alone nor a group of habits");
  CHECK(walk.screening == 1);
}

TEST_CASE("an emergency ends the walk") {
  const auto engine = test::engine_of(short_pack);
  const std::vector<ScenarioLength> lengths = interview_lengths(*engine);
  CHECK(lengths.back().name == "a swollen throat");
  CHECK(lengths.back().walk.stopped);
  CHECK(lengths.back().walk.length() == 2);
}

TEST_CASE("lengths are summed up by their median, their longest and how often each occurs") {
  const auto of_length = [](std::size_t screens, int screening) {
    ScenarioLength one;
    one.walk.screens.resize(screens);
    one.walk.screening = screening;
    return one;
  };
  CHECK(summarize({}).median == 0);
  CHECK(summarize({of_length(9, 1), of_length(2, 0), of_length(4, 3)}).median == 4);
  const LengthSummary even =
      summarize({of_length(9, 1), of_length(2, 0), of_length(4, 3), of_length(9, 2)});
  CHECK(even.median == 6.5);
  CHECK(even.longest == 9);
  CHECK(even.longest_screening == 3);
  CHECK(even.distribution == std::map<int, int>{{2, 1}, {4, 1}, {9, 2}});
}

TEST_CASE("a typical visit is short") {
  const std::vector<ScenarioLength> lengths = interview_lengths(test::gut_immune());
  const LengthSummary all = summarize(lengths);
  WARN("median " << all.median << " screens, longest " << all.longest << ", screening at most "
                 << all.longest_screening);
  CHECK(all.median <= 14);
  for (const ScenarioLength& one : lengths) {
    if (one.walk.length() <= 30 && one.walk.screening <= 4) continue;
    FAIL_CHECK(one.at.place() << " " << one.name << ": " << one.walk.length() << " screens, "
                              << one.walk.screening << " of screening");
  }
}
