// When Peyer says that nothing which remains can change the result, nothing does.
#include <catch2/catch.hpp>
#include <iterator>
#include <set>

#include "support.h"

using namespace peyer;

namespace {

using Answerer = Reply (*)(const Question& question, std::mt19937& random);

// Tells of no warning sign and is sure of everything.
Reply calm_reply(const Question& question, std::mt19937& random) {
  if (question.screen) return {Reply::Status::given, {OptionId("no")}, 0};
  Reply reply = test::random_reply(question, random);
  while (!reply.given()) reply = test::random_reply(question, random);
  return reply;
}

// Unsure of warning signs at the most: whoever is not sure whether a question concerns them is not
// asked it, so that its answer could still change something.
Reply sure_reply(const Question& question, std::mt19937& random) {
  Reply reply = test::random_reply(question, random);
  while (!question.screen && !reply.given()) reply = test::random_reply(question, random);
  return reply;
}

// Answers what is asked until nothing is asked any more. Returns the screens it took.
int interview(const Engine& engine, Answers& answers, std::mt19937& random, Answerer reply_to) {
  for (int screens = 0;; ++screens) {
    const Outcome outcome = engine.consult(answers);
    if (!outcome.next) return screens;
    REQUIRE(screens < 500);
    for (const QuestionId& id : outcome.next->questions) {
      REQUIRE_FALSE(answers.replies.contains(id));
      answers.replies[id] = reply_to(*find_by_id(engine.knowledge().questions, id), random);
    }
  }
}

std::set<TopicId> every_topic(const Engine& engine) {
  std::set<TopicId> topics;
  for (const Topic& topic : engine.knowledge().topics) {
    if (topic.come_for) topics.insert(topic.id);
  }
  return topics;
}

// The answers, and most others at random.
Answers completed(const Engine& engine, const Answers& answers, std::mt19937& random) {
  Answers more = test::random_answers(engine.knowledge(), random, 0.7);
  for (const auto& [question, reply] : answers.replies) more.replies[question] = reply;
  more.came_for = answers.came_for;
  return more;
}

// Whoever came for everything is asked everything that could change the result.
void check_certificate(const Engine& engine, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    std::mt19937 random(static_cast<unsigned>(round));
    Answers answers;
    answers.came_for = every_topic(engine);
    interview(engine, answers, random, sure_reply);
    const Outcome outcome = engine.consult(answers);
    if (outcome.stopped) continue;
    for (int completion = 0; completion < 5; ++completion) {
      const Outcome after = engine.consult(completed(engine, answers, random));
      // Less urgent warning signs are no longer asked about once somebody must be seen sooner.
      CHECK(outcome.triage.level == after.triage.level);
      CHECK(outcome.advice.size() == after.advice.size());
      REQUIRE(outcome.conclusions.size() == after.conclusions.size());
      for (std::size_t i = 0; i < outcome.conclusions.size(); ++i) {
        CHECK(outcome.conclusions[i].finding == after.conclusions[i].finding);
        CHECK(outcome.conclusions[i].grade == after.conclusions[i].grade);
      }
    }
  }
}

}  // namespace

TEST_CASE("when nothing is asked any more, no further answer changes the small pack's result",
          "[property]") {
  check_certificate(test::houseplants(), 60);
}

TEST_CASE("when nothing is asked any more, no further answer changes the shipped pack's result",
          "[property]") {
  check_certificate(test::gut_immune(), 8);
}

TEST_CASE("when nothing is asked any more, no further answer makes a calm visit urgent",
          "[property]") {
  const Engine& engine = test::gut_immune();
  const auto urgent = [&](const Outcome& outcome) {
    return find_by_id(engine.knowledge().levels, outcome.triage.level)->urgent;
  };
  int calm = 0;
  for (unsigned round = 0; round < 40; ++round) {
    CAPTURE(round);
    std::mt19937 random(round);
    const std::set<TopicId> topics = every_topic(engine);
    Answers answers;
    if (round % 2 == 0) answers.came_for = {*std::next(topics.begin(), round / 2 % topics.size())};
    interview(engine, answers, random, calm_reply);
    if (urgent(engine.consult(answers))) continue;
    ++calm;
    for (int completion = 0; completion < 3; ++completion) {
      CHECK_FALSE(urgent(engine.consult(completed(engine, answers, random))));
    }
  }
  CHECK(calm > 3);
}

TEST_CASE("a question is asked only while it can still change the outcome") {
  const auto engine = test::engine_of(R"(
questions:
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: b, topic: one, ask: B is so, why: w, kind: yes-no}
  - {id: c, topic: two, ask: C is so, why: w, kind: yes-no}
findings:
  - {id: f, title: F, topics: [one], say: s}
  - {id: g, title: G, topics: [two], say: s}
rules:
  - {id: either, when: {any: [a is yes, b is yes]}, then: {finding: f}, say: s, grade: strong, cite: [src]}
  - {id: both, when: {all: [a is yes, c is yes]}, then: {finding: g}, say: s, grade: strong, cite: [src]}
)");
  Consultation visit(*engine);
  REQUIRE(visit.outcome().next);
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("a")});
  CHECK(visit.outcome().remaining == 3);

  SECTION("a yes settles `either`, so b is left out and c still matters") {
    REQUIRE_FALSE(visit.answer(QuestionId("a"), {"yes"}));
    CHECK(visit.outcome().next->questions == std::vector{QuestionId("c")});
    CHECK(visit.outcome().remaining == 1);
  }
  SECTION("a no rules `both` out, so c is left out and b still matters") {
    REQUIRE_FALSE(visit.answer(QuestionId("a"), {"no"}));
    CHECK(visit.outcome().next->questions == std::vector{QuestionId("b")});
    CHECK(visit.outcome().remaining == 1);
  }
  SECTION("not sure keeps neither open beyond what others can still decide") {
    REQUIRE_FALSE(visit.answer(QuestionId("a"), {"not-sure"}));
    CHECK(visit.outcome().next->questions == std::vector{QuestionId("b")});
    REQUIRE_FALSE(visit.answer(QuestionId("b"), {"no"}));
    CHECK_FALSE(visit.outcome().next);
  }
}

