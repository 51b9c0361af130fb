// Proofs hold for all answers, counterexamples are real and small, and what is undecided is never
// called proved.
#include "cli/workbench/proof.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "../engine/support.h"
#include "cli/workbench/found_scenario.h"
#include "engine/scenario.h"
#include "knowledge/loader.h"

using namespace peyer;

namespace {

const char* const questions = R"(
questions:
  - {id: age, topic: one, ask: How old, why: w, kind: number, min: 0, max: 120, unit: years}
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: b, topic: one, ask: B is so, why: w, kind: yes-no}
  - {id: c, topic: one, ask: C is so, why: w, kind: yes-no, applies: age >= 18}
  - {id: d, topic: two, ask: Which, why: w, kind: many, options: {ex: Ex, zed: Zed}}
findings:
  - {id: grown, title: Grown up, topics: [one], say: s}
  - {id: small, title: Small, topics: [one], say: s}
  - {id: odd, title: Odd, topics: [one], say: s}
rules:
  - {id: to-grown, when: age >= 18, then: {finding: grown}, say: s, grade: strong, cite: [src]}
  - {id: to-small, when: {any: [age < 12, d include ex]}, then: {finding: small}, say: s, grade: strong, cite: [src]}
)";

ProofResult the_one(const std::vector<ProofResult>& results, const std::string& id) {
  const auto found = std::find_if(results.begin(), results.end(),
                                  [&](const ProofResult& result) { return result.id == id; });
  REQUIRE(found != results.end());
  return *found;
}

ProofResult proof_of(const Engine& engine, const std::string& id) {
  ProofOptions options;
  options.only = {id};
  options.jobs = 1;
  return the_one(prove(engine, options), id);
}

std::unique_ptr<Engine> engine_with(const std::string& rest) {
  return test::engine_of(questions + rest);
}

const char* const flags = R"(
  - {id: to-odd, when: {not: a is yes}, then: {finding: odd}, say: s, grade: strong, cite: [src]}
red_flags:
  - {id: bad, title: Bad, when: a is yes, together: c is yes, level: emergency, not_sure: soon, say: s, cite: [src]}
  - {id: worse, title: Worse, when: b is yes, level: soon, say: s, cite: [src]}
)";

}  // namespace

TEST_CASE("a property that holds is proved, and one that does not gets the smallest story") {
  const auto engine = engine_with(std::string(flags) + R"(
properties:
  - {id: b-is-for-soon, when: b is yes, always: triage at least soon}
  - {id: a-is-an-emergency, when: a is yes, always: triage at least emergency}
  - {id: a-and-c-are-an-emergency, when: {all: [a is yes, c is yes]}, always: triage at least emergency}
  - {id: in-doubt-too, when: {all: [a is yes, c is not-sure]}, always: triage at least emergency}
)");
  CHECK(proof_of(*engine, "b-is-for-soon").verdict == Verdict::holds);
  CHECK(proof_of(*engine, "a-and-c-are-an-emergency").verdict == Verdict::holds);
  CHECK(proof_of(*engine, "in-doubt-too").verdict == Verdict::holds);
  const ProofResult fails = proof_of(*engine, "a-is-an-emergency");
  CHECK(fails.written);
  REQUIRE(fails.verdict == Verdict::fails);
  REQUIRE(fails.counterexample);
  const Answers& answers = fails.counterexample->answers;
  CHECK(answers.replies.size() == 1);
  CHECK(answers.replies.contains(QuestionId("a")));
  CHECK(fails.counterexample->outcome == engine->consult(answers));
}

TEST_CASE("a counterexample is a scenario that fails for as long as the property does") {
  const auto engine = engine_with(std::string(flags) + R"(
properties:
  - {id: a-is-an-emergency, when: {all: [a is yes, age >= 5]}, always: triage at least emergency}
  - {id: grown-or-small, when: age > 3, always: concludes grown}
  - {id: no-odd, when: b is no, always: never concludes odd}
)");
  for (const char* id : {"a-is-an-emergency", "grown-or-small", "no-odd"}) {
    CAPTURE(id);
    const ProofResult result = proof_of(*engine, id);
    REQUIRE(result.counterexample);
    const Scenario& scenario = result.counterexample->scenario;
    CHECK(answers_of(scenario) == result.counterexample->answers);
    CHECK_FALSE(run_scenario(*engine, scenario).mismatches.empty());
    const std::string text = scenario_file(engine->knowledge(), scenario, "Found.");
    CHECK(text.find("expect:") != std::string::npos);
  }
}

TEST_CASE("two findings that must exclude each other are caught in company") {
  const auto engine = engine_with(std::string(flags) + R"(
properties:
  - {id: not-both, always: never both grown and small}
  - {id: not-both-of-the-sober, when: {not: d include ex}, always: never both grown and small}
)");
  const ProofResult fails = proof_of(*engine, "not-both");
  REQUIRE(fails.counterexample);
  CHECK(test::concludes(fails.counterexample->outcome, "grown"));
  CHECK(test::concludes(fails.counterexample->outcome, "small"));
  CHECK(fails.counterexample->answers.replies.size() == 2);
  CHECK(proof_of(*engine, "not-both-of-the-sober").verdict == Verdict::holds);
}

