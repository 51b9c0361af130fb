#include "cli/workbench/model.h"

#include <algorithm>
#include <utility>

#include "rules/compiler.h"

namespace peyer {

namespace {

template <typename Items>
std::map<std::string, std::size_t> places_of(const Items& items) {
  std::map<std::string, std::size_t> places;
  for (const auto& item : items) {
    if constexpr (requires { item.id.str(); }) {
      places.emplace(item.id.str(), places.size());
    } else {
      places.emplace(item.id, places.size());
    }
  }
  return places;
}

bool compares_number(Comparison::Test test, double number, double limit) {
  using Test = Comparison::Test;
  switch (test) {
    case Test::less:
      return number < limit;
    case Test::at_most:
      return number <= limit;
    case Test::more:
      return number > limit;
    case Test::at_least:
      return number >= limit;
    default:
      return number == limit;
  }
}

}  // namespace

PackModel::PackModel(z3::context& context, const Engine& engine, std::vector<ReplyTerms> replies)
    : context_(context),
      engine_(engine),
      replies_(std::move(replies)),
      questions_(places_of(engine.knowledge().questions)),
      findings_(places_of(engine.knowledge().findings)),
      formulas_(places_of(engine.rulebook().formulas)) {
  const KnowledgeBase& base = knowledge();
  makers_.resize(base.findings.size());
  for (const Rule& rule : base.rules) {
    if (!rule.finding) continue;
    makers_[findings_.at(rule.finding->value.str())].push_back(formulas_.at(rule.id.str()));
  }
  for (const Finding& finding : base.findings) {
    origins_.emplace_back();
    for (const FindingId& origin : engine.origins_of(finding.id)) {
      origins_.back().push_back(findings_.at(origin.str()));
    }
  }
  for (std::size_t i = 0; i < base.levels.size(); ++i) {
    if (base.levels[i].person) floor_ = i;
  }
  forget_terms();
}

PackModel::PackModel(const PackModel& model, std::vector<ReplyTerms> replies)
    : context_(model.context_),
      engine_(model.engine_),
      replies_(std::move(replies)),
      questions_(model.questions_),
      findings_(model.findings_),
      formulas_(model.formulas_),
      makers_(model.makers_),
      origins_(model.origins_),
      floor_(model.floor_) {
  forget_terms();
}

void PackModel::forget_terms() {
  const KnowledgeBase& base = knowledge();
  const Rulebook& book = engine_.rulebook();
  truths_.assign(book.conditions.size(), std::nullopt);
  inapplicable_.assign(base.questions.size(), std::nullopt);
  for (Memo* memo : {&met_, &ruled_out_, &settled_, &in_doubt_}) {
    memo->assign(book.formulas.size(), std::nullopt);
  }
  for (Memo* memo : {&concluded_, &absent_, &exhausted_}) {
    memo->assign(base.findings.size(), std::nullopt);
  }
  at_least_.assign(base.levels.size(), std::nullopt);
}

template <typename Make>
const z3::expr& PackModel::remembered(Memo& memo, std::size_t place, Make make) {
  if (!memo[place]) {
    z3::expr made = make();  // may remember others meanwhile
    memo[place] = made;
  }
  return *memo[place];
}

std::size_t PackModel::level_place(const LevelId& level) const {
  const Level* found = find_by_id(knowledge().levels, level);
  return static_cast<std::size_t>(found - knowledge().levels.data());
}

// ---- truth of conditions

const PackModel::Truth& PackModel::truth(std::size_t condition) {
  if (!truths_[condition]) {
    Truth made = truth_of(engine_.rulebook().conditions[condition].comparison);
    truths_[condition] = std::move(made);
  }
  return *truths_[condition];
}

z3::expr PackModel::compares(const Comparison& comparison, std::size_t question) const {
  const ReplyTerms& reply = replies_[question];
  const Question& asked = knowledge().questions[question];
  std::vector<z3::expr> fitting;
  for (std::size_t i = 0; i < reply.picks.size(); ++i) {
    bool fits = false;
    if (asked.kind == Question::Kind::number) {
      fits = compares_number(comparison.test, reply.numbers[i], comparison.number);
    } else {
      fits = comparison.options.empty() ||
             std::any_of(comparison.options.begin(), comparison.options.end(),
                         [&](const auto& one) { return one.value == asked.options[i].id.str(); });
    }
    if (fits) fitting.push_back(reply.picks[i]);
  }
  const z3::expr any = any_of(context_, fitting);
  const bool nothing = asked.kind != Question::Kind::number && comparison.options.empty();
  return nothing ? !any : any;
}

// options-compared, number-compared, answer-is-in-doubt, answer-is-not-in-doubt,
// condition-does-not-apply.
PackModel::Truth PackModel::truth_of(const Comparison& comparison) {
  const std::string& subject = comparison.subject.value;
  if (comparison.test == Comparison::Test::concluded) {
    return truth_of_finding(findings_.at(subject));
  }
  const std::size_t question = questions_.at(subject);
  const ReplyTerms& reply = replies_[question];
  const z3::expr out = inapplicable(question);
  const z3::expr in = !out;
  if (comparison.test == Comparison::Test::not_sure) {
    return {reply.doubt && in, reply.given || out, context_.bool_val(false)};
  }
  const z3::expr fits = compares(comparison, question);
  return {reply.given && fits && in, (reply.given && !fits) || out, reply.doubt && in};
}

// finding-holds, finding-is-ruled-out, finding-is-in-doubt.
PackModel::Truth PackModel::truth_of_finding(std::size_t finding) {
  return {concluded(finding), absent(finding),
          exhausted(finding) && !concluded(finding) && !absent(finding)};
}

// question-does-not-apply.
const z3::expr& PackModel::inapplicable(std::size_t question) {
  return remembered(inapplicable_, question, [&] {
    const Question& asked = knowledge().questions[question];
    if (!asked.applies) return context_.bool_val(false);
    return ruled_out(formulas_.at("applies/" + asked.id.str()));
  });
}

// ---- clauses and formulas

z3::expr PackModel::clause_met(const Clause& clause) {
  std::vector<z3::expr> parts;
  for (const Literal& one : clause) {
    const Truth& known = truth(static_cast<std::size_t>(one.condition));
    const z3::expr wanted = literal(known, one.met);
    parts.push_back(one.setting ? wanted || known.unsure : wanted);
  }
  return all_of(context_, parts);
}

// literal-wants-met, literal-wants-unmet.
z3::expr PackModel::contradicted(const Clause& clause) {
  std::vector<z3::expr> parts;
  for (const Literal& one : clause) {
    parts.push_back(literal(truth(static_cast<std::size_t>(one.condition)), !one.met));
  }
  return any_of(context_, parts);
}

// What is not stuck: not by doubt about one literal (doubtful-clause-is-stuck), and careful ones
// not by doubt all over (the compiler's doubt/… rules).
z3::expr PackModel::live(const Clause& clause, bool careful) {
  std::vector<z3::expr> known;
  std::vector<z3::expr> doubts;
  for (const Literal& one : clause) {
    const Truth& state = truth(static_cast<std::size_t>(one.condition));
    known.push_back(literal(state, one.met) || state.unsure);
    doubts.push_back(state.unsure);
  }
  const z3::expr over = careful ? all_of(context_, known) : any_of(context_, doubts);
  return !contradicted(clause) && !over;
}

const z3::expr& PackModel::met(std::size_t formula) {
  return remembered(met_, formula, [&] {
    std::vector<z3::expr> ways;
    for (const Clause& clause : engine_.rulebook().formulas[formula].clauses) {
      ways.push_back(clause_met(clause));
    }
    return any_of(context_, ways);
  });
}

const z3::expr& PackModel::ruled_out(std::size_t formula) {
  return remembered(ruled_out_, formula, [&] {
    std::vector<z3::expr> all;
    for (const Clause& clause : engine_.rulebook().formulas[formula].clauses) {
      all.push_back(contradicted(clause));
    }
    return all_of(context_, all);
  });
}

z3::expr PackModel::closed(const Formula& formula) {
  std::vector<z3::expr> ways;
  for (const Clause& clause : formula.clauses) ways.push_back(live(clause, formula.careful));
  return !any_of(context_, ways);
}

const z3::expr& PackModel::settled(std::size_t formula) {
  return remembered(settled_, formula,
                    [&] { return met(formula) || closed(engine_.rulebook().formulas[formula]); });
}

const z3::expr& PackModel::in_doubt(std::size_t formula) {
  return remembered(in_doubt_, formula, [&] {
    std::vector<z3::expr> ways;
    for (const Clause& clause : engine_.rulebook().formulas[formula].clauses) {
      std::vector<z3::expr> known;
      std::vector<z3::expr> doubts;
      for (const Literal& one : clause) {
        const Truth& state = truth(static_cast<std::size_t>(one.condition));
        known.push_back(literal(state, one.met) || state.unsure);
        if (!one.setting) doubts.push_back(state.unsure);
      }
      known.push_back(any_of(context_, doubts));
      ways.push_back(all_of(context_, known));
    }
    return any_of(context_, ways);
  });
}

// ---- findings

// supports, by the compiled rules and by finding-is-reached.
const z3::expr& PackModel::concluded(std::size_t finding) {
  return remembered(concluded_, finding, [&] {
    std::vector<z3::expr> ways;
    for (const std::size_t maker : makers_[finding]) ways.push_back(met(maker));
    for (const std::size_t origin : origins_[finding]) ways.push_back(concluded(origin));
    return any_of(context_, ways);
  });
}

// rule-could-conclude, chain-could-conclude, finding-is-absent.
const z3::expr& PackModel::absent(std::size_t finding) {
  return remembered(absent_, finding, [&] {
    std::vector<z3::expr> all;
    for (const std::size_t maker : makers_[finding]) all.push_back(ruled_out(maker));
    for (const std::size_t origin : origins_[finding]) all.push_back(absent(origin));
    return all_of(context_, all);
  });
}

// rule-may-yet-conclude, chain-may-yet-conclude, finding-is-exhausted.
const z3::expr& PackModel::exhausted(std::size_t finding) {
  return remembered(exhausted_, finding, [&] {
    std::vector<z3::expr> all;
    for (const std::size_t maker : makers_[finding]) all.push_back(settled(maker));
    for (const std::size_t origin : origins_[finding]) all.push_back(exhausted(origin));
    return all_of(context_, all);
  });
}

z3::expr PackModel::advised(const AdviceId& advice) {
  std::vector<z3::expr> ways;
  for (const Rule& rule : knowledge().rules) {
    const bool gives = std::any_of(rule.advice.begin(), rule.advice.end(),
                                   [&](const auto& one) { return one.value == advice; });
    if (gives) ways.push_back(met(formulas_.at(rule.id.str())));
  }
  return any_of(context_, ways);
}

// ---- triage

// The baseline, open-red-flag-sets-a-floor, and what the compiled rules urge.
std::vector<z3::expr> PackModel::urging(std::size_t level) {
  const KnowledgeBase& base = knowledge();
  const LevelId& id = base.levels[level].id;
  std::vector<z3::expr> reasons;
  if (level + 1 == base.levels.size()) reasons.push_back(context_.bool_val(true));
  for (const Rule& rule : base.rules) {
    if (rule.triage && rule.triage->value == id) {
      reasons.push_back(met(formulas_.at(rule.id.str())));
    }
  }
  for (const RedFlag& flag : base.red_flags) {
    const std::size_t formula = formulas_.at(flag.id.str());
    if (flag.level.value == id) reasons.push_back(met(formula));
    if (flag.not_sure.value == id) reasons.push_back(in_doubt(formula));
    if (level == floor_) reasons.push_back(!settled(formula));
  }
  return reasons;
}

const z3::expr& PackModel::at_least(std::size_t level) {
  return remembered(at_least_, level, [&] {
    std::vector<z3::expr> reasons = urging(level);
    if (level > 0) reasons.push_back(at_least(level - 1));
    return any_of(context_, reasons);
  });
}

z3::expr PackModel::exactly(std::size_t level) {
  return level == 0 ? at_least(0) : at_least(level) && !at_least(level - 1);
}

z3::expr PackModel::contradictory() {
  std::vector<z3::expr> ways;
  for (const Contradiction& contradiction : knowledge().contradictions) {
    ways.push_back(met(formulas_.at(contradiction.id.str())));
  }
  return any_of(context_, ways);
}

z3::expr PackModel::holds(const Condition& condition) {
  ConditionTable table;
  const std::vector<Clause> clauses = to_clauses(condition, table);
  std::vector<z3::expr> ways;
  for (const Clause& clause : clauses) {
    std::vector<z3::expr> parts;
    for (const Literal& one : clause) {
      const auto number = static_cast<std::size_t>(one.condition);
      parts.push_back(literal(truth_of(table.conditions()[number].comparison), one.met));
    }
    ways.push_back(all_of(context_, parts));
  }
  return any_of(context_, ways);
}

}  // namespace peyer
