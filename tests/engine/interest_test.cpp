// What is asked, given what somebody came for.
#include <catch2/catch.hpp>
#include <set>
#include <string>

#include "support.h"

using namespace peyer;

namespace {

const char* const pack = R"(
topics:
  - {id: special, title: Special, core: no}
  - {id: about-you, title: You, come_for: no}
questions:
  - {id: shared, topic: one, also: [two], ask: "Shared?", why: w, kind: yes-no}
  - {id: of-one, topic: one, ask: "Of one?", why: w, kind: yes-no}
  - {id: of-two, topic: two, ask: "Of two?", why: w, kind: yes-no}
  - {id: of-special, topic: special, ask: "Of special?", why: w, kind: yes-no}
  - {id: of-all, topic: about-you, ask: "Of all?", why: w, kind: yes-no}
  - {id: grave, topic: special, ask: "Grave?", why: w, kind: yes-no}
findings:
  - {id: in-one, title: One, topics: [one]}
  - {id: in-two, title: Two, topics: [two]}
  - {id: in-special, title: Special, topics: [special]}
rules:
  - {id: one-1, when: of-one is yes, then: {finding: in-one}, say: s, grade: strong, cite: [src]}
  - {id: one-2, when: shared is yes, then: {finding: in-one}, say: s, grade: strong, cite: [src]}
  - {id: two-1, when: {any: [of-two is yes, shared is yes, of-one is yes, of-all is yes]}, then: {finding: in-two},
     say: s, grade: strong, cite: [src]}
  - {id: special-1, when: of-special is yes, then: {finding: in-special}, say: s, grade: strong, cite: [src]}
  - {id: grave-1, when: grave is yes, then: {triage: soon}, say: s, grade: strong, cite: [src]}
)";

// Everything that is asked of somebody who says no to all of it.
std::set<std::string> asked(const Engine& engine, std::set<TopicId> came_for,
                            Answers answers = {}) {
  answers.came_for = std::move(came_for);
  std::set<std::string> ids;
  for (auto next = engine.consult(answers).next; next; next = engine.consult(answers).next) {
    for (const QuestionId& id : next->questions) {
      ids.insert(id.str());
      answers.replies[id] = {Reply::Status::given, {OptionId("no")}, 0};
    }
  }
  return ids;
}

using Ids = std::set<std::string>;

}  // namespace

TEST_CASE("a question is asked for its topic and for those that it names as well") {
  const auto engine = test::engine_of(pack);
  CHECK(asked(*engine, {TopicId("one")}) == Ids{"shared", "of-one", "grave"});
  // of-one could conclude it too, but is not asked for the sake of two.
  CHECK(asked(*engine, {TopicId("two")}) == Ids{"shared", "of-two", "of-all", "grave"});
}

TEST_CASE("a topic that is not core is asked about only when it was come for") {
  const auto engine = test::engine_of(pack);
  CHECK(asked(*engine, {}) == Ids{"shared", "of-one", "of-two", "of-all", "grave"});
  CHECK(asked(*engine, {TopicId("special")}) == Ids{"of-special", "grave"});
}

TEST_CASE("what urges an urgent level is asked of everybody, and first") {
  const auto engine = test::engine_of(pack);
  Answers answers;
  answers.came_for = {TopicId("one")};
  const Outcome outcome = engine->consult(answers);
  REQUIRE(outcome.next);
  CHECK(outcome.next->questions.front() == QuestionId("grave"));
}

TEST_CASE("at an urgent level nothing is asked but what was come for") {
  const auto engine = test::engine_of(pack);
  Answers answers;
  answers.replies[QuestionId("grave")] = {Reply::Status::given, {OptionId("yes")}, 0};
  CHECK(asked(*engine, {}, answers).empty());
  CHECK(asked(*engine, {TopicId("one")}, answers) == Ids{"shared", "of-one"});
}

TEST_CASE("an answer that nobody asked for counts all the same") {
  const auto engine = test::engine_of(pack);
  Answers answers;
  answers.came_for = {TopicId("one")};
  answers.replies[QuestionId("of-special")] = {Reply::Status::given, {OptionId("yes")}, 0};
  CHECK(test::concludes(engine->consult(answers), "in-special"));
}
