#include "cli/workbench/mutation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "../engine/support.h"
#include "cli/workbench/mutation_run.h"
#include "engine/variant_runner.h"

using namespace peyer;

namespace {

const std::string questions = R"(
questions:
  - {id: age, topic: one, ask: How old, why: Matters., kind: number, unit: years, min: 0, max: 120, whole: yes}
  - {id: pills, topic: one, ask: How often, why: Matters., kind: one,
     options: {never: Never, weekly: Weekly, daily: Daily}}
findings:
  - {id: burden, title: Burden, topics: [one], say: It is a burden.}
)";

std::unique_ptr<Engine> engine_with(const std::string& when, const std::string& scenarios) {
  return test::engine_of(questions + "rules:\n  - {id: rule, when: " + when +
                         ", then: {finding: burden}, say: So., grade: strong, cite: [src]}\n" +
                         scenarios);
}

std::set<std::string> changes_of(const KnowledgeBase& base) {
  std::set<std::string> changes;
  for (const Mutant& mutant : mutants_of(base)) {
    changes.insert(mutant.before + " → " + mutant.after);
  }
  return changes;
}

// The pack in which the mutant is what the author wrote.
KnowledgeBase mutated(KnowledgeBase base, const VariantItem& item) {
  const auto put = [](auto& items, const auto& changed) {
    for (auto& one : items) {
      if (one.id == changed.id) one = changed;
    }
  };
  if (const auto* rule = std::get_if<Rule>(&item)) put(base.rules, *rule);
  if (const auto* flag = std::get_if<RedFlag>(&item)) put(base.red_flags, *flag);
  if (const auto* one = std::get_if<Contradiction>(&item)) put(base.contradictions, *one);
  if (const auto* question = std::get_if<Question>(&item)) put(base.questions, *question);
  return base;
}

std::string essence_with_next(const Outcome& outcome) {
  std::string text = test::essence(outcome);
  for (const RuleId& open : outcome.triage.open_red_flags) text += "\nopen " + open.str();
  for (const NoticedContradiction& one : outcome.contradictions) {
    text += "\ncontradiction " + one.contradiction.str();
  }
  if (outcome.next) text += "\nnext " + outcome.next->questions.front().str();
  return text + "\nremaining " + std::to_string(outcome.remaining);
}

const MutantVerdict& verdict_on(const MutationRun& run, const std::string& name) {
  for (std::size_t i = 0; i < run.mutants.size(); ++i) {
    if (run.mutants[i].name == name) return run.verdicts[i];
  }
  FAIL("no mutant " << name);
  return run.verdicts.front();
}

}  // namespace

TEST_CASE("thresholds, boundaries, options, junctions and conditions are changed one at a time") {
  const auto engine = engine_with("{all: [age >= 65, 'pills is one of weekly, daily']}", "");
  CHECK(changes_of(engine->knowledge()) ==
        std::set<std::string>{
            "age >= 65 → age > 65", "age >= 65 → age <= 65", "age >= 65 → age >= 64",
            "age >= 65 → age >= 66", "age >= 65 → (left out)",
            "pills is one of weekly, daily → pills is daily",
            "pills is one of weekly, daily → pills is weekly",
            "pills is one of weekly, daily → pills is one of never, daily",
            "pills is one of weekly, daily → pills is one of weekly, never",
            "pills is one of weekly, daily → pills is one of weekly, daily, never",
            "pills is one of weekly, daily → (left out)",
            "all: [age >= 65, pills is one of weekly, daily] → any: [age >= 65, pills is one of "
            "weekly, daily]",
            "grade: strong → moderate"});
}

TEST_CASE("a `not` is left out, and a change that comes to the same clauses is none") {
  const auto engine = engine_with("{not: {any: [age < 3, age < 3]}}", "");
  const std::set<std::string> changes = changes_of(engine->knowledge());
  CHECK(changes.contains("not: any: [age < 3, age < 3] → any: [age < 3, age < 3]"));
  CHECK_FALSE(changes.contains("age < 3 → (left out)"));
}

TEST_CASE("a variant in its place does what a pack with that mutant does") {
  const Engine& original = test::houseplants();
  const KnowledgeBase& base = original.knowledge();
  const std::vector<Mutant> mutants = mutants_of(base);
  REQUIRE(mutants.size() > 50);
  std::vector<VariantItem> items;
  for (const Mutant& mutant : mutants) {
    items.push_back(original_of(base, mutant.formula));
    items.push_back(mutant.item);
  }
  VariantBook book(std::make_shared<const KnowledgeBase>(base), items);
  VariantRunner runner(book);
  std::mt19937 random(5);
  std::vector<Answers> visitors;
  for (int i = 0; i < 6; ++i) visitors.push_back(test::random_answers(base, random, 0.6));
  int differing = 0;
  for (std::size_t m = 0; m < mutants.size(); ++m) {
    const Engine real(mutated(base, mutants[m].item));
    INFO(mutants[m].name);
    for (const Answers& answers : visitors) {
      runner.move_to(answers);
      CHECK(runner.outcome() == original.consult(answers));
      const Outcome with_mutant = runner.outcome_with(2 * m + 1);
      CHECK(essence_with_next(with_mutant) == essence_with_next(real.consult(answers)));
      // What is skipped because its formula came to the same would have come out the same.
      const std::vector<Fate> fates = runner.fates();
      if (fates[2 * m] != fates[2 * m + 1] || mutants[m].same_condition) {
        ++differing;
        continue;
      }
      CHECK(test::essence(with_mutant) == test::essence(original.consult(answers)));
    }
  }
  CHECK(differing > 30);
}

