#include "cli/workbench/pack_test.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <future>
#include <set>
#include <thread>
#include <tuple>
#include <utility>

#include "engine/answer_order.h"
#include "knowledge/diagnostic.h"

namespace peyer {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool matches(const Scenario& scenario, const std::string& filter) {
  const std::string wanted = lower(filter);
  return lower(scenario.name).find(wanted) != std::string::npos ||
         lower(scenario.at.place()).find(wanted) != std::string::npos;
}

Consultation visit_of(const Engine& engine, const Answers& answers) {
  Consultation visit(engine);
  visit.came_for(answers.came_for);
  for (const auto& [question, reply] : answers.replies) visit.answer(question, reply);
  return visit;
}

// ---- why one expectation was not met ------------------------------------------------------------

class Explainer {
 public:
  Explainer(const Engine& engine, const Answers& answers)
      : base_(engine.knowledge()), visit_(visit_of(engine, answers)) {}

  TestFailure explain(const Mismatch& mismatch, const Expectation& expect) {
    TestFailure failure{mismatch, {}, ""};
    failure.rules = traces(mismatch);
    if (mismatch.kind == Mismatch::Kind::asks_next || mismatch.kind == Mismatch::Kind::at_most)
      return failure;
    std::vector<QuestionId> questions;
    for (const RuleTrace& trace : failure.rules) collect(trace, questions, 0);
    const auto wanted = [&](const Outcome& outcome) {
      const std::vector<Mismatch> left = mismatches(expect, outcome);
      return std::none_of(left.begin(), left.end(), [&](const Mismatch& one) {
        return one.kind == mismatch.kind && one.subject == mismatch.subject;
      });
    };
    if (const auto change = nearest_change(visit_, questions, wanted)) {
      failure.smallest_change = in_words(base_, *change);
    }
    return failure;
  }

 private:
  std::vector<RuleTrace> traces(const Mismatch& mismatch) {
    const std::string& id = mismatch.subject;
    switch (mismatch.kind) {
      case Mismatch::Kind::triage:
        return of_level(LevelId(id));
      case Mismatch::Kind::concludes:
      case Mismatch::Kind::grades:
        return of_missing(FindingId(id));
      case Mismatch::Kind::concludes_not:
        return of_finding(FindingId(id));
      case Mismatch::Kind::because:
      case Mismatch::Kind::contradictions:
        return closest({RuleId(id)});
      case Mismatch::Kind::advises:
        return of_missing(AdviceId(id));
      case Mismatch::Kind::advises_not:
        return of_advice(AdviceId(id));
      case Mismatch::Kind::asks_next:
      case Mismatch::Kind::at_most:
        break;
    }
    return {};
  }

  // Not urgent enough: the rule of that level that came closest. Too urgent: whatever urged it.
  std::vector<RuleTrace> of_level(const LevelId& expected) {
    const Triage& triage = visit_.outcome().triage;
    if (level_place(base_, triage.level) > level_place(base_, expected)) {
      std::vector<RuleId> candidates;
      for (const RedFlag& flag : base_.red_flags) {
        if (flag.level.value == expected) candidates.push_back(flag.id);
      }
      for (const Rule& rule : base_.rules) {
        if (rule.triage && rule.triage->value == expected) candidates.push_back(rule.id);
      }
      return closest(candidates);
    }
    std::vector<RuleTrace> traces;
    for (const TriageReason& reason : triage.reasons) {
      traces.push_back(fired(reason.rule, reason.derivations.front()));
    }
    for (const RuleId& open :
         triage.reasons.empty() ? triage.open_red_flags : std::vector<RuleId>{}) {
      if (traces.size() < most_open) traces.push_back(trace(*attempt(visit_, open)));
    }
    return traces;
  }

  std::vector<RuleTrace> of_missing(const FindingId& finding) {
    const WhyNot why = why_not(visit_, finding);
    if (why.concluded) return of_finding(finding);  // with another grade
    if (why.attempts.empty()) return {};
    return {trace(why.attempts.front())};
  }

  std::vector<RuleTrace> of_missing(const AdviceId& advice) {
    std::vector<RuleId> candidates;
    for (const Rule& rule : base_.rules) {
      for (const auto& given : rule.advice) {
        if (given.value == advice) candidates.push_back(rule.id);
      }
    }
    return closest(candidates);
  }

  std::vector<RuleTrace> of_finding(const FindingId& finding) {
    const Conclusion* conclusion = find_conclusion(visit_.outcome(), finding);
    if (conclusion == nullptr) return {};
    return of_derivations(conclusion->derivations);
  }

  std::vector<RuleTrace> of_advice(const AdviceId& advice) {
    for (const GivenAdvice& given : visit_.outcome().advice) {
      if (given.advice == advice) return of_derivations(given.derivations);
    }
    return {};
  }

