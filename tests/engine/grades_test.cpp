// A chain is as strong as its weakest link, a conclusion as strong as its strongest chain.
#include <catch2/catch.hpp>

#include "support.h"

using namespace peyer;

namespace {

const char* const concepts = R"(
concepts:
  - {id: rain, kind: thing, name: Rain, card: c}
  - {id: mud, kind: thing, name: Mud, card: c}
  - {id: shoes, kind: thing, name: Shoes, card: c}
  - {id: boots, kind: thing, name: Boots, card: c}
  - {id: joy, kind: thing, name: Joy, card: c}
questions:
  - {id: raining, topic: one, ask: It rains, why: w, kind: yes-no}
  - {id: puddles, topic: one, ask: There are puddles, why: w, kind: yes-no}
)";

std::unique_ptr<Engine> chained(const std::string& links, const std::string& reached,
                                const std::string& more = "") {
  return test::engine_of(std::string(concepts) + "links:\n" + links + R"(
findings:
  - {id: wet, title: Wet, topics: [one], show: no, about: rain}
  - {id: end, title: End, topics: [one], say: s, reached: )" +
                         reached + R"(}
rules:
  - {id: it-rains, when: raining is yes, then: {finding: wet}, say: s}
)" + more);
}

Outcome rainy(const Engine& engine) {
  Consultation visit(engine);
  REQUIRE_FALSE(visit.answer(QuestionId("raining"), {"yes"}));
  return visit.outcome();
}

std::string link(const std::string& id, const std::string& from, const std::string& relation,
                 const std::string& to, const std::string& grade,
                 const std::string& population = "people") {
  return "  - {id: " + id + ", from: " + from + ", relation: " + relation + ", to: " + to +
         ", grade: " + grade + ", population: " + population + ", say: s, cite: [src]}\n";
}

}  // namespace

TEST_CASE("a chain is as strong as its weakest link") {
  const auto engine = chained(
      link("l1", "rain", "feeds", "mud", "strong") + link("l2", "mud", "harms", "shoes", "limited"),
      "{concept: shoes, effect: lowers}");
  const Outcome outcome = rainy(*engine);
  CHECK(test::grade_of(outcome, "end") == Grade::limited);
  const Derivation& chain = outcome.conclusions.front().derivations.front();
  CHECK(chain.origin == FindingId("wet"));
  CHECK(chain.chain == std::vector{LinkId("l1"), LinkId("l2")});
}

TEST_CASE("a conclusion is as strong as its strongest chain") {
  const auto engine = chained(link("l1", "rain", "feeds", "mud", "strong") +
                                  link("l2", "mud", "harms", "shoes", "limited") +
                                  link("l3", "rain", "harms", "shoes", "moderate"),
                              "{concept: shoes, effect: lowers}");
  const Outcome outcome = rainy(*engine);
  CHECK(test::grade_of(outcome, "end") == Grade::moderate);
  CHECK(outcome.conclusions.front().derivations.front().chain == std::vector{LinkId("l3")});
}

TEST_CASE("a link shown only in animals never counts for more than limited") {
  const auto engine = chained(link("l1", "rain", "harms", "shoes", "strong", "mice"),
                              "{concept: shoes, effect: lowers}");
  CHECK(test::grade_of(rainy(*engine), "end") == Grade::limited);
}

TEST_CASE("effects combine by sign: less of what harms is more") {
  const std::string links =
      link("l1", "rain", "harms", "mud", "strong") + link("l2", "mud", "harms", "joy", "strong");
  CHECK(test::concludes(rainy(*chained(links, "{concept: joy, effect: raises}")), "end"));
  CHECK_FALSE(test::concludes(rainy(*chained(links, "{concept: joy, effect: lowers}")), "end"));
}

TEST_CASE("a link graded against carries no chain") {
  const auto engine =
      chained(link("l1", "rain", "harms", "shoes", "against"), "{concept: shoes, effect: lowers}");
  CHECK_FALSE(test::concludes(rainy(*engine), "end"));
}

