#include "knowledge/condition_logic.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "knowledge/reply.h"

namespace peyer {
namespace {

using Test = Comparison::Test;

// Beyond this, the question is left open: the condition is refused for its size anyway.
constexpr std::size_t most_explored = 2000;

struct Literal {
  const Comparison* comparison = nullptr;
  bool negated = false;
};

using Clause = std::vector<Literal>;

// `none` is an `all` of negations, and a negated `all` an `any` of them.
bool is_conjunction(const Condition& condition, bool negated) {
  return (condition.kind == Condition::Kind::any) == negated;
}

bool negates_children(const Condition& condition, bool negated) {
  const bool turns =
      condition.kind == Condition::Kind::none || condition.kind == Condition::Kind::negation;
  return turns != negated;
}

std::size_t count(const Condition& condition, bool negated, std::size_t limit) {
  if (condition.kind == Condition::Kind::comparison) return 1;
  const bool conjunction = is_conjunction(condition, negated);
  std::size_t total = conjunction ? 1 : 0;
  for (const Condition& child : condition.children) {
    const std::size_t part = count(child, negates_children(condition, negated), limit);
    total = conjunction ? total * part : total + part;
    total = std::min(total, limit);
  }
  return total;
}

std::vector<Clause> clauses(const Condition& condition, bool negated) {
  if (condition.kind == Condition::Kind::comparison) return {{{&condition.comparison, negated}}};
  const bool conjunction = is_conjunction(condition, negated);
  std::vector<Clause> total;
  if (conjunction) total.emplace_back();
  for (const Condition& child : condition.children) {
    const std::vector<Clause> part = clauses(child, negates_children(condition, negated));
    if (!conjunction) {
      total.insert(total.end(), part.begin(), part.end());
      continue;
    }
    std::vector<Clause> product;
    for (const Clause& left : total) {
      for (const Clause& right : part) {
        product.push_back(left);
        product.back().insert(product.back().end(), right.begin(), right.end());
      }
    }
    total = std::move(product);
  }
  return total;
}

// ---- What is left of a question's answers once some comparisons must hold

using OptionSet = std::set<std::string>;

OptionSet options_of(const Comparison& comparison) {
  OptionSet out;
  for (const Located<std::string>& option : comparison.options) out.insert(option.value);
  return out;
}

OptionSet options_of(const Question& question) {
  OptionSet out;
  for (const Option& option : question.options) out.insert(option.id.str());
  return out;
}

// Whatever is compared with, an answer must be given; only the negation of a comparison also holds
// where the question does not apply.
bool needs_answer(const std::vector<Literal>& literals) {
  return std::any_of(literals.begin(), literals.end(), [](const Literal& literal) {
    return literal.comparison->test != Test::not_sure && !literal.negated;
  });
}

bool some_option_left(const Question& question, const std::vector<Literal>& literals) {
  OptionSet left = options_of(question);
  for (const Literal& literal : literals) {
    if (literal.comparison->test != Test::is) continue;
    const OptionSet named = options_of(*literal.comparison);
    std::erase_if(left, [&](const std::string& option) {
      return (named.count(option) > 0) == literal.negated;
    });
  }
  return !left.empty();
}

// For a list to tick: everything that need not stay unticked is ticked, unless nothing may be.
bool some_ticks_left(const Question& question, const std::vector<Literal>& literals) {
  OptionSet ticked = options_of(question);
  bool nothing = false;
  for (const Literal& literal : literals) {
    if (literal.comparison->test != Test::include) continue;
    if (literal.comparison->options.empty() && !literal.negated) nothing = true;
    if (!literal.negated) continue;
    for (const std::string& option : options_of(*literal.comparison)) ticked.erase(option);
  }
  if (nothing) ticked.clear();
  return std::all_of(literals.begin(), literals.end(), [&](const Literal& literal) {
    if (literal.comparison->test != Test::include) return true;
    const OptionSet named = options_of(*literal.comparison);
    const bool holds =
        named.empty() ? ticked.empty()
                      : std::any_of(named.begin(), named.end(), [&](const std::string& option) {
                          return ticked.count(option) > 0;
                        });
    return holds != literal.negated;
  });
}

bool number_fits(double number, const Literal& literal) {
  const double limit = literal.comparison->number;
  bool holds = true;
  switch (literal.comparison->test) {
    case Test::less:
      holds = number < limit;
      break;
    case Test::at_most:
      holds = number <= limit;
      break;
    case Test::more:
      holds = number > limit;
      break;
    case Test::at_least:
      holds = number >= limit;
      break;
    case Test::equals:
      holds = number == limit;
      break;
    default:
      return true;
  }
  return holds != literal.negated;
}

// Between two limits every number gives the same result, so it is enough to try each limit, its
// neighbours and the ends of the range.
bool some_number_left(const Question& question, const std::vector<Literal>& literals) {
  std::set<double> limits = {question.min, question.max};
  for (const Literal& literal : literals) limits.insert(literal.comparison->number);
  std::set<double> candidates = limits;
  for (auto limit = limits.begin(); limit != limits.end(); ++limit) {
    candidates.merge(numbers_around(question, *limit));
    const auto next = std::next(limit);
    if (!question.whole && next != limits.end()) candidates.insert((*limit + *next) / 2);
  }
  return std::any_of(candidates.begin(), candidates.end(), [&](double number) {
    Reply reply;
    reply.number = number;
    return fits(question, reply) &&
           std::all_of(literals.begin(), literals.end(),
                       [&](const Literal& literal) { return number_fits(number, literal); });
  });
}

bool some_answer_left(const Question& question, const std::vector<Literal>& literals) {
  switch (question.kind) {
    case Question::Kind::number:
      return some_number_left(question, literals);
    case Question::Kind::many:
      return some_ticks_left(question, literals);
    default:
      return some_option_left(question, literals);
  }
}

bool question_allows(const Question& question, const std::vector<Literal>& literals) {
  std::size_t not_sure = 0;
  for (const Literal& literal : literals) {
    if (literal.comparison->test == Test::not_sure && !literal.negated) ++not_sure;
  }
  // Any other comparison is open on *not sure*, and so is its negation.
  if (not_sure > 0) return not_sure == literals.size();
  if (question.applies && !needs_answer(literals)) return true;
  return some_answer_left(question, literals);
}

bool finding_allows(const std::vector<Literal>& literals) {
  return std::all_of(literals.begin(), literals.end(), [&](const Literal& literal) {
    return literal.negated == literals.front().negated;
  });
}

bool is_possible(const Clause& clause, const FindQuestion& find_question) {
  std::map<std::string, std::vector<Literal>> by_subject;
  for (const Literal& literal : clause) {
    by_subject[literal.comparison->subject.value].push_back(literal);
  }
  return std::all_of(by_subject.begin(), by_subject.end(), [&](const auto& entry) {
    const auto& [subject, literals] = entry;
    if (literals.front().comparison->test == Test::concluded) return finding_allows(literals);
    const Question* question = find_question(subject);
    return question == nullptr || question_allows(*question, literals);
  });
}

bool is_impossible(const Condition& condition, bool negated, const FindQuestion& find_question) {
  if (count(condition, negated, most_explored + 1) > most_explored) return false;
  const std::vector<Clause> all = clauses(condition, negated);
  return std::none_of(all.begin(), all.end(),
                      [&](const Clause& clause) { return is_possible(clause, find_question); });
}

}  // namespace

std::size_t count_clauses(const Condition& condition, std::size_t limit) {
  return count(condition, false, limit);
}

bool never_holds(const Condition& condition, const FindQuestion& find_question) {
  return is_impossible(condition, false, find_question);
}

bool always_holds(const Condition& condition, const FindQuestion& find_question) {
  return is_impossible(condition, true, find_question);
}

}  // namespace peyer
