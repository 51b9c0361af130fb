#include "knowledge/dependencies.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/chains.h"

namespace peyer {
namespace {

// Questions and findings by id, which are unique among both, and what each waits for.
class Graph {
 public:
  explicit Graph(const KnowledgeBase& base) {
    for (const Question& question : base.questions) {
      if (question.applies) wait(question.id.str(), *question.applies);
    }
    for (const Rule& rule : base.rules) {
      if (rule.finding) wait(rule.finding->value.str(), rule.when);
    }
    add_chains(base);
  }

  // Takes one circle out after another, so that each is told once.
  void check(Diagnostics& diagnostics) {
    for (std::vector<std::string> circle = find_circle(); !circle.empty(); circle = find_circle()) {
      begin_with_a_condition(circle);
      const std::string& first = circle.front();
      const std::string& second = circle.size() > 1 ? circle[1] : first;
      diagnostics.push_back({Severity::error, "K040",
                             fmt::format("a circle: '{}' depends on itself", first),
                             fmt::format("{} needs {}; take out one of these conditions",
                                         fmt::join(circle, " needs "), first),
                             waits_[first][second].at});
      for (const std::string& name : circle) waits_.erase(name);
    }
  }

 private:
  struct Reason {
    Location at;
    bool condition = true;  // rather than a chain of links
  };

  void wait(const std::string& name, const Condition& condition) {
    for_each_comparison(condition, [&](const Comparison& comparison) {
      waits_[name].emplace(comparison.subject.value, Reason{comparison.subject.at, true});
    });
  }

  void add_chains(const KnowledgeBase& base) {
    const Chains chains(base);
    for (const Finding& end : base.findings) {
      if (!end.reached) continue;
      for (const Finding& start : base.findings) {
        if (!start.about || !chains.reach(start.about->value, *end.reached)) continue;
        waits_[end.id.str()].emplace(start.id.str(), Reason{end.at, false});
      }
    }
  }

  // Whoever waits for nothing that waits is part of no circle.
  void drop_what_can_be_settled() {
    for (bool dropped = true; dropped;) {
      dropped = false;
      for (auto entry = waits_.begin(); entry != waits_.end();) {
        auto& others = entry->second;
        std::erase_if(others, [&](const auto& other) { return waits_.count(other.first) == 0; });
        dropped = dropped || others.empty();
        entry = others.empty() ? waits_.erase(entry) : std::next(entry);
      }
    }
  }

  // In the order in which each needs the next; the last needs the first.
  std::vector<std::string> find_circle() {
    drop_what_can_be_settled();
    if (waits_.empty()) return {};
    std::vector<std::string> path;
    std::map<std::string, std::size_t> position;
    std::string name = waits_.begin()->first;
    while (position.emplace(name, path.size()).second) {
      path.push_back(name);
      name = waits_[name].begin()->first;
    }
    path.erase(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(position[name]));
    return path;
  }

  // A condition is easier to take out than a link: blame one where there is one.
  void begin_with_a_condition(std::vector<std::string>& circle) {
    for (std::size_t turn = 0; turn < circle.size(); ++turn) {
      const std::string& second = circle.size() > 1 ? circle[1] : circle[0];
      if (waits_[circle[0]][second].condition) return;
      std::rotate(circle.begin(), circle.begin() + 1, circle.end());
    }
  }

  std::map<std::string, std::map<std::string, Reason>> waits_;
};

std::set<std::string> concluded_somewhere(const KnowledgeBase& base) {
  std::set<std::string> names;
  for (const Rule& rule : base.rules) {
    if (rule.finding) names.insert(rule.finding->value.str());
  }
  for (const Finding& finding : base.findings) {
    if (finding.reached) names.insert(finding.id.str());
  }
  return names;
}

class UnconcludedFindings {
 public:
  UnconcludedFindings(const KnowledgeBase& base, Diagnostics& diagnostics)
      : concluded_(concluded_somewhere(base)), diagnostics_(diagnostics) {}

  void check(const std::string& finding, const Location& at) {
    // Once is enough: the cure is in one place.
    if (concluded_.count(finding) > 0 || !told_.insert(finding).second) return;
    diagnostics_.push_back({Severity::error, "K039",
                            fmt::format("nothing concludes the finding '{}'", finding),
                            "add a rule that does, or 'reached' to the finding", at});
  }

  void check(const Condition& condition) {
    for_each_comparison(condition, [&](const Comparison& comparison) {
      if (comparison.test == Comparison::Test::concluded) {
        check(comparison.subject.value, comparison.subject.at);
      }
    });
  }

  void check(const Expectation& expect) {
    for (const auto& finding : expect.concludes) check(finding.value.str(), finding.at);
    for (const auto& [finding, grade] : expect.grades) check(finding.value.str(), finding.at);
  }

 private:
  std::set<std::string> concluded_, told_;
  Diagnostics& diagnostics_;
};

void check_all_conclusions(const KnowledgeBase& base, Diagnostics& diagnostics) {
  UnconcludedFindings findings(base, diagnostics);
  for (const Question& question : base.questions) {
    if (question.applies) findings.check(*question.applies);
  }
  for (const Rule& rule : base.rules) findings.check(rule.when);
  for (const RedFlag& flag : base.red_flags) {
    findings.check(flag.when);
    if (flag.together) findings.check(*flag.together);
  }
  for (const Contradiction& contradiction : base.contradictions) findings.check(contradiction.when);
  for (const Property& property : base.properties) {
    findings.check(property.when);
    if (property.claim == Property::Claim::concludes) {
      findings.check(property.subject.value, property.subject.at);
    }
  }
  for (const Scenario& scenario : base.scenarios) {
    findings.check(scenario.expect);
    for (const WhatIf& what_if : scenario.what_if) findings.check(what_if.expect);
  }
}

}  // namespace

void for_each_comparison(const Condition& condition,
                         const std::function<void(const Comparison&)>& visit) {
  if (condition.kind == Condition::Kind::comparison) visit(condition.comparison);
  for (const Condition& child : condition.children) for_each_comparison(child, visit);
}

void check_dependencies(const KnowledgeBase& base, Diagnostics& diagnostics) {
  check_all_conclusions(base, diagnostics);
  Graph(base).check(diagnostics);
}

const Condition* find_comparison(const Condition& condition, std::string_view text) {
  if (condition.kind == Condition::Kind::comparison) {
    return condition.text == text ? &condition : nullptr;
  }
  for (const Condition& child : condition.children) {
    if (const Condition* found = find_comparison(child, text)) return found;
  }
  return nullptr;
}

}  // namespace peyer
