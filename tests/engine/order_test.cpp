// The order of answers never matters: whatever way leads to a set of answers, the outcome is that
// of a fresh start with them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "support.h"

using namespace peyer;

namespace {

// Walks at random to `goal`: shuffled, with wrong answers given first, taken back and undone.
Consultation wander(const Engine& engine, const Answers& goal, std::mt19937& random) {
  Consultation visit(engine);
  std::vector<std::pair<QuestionId, Reply>> steps(goal.replies.begin(), goal.replies.end());
  std::shuffle(steps.begin(), steps.end(), random);
  const auto& questions = engine.knowledge().questions;
  std::uniform_int_distribution<std::size_t> any(0, questions.size() - 1);
  for (const auto& [question, reply] : steps) {
    const Question& detour = questions[any(random)];
    switch (std::uniform_int_distribution<int>(0, 3)(random)) {
      case 0:
        visit.answer(detour.id, test::random_reply(detour, random));
        visit.outcome();  // let CLIPS draw its conclusions before they are withdrawn again
        REQUIRE(visit.undo());
        break;
      case 1: {
        const Question* asked = find_by_id(questions, question);
        visit.answer(question, test::random_reply(*asked, random));
        visit.outcome();
        break;
      }
      default:
        break;
    }
    visit.answer(question, reply);
    if (std::bernoulli_distribution(0.5)(random)) visit.outcome();
  }
  return visit;
}

void check_order(const Engine& engine, int rounds, double share) {
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    std::mt19937 random(static_cast<unsigned>(round));
    const Answers goal = test::random_answers(engine.knowledge(), random, share);
    const Consultation visit = wander(engine, goal, random);
    REQUIRE(visit.answers() == goal);
    const Engine unused(engine.knowledge(), {1});  // an environment without a past
    const Outcome fresh = unused.consult(goal);
    CHECK(test::essence(visit.outcome()) == test::essence(fresh));
    CHECK(visit.outcome() == fresh);
  }
}

}  // namespace

TEST_CASE("the order of answers never matters to the outcome of the small pack", "[property]") {
  check_order(test::houseplants(), 100, 0.7);
}

TEST_CASE("the order of answers never matters to the outcome of the shipped pack", "[property]") {
  check_order(test::gut_immune(), 12, 0.4);
}

TEST_CASE("what was come for changes the agenda and never the conclusions", "[property]") {
  const Engine& engine = test::gut_immune();
  for (unsigned round = 0; round < 20; ++round) {
    std::mt19937 random(round);
    Answers answers = test::random_answers(engine.knowledge(), random, 0.4);
    const std::string everything = test::essence(engine.consult(answers));
    for (const Topic& topic : engine.knowledge().topics) {
      if (!topic.come_for) continue;
      answers.came_for = {topic.id};
      CHECK(test::essence(engine.consult(answers)) == everything);
    }
  }
}

TEST_CASE("an environment with a past concludes what one without a past does", "[property]") {
  const Engine& used = test::houseplants();
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i) {
    static_cast<void>(used.consult(test::random_answers(used.knowledge(), random, 0.6)));
  }
  for (int i = 0; i < 10; ++i) {
    const Answers answers = test::random_answers(used.knowledge(), random, 0.8);
    const Engine unused(used.knowledge(), {1});
    CHECK(used.consult(answers) == unused.consult(answers));
  }
}
