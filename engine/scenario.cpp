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

using Kind = Mismatch::Kind;

// Compares one outcome with what an author expects of it.
class OutcomeCheck {
 public:
  explicit OutcomeCheck(const Outcome& outcome) : outcome_(outcome) {}

  std::vector<Mismatch> with(const Expectation& expect) {
    if (expect.triage && expect.triage->value != outcome_.triage.level) {
      const std::string& level = expect.triage->value.str();
      miss(Kind::triage, level, "triage", level, outcome_.triage.level.str(), expect.triage->at);
    }
    findings(expect);
    advice(expect);
    for (const auto& contradiction : expect.contradictions) {
      const bool noticed =
          std::any_of(outcome_.contradictions.begin(), outcome_.contradictions.end(),
                      [&](const auto& one) { return one.contradiction == contradiction.value; });
      if (noticed) continue;
      const std::string& id = contradiction.value.str();
      miss(Kind::contradictions, id, "contradictions", id, "not noticed", contradiction.at);
    }
    next(expect);
    return std::move(found_);
  }

 private:
  void findings(const Expectation& expect) {
    for (const auto& finding : expect.concludes) {
      if (find_conclusion(outcome_, finding.value) != nullptr) continue;
      const std::string& id = finding.value.str();
      miss(Kind::concludes, id, "concludes", id, "not concluded", finding.at);
    }
    for (const auto& finding : expect.concludes_not) {
      if (find_conclusion(outcome_, finding.value) == nullptr) continue;
      const std::string& id = finding.value.str();
      miss(Kind::concludes_not, id, "concludes_not", id + " not concluded", "concluded",
           finding.at);
    }
    for (const auto& [finding, grade] : expect.grades) {
      const Conclusion* conclusion = find_conclusion(outcome_, finding.value);
      const std::string got =
          conclusion == nullptr ? "not concluded" : std::string(to_string(conclusion->grade));
      if (got == to_string(grade.value)) continue;
      const std::string& id = finding.value.str();
      miss(Kind::grades, id, "grades " + id, std::string(to_string(grade.value)), got, grade.at);
    }
    for (const auto& [finding, rules] : expect.because) because(finding.value, rules);
  }

  void because(const FindingId& finding, const std::vector<Located<RuleId>>& rules) {
    std::set<RuleId> fired;
    if (const Conclusion* conclusion = find_conclusion(outcome_, finding)) {
      for (const Derivation& derivation : conclusion->derivations) fired.insert(derivation.rule);
    }
    for (const auto& rule : rules) {
      if (fired.contains(rule.value)) continue;
      const std::string& id = rule.value.str();
      miss(Kind::because, id, "because " + finding.str(), id, "the rule did not fire", rule.at);
    }
  }

  void advice(const Expectation& expect) {
    std::set<AdviceId> given;
    for (const GivenAdvice& advice : outcome_.advice) given.insert(advice.advice);
    for (const auto& advice : expect.advises) {
      if (given.contains(advice.value)) continue;
      const std::string& id = advice.value.str();
      miss(Kind::advises, id, "advises", id, "not advised", advice.at);
    }
    for (const auto& advice : expect.advises_not) {
      if (!given.contains(advice.value)) continue;
      const std::string& id = advice.value.str();
      miss(Kind::advises_not, id, "advises_not", id + " not advised", "advised", advice.at);
    }
  }

  void next(const Expectation& expect) {
    if (!expect.asks_next) return;
    std::string got = "nothing";
    const QuestionId& wanted = expect.asks_next->value;
    if (outcome_.next) {
      const auto& questions = outcome_.next->questions;
      if (std::find(questions.begin(), questions.end(), wanted) != questions.end()) return;
      got = questions.front().str();
    }
    miss(Kind::asks_next, wanted.str(), "asks_next", wanted.str(), got, expect.asks_next->at);
  }

  void miss(Kind kind, std::string subject, std::string what, std::string expected, std::string got,
            const Location& at) {
    found_.push_back(
        {kind, std::move(subject), 0, std::move(what), std::move(expected), std::move(got), at});
  }

  const Outcome& outcome_;
  std::vector<Mismatch> found_;
};

// What a what-if's mismatches are prefixed with: "what if age: ".
std::string prefix_of(const WhatIf& what_if) {
  std::string prefix = "what if";
  for (const auto& [question, reply] : what_if.change) prefix += " " + question.value.str();
  return prefix + ": ";
}

void count_screens(const Engine& engine, const Answers& answers, const Expectation& expect,
                   ScenarioResult& result, std::vector<Mismatch>& missed) {
  if (!expect.at_most) return;
  result.screens = walk_interview(engine, answers).length();
  if (result.screens <= expect.at_most->value) return;
  missed.push_back({Kind::at_most, "", 0, "at_most",
                    fmt::format("{} screens", expect.at_most->value),
                    fmt::format("{} screens", result.screens), expect.at_most->at});
}

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

std::vector<const Expectation*> expectations_of(const Scenario& scenario) {
  std::vector<const Expectation*> expectations = {&scenario.expect};
  for (const WhatIf& what_if : scenario.what_if) expectations.push_back(&what_if.expect);
  return expectations;
}

Agenda agenda_for(const Expectation& expect) {
  return expect.asks_next ? Agenda::kept : Agenda::left;
}

std::vector<Mismatch> mismatches(const Expectation& expect, const Outcome& outcome) {
  return OutcomeCheck(outcome).with(expect);
}

ScenarioResult check_scenario(const Engine& engine, const Scenario& scenario,
                              const std::vector<const Outcome*>& outcomes) {
  ScenarioResult result;
  result.name = scenario.name;
  result.at = scenario.at;
  const std::vector<Answers> sets = answer_sets_of(scenario);
  const std::vector<const Expectation*> expectations = expectations_of(scenario);
  for (std::size_t i = 0; i < sets.size(); ++i) {
    std::vector<Mismatch> missed = mismatches(*expectations[i], *outcomes[i]);
    count_screens(engine, sets[i], *expectations[i], result, missed);
    for (Mismatch& one : missed) {
      one.answer_set = i;
      if (i > 0) one.what.insert(0, prefix_of(scenario.what_if[i - 1]));
      result.mismatches.push_back(std::move(one));
    }
  }
  return result;
}

ScenarioResult run_scenario(const Engine& engine, const Scenario& scenario) {
  std::vector<Outcome> outcomes;
  const std::vector<const Expectation*> expectations = expectations_of(scenario);
  for (const Answers& answers : answer_sets_of(scenario)) {
    outcomes.push_back(engine.consult(answers, agenda_for(*expectations[outcomes.size()])));
  }
  std::vector<const Outcome*> pointers;
  for (const Outcome& outcome : outcomes) pointers.push_back(&outcome);
  return check_scenario(engine, scenario, pointers);
}

std::vector<ScenarioResult> run_scenarios(const Engine& engine) {
  std::vector<ScenarioResult> results;
  for (const Scenario& scenario : engine.knowledge().scenarios) {
    results.push_back(run_scenario(engine, scenario));
  }
  return results;
}

}  // namespace peyer
