#include <catch2/catch.hpp>

#include "support.h"

using namespace peyer;

TEST_CASE_METHOD(test::HouseplantVisit, "changing an answer withdraws exactly what rested on it") {
  tell("soil", {"soggy"});
  tell("roots", {"brown"});
  tell("spot", {"dark"});
  CHECK(test::concludes(visit.outcome(), "rot-signs"));
  CHECK(test::concludes(visit.outcome(), "poor-light"));
  tell("roots", {"pale"});
  CHECK_FALSE(test::concludes(visit.outcome(), "rot-signs"));
  CHECK(test::concludes(visit.outcome(), "poor-light"));
}

TEST_CASE_METHOD(test::HouseplantVisit, "answers given after a changed one stay") {
  tell("soil", {"soggy"});
  tell("spot", {"dark"});
  tell("soil", {"dry"});
  CHECK(visit.answers().replies.at(QuestionId("spot")).options == std::vector{OptionId("dark")});
  // By its number a visitor finds every answer again, changed or not.
  CHECK(visit.answered_in_order() == std::vector{QuestionId("soil"), QuestionId("spot")});
}

TEST_CASE_METHOD(test::HouseplantVisit, "undo takes back the last change, and the one before it") {
  CHECK_FALSE(visit.undo());
  tell("soil", {"soggy"});
  tell("soil", {"dry"});
  REQUIRE(visit.withdraw(QuestionId("soil")));
  CHECK_FALSE(visit.withdraw(QuestionId("soil")));
  REQUIRE(visit.undo());
  CHECK(visit.answers().replies.at(QuestionId("soil")).options == std::vector{OptionId("dry")});
  REQUIRE(visit.undo());
  CHECK(visit.answers().replies.at(QuestionId("soil")).options == std::vector{OptionId("soggy")});
  REQUIRE(visit.undo());
  CHECK(visit.answers().replies.empty());
  CHECK_FALSE(visit.undo());
}

TEST_CASE_METHOD(test::HouseplantVisit, "a copy goes its own way") {
  tell("spot", {"dark"});
  Consultation copy = visit;
  CHECK(copy == visit);
  REQUIRE_FALSE(copy.answer(QuestionId("spot"), {"bright"}));
  CHECK_FALSE(copy == visit);
  CHECK(test::concludes(visit.outcome(), "poor-light"));
  CHECK_FALSE(test::concludes(copy.outcome(), "poor-light"));
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "a wrong answer is refused with its cure and changes nothing") {
  tell("spot", {"dark"});
  const auto option = visit.answer(QuestionId("spot"), {"drak"});
  REQUIRE(option);
  CHECK(option->help.find("did you mean 'dark'?") != std::string::npos);
  const auto number = visit.answer(QuestionId("days-since-water"), {"91"});
  REQUIRE(number);
  CHECK(number->message.find("91") != std::string::npos);
  const auto question = visit.answer(QuestionId("spott"), {"dark"});
  REQUIRE(question);
  CHECK(question->help == "did you mean 'spot'?");
  CHECK(visit.answers().replies.size() == 1);
  CHECK(test::concludes(visit.outcome(), "poor-light"));
}

TEST_CASE_METHOD(test::HouseplantVisit, "every question takes not sure and rather not say") {
  for (const Question& question : test::houseplants().knowledge().questions) {
    CAPTURE(question.id.str());
    CHECK_FALSE(visit.answer(question.id, {"not-sure"}));
    CHECK(visit.answers().replies.at(question.id).status == Reply::Status::not_sure);
    CHECK_FALSE(visit.answer(question.id, {"rather-not-say"}));
    CHECK(visit.answers().replies.at(question.id).status == Reply::Status::rather_not_say);
  }
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "contradictory answers are noticed and name the answers to look at") {
  tell("soil", {"dry"});
  tell("days-since-water", {"0"});
  REQUIRE(visit.outcome().contradictions.size() == 1);
  CHECK(visit.outcome().contradictions.front().questions ==
        std::vector{QuestionId("days-since-water"), QuestionId("soil")});
  tell("days-since-water", {"5"});
  CHECK(visit.outcome().contradictions.empty());
}

TEST_CASE_METHOD(test::HouseplantVisit, "questions may be volunteered before they would be asked") {
  tell("signs", {"webs"});
  CHECK(test::concludes(visit.outcome(), "mite-signs"));
  REQUIRE(visit.outcome().next);
  CHECK(visit.outcome().next->screen == ScreenId("first"));
}

TEST_CASE_METHOD(test::HouseplantVisit, "ids may come out of the consultation that they change") {
  CHECK_FALSE(visit.answer(visit.outcome().next->questions.front(), {"no"}));
  tell("spot", {"dark"});
  visit.answer(visit.answered_in_order().front(), Reply{Reply::Status::not_sure, {}, 0});
  CHECK(visit.answered_in_order().front() == QuestionId("chewed"));
  CHECK(visit.withdraw(visit.answers().replies.begin()->first));
  CHECK(visit.answers().replies.size() == 1);
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "a reply that does not fit is refused before it can pass for a no") {
  CHECK_THROWS_AS(visit.answer(QuestionId("chewed"), Reply{}), std::invalid_argument);
  CHECK_THROWS_AS(visit.answer(QuestionId("no-such"), Reply{}), std::invalid_argument);
  Answers answers;
  answers.replies[QuestionId("chewed")] = Reply{};
  CHECK_THROWS_AS(test::houseplants().consult(answers), std::invalid_argument);
  answers.replies.clear();
  answers.replies[QuestionId("no-such")] = Reply{};
  CHECK_THROWS_AS(test::houseplants().consult(answers), std::invalid_argument);
  answers.replies.clear();
  answers.came_for = {TopicId("the-moon")};
  CHECK_THROWS_AS(test::houseplants().consult(answers), std::invalid_argument);
}