  std::vector<RuleTrace> of_derivations(const std::vector<Derivation>& derivations) {
    std::vector<RuleTrace> traces;
    for (const Derivation& derivation : derivations) {
      if (!derivation.rule.empty()) {
        traces.push_back(fired(derivation.rule, derivation.grounds));
        continue;
      }
      const Link* link = find_by_id(base_.links, derivation.chain.front());
      traces.push_back({"a chain from " + derivation.origin.str(), link->at.place(), true, {}});
      for (RuleTrace& behind : of_finding(derivation.origin)) traces.push_back(std::move(behind));
    }
    return traces;
  }

  // Least is closest. Of two that lack as much, the one of which more is so: somebody is nearer to
  // "an old man with pain" when the man is old than to "a rash".
  static std::tuple<int, int, long> distance(const RuleAttempt& attempt) {
    const auto met = std::count_if(
        attempt.conditions.begin(), attempt.conditions.end(),
        [](const ConditionVerdict& one) { return one.mark == ConditionVerdict::Mark::yes; });
    return {attempt.missing, attempt.open, -static_cast<long>(met)};
  }

  std::vector<RuleTrace> closest(const std::vector<RuleId>& candidates) {
    std::optional<RuleAttempt> best;
    for (const RuleId& id : candidates) {
      const std::optional<RuleAttempt> one = attempt(visit_, id);
      if (!one) continue;
      if (!best || distance(*one) < distance(*best)) best = one;
    }
    if (!best) return {};
    return {trace(*best)};
  }

  static RuleTrace trace(const RuleAttempt& attempt) {
    const std::string name =
        attempt.origin.empty()
            ? attempt.rule.str()
            : attempt.rule.str() + ", which leads on from " + attempt.origin.str() + ",";
    return {name, attempt.place, false, attempt.conditions};
  }

  RuleTrace fired(const RuleId& rule, const std::vector<Ground>& grounds) const {
    using Mark = ConditionVerdict::Mark;
    const Rulebook& book = visit_.engine().rulebook();
    RuleTrace trace{rule.str(), "", true, {}};
    for (const Formula& formula : book.formulas) {
      if (formula.id == rule.str()) trace.place = formula.at.place();
    }
    for (const Ground& ground : grounds) {
      const CompiledCondition& condition =
          book.conditions[static_cast<std::size_t>(ground.condition)];
      const bool negated = ground.state == Ground::State::unmet;
      ConditionVerdict verdict;
      verdict.text = (negated ? "not " : "") + condition.text;
      verdict.mark = ground.state == Ground::State::unsure ? Mark::doubt : Mark::yes;
      verdict.question = condition.comparison.subject.value;
      verdict.on_finding = condition.comparison.test == Comparison::Test::concluded;
      if (!verdict.on_finding) verdict.answer = answer_to(QuestionId(verdict.question));
      trace.conditions.push_back(std::move(verdict));
    }
    return trace;
  }

  std::string answer_to(const QuestionId& id) const {
    const auto reply = visit_.answers().replies.find(id);
    return reply == visit_.answers().replies.end()
               ? ""
               : in_words(*find_by_id(base_.questions, id), reply->second);
  }

  // The questions that could change what became of a rule, through findings too.
  void collect(const RuleTrace& trace, std::vector<QuestionId>& questions, int depth) {
    for (const ConditionVerdict& verdict : trace.conditions) {
      if (!trace.fired && verdict.mark == ConditionVerdict::Mark::yes) continue;
      if (verdict.on_finding) {
        if (depth > 3) continue;
        const FindingId finding(verdict.question);
        const bool holds = find_conclusion(visit_.outcome(), finding) != nullptr;
        for (const RuleTrace& behind : holds ? of_finding(finding) : of_missing(finding)) {
          collect(behind, questions, depth + 1);
        }
        continue;
      }
      const QuestionId id(verdict.question);
      if (std::find(questions.begin(), questions.end(), id) == questions.end()) {
        questions.push_back(id);
      }
    }
  }

  static constexpr std::size_t most_open = 2;  // further open red flags say nothing new
  const KnowledgeBase& base_;
  Consultation visit_;
};

TestedScenario tested(const Engine& engine, const Scenario& scenario,
                      const std::vector<Observation>& observations) {
  const auto start = Clock::now();
  std::vector<const Outcome*> outcomes;
  outcomes.reserve(observations.size());
  for (const Observation& observed : observations) outcomes.push_back(&observed.outcome);
  const ScenarioResult result = check_scenario(engine, scenario, outcomes);
  TestedScenario tested{scenario.name, scenario.at, {}, seconds_since(start)};
  if (result.mismatches.empty()) return tested;
  const std::vector<Answers> sets = answer_sets_of(scenario);
  const std::vector<const Expectation*> expectations = expectations_of(scenario);
  for (const Mismatch& mismatch : result.mismatches) {
    const std::size_t set = mismatch.answer_set;
    tested.failures.push_back(Explainer(engine, sets[set]).explain(mismatch, *expectations[set]));
  }
  return tested;
}

// Runs `work(i)` for 0 … count-1 on several threads: each takes a stretch of neighbours, since
// these are mostly near each other and so are their environments.
template <typename Work>
void in_parallel(std::size_t count, std::size_t jobs, std::size_t stretch, Work work) {
  if (jobs == 0) jobs = std::max<std::size_t>(1, std::thread::hardware_concurrency());
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t from = next.fetch_add(stretch); from < count; from = next.fetch_add(stretch)) {
      for (std::size_t i = from; i < std::min(count, from + stretch); ++i) work(i);
    }
  };
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < jobs; ++i) others.push_back(std::async(std::launch::async, take));
  take();
  for (std::future<void>& other : others) other.get();
}

