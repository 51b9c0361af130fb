#include "engine/counterfactual.h"

#include <catch2/catch.hpp>

#include "support.h"

using namespace peyer;

namespace {

Reply option(const char* id) {
  return {Reply::Status::given, {OptionId(id)}, 0};
}

}  // namespace

TEST_CASE_METHOD(test::HouseplantVisit,
                 "what if: what would appear, vanish and become more or less urgent") {
  tell("chewed", {"no"});
  tell("burning", {"no"});
  tell("spot", {"dark"});
  const OutcomeChange brighter = what_if(visit, {{QuestionId("spot"), option("bright")}});
  CHECK(brighter.vanished == std::vector{FindingId("poor-light"), FindingId("roots-at-risk")});
  CHECK(brighter.appeared.empty());
  CHECK(brighter.urgency == 0);

  const OutcomeChange worse = what_if(visit, {{QuestionId("chewed"), option("yes")}});
  CHECK(worse.level_before == LevelId("keep-watching"));
  CHECK(worse.level_after == LevelId("act-today"));
  CHECK(worse.urgency == 2);

  const OutcomeChange taken_back = what_if(visit, {{QuestionId("spot"), std::nullopt}});
  CHECK(taken_back.vanished == brighter.vanished);
  CHECK(what_if(visit, {}).none());
  CHECK(test::concludes(visit.outcome(), "poor-light"));  // the visit itself is untouched
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "what matters: the smallest set of answers that carries a conclusion") {
  tell("soil", {"soggy"});
  tell("days-since-water", {"9"});
  tell("signs", {"soft-stem"});
  tell("roots", {"brown"});
  tell("spot", {"bright"});
  const WhatMatters matters = what_matters(visit, FindingId("rot-signs"));
  REQUIRE(matters.holds);
  CHECK(matters.smallest);
  // "roots is brown" alone carries it: nothing says yet that the question does not apply.
  CHECK(matters.sufficient == std::vector{QuestionId("roots")});
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "what matters: the smallest change that would undo a conclusion") {
  tell("soil", {"dry"});
  tell("days-since-water", {"9"});
  tell("plant-kind", {"other"});
  tell("signs", {"none"});
  const WhatMatters matters = what_matters(visit, FindingId("thirst-signs"));
  REQUIRE(matters.holds);
  REQUIRE(matters.undo.size() == 1);
  CHECK_FALSE(test::concludes(test::houseplants().consult(with(visit.answers(), matters.undo)),
                              "thirst-signs"));
}

TEST_CASE(
    "what matters: a number is moved to the nearest side of its threshold, when nothing else is "
    "left to change") {
  const auto engine = test::engine_of(R"(
questions:
  - {id: age, topic: one, ask: How old, why: w, kind: number, unit: years, min: 0, max: 120}
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
findings: [{id: f, title: F, topics: [one], say: s}, {id: g, title: G, topics: [one], say: s}]
rules:
  - {id: old, when: age >= 65, then: {finding: f}, say: s, grade: strong, cite: [src]}
  - {id: both, when: {all: [age >= 65, a is yes]}, then: {finding: g}, say: s, grade: strong, cite: [src]}
)");
  Consultation visit(*engine);
  REQUIRE_FALSE(visit.answer(QuestionId("age"), {"80"}));
  REQUIRE_FALSE(visit.answer(QuestionId("a"), {"yes"}));
  const WhatMatters by_age = what_matters(visit, FindingId("f"));
  REQUIRE(by_age.undo.contains(QuestionId("age")));
  CHECK(by_age.undo.at(QuestionId("age"))->number == 64);
  const WhatMatters by_choice = what_matters(visit, FindingId("g"));
  CHECK(by_choice.undo.contains(QuestionId("a")));
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "what matters: for the level, the answer that makes it urgent") {
  tell("chewed", {"not-sure"});
  tell("burning", {"no"});
  tell("spot", {"dark"});
  const WhatMatters matters = what_matters(visit, TriageLevelNow{});
  REQUIRE(matters.holds);
  CHECK(matters.sufficient == std::vector{QuestionId("chewed")});
  REQUIRE(matters.undo.size() == 1);
  CHECK(matters.undo.begin()->first == QuestionId("chewed"));
}

TEST_CASE_METHOD(test::HouseplantVisit, "what matters: nothing for what does not hold") {
  CHECK_FALSE(what_matters(visit, FindingId("rot-signs")).holds);
  CHECK_FALSE(what_matters(visit, TriageLevelNow{}).holds);  // it only awaits the red flags
  CHECK_FALSE(what_matters(visit, AdviceId("airy-soil")).holds);
}

TEST_CASE("what matters: its answers alone carry a conclusion, and none of them can be spared",
          "[property]") {
  const Engine& engine = test::houseplants();
  for (unsigned seed = 0; seed < 30; ++seed) {
    std::mt19937 random(seed);
    Consultation visit(engine);
    for (const auto& [question, reply] :
         test::random_answers(engine.knowledge(), random, 0.9).replies) {
      visit.answer(question, reply);
    }
    for (const Conclusion& conclusion : visit.outcome().conclusions) {
      const WhatMatters matters = what_matters(visit, conclusion.finding);
      REQUIRE(matters.holds);
      Answers alone;
      for (const QuestionId& id : matters.sufficient) {
        alone.replies[id] = visit.answers().replies.at(id);
      }
      CHECK(test::concludes(engine.consult(alone), conclusion.finding.str()));
      for (const QuestionId& id : matters.sufficient) {
        Answers fewer = alone;
        fewer.replies.erase(id);
        const Outcome outcome = engine.consult(fewer);
        CHECK((!test::concludes(outcome, conclusion.finding.str()) ||
               test::grade_of(outcome, conclusion.finding.str()) < conclusion.grade));
      }
      if (matters.undo.empty()) continue;
      CHECK_FALSE(test::concludes(engine.consult(with(visit.answers(), matters.undo)),
                                  conclusion.finding.str()));
    }
  }
}
