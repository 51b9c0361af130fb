// What scenarios exercise, on a small pack whose gaps are known and on the shipped one.
#include "engine/coverage.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "support.h"

using namespace peyer;

namespace {

const char* const pack = R"(
questions:
  - {id: swelling, topic: one, ask: The throat swells, why: w, kind: yes-no}
  - {id: after-food, topic: one, ask: It came after food, why: w, kind: yes-no}
  - {id: pain, topic: two, ask: How often it hurts, why: w, kind: one, options: {never: Never, daily: Daily}}
  - {id: where, topic: two, ask: Where it hurts, why: w, kind: many, options: {left: Left, right: Right}, applies: pain is daily}
findings:
  - {id: sore, title: Sore, topics: [two], say: s}
  - {id: lasting, title: Lasting, topics: [two], say: s}
advice: [{id: rest, title: Rest, topics: [two], say: s, cite: [src]}]
rules:
  - {id: hurts, when: pain is daily, then: {finding: sore}, say: s, grade: strong, cite: [src]}
  - {id: lasts, when: {all: [concluded sore, where include left]}, then: {finding: lasting, advice: [rest]}, say: s, grade: strong, cite: [src]}
  - {id: urges, when: pain is daily, then: {triage: some-time}, say: s, grade: strong, cite: [src]}
red_flags:
  - {id: reaction, title: Reaction, when: swelling is yes, together: after-food is yes, level: emergency, not_sure: soon, say: s, cite: [src]}
contradictions: [{id: odd, when: {all: [swelling is no, after-food is yes]}, say: s}]
scenarios:
)";

Coverage coverage_with(const std::string& scenarios) {
  return coverage(*test::engine_of(pack + scenarios));
}

std::vector<std::string> lines(const std::vector<Uncovered>& missing) {
  std::vector<std::string> lines;
  for (const Uncovered& one : missing) lines.push_back(in_words(one));
  return lines;
}

const Firing& firing_of(const Coverage& coverage, const std::string& id) {
  return *std::find_if(coverage.firings.begin(), coverage.firings.end(),
                       [&](const Firing& firing) { return firing.id == id; });
}

// An author reads this: every gap on a line of its own, with its place.
void check_complete(const Tally& tally) {
  for (const Uncovered& gap : tally.missing) FAIL_CHECK(in_words(gap));
  CHECK(tally.covered == tally.total);
}

const Coverage& shipped() {
  static const Coverage seen = coverage(test::gut_immune());
  return seen;
}

}  // namespace

TEST_CASE("coverage lists exactly what no scenario exercises, by place") {
  const Coverage seen = coverage_with(
      "  - {name: all is well, given: {swelling: no, after-food: no, pain: never},"
      " expect: {concludes_not: [sore]}}\n");
  CHECK(seen.scenarios == 1);
  CHECK(seen.answer_sets == 1);
  const std::vector<std::string> odd_ones = {
      "prelude.yaml:8 emergency was never reached",
      "prelude.yaml:9 soon was never reached",
      "prelude.yaml:10 some-time was never reached",
      "test.yaml:3 swelling: 'yes' was never chosen",
      "test.yaml:4 after-food: 'yes' was never chosen",
      "test.yaml:6 applies/where: 'pain is daily' was never true",
      "test.yaml:6 where was never answered",
      "test.yaml:5 pain: 'daily' was never chosen",
      "test.yaml:6 where: 'left' was never chosen",
      "test.yaml:6 where: 'right' was never chosen",
      "test.yaml:8 sore was never concluded",
      "test.yaml:9 lasting was never concluded",
      "test.yaml:10 rest was never given",
      "test.yaml:12 hurts never fired",
      "test.yaml:12 hurts: 'pain is daily' was never true",
      "test.yaml:13 lasts never fired",
      "test.yaml:13 lasts: 'where include left' was never true",
      "test.yaml:13 lasts: 'concluded sore' was never true",
      "test.yaml:14 urges never fired",
      "test.yaml:14 urges: 'pain is daily' was never true",
      "test.yaml:16 reaction never fired",
      "test.yaml:16 reaction: 'swelling is yes' was never true",
      "test.yaml:16 reaction: 'after-food is yes' was never true",
      "test.yaml:17 odd never fired",
      "test.yaml:17 odd: 'swelling is no' was never false",
      "test.yaml:17 odd: 'after-food is yes' was never true"};
  CHECK_THAT(lines(all_missing(seen)), Catch::Matchers::UnorderedEquals(odd_ones));
}

TEST_CASE("what-ifs are answer sets of their own, and close the gaps") {
  const Coverage seen = coverage_with(R"(
  - name: a bad day
    given: {swelling: no, after-food: no, pain: daily, where: [left, right]}
    expect: {concludes: [lasting]}
    what_if:
      - {change: {pain: never}, expect: {triage: self-care}}
      - {change: {swelling: yes, after-food: yes}, expect: {triage: emergency}}
      - {change: {after-food: yes}, expect: {contradictions: [odd]}}
      - {change: {swelling: not-sure, after-food: yes}, expect: {triage: soon}}
)");
  CHECK(seen.scenarios == 1);
  CHECK(seen.answer_sets == 5);
  CHECK(lines(all_missing(seen)).empty());
  CHECK(seen.conditions.total == 9);
  CHECK(firing_of(seen, "reaction").met == 1);
  CHECK(firing_of(seen, "reaction").sign_in_doubt == 1);
  CHECK(firing_of(seen, "reaction").met_in_doubtful_setting == 0);
}

TEST_CASE("a rule fires even where something more urgent sets the level") {
  const Coverage seen = coverage_with(
      "  - {name: both, given: {swelling: yes, after-food: yes, pain: daily},"
      " expect: {triage: emergency}}\n");
  CHECK(firing_of(seen, "urges").met == 1);
  CHECK(firing_of(seen, "lasts").met == 0);
}

TEST_CASE("doubt about a red flag's setting is told from doubt about its sign") {
  const Coverage seen = coverage_with(R"(
  - {name: food or not, given: {swelling: yes, after-food: not-sure}, expect: {triage: emergency}}
  - {name: swollen or not, given: {swelling: not-sure, after-food: yes}, expect: {triage: soon}}
  - {name: certain, given: {swelling: yes, after-food: yes}, expect: {triage: emergency}}
)");
  const Firing& reaction = firing_of(seen, "reaction");
  CHECK(reaction.kind == Formula::Kind::red_flag);
  CHECK(reaction.met == 2);
  CHECK(reaction.met_in_doubtful_setting == 1);
  CHECK(reaction.sign_in_doubt == 1);
}

TEST_CASE("a condition that was only in doubt was neither true nor false") {
  const Coverage seen =
      coverage_with("  - {name: who knows, given: {swelling: not-sure}, expect: {triage: soon}}\n");
  const std::vector<std::string> gaps = lines(seen.conditions.missing);
  CHECK(std::count(gaps.begin(), gaps.end(),
                   "test.yaml:16 reaction: 'swelling is yes' was never true and never false") == 1);
}

TEST_CASE("every condition of every rule of the shipped pack is seen true and false") {
  check_complete(shipped().conditions);
}

TEST_CASE("every red flag, question and advice of the shipped pack occurs in a scenario") {
  check_complete(shipped().red_flags);
  check_complete(shipped().questions);
  check_complete(shipped().advice);
}

TEST_CASE("every rule and contradiction of the shipped pack fires in a scenario") {
  check_complete(shipped().rules);
  check_complete(shipped().contradictions);
  check_complete(shipped().findings);
  check_complete(shipped().levels);
}
