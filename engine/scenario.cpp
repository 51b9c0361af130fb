#include "engine/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/counterfactual.h"
#include "engine/explanation.h"
#include "engine/interview_length.h"

namespace peyer {

namespace {

Answers changed_by(const WhatIf& what_if, Answers answers) {
  for (const auto& [question, reply] : what_if.change) {
    answers.replies[question.value] = reply.value;
  }
  return answers;
}

// Compares one outcome with what an author expects of it.
class OutcomeCheck {
 public:
  OutcomeCheck(const Engine& engine, const Answers& answers, std::string prefix,
               ScenarioResult& result)
      : engine_(engine),
        answers_(answers),
        outcome_(engine.consult(answers)),
        prefix_(std::move(prefix)),
        result_(result) {}

  void with(const Expectation& expect) {
    if (expect.triage && expect.triage->value != outcome_.triage.level) {
      miss("triage", expect.triage->value.str(), outcome_.triage.level.str(), expect.triage->at);
    }
    findings(expect);
    advice(expect);
    for (const auto& contradiction : expect.contradictions) {
      const bool noticed =
          std::any_of(outcome_.contradictions.begin(), outcome_.contradictions.end(),
                      [&](const auto& one) { return one.contradiction == contradiction.value; });
      if (!noticed) {
        miss("contradictions", contradiction.value.str(), "not noticed", contradiction.at);
      }
    }
    next(expect);
    if (!expect.at_most) return;
    result_.screens = walk_interview(engine_, answers_).length();
    if (result_.screens > expect.at_most->value) {
      miss("at_most", fmt::format("{} screens", expect.at_most->value),
           fmt::format("{} screens", result_.screens), expect.at_most->at);
    }
  }

 private:
  void findings(const Expectation& expect) {
    for (const auto& finding : expect.concludes) {
      if (find_conclusion(outcome_, finding.value) == nullptr) {
        miss("concludes", finding.value.str(), "not concluded", finding.at);
      }
    }
    for (const auto& finding : expect.concludes_not) {
      if (find_conclusion(outcome_, finding.value) != nullptr) {
        miss("concludes_not", finding.value.str() + " not concluded", "concluded", finding.at);
      }
    }
    for (const auto& [finding, grade] : expect.grades) {
      const Conclusion* conclusion = find_conclusion(outcome_, finding.value);
      const std::string got =
          conclusion == nullptr ? "not concluded" : std::string(to_string(conclusion->grade));
      if (got != to_string(grade.value)) {
        miss("grades " + finding.value.str(), std::string(to_string(grade.value)), got, grade.at);
      }
    }
    for (const auto& [finding, rules] : expect.because) because(finding.value, rules);
  }

  void because(const FindingId& finding, const std::vector<Located<RuleId>>& rules) {
    std::set<RuleId> fired;
    if (const Conclusion* conclusion = find_conclusion(outcome_, finding)) {
      for (const Derivation& derivation : conclusion->derivations) fired.insert(derivation.rule);
    }
    for (const auto& rule : rules) {
      if (!fired.contains(rule.value)) {
        miss("because " + finding.str(), rule.value.str(), "the rule did not fire", rule.at);
      }
    }
  }

  void advice(const Expectation& expect) {
    std::set<AdviceId> given;
    for (const GivenAdvice& advice : outcome_.advice) given.insert(advice.advice);
    for (const auto& advice : expect.advises) {
      if (!given.contains(advice.value)) {
        miss("advises", advice.value.str(), "not advised", advice.at);
      }
    }
    for (const auto& advice : expect.advises_not) {
      if (given.contains(advice.value)) {
        miss("advises_not", advice.value.str() + " not advised", "advised", advice.at);
      }
    }
  }

  void next(const Expectation& expect) {
    if (!expect.asks_next) return;
    std::string got = "nothing";
    if (outcome_.next) {
      const auto& questions = outcome_.next->questions;
      const auto& wanted = expect.asks_next->value;
      if (std::find(questions.begin(), questions.end(), wanted) != questions.end()) return;
      got = questions.front().str();
    }
    miss("asks_next", expect.asks_next->value.str(), got, expect.asks_next->at);
  }

  void miss(const std::string& what, std::string expected, std::string got, const Location& at) {
    result_.mismatches.push_back({prefix_ + what, std::move(expected), std::move(got), at});
  }

  const Engine& engine_;
  const Answers& answers_;
  Outcome outcome_;
  std::string prefix_;
  ScenarioResult& result_;
};

}  // namespace

Answers answers_of(const Scenario& scenario) {
  Answers answers;
  for (const auto& topic : scenario.came_for) answers.came_for.insert(topic.value);
  for (const auto& [question, reply] : scenario.given) {
    answers.replies[question.value] = reply.value;
  }
  return answers;
}

std::vector<Answers> answer_sets_of(const Scenario& scenario) {
  std::vector<Answers> sets = {answers_of(scenario)};
  for (const WhatIf& what_if : scenario.what_if) sets.push_back(changed_by(what_if, sets.front()));
  return sets;
}

ScenarioResult run_scenario(const Engine& engine, const Scenario& scenario) {
  ScenarioResult result;
  result.name = scenario.name;
  result.at = scenario.at;
  const Answers answers = answers_of(scenario);
  OutcomeCheck(engine, answers, "", result).with(scenario.expect);
  for (const WhatIf& what_if : scenario.what_if) {
    const Answers changed = changed_by(what_if, answers);
    std::string prefix = "what if";
    for (const auto& [question, reply] : what_if.change) prefix += " " + question.value.str();
    OutcomeCheck(engine, changed, prefix + ": ", result).with(what_if.expect);
  }
  return result;
}

std::vector<ScenarioResult> run_scenarios(const Engine& engine) {
  std::vector<ScenarioResult> results;
  for (const Scenario& scenario : engine.knowledge().scenarios) {
    results.push_back(run_scenario(engine, scenario));
  }
  return results;
}

}  // namespace peyer