TEST_CASE("a weaker way to a conclusion is not asked about once a stronger one is known") {
  const auto engine = test::engine_of(R"(
questions:
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: b, topic: one, ask: B is so, why: w, kind: yes-no}
findings: [{id: f, title: F, topics: [one], say: s}]
rules:
  - {id: firm, when: a is yes, then: {finding: f}, say: s, grade: strong, cite: [src]}
  - {id: weak, when: b is yes, then: {finding: f}, say: s, grade: limited, cite: [src]}
)");
  Consultation visit(*engine);
  REQUIRE_FALSE(visit.answer(QuestionId("a"), {"yes"}));
  CHECK_FALSE(visit.outcome().next);
  REQUIRE_FALSE(visit.answer(QuestionId("a"), {"no"}));
  REQUIRE_FALSE(visit.answer(QuestionId("b"), {"yes"}));
  CHECK(test::grade_of(visit.outcome(), "f") == Grade::limited);
  REQUIRE(visit.withdraw(QuestionId("a")));
  REQUIRE(visit.outcome().next);
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("a")});
}

TEST_CASE("what was come for is served first and the rest is left out, safety excepted") {
  const auto engine = test::engine_of(R"(
questions:
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: b, topic: two, ask: B is so, why: w, kind: yes-no}
  - {id: sign, topic: two, ask: A sign, why: w, kind: yes-no}
findings:
  - {id: f, title: F, topics: [one], say: s}
  - {id: g, title: G, topics: [two], say: s}
rules:
  - {id: to-f, when: a is yes, then: {finding: f}, say: s, grade: strong, cite: [src]}
  - {id: to-g, when: b is yes, then: {finding: g}, say: s, grade: strong, cite: [src]}
red_flags:
  - {id: flag, title: Flag, when: sign is yes, level: emergency, say: s, cite: [src]}
)");
  Consultation visit(*engine);
  REQUIRE_FALSE(visit.came_for({TopicId("two")}));
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("sign")});
  REQUIRE_FALSE(visit.answer(QuestionId("sign"), {"no"}));
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("b")});
  CHECK(visit.outcome().remaining == 1);
  REQUIRE_FALSE(visit.answer(QuestionId("b"), {"no"}));
  CHECK_FALSE(visit.outcome().next);

  CHECK(visit.came_for({TopicId("three")}) == TopicId("three"));
  REQUIRE_FALSE(visit.came_for({}));
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("a")});
}

TEST_CASE("a warning sign is asked about even in doubt whether it applies") {
  const auto engine = test::engine_of(R"(
questions:
  - {id: age, topic: one, ask: How old, why: w, kind: number, unit: years, min: 0, max: 120}
  - {id: sign, topic: one, ask: The sign, why: w, kind: yes-no, applies: age >= 16}
red_flags:
  - {id: flag, title: Flag, when: sign is yes, level: soon, say: s, cite: [src]}
)");
  Consultation visit(*engine);
  REQUIRE_FALSE(visit.answer(QuestionId("age"), {"not-sure"}));
  REQUIRE(visit.outcome().next);
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("sign")});
}

TEST_CASE("whether a question applies is asked before the question") {
  const auto engine = test::engine_of(R"(
questions:
  - {id: detail, topic: one, ask: The detail, why: w, kind: yes-no, applies: age >= 16}
  - {id: age, topic: two, ask: How old, why: w, kind: number, unit: years, min: 0, max: 120}
findings: [{id: f, title: F, topics: [one], say: s}]
rules:
  - {id: to-f, when: {not: detail is yes}, then: {finding: f}, say: s, grade: strong, cite: [src]}
)");
  Consultation visit(*engine);
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("age")});
  SECTION("it applies: it is asked, and `not` waits for the answer") {
    REQUIRE_FALSE(visit.answer(QuestionId("age"), {"16"}));
    CHECK(visit.outcome().next->questions == std::vector{QuestionId("detail")});
    CHECK_FALSE(test::concludes(visit.outcome(), "f"));
    REQUIRE_FALSE(visit.answer(QuestionId("detail"), {"no"}));
    CHECK(test::concludes(visit.outcome(), "f"));
  }
  SECTION("it does not apply: it is not so, without being asked") {
    REQUIRE_FALSE(visit.answer(QuestionId("age"), {"15"}));
    CHECK_FALSE(visit.outcome().next);
    CHECK(test::concludes(visit.outcome(), "f"));
  }
  SECTION("in doubt whether it applies, it is left out where no safety hangs on it") {
    REQUIRE_FALSE(visit.answer(QuestionId("age"), {"not-sure"}));
    CHECK_FALSE(visit.outcome().next);
  }
  SECTION("an answer to what turns out not to apply is set aside and comes back") {
    REQUIRE_FALSE(visit.answer(QuestionId("detail"), {"yes"}));
    REQUIRE_FALSE(visit.answer(QuestionId("age"), {"15"}));
    CHECK(visit.outcome().set_aside == std::vector{QuestionId("detail")});
    CHECK(test::concludes(visit.outcome(), "f"));
    REQUIRE_FALSE(visit.answer(QuestionId("age"), {"16"}));
    CHECK(visit.outcome().set_aside.empty());
    CHECK_FALSE(test::concludes(visit.outcome(), "f"));
  }
}
