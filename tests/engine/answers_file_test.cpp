#include "engine/answers_file.h"

#include <catch2/catch.hpp>

#include "support.h"

using namespace peyer;

namespace {

AnswersRead read(const std::string& text) {
  return read_answers(std::make_shared<const SourceFile>(SourceFile{"visit.yaml", text}),
                      test::houseplants().knowledge());
}

}  // namespace

TEST_CASE("answers are read from YAML, from JSON, and with what was come for") {
  const auto plain =
      read("soil: dry\ndays-since-water: 5\nsigns: [webs, soft-stem]\nspot: not-sure\n");
  REQUIRE(plain.answers);
  CHECK(plain.answers->replies.size() == 4);
  CHECK(plain.answers->replies.at(QuestionId("days-since-water")).number == 5);

  const auto json = read(R"({"soil": "dry", "days-since-water": 5, "signs": ["webs", "soft-stem"],
                            "spot": "not-sure"})");
  REQUIRE(json.answers);
  CHECK(*json.answers == *plain.answers);

  const auto whole = read("came_for: [water]\nanswers: {soil: dry}\n");
  REQUIRE(whole.answers);
  CHECK(whole.answers->came_for == std::set{TopicId("water")});
}

TEST_CASE("every mistake of an answers file is told with place and cure, not just the first") {
  const auto bad = read("soil: dri\nspott: dark\ndays-since-water: 1000\n");
  CHECK_FALSE(bad.answers);
  REQUIRE(bad.diagnostics.size() == 3);
  CHECK(bad.diagnostics[0].at.line == 1);
  CHECK(bad.diagnostics[0].help.find("did you mean 'dry'?") != std::string::npos);
  CHECK(bad.diagnostics[1].message == "unknown question 'spott'");
  CHECK(bad.diagnostics[1].help == "did you mean 'spot'?");
  CHECK(bad.diagnostics[2].message.find("1000") != std::string::npos);
}

TEST_CASE("a wrong word in a list of answers is pointed at itself") {
  const auto bad = read("signs: [webs, wbs]\n");
  REQUIRE(bad.diagnostics.size() == 1);
  CHECK(bad.diagnostics.front().at.column == 15);
}

TEST_CASE("a file that is no mapping of answers is refused") {
  CHECK_FALSE(read("just words").answers);
  CHECK_FALSE(read("soil: {dry: yes}").answers);
  CHECK_FALSE(read("soil: [[dry]]").answers);
  CHECK_FALSE(read("answers: {soil: dry}\nother: thing").answers);
  CHECK_FALSE(read("came_for: [safety-of-the-moon]\nanswers: {}").answers);
}

TEST_CASE("answers written to a file read back the same", "[property]") {
  const KnowledgeBase& base = test::houseplants().knowledge();
  for (unsigned seed = 0; seed < 50; ++seed) {
    std::mt19937 random(seed);
    Answers answers = test::random_answers(base, random, 0.6);
    if (seed % 2 == 0) answers.came_for = {TopicId("water"), TopicId("pests")};
    const auto back = read(write_answers(answers, base));
    REQUIRE(back.answers);
    CHECK(*back.answers == answers);
  }
}