TEST_CASE("a survivor comes with a scenario that kills it") {
  const std::string scenarios = R"(scenarios:
  - {name: old, given: {age: 80, pills: daily}, expect: {concludes: [burden]}}
)";
  const auto weak = engine_with("{all: [age >= 65, pills is daily]}", scenarios);
  const std::string boundary = "rule: age >= 65 → age > 65";
  const MutationRun run = run_mutation(*weak, {.jobs = 2});
  const MutantVerdict& survivor = verdict_on(run, boundary);
  REQUIRE(survivor.state == MutantVerdict::State::survived);
  INFO(survivor.scenario);
  CHECK(survivor.scenario.find("age: 65") != std::string::npos);
  CHECK(verdict_on(run, "rule: age >= 65 → age <= 65").by == "old");
  const auto better =
      engine_with("{all: [age >= 65, pills is daily]}", scenarios + survivor.scenario);
  CHECK(verdict_on(run_mutation(*better, {}), boundary).state == MutantVerdict::State::killed);
}

TEST_CASE("every scenario that is offered kills its mutant") {
  const std::string when = "{all: [age >= 65, 'pills is one of weekly, daily']}";
  std::string scenarios = R"(scenarios:
  - {name: old, given: {age: 80, pills: daily}, expect: {concludes: [burden]}}
)";
  const MutationRun run = run_mutation(*engine_with(when, scenarios), {});
  REQUIRE(run.count(MutantVerdict::State::survived) > 5);
  for (const MutantVerdict& verdict : run.verdicts) scenarios += verdict.scenario;
  const MutationRun again = run_mutation(*engine_with(when, scenarios), {});
  CHECK(again.failing.empty());
  CHECK(again.count(MutantVerdict::State::survived) == 0);
}

TEST_CASE("a mutant that no answers tell apart is equivalent, and is called so") {
  // Whoever is under 10 is under 20: which of the two is left out makes no difference.
  const auto engine = engine_with("{any: [age < 20, age < 10]}", R"(scenarios:
  - {name: a child, given: {age: 19}, expect: {concludes: [burden]}}
  - {name: none, given: {age: 20}, expect: {concludes_not: [burden]}}
)");
  const MutationRun run = run_mutation(*engine, {});
  CHECK(verdict_on(run, "rule: age < 10 → (left out)").state == MutantVerdict::State::equivalent);
  CHECK(verdict_on(run, "rule: age < 20 → (left out)").state == MutantVerdict::State::killed);
}

TEST_CASE("properties kill as well, at the answers of scenarios") {
  const auto engine = engine_with("age >= 65", R"(scenarios:
  - {name: told without expectations, given: {age: 65}, expect: {triage: self-care}}
properties:
  - {id: the-old, when: age >= 65, always: concludes burden}
)");
  const MutationRun run = run_mutation(*engine, {.search = false});
  CHECK(verdict_on(run, "rule: age >= 65 → age > 65").by == "property the-old");
}

TEST_CASE("scenarios that fail by themselves are named and kill nothing") {
  const auto engine = engine_with("age >= 65", R"(scenarios:
  - {name: wrong, given: {age: 70}, expect: {triage: soon}}
)");
  const MutationRun run = run_mutation(*engine, {.search = false});
  CHECK(run.failing == std::set<std::string>{"test.yaml:11  wrong"});
  CHECK(run.count(MutantVerdict::State::killed) == 0);
}

TEST_CASE("what is known already is not run again, and a stop leaves the rest open") {
  const auto engine = engine_with("age >= 65", R"(scenarios:
  - {name: old, given: {age: 65}, expect: {concludes: [burden]}}
)");
  const MutationRun whole = run_mutation(*engine, {});
  MutationOptions options;
  for (std::size_t i = 0; i < whole.mutants.size(); ++i) {
    options.known[whole.mutants[i].name] = whole.verdicts[i];
  }
  const MutationRun again = run_mutation(*engine, options);
  CHECK(again.pairs == 0);
  CHECK(again.count(MutantVerdict::State::killed) == whole.count(MutantVerdict::State::killed));
  const std::atomic<bool> stop = true;
  const MutationRun stopped = run_mutation(*engine, {.stop = &stop});
  CHECK(stopped.stopped);
  CHECK(stopped.count(MutantVerdict::State::open) == stopped.mutants.size());
}
