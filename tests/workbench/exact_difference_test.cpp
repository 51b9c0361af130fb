// What changes between two packs is found exactly: held against trying every set of answers.
#include "cli/workbench/exact_difference.h"

#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <set>

#include "../engine/support.h"

using namespace peyer;

namespace {

using Pairs = std::set<std::pair<std::string, std::string>>;

std::string level(const Engine& engine, const Answers& answers) {
  return engine.consult(answers_for(engine.knowledge(), answers)).triage.level.str();
}

// Every set of answers out of these replies, or none, to each question.
void for_each_answers(const std::map<std::string, std::vector<Reply>>& replies,
                      const std::function<void(const Answers&)>& visit) {
  std::vector<Answers> all = {{}};
  for (const auto& [id, choices] : replies) {
    std::vector<Answers> longer = all;
    for (const Answers& answers : all) {
      for (const Reply& reply : choices) {
        longer.push_back(answers);
        longer.back().replies[QuestionId(id)] = reply;
      }
    }
    all = std::move(longer);
  }
  for (const Answers& answers : all) visit(answers);
}

Reply options(const std::vector<std::string>& ids) {
  Reply reply;
  for (const std::string& id : ids) reply.options.emplace_back(id);
  return reply;
}

Reply number(double value) {
  return {Reply::Status::given, {}, value};
}

const Reply doubt = {Reply::Status::not_sure, {}, 0};

const std::map<std::string, std::vector<Reply>> all_replies = {
    {"a", {doubt, options({"yes"}), options({"no"})}},
    {"b", {doubt, options({"yes"}), options({"no"})}},
    {"c", {doubt, options({"low"}), options({"high"}), options({"top"}), options({"low", "top"})}},
    {"age",
     {doubt, number(3), number(4), number(10), number(64), number(65), number(70), number(130)}},
};

const char* const before_text = R"(
questions:
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: c, topic: one, ask: How much, why: w, kind: one, options: {low: Low, high: High}}
  - {id: age, topic: one, ask: How old, why: w, kind: number, min: 0, max: 120, unit: years}
findings: [{id: f, title: F, topics: [one], say: s}]
rules:
  - {id: r, when: {all: [c is high, age < 4]}, then: {finding: f, triage: some-time}, say: s, grade: strong, cite: [src]}
red_flags:
  - {id: sign, title: Sign, when: a is yes, together: age >= 65, level: emergency, not_sure: soon, say: s, cite: [src]}
)";

const char* const after_text = R"(
questions:
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: b, topic: one, ask: B is so, why: w, kind: yes-no}
  - {id: c, topic: one, ask: How much, why: w, kind: many, options: {low: Low, top: Top}}
  - {id: age, topic: one, ask: How old, why: w, kind: number, min: 4, max: 130, unit: years}
findings: [{id: f, title: F, topics: [one], say: s}]
rules:
  - {id: r, when: {all: [c include top, age < 11]}, then: {finding: f, triage: some-time}, say: s, grade: strong, cite: [src]}
red_flags:
  - {id: sign, title: Sign, when: {any: [a is yes, b is yes]}, together: age > 65, level: soon, say: s, cite: [src]}
)";

}  // namespace

TEST_CASE("the levels that change are those that trying all answers finds") {
  const auto before = test::engine_of(before_text);
  const auto after = test::engine_of(after_text);
  Pairs tried;
  for_each_answers(all_replies, [&](const Answers& answers) {
    tried.emplace(level(*before, answers), level(*after, answers));
  });
  std::erase_if(tried, [](const auto& pair) { return pair.first == pair.second; });
  Pairs found;
  bool calmer = true;
  for (const LevelChange& change : exact_level_changes(*before, *after)) {
    found.emplace(change.from.str(), change.to.str());
    CHECK_FALSE(change.undecided);
    CHECK(level(*before, change.witness) == change.from.str());
    CHECK(level(*after, change.witness) == change.to.str());
    CHECK((calmer || !change.less_urgent));  // downgrades come first
    calmer = change.less_urgent;
  }
  CHECK(found == tried);
  CHECK(found.contains({"emergency", "soon"}));
}

TEST_CASE("a downgrade has a small witness") {
  const auto before = test::engine_of(before_text);
  const auto after = test::engine_of(after_text);
  const auto changes = exact_level_changes(*before, *after);
  REQUIRE_FALSE(changes.empty());
  CHECK(changes.front().from == LevelId("emergency"));
  CHECK(changes.front().less_urgent);
  CHECK(changes.front().witness.replies.size() == 2);
}

TEST_CASE("no level changes between a pack and itself, for any answers") {
  const auto before = test::engine_of(before_text);
  const auto after = test::engine_of(before_text);
  CHECK(exact_level_changes(*before, *after).empty());
  CHECK(exact_level_changes(test::houseplants(), test::houseplants()).empty());
}

TEST_CASE("what was not decided in time is said to be undecided") {
  const auto before = test::engine_of(before_text);
  const auto changes = exact_level_changes(*before, *before, std::chrono::milliseconds(0));
  CHECK(changes.size() == 12);
  for (const LevelChange& change : changes) CHECK(change.undecided);
}

TEST_CASE("a pack takes of other answers what it knows") {
  const auto engine = test::engine_of(after_text);
  Answers answers;
  answers.came_for = {TopicId("one"), TopicId("elsewhere")};
  answers.replies[QuestionId("elsewhere")] = options({"yes"});
  answers.replies[QuestionId("c")] = options({"high", "top", "low"});
  answers.replies[QuestionId("age")] = number(3);
  const Answers taken = answers_for(engine->knowledge(), answers);
  CHECK(taken.came_for == std::set{TopicId("one")});
  REQUIRE(taken.replies.size() == 1);
  CHECK(taken.replies.at(QuestionId("c")) == options({"low", "top"}));
}
