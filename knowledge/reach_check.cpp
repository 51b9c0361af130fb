#include "knowledge/reach_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "knowledge/condition_logic.h"

namespace peyer {
namespace {

using Kind = Condition::Kind;
using Test = Comparison::Test;

// How many findings one looks behind.
constexpr int deepest = 3;

// ---- Conditions made of conditions. An `all` of nothing always holds.

Condition group(Kind kind, std::vector<Condition> children) {
  Condition out;
  out.kind = kind;
  out.children = std::move(children);
  return out;
}

Condition negation_of(const Condition& condition) {
  return group(Kind::negation, {condition});
}

Condition literal(const Condition& comparison, bool negated) {
  return negated ? negation_of(comparison) : comparison;
}

// "nsaid-use is not-sure", for whatever is compared there.
Condition doubt_about(const Condition& comparison) {
  Condition out = comparison;
  out.comparison.test = Test::not_sure;
  out.comparison.options.clear();
  out.comparison.unit.reset();
  return out;
}

bool can_be_doubtful(const Condition& comparison) {
  const Test test = comparison.comparison.test;
  return test != Test::not_sure && test != Test::concluded;
}

// Negations pushed down to the comparisons, each of which `leaf(comparison, negated)` turns into
// something else.
template <typename Leaf>
Condition mapped(const Condition& condition, bool negated, const Leaf& leaf) {
  if (condition.kind == Kind::comparison) return leaf(condition, negated);
  const bool turns = condition.kind == Kind::none || condition.kind == Kind::negation;
  const bool conjunction = (condition.kind == Kind::any) == negated;
  std::vector<Condition> children;
  children.reserve(condition.children.size());
  for (const Condition& child : condition.children) {
    children.push_back(mapped(child, turns != negated, leaf));
  }
  return group(conjunction ? Kind::all : Kind::any, std::move(children));
}

// Holds wherever the condition is not ruled out: doubt, and what is concluded, may go either way.
Condition not_ruled_out(const Condition& condition) {
  return mapped(condition, false, [](const Condition& comparison, bool negated) {
    if (comparison.comparison.test == Test::concluded) return group(Kind::all, {});
    Condition wanted = literal(comparison, negated);
    if (!can_be_doubtful(comparison)) return wanted;
    return group(Kind::any, {wanted, doubt_about(comparison)});
  });
}

// Holds wherever the condition is not met: it fails, or is in doubt.
Condition not_met(const Condition& condition) {
  return mapped(condition, true, [](const Condition& comparison, bool negated) {
    Condition opposite = literal(comparison, negated);
    if (!can_be_doubtful(comparison)) return opposite;
    return group(Kind::any, {opposite, doubt_about(comparison)});
  });
}

template <typename IdType>
bool is_within(const std::vector<Located<IdType>>& some, const std::vector<Located<IdType>>& all) {
  return std::all_of(some.begin(), some.end(), [&](const Located<IdType>& one) {
    return std::any_of(all.begin(), all.end(),
                       [&](const Located<IdType>& other) { return other.value == one.value; });
  });
}

class ReachChecker {
 public:
  ReachChecker(const KnowledgeBase& base, Diagnostics& diagnostics)
      : base_(base), diagnostics_(diagnostics) {
    for (const Question& question : base.questions) {
      questions_.emplace(question.id.str(), &question);
    }
    for (const Finding& finding : base.findings) {
      if (finding.reached) by_chain_.emplace(finding.id.str(), true);
    }
    for (const Rule& rule : base.rules) {
      if (rule.finding) concluded_by_[rule.finding->value.str()].push_back(&rule);
    }
    for (const Link& link : base.links) links_.emplace(link.id, &link);
  }

  void check() {
    for (const Rule& rule : base_.rules) {
      if (never(reach(rule.when, deepest))) {
        complain(Severity::warning, rule.when.at,
                 fmt::format("no visit can fire the rule '{}'", rule.id.str()));
      } else {
        check_shadow(rule);
      }
    }
    for (const RedFlag& flag : base_.red_flags) {
      std::vector<Condition> parts = {reach(flag.when, deepest)};
      if (flag.together) parts.push_back(not_ruled_out(*flag.together));
      if (!never(group(Kind::all, std::move(parts)))) continue;
      complain(Severity::error, flag.when.at,
               fmt::format("no visit can raise the warning sign '{}'", flag.id.str()));
    }
  }

 private:
  void complain(Severity severity, const Location& at, std::string message) {
    diagnostics_.push_back({severity, "K051", std::move(message),
                            "what it asks for rules out that its questions are asked, or that its "
                            "findings are concluded",
                            at});
  }

