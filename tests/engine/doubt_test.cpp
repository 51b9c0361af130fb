// Where something hangs on absence, doubt about one answer leaves the others worth knowing.
#include <catch2/catch.hpp>

#include "engine/explanation.h"
#include "support.h"

using namespace peyer;

namespace {

void tell(Consultation& visit, const char* question, const char* word) {
  REQUIRE_FALSE(visit.answer(QuestionId(question), {word}));
}

}  // namespace

TEST_CASE("a red flag that hangs on an absent finding goes on asking in spite of doubt") {
  const auto engine = test::engine_of(R"(
questions:
  - {id: fever, topic: one, ask: A fever, why: w, kind: yes-no}
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: b, topic: one, ask: B is so, why: w, kind: yes-no}
findings: [{id: explained, title: Explained, topics: [one], show: no}]
rules:
  - {id: explains, when: {all: [a is yes, b is yes]}, then: {finding: explained}, say: s}
red_flags:
  - {id: flag, title: Flag, when: {all: [fever is yes, {not: concluded explained}]}, level: emergency,
     not_sure: some-time, say: s, cite: [src]}
)");
  Consultation visit(*engine);
  tell(visit, "fever", "yes");
  tell(visit, "a", "not-sure");
  REQUIRE(visit.outcome().next);
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("b")});
  SECTION("the other answer rules the finding out") {
    tell(visit, "b", "no");
    CHECK(visit.outcome().stopped);
  }
  SECTION("the other answer leaves it in doubt, which is never no") {
    tell(visit, "b", "yes");
    CHECK(visit.outcome().triage.level == LevelId("some-time"));
    REQUIRE(visit.outcome().triage.reasons.size() == 1);
    CHECK(visit.outcome().triage.reasons.front().doubt);
    CHECK_FALSE(visit.outcome().next);
  }
}

TEST_CASE("whether a question applies is asked on in spite of doubt, even after it was answered") {
  const auto engine = test::engine_of(R"(
questions:
  - {id: adult, topic: one, ask: An adult, why: w, kind: yes-no}
  - {id: female, topic: one, ask: A woman, why: w, kind: yes-no}
  - {id: detail, topic: one, ask: The detail, why: w, kind: yes-no, applies: {all: [adult is yes, female is yes]}}
findings: [{id: g, title: G, topics: [one], say: s}]
rules:
  - {id: to-g, when: detail is yes, then: {finding: g}, say: s, grade: strong, cite: [src]}
)");
  Consultation visit(*engine);
  tell(visit, "adult", "not-sure");
  tell(visit, "detail", "yes");
  CHECK(test::concludes(visit.outcome(), "g"));
  REQUIRE(visit.outcome().next);
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("female")});
  tell(visit, "female", "no");
  CHECK_FALSE(test::concludes(visit.outcome(), "g"));
  CHECK_FALSE(visit.outcome().next);
}

TEST_CASE("a rule that only urges a level belongs to the topics of its questions") {
  const auto engine = test::engine_of(R"(
questions:
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: b, topic: two, ask: B is so, why: w, kind: yes-no}
findings: [{id: f, title: F, topics: [one], say: s}]
rules:
  - {id: to-f, when: a is yes, then: {finding: f}, say: s, grade: strong, cite: [src]}
  - {id: urges, when: b is yes, then: {triage: some-time}, say: s, grade: strong, cite: [src]}
)");
  Consultation visit(*engine);
  REQUIRE_FALSE(visit.came_for({TopicId("two")}));
  REQUIRE(visit.outcome().next);
  CHECK(visit.outcome().next->questions == std::vector{QuestionId("b")});
}

TEST_CASE("a proof names the answers that ruled a finding out") {
  const auto engine = test::engine_of(R"(
questions: [{id: x, topic: one, ask: X is so, why: w, kind: yes-no}]
findings:
  - {id: base, title: Base, topics: [one], say: s}
  - {id: dry, title: Dry, topics: [one], say: s}
rules:
  - {id: r1, when: x is yes, then: {finding: base}, say: s, grade: strong, cite: [src]}
  - {id: r2, when: {not: concluded base}, then: {finding: dry}, say: s, grade: strong, cite: [src]}
)");
  Consultation visit(*engine);
  tell(visit, "x", "no");
  const auto proof = how(visit, FindingId("dry"));
  REQUIRE(proof);
  const ProofNode& absent = proof->because.front().because.front();
  CHECK(absent.kind == ProofNode::Kind::not_concluded);
  REQUIRE(absent.because.size() == 1);
  CHECK(absent.because.front().id == "x");
}
