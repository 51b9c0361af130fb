#include "engine/interview_length.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include "engine/scenario.h"

namespace peyer {

namespace {

// An interview asks far fewer; a rulebook that never comes to an end is told apart by this.
constexpr int most_screens = 1000;

// Whoever tells a story says no to what is not in it, and nothing where no is no answer.
Reply reply_in_interview(const Question& question, const Answers& told) {
  const auto reply = told.replies.find(question.id);
  if (reply != told.replies.end()) return reply->second;
  if (question.kind == Question::Kind::yes_no) return {Reply::Status::given, {OptionId("no")}, 0};
  if (question.kind == Question::Kind::many) return {Reply::Status::given, {}, 0};
  return {Reply::Status::rather_not_say, {}, 0};
}

void add_subjects(const Condition& condition, std::set<std::string>& subjects) {
  for (const Condition& child : condition.children) add_subjects(child, subjects);
  if (condition.kind != Condition::Kind::comparison) return;
  if (condition.comparison.test == Comparison::Test::concluded) return;
  subjects.insert(condition.comparison.subject.value);
}

// Questions that a red flag itself asks about, not its setting.
std::set<std::string> signs_of(const KnowledgeBase& base) {
  std::set<std::string> signs;
  for (const RedFlag& flag : base.red_flags) add_subjects(flag.when, signs);
  return signs;
}

// A flag may also hang on what stands alone, such as an age; that is asked for its own sake.
bool screens_for(const std::set<std::string>& signs, const NextQuestions& asked) {
  return asked.screen &&
         std::any_of(asked.questions.begin(), asked.questions.end(),
                     [&](const QuestionId& id) { return signs.contains(id.str()); });
}

double median_of(std::vector<int> lengths) {
  if (lengths.empty()) return 0;
  std::sort(lengths.begin(), lengths.end());
  const std::size_t middle = lengths.size() / 2;
  if (lengths.size() % 2 == 1) return lengths[middle];
  return (lengths[middle - 1] + lengths[middle]) / 2.0;
}

}  // namespace

Walk walk_interview(const Engine& engine, const Answers& told) {
  const std::set<std::string> signs = signs_of(engine.knowledge());
  Walk walk;
  Answers answers;
  answers.came_for = told.came_for;
  while (walk.length() < most_screens) {
    const Outcome outcome = engine.consult(answers);
    walk.stopped = outcome.stopped;
    if (!outcome.next) return walk;
    if (screens_for(signs, *outcome.next)) ++walk.screening;
    for (const QuestionId& id : outcome.next->questions) {
      const Question* question = find_by_id(engine.knowledge().questions, id);
      answers.replies[id] = reply_in_interview(*question, told);
    }
    walk.screens.push_back(*outcome.next);
  }
  throw std::logic_error("an interview does not end");
}

std::vector<ScenarioLength> interview_lengths(const Engine& engine) {
  std::vector<ScenarioLength> lengths;
  for (const Scenario& scenario : engine.knowledge().scenarios) {
    lengths.push_back({scenario.name, scenario.at, walk_interview(engine, answers_of(scenario))});
  }
  return lengths;
}

LengthSummary summarize(const std::vector<ScenarioLength>& lengths) {
  LengthSummary summary;
  std::vector<int> screens;
  for (const ScenarioLength& one : lengths) {
    screens.push_back(one.walk.length());
    ++summary.distribution[one.walk.length()];
    summary.longest = std::max(summary.longest, one.walk.length());
    summary.longest_screening = std::max(summary.longest_screening, one.walk.screening);
  }
  summary.median = median_of(std::move(screens));
  return summary;
}

}  // namespace peyer