  const Question* question(const std::string& id) const {
    const auto found = questions_.find(id);
    return found == questions_.end() ? nullptr : found->second;
  }

  bool never(const Condition& condition) const {
    return never_holds(condition, [this](const std::string& id) { return question(id); });
  }

  // The condition with what each of its comparisons takes: that the question is asked, and that
  // some rule behind the finding holds.
  Condition reach(const Condition& condition, int depth) const {
    return mapped(condition, false, [&](const Condition& comparison, bool negated) {
      if (negated) return negation_of(comparison);
      std::vector<Condition> parts = {comparison};
      const std::string& subject = comparison.comparison.subject.value;
      if (comparison.comparison.test == Test::concluded) {
        if (const auto rules = rules_behind(subject, depth)) parts.push_back(*rules);
      } else if (const Question* asked = question(subject); asked != nullptr && asked->applies) {
        parts.push_back(not_ruled_out(*asked->applies));
      }
      return group(Kind::all, std::move(parts));
    });
  }

  std::optional<Condition> rules_behind(const std::string& finding, int depth) const {
    const auto rules = concluded_by_.find(finding);
    const bool open = by_chain_.count(finding) > 0 || rules == concluded_by_.end();
    if (open || depth == 0) return std::nullopt;
    std::vector<Condition> ways;
    for (const Rule* rule : rules->second) ways.push_back(reach(rule->when, depth - 1));
    return group(Kind::any, std::move(ways));
  }

  // ---- Rules that another makes needless

  std::optional<Grade> grade_of(const Rule& rule) const {
    std::optional<Grade> grade = rule.grade;
    for (const Located<LinkId>& id : rule.links) {
      const auto link = links_.find(id.value);
      if (link == links_.end()) continue;
      const Population* population = find_by_id(base_.populations, link->second->population.value);
      if (population == nullptr) continue;
      const Grade one = effective_grade(*link->second, *population);
      grade = grade ? std::min(*grade, one) : one;
    }
    return grade;
  }

  // Does `other` bring about everything that `rule` does, as urgently and as well supported?
  bool gives_as_much(const Rule& other, const Rule& rule) const {
    if (rule.finding && (!other.finding || other.finding->value != rule.finding->value)) {
      return false;
    }
    if (rule.triage) {
      const Level* wanted = find_by_id(base_.levels, rule.triage->value);
      const Level* given = other.triage ? find_by_id(base_.levels, other.triage->value) : nullptr;
      if (given == nullptr || given > wanted) return false;
    }
    // Another study behind the same finding is more to know.
    return is_within(rule.advice, other.advice) && is_within(rule.links, other.links) &&
           is_within(rule.cite, other.cite) && grade_of(other) >= grade_of(rule);
  }

  bool holds_whenever(const Rule& other, const Rule& rule) const {
    return never(group(Kind::all, {rule.when, not_met(other.when)}));
  }

  // Those that could give as much, in the pack's order.
  std::vector<const Rule*> rivals_of(const Rule& rule) const {
    if (rule.finding) return concluded_by_.at(rule.finding->value.str());
    std::vector<const Rule*> all;
    all.reserve(base_.rules.size());
    for (const Rule& other : base_.rules) all.push_back(&other);
    return all;
  }

  void check_shadow(const Rule& rule) {
    for (const Rule* const rival : rivals_of(rule)) {
      const Rule& other = *rival;
      if (&other == &rule || !gives_as_much(other, rule) || !holds_whenever(other, rule)) continue;
      // Of two that are alike the later one is needless.
      const bool alike = gives_as_much(rule, other) && holds_whenever(rule, other);
      if (alike && &rule < &other) continue;
      diagnostics_.push_back(
          {Severity::warning, "K052",
           fmt::format("the rule '{}' adds nothing: '{}' holds whenever it does, and gives as much",
                       rule.id.str(), other.id.str()),
           fmt::format("'{}' is at {}; narrow one of the conditions, or take this rule out",
                       other.id.str(), other.at.place()),
           rule.at});
      return;
    }
  }

  const KnowledgeBase& base_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string, const Question*> questions_;
  std::map<std::string, bool> by_chain_;
  std::map<std::string, std::vector<const Rule*>> concluded_by_;
  std::unordered_map<LinkId, const Link*> links_;
};

}  // namespace

void check_reach(const KnowledgeBase& base, Diagnostics& diagnostics) {
  ReachChecker(base, diagnostics).check();
}

}  // namespace peyer
