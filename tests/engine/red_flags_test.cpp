// Warning signs: doubt leads upward, nothing calms before they are asked about, an emergency stops.
#include <catch2/catch.hpp>

#include "support.h"

using namespace peyer;

namespace {

const char* const signs = R"(
screens: [{id: now, ask: Is any of these true right now}]
questions:
  - {id: collapse, topic: one, screen: now, ask: Somebody collapsed, why: w, kind: yes-no}
  - {id: swelling, topic: one, screen: now, ask: The throat swells, why: w, kind: yes-no}
  - {id: after-food, topic: one, ask: It came after food, why: w, kind: yes-no}
  - {id: thin, topic: two, ask: Weight is being lost, why: w, kind: yes-no}
  - {id: mild, topic: two, ask: It is a bother, why: w, kind: yes-no}
findings: [{id: bother, title: A bother, topics: [two], say: s}]
rules:
  - {id: bothered, when: mild is yes, then: {finding: bother, triage: some-time}, say: s, grade: strong, cite: [src]}
red_flags:
  - {id: down, title: Collapse, when: collapse is yes, level: emergency, not_sure: soon, say: s, cite: [src]}
  - {id: reaction, title: Reaction, when: swelling is yes, together: after-food is yes, level: emergency,
     not_sure: soon, say: s, cite: [src]}
  - {id: loss, title: Weight loss, when: thin is yes, level: soon, say: s, cite: [src]}
)";

struct SignsVisit {
  std::unique_ptr<Engine> engine = test::engine_of(signs);
  Consultation visit{*engine};

  void tell(const char* question, const char* word) {
    REQUIRE_FALSE(visit.answer(QuestionId(question), {word}));
  }

  std::string level() const { return visit.outcome().triage.level.str(); }

  void no_signs() {
    for (const char* sign : {"collapse", "swelling", "thin"}) tell(sign, "no");
  }
};

}  // namespace

TEST_CASE_METHOD(SignsVisit, "nothing below `see somebody` is said while a red flag is open") {
  CHECK(level() == "some-time");
  CHECK(visit.outcome().triage.floor);
  tell("mild", "no");
  CHECK(level() == "some-time");
  no_signs();
  CHECK(level() == "self-care");
  CHECK_FALSE(visit.outcome().triage.floor);
  CHECK(visit.outcome().triage.open_red_flags.empty());
}

TEST_CASE_METHOD(SignsVisit, "not sure about a red flag is never no") {
  no_signs();
  for (const char* doubt : {"not-sure", "rather-not-say"}) {
    CAPTURE(doubt);
    tell("collapse", doubt);
    CHECK(level() == "soon");
    REQUIRE(visit.outcome().triage.reasons.size() == 1);
    CHECK(visit.outcome().triage.reasons.front().rule == RuleId("down"));
    CHECK(visit.outcome().triage.reasons.front().doubt);
    CHECK(visit.outcome().triage.open_red_flags.empty());
  }
}

TEST_CASE_METHOD(SignsVisit, "an emergency stops the questions at once, whatever else is open") {
  tell("collapse", "yes");
  CHECK(level() == "emergency");
  CHECK(visit.outcome().stopped);
  CHECK_FALSE(visit.outcome().next);
  CHECK(visit.outcome().remaining == 0);
}

TEST_CASE_METHOD(SignsVisit, "an unknown setting of a red flag counts as true") {
  no_signs();
  tell("swelling", "yes");
  CHECK_FALSE(visit.outcome().stopped);  // whether it came after food is still to be asked
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("after-food")});
  SECTION("not sure") {
    tell("after-food", "not-sure");
    CHECK(level() == "emergency");
    CHECK_FALSE(visit.outcome().triage.reasons.front().doubt);
  }
  SECTION("no") {
    tell("after-food", "no");
    CHECK(level() == "self-care");
  }
  SECTION("not sure of the sign itself, in a setting that is so, is doubt") {
    tell("after-food", "yes");
    tell("swelling", "not-sure");
    CHECK(level() == "soon");
    CHECK(visit.outcome().triage.reasons.front().doubt);
  }
}

TEST_CASE_METHOD(SignsVisit, "the most urgent level wins and nothing lowers it") {
  no_signs();
  tell("thin", "yes");
  CHECK(level() == "soon");
  tell("mild", "yes");
  CHECK(level() == "soon");
  CHECK(test::concludes(visit.outcome(), "bother"));
  tell("thin", "no");
  CHECK(level() == "some-time");
  tell("mild", "no");
  CHECK(level() == "self-care");
}

TEST_CASE_METHOD(SignsVisit,
                 "signs that stand on one screen are asked together, emergencies first") {
  REQUIRE(visit.outcome().next);
  CHECK(visit.outcome().next->screen == ScreenId("now"));
  CHECK(visit.outcome().next->questions ==
        std::vector{QuestionId("collapse"), QuestionId("swelling")});
  tell("collapse", "no");
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("swelling")});
  tell("swelling", "no");
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("thin")});
}

TEST_CASE_METHOD(SignsVisit,
                 "a less urgent red flag that stands is mentioned beside an emergency") {
  tell("thin", "yes");
  tell("collapse", "yes");
  REQUIRE(visit.outcome().triage.also.size() == 1);
  CHECK(visit.outcome().triage.also.front().rule == RuleId("loss"));
}

TEST_CASE("every red flag of the shipped pack leads upward from a yes and from a doubt",
          "[property]") {
  const Engine& engine = test::gut_immune();
  const KnowledgeBase& base = engine.knowledge();
  const auto order = [&](const LevelId& id) {
    const auto is = [&](const Level& level) { return level.id == id; };
    return std::find_if(base.levels.begin(), base.levels.end(), is) - base.levels.begin();
  };
  const auto least = [&] {
    std::ptrdiff_t floor = 0;
    for (const Level& level : base.levels) {
      if (level.person) floor = order(level.id);
    }
    return floor;
  }();
  for (const Formula& formula : engine.rulebook().formulas) {
    if (formula.kind != Formula::Kind::red_flag) continue;
    CAPTURE(formula.id);
    CHECK(order(find_by_id(base.red_flags, RuleId(formula.id))->level.value) <= least);
    CHECK(order(find_by_id(base.red_flags, RuleId(formula.id))->not_sure.value) <= least);
    CHECK_FALSE(formula.clauses.empty());
  }
}
