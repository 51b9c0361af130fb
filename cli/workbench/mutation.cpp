#include "cli/workbench/mutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
#include <utility>

namespace peyer {

namespace {

using Test = Comparison::Test;

constexpr std::string_view left_out = "(left out)";

// ---- comparisons --------------------------------------------------------------------------------

std::string_view sign_of(Test test) {
  switch (test) {
    case Test::less:
      return "<";
    case Test::at_most:
      return "<=";
    case Test::more:
      return ">";
    case Test::at_least:
      return ">=";
    default:
      return "=";
  }
}

// How many of the written unit make one of the question's.
double per_unit(const Question& question, const Comparison& comparison) {
  if (!comparison.unit) return 1;
  return units_per(question, comparison.unit->value).value_or(1);
}

std::string joined(const std::vector<Located<std::string>>& options) {
  std::string text;
  for (const auto& option : options) text += (text.empty() ? "" : ", ") + option.value;
  return text;
}

std::string comparison_in_words(const KnowledgeBase& base, const Comparison& comparison) {
  const std::string& on = comparison.subject.value;
  const bool several = comparison.options.size() > 1;
  switch (comparison.test) {
    case Test::is:
      return fmt::format("{} is {}{}", on, several ? "one of " : "", joined(comparison.options));
    case Test::include:
      if (comparison.options.empty()) return on + " include nothing";
      return fmt::format("{} include {}{}", on, several ? "any of " : "",
                         joined(comparison.options));
    case Test::not_sure:
      return on + " is not-sure";
    case Test::concluded:
      return "concluded " + on;
    default:
      break;
  }
  const Question& question = *find_by_id(base.questions, QuestionId(on));
  const double number = std::round(comparison.number * per_unit(question, comparison) * 1e6) / 1e6;
  return fmt::format("{} {} {:g}{}", on, sign_of(comparison.test), number,
                     comparison.unit ? " " + comparison.unit->value : "");
}

// One changed comparison and what kind of change that is.
using Changed = std::pair<Mutant::Kind, Comparison>;

void change_test(const Comparison& comparison, std::vector<Changed>& changes) {
  const auto to = [&](Mutant::Kind kind, Test test) {
    changes.emplace_back(kind, comparison);
    changes.back().second.test = test;
  };
  switch (comparison.test) {
    case Test::less:
      to(Mutant::Kind::boundary, Test::at_most);
      return to(Mutant::Kind::direction, Test::more);
    case Test::at_most:
      to(Mutant::Kind::boundary, Test::less);
      return to(Mutant::Kind::direction, Test::at_least);
    case Test::more:
      to(Mutant::Kind::boundary, Test::at_least);
      return to(Mutant::Kind::direction, Test::less);
    case Test::at_least:
      to(Mutant::Kind::boundary, Test::more);
      return to(Mutant::Kind::direction, Test::at_most);
    case Test::equals:
      to(Mutant::Kind::boundary, Test::at_least);
      return to(Mutant::Kind::boundary, Test::at_most);
    default:
      return;
  }
}

void change_number(const Question& question, const Comparison& comparison,
                   std::vector<Changed>& changes) {
  const double per = per_unit(question, comparison);
  const double step = (question.whole || comparison.unit ? 1.0 : 0.1) / per;
  for (const double by : {-step, step}) {
    const double number = comparison.number + by;
    if (number < question.min || number > question.max) continue;
    changes.emplace_back(Mutant::Kind::threshold, comparison);
    // As a reader of `3 months` computes it, so that equal thresholds are equal numbers.
    changes.back().second.number = std::round(number * per * 1e6) / 1e6 / per;
  }
}

bool among(const Comparison& comparison, const Option& option) {
  return std::any_of(comparison.options.begin(), comparison.options.end(),
                     [&](const auto& one) { return one.value == option.id.str(); });
}

void change_options(const Question& question, const Comparison& comparison,
                    std::vector<Changed>& changes) {
  const auto changed = [&]() -> std::vector<Located<std::string>>& {
    changes.emplace_back(Mutant::Kind::option, comparison);
    return changes.back().second.options;
  };
  std::optional<Located<std::string>> other;  // the first that is not named
  for (const Option& option : question.options) {
    if (!other && !among(comparison, option)) other = {option.id.str(), comparison.subject.at};
  }
  for (std::size_t i = 0; i < comparison.options.size(); ++i) {
    if (comparison.options.size() > 1) {
      auto& options = changed();
      options.erase(options.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (other) changed()[i] = *other;
  }
  const bool all_but_one = comparison.options.size() + 1 >= question.options.size();
  // Of two options, `is one of yes, no` is what a slip of the pen is not.
  if (other && !comparison.options.empty() && !(all_but_one && question.options.size() <= 2)) {
    changed().push_back(*other);
  }
}

std::vector<Changed> changed_comparisons(const KnowledgeBase& base, const Comparison& comparison) {
  std::vector<Changed> changes;
  const Question* question = find_by_id(base.questions, QuestionId(comparison.subject.value));
  if (comparison.test == Test::concluded || question == nullptr) return changes;
  if (comparison.test == Test::is || comparison.test == Test::include) {
    change_options(*question, comparison, changes);
  } else if (comparison.test != Test::not_sure) {
    change_test(comparison, changes);
    change_number(*question, comparison, changes);
  }
  return changes;
}

// ---- conditions ---------------------------------------------------------------------------------

struct ChangedCondition {
  Mutant::Kind kind;
  Condition condition;  // the whole tree
  std::string before, after;
  Location at;
};

class ConditionMutator {
 public:
  explicit ConditionMutator(const KnowledgeBase& base) : base_(base) {}

  std::vector<ChangedCondition> changes(const Condition& root) {
    found_.clear();
    visit(root, [](Condition changed) { return changed; });
    return std::move(found_);
  }

 private:
  // Puts a changed node into its place in the whole tree.
  using Rebuild = std::function<Condition(Condition)>;

  void visit(const Condition& node, const Rebuild& whole) {
    if (node.kind == Condition::Kind::comparison) return visit_comparison(node, whole);
    visit_junction(node, whole);
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      visit(node.children[i], [&node, &whole, i](Condition child) {
        Condition parent = node;
        parent.children[i] = std::move(child);
        return whole(std::move(parent));
      });
    }
  }

  void visit_comparison(const Condition& node, const Rebuild& whole) {
    for (auto& [kind, comparison] : changed_comparisons(base_, node.comparison)) {
      Condition changed = node;
      changed.comparison = std::move(comparison);
      changed.text = in_words(base_, changed);
      found(kind, node, whole(changed), changed.text);
    }
  }

  void visit_junction(const Condition& node, const Rebuild& whole) {
    using Junction = Condition::Kind;
    if (node.kind == Junction::negation) {
      found(Mutant::Kind::negation, node, whole(node.children.front()),
            in_words(base_, node.children.front()));
      return;
    }
    const bool several = node.children.size() > 1;
    if (node.kind == Junction::none || several) {
      Condition changed = node;
      changed.kind = node.kind == Junction::any ? Junction::all : Junction::any;
      found(node.kind == Junction::none ? Mutant::Kind::negation : Mutant::Kind::junction, node,
            whole(changed), in_words(base_, changed));
    }
    for (std::size_t i = 0; several && i < node.children.size(); ++i) {
      Condition changed = node;
      changed.children.erase(changed.children.begin() + static_cast<std::ptrdiff_t>(i));
      found(Mutant::Kind::dropped, node.children[i], whole(std::move(changed)),
            std::string(left_out));
    }
  }

  void found(Mutant::Kind kind, const Condition& node, Condition tree, std::string after) {
    found_.push_back({kind, std::move(tree), in_words(base_, node), std::move(after), node.at});
  }

  const KnowledgeBase& base_;
  std::vector<ChangedCondition> found_;
};

// ---- items --------------------------------------------------------------------------------------

using Clauses = std::set<std::set<std::tuple<int, bool>>>;

class Generator {
 public:
  Generator(const KnowledgeBase& base, std::string filter)
      : base_(base), filter_(std::move(filter)), mutator_(base) {}

  std::vector<Mutant> all() {
    for (const Question& question : base_.questions) of(question);
    for (const Rule& rule : base_.rules) of(rule);
    for (const RedFlag& flag : base_.red_flags) of(flag);
    for (const Contradiction& one : base_.contradictions) {
      if (begin(one.id.str(), one)) conditions(one, &Contradiction::when);
    }
    return std::move(mutants_);
  }

 private:
  bool begin(const std::string& formula, const VariantItem& item) {
    const Location at = std::visit([](const auto& one) { return one.at; }, item);
    formula_ = formula;
    seen_ = {clauses_of(item)};
    return formula.find(filter_) != std::string::npos ||
           at.place().find(filter_) != std::string::npos;
  }

  void of(const Question& question) {
    if (!question.applies || !begin("applies/" + question.id.str(), question)) return;
    for (ChangedCondition& change : mutator_.changes(*question.applies)) {
      Question changed = question;
      changed.applies = std::move(change.condition);
      add(change, std::move(changed));
    }
  }

  void of(const Rule& rule) {
    if (!begin(rule.id.str(), rule)) return;
    conditions(rule, &Rule::when);
    if (rule.triage) {
      for (const LevelId& level : beside(rule.triage->value)) {
        Rule changed = rule;
        changed.triage->value = level;
        effect(Mutant::Kind::level, "triage: " + rule.triage->value.str(), level.str(),
               rule.triage->at, changed);
      }
    }
    if (!rule.grade) return;
    for (const int by : {-1, 1}) {
      const auto grade = static_cast<Grade>(static_cast<int>(*rule.grade) + by);
      if (grade <= Grade::against || grade >= Grade::as_told) continue;
      Rule changed = rule;
      changed.grade = grade;
      effect(Mutant::Kind::grade, fmt::format("grade: {}", to_string(*rule.grade)),
             std::string(to_string(grade)), rule.at, changed);
    }
  }

  void of(const RedFlag& flag) {
    if (!begin(flag.id.str(), flag)) return;
    conditions(flag, &RedFlag::when);
    if (flag.together) {
      for (ChangedCondition& change : mutator_.changes(*flag.together)) {
        RedFlag changed = flag;
        changed.together = std::move(change.condition);
        add(change, std::move(changed));
      }
      RedFlag bare = flag;
      bare.together.reset();
      ChangedCondition change{Mutant::Kind::dropped,
                              {},
                              in_words(base_, *flag.together),
                              std::string(left_out),
                              flag.together->at};
      add(change, std::move(bare));
    }
    for (const LevelId& level : beside(flag.level.value)) {
      RedFlag changed = flag;
      changed.level.value = level;
      effect(Mutant::Kind::level, "level: " + flag.level.value.str(), level.str(), flag.level.at,
             changed);
    }
    for (const LevelId& level : beside(flag.not_sure.value)) {
      RedFlag changed = flag;
      changed.not_sure.value = level;
      effect(Mutant::Kind::not_sure, "not_sure: " + flag.not_sure.value.str(), level.str(),
             flag.not_sure.at, changed);
    }
  }

  template <typename Item>
  void conditions(const Item& item, Condition Item::*when) {
    for (ChangedCondition& change : mutator_.changes(item.*when)) {
      Item changed = item;
      changed.*when = std::move(change.condition);
      add(change, std::move(changed));
    }
  }

  void add(const ChangedCondition& change, VariantItem item) {
    if (!seen_.insert(clauses_of(item)).second) return;
    push({change.kind, formula_, std::move(item), change.before, change.after, change.at, false,
          ""});
  }

  void effect(Mutant::Kind kind, std::string before, std::string after, const Location& at,
              VariantItem item) {
    push({kind, formula_, std::move(item), std::move(before), std::move(after), at, true, ""});
  }

  void push(Mutant mutant) {
    mutant.name = fmt::format("{}: {} → {}", mutant.formula, mutant.before, mutant.after);
    const int again = ++names_[mutant.name];
    if (again > 1) mutant.name += fmt::format(" ({})", again);
    mutants_.push_back(std::move(mutant));
  }

  // The levels one more and one less urgent, where there are such.
  std::vector<LevelId> beside(const LevelId& level) const {
    std::vector<LevelId> levels;
    for (std::size_t i = 0; i < base_.levels.size(); ++i) {
      if (base_.levels[i].id != level) continue;
      if (i > 0) levels.push_back(base_.levels[i - 1].id);
      if (i + 1 < base_.levels.size()) levels.push_back(base_.levels[i + 1].id);
    }
    return levels;
  }

  Clauses clauses_of(const VariantItem& item) {
    Clauses clauses;
    for (const Clause& clause : to_clauses(condition_of(item), table_)) {
      std::set<std::tuple<int, bool>> literals;
      for (const Literal& literal : clause) literals.emplace(literal.condition, literal.met);
      clauses.insert(std::move(literals));
    }
    return clauses;
  }

  const KnowledgeBase& base_;
  std::string filter_;
  ConditionMutator mutator_;
  ConditionTable table_;
  std::vector<Mutant> mutants_;
  std::map<std::string, int> names_;
  std::string formula_;
  std::set<Clauses> seen_;  // of this formula
};

}  // namespace

std::string_view to_string(Mutant::Kind kind) {
  switch (kind) {
    case Mutant::Kind::threshold:
      return "threshold";
    case Mutant::Kind::boundary:
      return "boundary";
    case Mutant::Kind::direction:
      return "direction";
    case Mutant::Kind::option:
      return "option";
    case Mutant::Kind::junction:
      return "junction";
    case Mutant::Kind::negation:
      return "negation";
    case Mutant::Kind::dropped:
      return "dropped";
    case Mutant::Kind::level:
      return "level";
    case Mutant::Kind::not_sure:
      return "not-sure";
    case Mutant::Kind::grade:
      return "grade";
  }
  return "";
}

std::vector<Mutant> mutants_of(const KnowledgeBase& base, const std::string& filter) {
  return Generator(base, filter).all();
}

VariantItem original_of(const KnowledgeBase& base, const std::string& formula) {
  constexpr std::string_view applies = "applies/";
  if (formula.starts_with(applies)) {
    if (const auto* question =
            find_by_id(base.questions, QuestionId(formula.substr(applies.size())))) {
      return *question;
    }
  }
  const RuleId id(formula);
  if (const auto* rule = find_by_id(base.rules, id)) return *rule;
  if (const auto* flag = find_by_id(base.red_flags, id)) return *flag;
  if (const auto* one = find_by_id(base.contradictions, id)) return *one;
  throw std::out_of_range("nothing is called '" + formula + "'");
}

Condition condition_of(const VariantItem& item) {
  struct Read {
    Condition operator()(const Question& question) const { return *question.applies; }

    Condition operator()(const RedFlag& flag) const {
      Condition both;
      both.children.push_back(flag.when);
      if (flag.together) both.children.push_back(*flag.together);
      return both;
    }

    Condition operator()(const Rule& rule) const { return rule.when; }

    Condition operator()(const Contradiction& one) const { return one.when; }

    Condition operator()(const Property& property) const { return property.when; }
  };

  return std::visit(Read{}, item);
}

std::string in_words(const KnowledgeBase& base, const Condition& condition) {
  using Junction = Condition::Kind;
  if (condition.kind == Junction::comparison) {
    return comparison_in_words(base, condition.comparison);
  }
  if (condition.kind == Junction::negation) {
    return "not: " + in_words(base, condition.children.front());
  }
  std::string parts;
  for (const Condition& child : condition.children) {
    parts += (parts.empty() ? "" : ", ") + in_words(base, child);
  }
  return fmt::format("{}: [{}]",
                     condition.kind == Junction::all   ? "all"
                     : condition.kind == Junction::any ? "any"
                                                       : "none",
                     parts);
}

}  // namespace peyer