TEST_CASE("what can never happen is told") {
  const auto engine = engine_with(std::string(flags) + R"(
contradictions:
  - {id: strange, when: {all: [age < 6, b is yes]}, say: s}
advice: [{id: rest, title: Rest, say: s, topics: [one], cite: [src]}]
)");
  CHECK(proof_of(*engine, "to-grown/can-apply").verdict == Verdict::holds);
  CHECK(proof_of(*engine, "strange/can-apply").verdict == Verdict::holds);
  const auto dead = engine_with(R"(
  - {id: never, when: {all: [concluded grown, concluded odd]}, then: {advice: [rest]}, say: s, grade: strong, cite: [src]}
  - {id: to-odd, when: {all: [age < 6, b is no]}, then: {finding: odd}, say: s, grade: strong, cite: [src]}
advice: [{id: rest, title: Rest, say: s, topics: [one], cite: [src]}]
)");
  const ProofResult rule = proof_of(*dead, "never/can-apply");
  CHECK(rule.verdict == Verdict::fails);
  CHECK_FALSE(rule.counterexample);
  CHECK(proof_of(*dead, "rest/can-be-given").verdict == Verdict::fails);
  CHECK(proof_of(*dead, "odd/can-be-concluded").verdict == Verdict::holds);
  CHECK(proof_of(*dead, "c/can-be-asked").verdict == Verdict::holds);
}

TEST_CASE("an idle part of a condition and a question for nobody are told") {
  const auto engine = engine_with(R"(
  - {id: kid-rule, when: age < 6, then: {finding: odd}, say: s, grade: strong, cite: [src]}
  - {id: idle, when: {any: [b is yes, {all: [concluded odd, age > 60]}]}, then: {triage: soon}, say: s, grade: strong, cite: [src]}
)");
  CHECK(proof_of(*engine, "idle/can-apply").verdict == Verdict::holds);
  CHECK(proof_of(*engine, "idle/b is yes/can-matter").verdict == Verdict::holds);
  CHECK(proof_of(*engine, "idle/age > 60/can-matter").verdict == Verdict::fails);
  CHECK(proof_of(*engine, "idle/concluded odd/can-matter").verdict == Verdict::fails);
  const auto nobody = test::engine_of(R"(
questions:
  - {id: age, topic: one, ask: How old, why: w, kind: number, min: 0, max: 120, unit: years}
  - {id: toys, topic: one, ask: Toys, why: w, kind: one, options: {few: Few, many: Many}, applies: {all: [concluded kid, age > 60]}}
findings: [{id: kid, title: Kid, topics: [one], say: s}]
rules:
  - {id: r, when: age < 6, then: {finding: kid}, say: s, grade: strong, cite: [src]}
  - {id: r2, when: toys is few, then: {triage: soon}, say: s, grade: strong, cite: [src]}
)");
  CHECK(proof_of(*nobody, "toys/can-be-asked").verdict == Verdict::fails);
  CHECK(proof_of(*nobody, "toys/few/can-be-chosen").verdict == Verdict::fails);
  CHECK(proof_of(*nobody, "age/can-be-asked").verdict == Verdict::holds);
}

TEST_CASE("a yes to a warning sign that calms a visit is found") {
  const auto engine = engine_with(R"(
  - {id: calm-alarm, when: {all: [a is no, c is yes]}, then: {triage: emergency}, say: s, grade: strong, cite: [src]}
red_flags:
  - {id: sign, title: Sign, when: a is yes, level: soon, say: s, cite: [src]}
)");
  const ProofResult result = proof_of(*engine, "sign/never-lowers");
  REQUIRE(result.verdict == Verdict::fails);
  REQUIRE(result.counterexample);
  REQUIRE(result.counterexample->after);
  CHECK(result.counterexample->outcome.triage.level == LevelId("emergency"));
  CHECK(result.counterexample->outcome_after->triage.level == LevelId("soon"));
  CHECK_FALSE(run_scenario(*engine, result.counterexample->scenario).mismatches.empty());
  CHECK(proof_of(*engine_with(flags), "bad/never-lowers").verdict == Verdict::holds);
}

TEST_CASE("every red flag of a pack is proved without being written down") {
  const auto engine = engine_with(flags);
  for (const char* id : {"bad/reaches-its-level", "bad/doubt-counts", "worse/doubt-counts",
                         "open-signs-set-a-floor", "all-answered-is-settled"}) {
    CAPTURE(id);
    CHECK(proof_of(*engine, id).verdict == Verdict::holds);
    CHECK_FALSE(proof_of(*engine, id).written);
  }
}

TEST_CASE("without time nothing is proved, and nothing is called proved") {
  ProofOptions options;
  options.timeout = std::chrono::milliseconds(0);
  const auto engine = engine_with(flags);
  for (const ProofResult& result : prove(*engine, options)) {
    REQUIRE(result.verdict == Verdict::undecided);
  }
}

TEST_CASE("one thread proves what several prove, and only what was asked for") {
  const auto engine = engine_with(flags);
  ProofOptions options;
  options.jobs = 3;
  const auto several = prove(*engine, options);
  options.jobs = 1;
  const auto one = prove(*engine, options);
  REQUIRE(one.size() == several.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    CHECK(one[i].id == several[i].id);
    CHECK(one[i].verdict == several[i].verdict);
  }
  options.only = {"bad"};
  CHECK(prove(*engine, options).size() == 4);
  options.only = {"bda"};
  CHECK_THROWS_AS(prove(*engine, options), std::invalid_argument);
}

TEST_CASE("the safety properties of the shipped pack hold for every possible answer") {
  ProofOptions options;
  for (const Property& property : test::gut_immune().knowledge().properties) {
    options.only.push_back(property.id);
  }
  options.only.emplace_back("open-signs-set-a-floor");
  options.only.emplace_back("all-answered-is-settled");
  const auto results = prove(test::gut_immune(), options);
  CHECK(results.size() == options.only.size());
  for (const ProofResult& result : results) {
    CAPTURE(result.id);
    CHECK(result.verdict == Verdict::holds);
  }
}