struct Observed {
  std::vector<std::vector<Observation>> by_scenario;  // one for each of its answer sets
  std::vector<double> seconds;
};

Observed observe_all(const Engine& engine, const std::vector<const Scenario*>& scenarios,
                     std::size_t jobs) {
  Observed observed{{}, std::vector<double>(scenarios.size())};
  std::vector<Answers> sets;
  std::vector<Agenda> agendas;
  std::vector<std::pair<std::size_t, std::size_t>> owners;  // the scenario, and which of its sets
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    const std::vector<Answers> own = answer_sets_of(*scenarios[i]);
    observed.by_scenario.emplace_back(own.size());
    for (std::size_t set = 0; set < own.size(); ++set) owners.emplace_back(i, set);
    sets.insert(sets.end(), own.begin(), own.end());
    for (const Expectation* expect : expectations_of(*scenarios[i])) {
      agendas.push_back(agenda_for(*expect));
    }
  }
  std::vector<double> seconds(sets.size());
  const std::vector<std::size_t> order = near_order(sets, agendas);
  constexpr std::size_t stretch = 64;  // far moves are few, and no thread waits long for the last
  in_parallel(order.size(), jobs, stretch, [&](std::size_t i) {
    const std::size_t place = order[i];
    const auto start = Clock::now();
    observed.by_scenario[owners[place].first][owners[place].second] =
        engine.observe(sets[place], agendas[place]);
    seconds[place] = seconds_since(start);
  });
  for (std::size_t place = 0; place < owners.size(); ++place) {
    observed.seconds[owners[place].first] += seconds[place];
  }
  return observed;
}

}  // namespace

std::size_t PackTest::passed() const {
  return static_cast<std::size_t>(
      std::count_if(scenarios.begin(), scenarios.end(),
                    [](const TestedScenario& one) { return one.failures.empty(); }));
}

PackTest test_pack(const Engine& engine, const PackTestOptions& options) {
  const auto start = Clock::now();
  std::vector<const Scenario*> chosen;
  for (const Scenario& scenario : engine.knowledge().scenarios) {
    if (options.coverage || matches(scenario, options.filter)) chosen.push_back(&scenario);
  }
  const Observed observed = observe_all(engine, chosen, options.jobs);
  PackTest test;
  test.scenarios.resize(chosen.size());
  in_parallel(chosen.size(), options.jobs, 1, [&](std::size_t i) {
    if (!matches(*chosen[i], options.filter)) return;
    test.scenarios[i] = tested(engine, *chosen[i], observed.by_scenario[i]);
    test.scenarios[i].seconds += observed.seconds[i];
  });
  if (options.coverage) test.coverage = coverage(engine, observed.by_scenario);
  std::erase_if(test.scenarios, [](const TestedScenario& one) { return !one.at.file; });
  test.seconds = seconds_since(start);
  return test;
}

std::vector<std::string> nearest_scenarios(const KnowledgeBase& base, const std::string& filter,
                                           std::size_t most) {
  constexpr std::size_t limit = 1000;
  const std::string typed = lower(filter);
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const Scenario& scenario : base.scenarios) {
    const std::string name = lower(scenario.name);
    // A filter is mostly a part of a name: its best place within it counts.
    std::size_t best = edit_distance(typed, name, limit);
    for (std::size_t at = 0; at + typed.size() <= name.size(); ++at) {
      best = std::min(best, edit_distance(typed, name.substr(at, typed.size()), limit));
    }
    ranked.emplace_back(best, scenario.name);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> names;
  for (const auto& [distance, name] : ranked) {
    if (names.size() < most) names.push_back(name);
  }
  return names;
}

std::string in_words(const KnowledgeBase& base, const Changes& changes) {
  std::string text;
  for (const auto& [id, reply] : changes) {
    if (!text.empty()) text += ", ";
    text += id.str() + " → ";
    if (!reply) {
      text += "not answered";
      continue;
    }
    std::string words;
    for (const std::string& word : to_words(*find_by_id(base.questions, id), *reply)) {
      words += (words.empty() ? "" : " + ") + word;
    }
    text += words.empty() ? "none" : words;
  }
  return text;
}

}  // namespace peyer