TEST_CASE("an association carries a conclusion by itself and never in a chain") {
  CHECK(test::concludes(rainy(*chained(link("l1", "rain", "goes-with", "joy", "strong"),
                                       "{concept: joy, effect: linked}")),
                        "end"));
  CHECK_FALSE(test::concludes(rainy(*chained(link("l1", "rain", "feeds", "mud", "strong") +
                                                 link("l2", "mud", "goes-with", "joy", "strong"),
                                             "{concept: joy, effect: [linked, raises, lowers]}")),
                              "end"));
}

TEST_CASE("an effect passes through what is a kind of something") {
  const auto engine = chained(link("l1", "rain", "harms", "boots", "moderate") +
                                  link("l2", "boots", "is-a", "shoes", "strong"),
                              "{concept: shoes, effect: lowers}");
  CHECK(test::grade_of(rainy(*engine), "end") == Grade::moderate);
}

TEST_CASE("links in a circle neither hang nor hold each other up") {
  const auto engine = chained(link("l1", "rain", "feeds", "mud", "strong") +
                                  link("l2", "mud", "feeds", "joy", "strong") +
                                  link("l3", "joy", "feeds", "mud", "strong") +
                                  link("l4", "joy", "harms", "shoes", "strong"),
                              "{concept: shoes, effect: lowers}");
  Consultation visit(*engine);
  REQUIRE_FALSE(visit.answer(QuestionId("raining"), {"yes"}));
  CHECK(test::concludes(visit.outcome(), "end"));
  REQUIRE_FALSE(visit.answer(QuestionId("raining"), {"no"}));
  CHECK_FALSE(test::concludes(visit.outcome(), "end"));
}

TEST_CASE("a rule is as strong as the weakest of its links and of the findings it builds on") {
  const auto engine = test::engine_of(std::string(concepts) + "links:\n" +
                                      link("l1", "rain", "harms", "shoes", "moderate") +
                                      link("l2", "mud", "harms", "shoes", "strong") + R"(
findings:
  - {id: base, title: Base, topics: [one], say: s}
  - {id: top, title: Top, topics: [one], say: s}
rules:
  - {id: r1, when: raining is yes, then: {finding: base}, say: s, links: [l1, l2]}
  - {id: r2, when: {all: [concluded base, puddles is yes]}, then: {finding: top}, say: s, grade: strong, cite: [src]}
)");
  Consultation visit(*engine);
  REQUIRE_FALSE(visit.answer(QuestionId("raining"), {"yes"}));
  REQUIRE_FALSE(visit.answer(QuestionId("puddles"), {"yes"}));
  CHECK(test::grade_of(visit.outcome(), "base") == Grade::moderate);
  CHECK(test::grade_of(visit.outcome(), "top") == Grade::moderate);
}

TEST_CASE("not over a finding holds only once the finding is ruled out") {
  const auto engine = test::engine_of(std::string(concepts) + R"(
findings:
  - {id: base, title: Base, topics: [one], say: s}
  - {id: dry, title: Dry, topics: [one], say: s}
rules:
  - {id: r1, when: {any: [raining is yes, puddles is yes]}, then: {finding: base}, say: s, grade: strong, cite: [src]}
  - {id: r2, when: {not: concluded base}, then: {finding: dry}, say: s, grade: strong, cite: [src]}
)");
  Consultation visit(*engine);
  CHECK_FALSE(test::concludes(visit.outcome(), "dry"));
  REQUIRE_FALSE(visit.answer(QuestionId("raining"), {"no"}));
  CHECK_FALSE(test::concludes(visit.outcome(), "dry"));
  REQUIRE_FALSE(visit.answer(QuestionId("puddles"), {"not-sure"}));
  CHECK_FALSE(test::concludes(visit.outcome(), "dry"));
  REQUIRE_FALSE(visit.answer(QuestionId("puddles"), {"no"}));
  CHECK(test::concludes(visit.outcome(), "dry"));
}
