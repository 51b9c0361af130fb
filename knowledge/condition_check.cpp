#include "knowledge/condition_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "knowledge/condition_logic.h"
#include "knowledge/reply.h"

namespace peyer {
namespace {

using Test = Comparison::Test;

bool is_numeric(Test test) {
  return test == Test::less || test == Test::at_most || test == Test::more ||
         test == Test::at_least || test == Test::equals;
}

bool test_fits(Test test, Question::Kind kind) {
  if (test == Test::not_sure) return true;
  if (test == Test::include) return kind == Question::Kind::many;
  if (is_numeric(test)) return kind == Question::Kind::number;
  return kind == Question::Kind::one || kind == Question::Kind::yes_no;
}

std::string how_to_ask(const Question& question) {
  const std::string& id = question.id.str();
  switch (question.kind) {
    case Question::Kind::many:
      return fmt::format("it is a list to tick; write '{} include …'", id);
    case Question::Kind::number:
      return fmt::format("it is a number; write '{} >= …'", id);
    case Question::Kind::yes_no:
      return fmt::format("it is answered yes or no; write '{} is yes'", id);
    default:
      return fmt::format("one option is chosen; write '{} is …'", id);
  }
}

std::vector<std::string> option_words(const Question& question) {
  std::vector<std::string> words;
  for (const Option& option : question.options) words.push_back(option.id.str());
  return words;
}

std::vector<std::string> unit_words(const Question& question) {
  std::vector<std::string> words = {question.unit};
  for (const Unit& unit : question.units) words.push_back(unit.name);
  return words;
}

std::string range(const Question& question) {
  return fmt::format("'{}' is a {}number from {} to {}", question.id.str(),
                     question.whole ? "whole " : "", question.min, question.max);
}

}  // namespace

ConditionChecker::ConditionChecker(const Draft& draft, Names& names, Diagnostics& diagnostics)
    : draft_(draft), names_(names), diagnostics_(diagnostics) {
  for (const Question& question : draft.base.questions) {
    questions_.emplace(question.id.str(), &question);
  }
}

void ConditionChecker::complain(const char* code, const Location& at, std::string message,
                                std::string help) {
  diagnostics_.push_back({Severity::error, code, std::move(message), std::move(help), at});
}

const Question* ConditionChecker::find_question(const std::string& id) const {
  const auto found = questions_.find(id);
  return found == questions_.end() ? nullptr : found->second;
}

void ConditionChecker::check(const Condition& condition) {
  if (!check_comparisons(condition)) return;
  if (count_clauses(condition) > most_clauses) {
    complain("K035", condition.at,
             fmt::format("this condition has more than {} combinations", most_clauses),
             "split it with a finding that does not show");
    return;
  }
  check_logic(condition);
}

// Goes on after a mistake, so that each of several is told.
bool ConditionChecker::check_comparisons(const Condition& condition) {
  if (condition.kind == Condition::Kind::comparison) return check_comparison(condition);
  // A condition that could not be read is an `all` of nothing: not to be judged.
  bool fine = !condition.children.empty();
  for (const Condition& child : condition.children) fine = check_comparisons(child) && fine;
  return fine;
}

bool ConditionChecker::check_comparison(const Condition& condition) {
  const Comparison& comparison = condition.comparison;
  const Located<std::string>& subject = comparison.subject;
  const bool concluded = comparison.test == Test::concluded;
  const bool is_finding = names_.has("findings", subject.value);
  const bool is_question = names_.has("questions", subject.value);
  if (!concluded && is_finding && !is_question) {
    complain("K031", subject.at, fmt::format("'{}' is a finding, not a question", subject.value),
             fmt::format("write 'concluded {}'", subject.value));
    return false;
  }
  if (concluded && is_question && !is_finding) {
    complain("K031", subject.at, fmt::format("'{}' is a question, not a finding", subject.value),
             fmt::format("write '{} is …'", subject.value));
    return false;
  }
  const NamePlace used{concluded ? "findings" : "questions", subject.value, subject.at};
  if (!names_.resolve(used, diagnostics_)) return false;
  if (concluded) return true;
  const Question* question = find_question(subject.value);
  if (question == nullptr || draft_.unclear.count(question->id) > 0) return false;
  return check_against(*question, condition);
}

bool ConditionChecker::check_against(const Question& question, const Condition& condition) {
  const Comparison& comparison = condition.comparison;
  if (!test_fits(comparison.test, question.kind)) {
    complain("K031", condition.at,
             fmt::format("this comparison does not fit '{}'", question.id.str()),
             how_to_ask(question));
    return false;
  }
  if (comparison.unit && !units_per(question, comparison.unit->value)) {
    complain("K032", comparison.unit->at,
             fmt::format("'{}' is no unit of '{}'", comparison.unit->value, question.id.str()),
             fmt::format("it is asked in {}", fmt::join(unit_words(question), ", ")));
    return false;
  }
  return check_options(question, comparison);
}

bool ConditionChecker::check_options(const Question& question, const Comparison& comparison) {
  const std::vector<std::string> words = option_words(question);
  std::set<std::string> seen;
  bool fine = true;
  for (const Located<std::string>& option : comparison.options) {
    const bool known = find_by_id(question.options, OptionId(option.value)) != nullptr;
    if (!known) {
      std::string help =
          did_you_mean(option.value, words, fmt::format("it can be {}", fmt::join(words, ", ")));
      if (option.value == not_sure_word || option.value == rather_not_say_word) {
        help = fmt::format(
            "'{} is not-sure' stands alone and covers both not-sure and "
            "rather-not-say",
            question.id.str());
      }
      if (option.value == "none")
        help = fmt::format("write '{} include nothing'", question.id.str());
      complain("K032", option.at,
               fmt::format("'{}' is no option of '{}'", option.value, question.id.str()), help);
      diagnostics_.back().fix = respelling(option.at, option.value, words);
    } else if (!seen.insert(option.value).second) {
      complain("K022", option.at, fmt::format("'{}' for the second time", option.value),
               "keep one of them");
    }
    fine = fine && known;
  }
  return fine;
}

// From the inside out, so that only the smallest part is blamed. False when some part was.
bool ConditionChecker::check_logic(const Condition& condition) {
  bool fine = true;
  for (const Condition& child : condition.children) fine = check_logic(child) && fine;
  return fine && check_one(condition);
}

bool ConditionChecker::check_one(const Condition& condition) {
  const bool comparison = condition.kind == Condition::Kind::comparison;
  const bool single = condition.children.size() == 1;
  if (single) return true;  // it says no more than the part in it
  const auto find = [this](const std::string& id) { return find_question(id); };
  const Question* question =
      comparison ? find_question(condition.comparison.subject.value) : nullptr;
  const bool number = question != nullptr && question->kind == Question::Kind::number;
  if (never_holds(condition, find)) {
    complain("K033", condition.at,
             comparison ? "this comparison never holds" : "this condition can never hold",
             number ? range(*question) : "its parts rule each other out; did you mean 'any'?");
    return false;
  }
  if (always_holds(condition, find)) {
    std::string help = "some part of it holds whatever the answers are; did you mean 'all'?";
    if (comparison)
      help =
          "it names every option; to ask whether there is an answer at all, write "
          "'not: … is not-sure'";
    complain("K034", condition.at,
             comparison ? "this comparison holds for every answer"
                        : "this condition holds for every answer",
             number ? range(*question) : help);
    return false;
  }
  return true;
}

void ConditionChecker::check_together(const Condition& when, const Condition& together) {
  const std::size_t before = diagnostics_.size();
  check(when);
  check(together);
  const bool unreadable = when.kind != Condition::Kind::comparison && when.children.empty();
  if (diagnostics_.size() > before || unreadable) return;
  Condition both;
  both.children = {when, together};
  const auto find = [this](const std::string& id) { return find_question(id); };
  if (!never_holds(both, find)) return;
  complain("K033", together.at, "'when' and 'together' can never hold together",
           "they rule each other out");
}

}  // namespace peyer
