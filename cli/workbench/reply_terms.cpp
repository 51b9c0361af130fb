#include "cli/workbench/reply_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "knowledge/dependencies.h"

namespace peyer {

namespace {

z3::expr joined(z3::context& context, const std::vector<z3::expr>& terms, bool conjunctive) {
  z3::expr_vector parts(context);
  for (const z3::expr& term : terms) {
    if (conjunctive ? term.is_true() : term.is_false()) continue;
    if (conjunctive ? term.is_false() : term.is_true()) return term;
    parts.push_back(term);
  }
  if (parts.empty()) return context.bool_val(conjunctive);
  if (parts.size() == 1) return parts[0];
  return conjunctive ? z3::mk_and(parts) : z3::mk_or(parts);
}

// How a number compares with each limit.
std::vector<int> compared(double number, const std::set<double>& limits) {
  std::vector<int> signs;
  signs.reserve(limits.size());
  for (const double limit : limits) signs.push_back(number < limit ? -1 : number > limit ? 1 : 0);
  return signs;
}

// Some number for each way to compare, and the most ordinary ones.
std::set<double> candidates(const Question& question, const std::set<double>& limits) {
  std::set<double> numbers = {question.min, question.max, ordinary_number(question)};
  for (const double limit : limits) {
    numbers.insert(limit);
    numbers.merge(numbers_around(question, limit));
  }
  if (!question.whole) {
    for (auto low = limits.begin(); low != limits.end(); ++low) {
      const auto high = std::next(low);
      numbers.insert(high == limits.end() ? question.max : (*low + *high) / 2);
      numbers.insert((question.min + *low) / 2);
    }
  }
  std::erase_if(numbers, [&](double number) {
    Reply reply;
    reply.number = number;
    return !fits(question, reply);
  });
  return numbers;
}

}  // namespace

z3::expr any_of(z3::context& context, const std::vector<z3::expr>& terms) {
  return joined(context, terms, false);
}

z3::expr all_of(z3::context& context, const std::vector<z3::expr>& terms) {
  return joined(context, terms, true);
}

std::set<double> limits_of(const KnowledgeBase& knowledge, const QuestionId& question) {
  std::set<double> limits;
  for_each_condition(knowledge, [&](const Condition& condition) {
    for_each_comparison(condition, [&](const Comparison& comparison) {
      using Test = Comparison::Test;
      const bool compares = comparison.test == Test::less || comparison.test == Test::at_most ||
                            comparison.test == Test::more || comparison.test == Test::at_least ||
                            comparison.test == Test::equals;
      if (compares && comparison.subject.value == question.str()) limits.insert(comparison.number);
    });
  });
  return limits;
}

double ordinary_number(const Question& question) {
  const double third = question.min + (question.max - question.min) / 3;
  return question.whole ? std::max(std::floor(third), std::ceil(question.min)) : third;
}

std::vector<double> distinct_numbers(const Question& question, const std::set<double>& limits,
                                     const std::vector<const Question*>& others) {
  std::set<double> numbers = candidates(question, limits);
  for (const Question* other : others) numbers.merge(candidates(*other, limits));
  const double ordinary = ordinary_number(question);
  const auto strangeness = [&](double number) {  // nobody is 479 months old
    return std::pair(std::floor(number) != number, std::abs(number - ordinary));
  };
  std::map<std::vector<int>, double> chosen;
  for (const double number : numbers) {
    std::vector<int> kind = compared(number, limits);
    for (const Question* other : others) {
      kind.push_back(fits(*other, {Reply::Status::given, {}, number}) ? 1 : 0);
    }
    const auto [known, is_new] = chosen.try_emplace(std::move(kind), number);
    if (!is_new && strangeness(number) < strangeness(known->second)) known->second = number;
  }
  std::vector<double> ordered;
  ordered.reserve(chosen.size());
  for (const auto& [kind, number] : chosen) ordered.push_back(number);
  std::sort(ordered.begin(), ordered.end());
  return ordered;
}

ReplyTerms free_reply(z3::context& context, const Question& question, std::vector<double> numbers) {
  // Ids hold no signs but hyphens, so no two of these names are alike.
  const std::string& id = question.id.str();
  const auto variable = [&](const std::string& name) { return context.bool_const(name.c_str()); };
  std::vector<z3::expr> picks;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    picks.push_back(variable(fmt::format("{}:{}={}", id, i, numbers[i])));
  }
  for (const Option& option : question.options)
    picks.push_back(variable(id + "=" + option.id.str()));
  const bool many = question.kind == Question::Kind::many;
  const z3::expr given = many ? variable(id + "!") : any_of(context, picks);
  return {given, variable(id + "?"), std::move(picks), std::move(numbers)};
}

z3::expr well_formed(const Question& question, const ReplyTerms& reply) {
  z3::context& context = reply.given.ctx();
  if (question.kind == Question::Kind::many) {
    std::vector<z3::expr> rules = {!(reply.given && reply.doubt)};
    for (const z3::expr& pick : reply.picks) rules.push_back(z3::implies(pick, reply.given));
    return all_of(context, rules);
  }
  z3::expr_vector choices(context);
  choices.push_back(reply.doubt);
  for (const z3::expr& pick : reply.picks) choices.push_back(pick);
  return z3::atmost(choices, 1);
}

std::optional<Reply> read_reply(const z3::model& model, const Question& question,
                                const ReplyTerms& terms) {
  const auto holds = [&](const z3::expr& term) { return model.eval(term, true).is_true(); };
  Reply reply;
  if (holds(terms.doubt)) {
    reply.status = Reply::Status::not_sure;
    return reply;
  }
  if (!holds(terms.given)) return std::nullopt;
  for (std::size_t i = 0; i < terms.picks.size(); ++i) {
    if (!holds(terms.picks[i])) continue;
    if (question.kind == Question::Kind::number) {
      reply.number = terms.numbers[i];
    } else {
      reply.options.push_back(question.options[i].id);
    }
  }
  return reply;
}

}  // namespace peyer
