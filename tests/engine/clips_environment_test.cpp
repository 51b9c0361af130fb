#include "engine/clips_environment.h"

#include <catch2/catch.hpp>

using namespace peyer;

TEST_CASE("what CLIPS refuses is told in its own words") {
  ClipsEnvironment clips;
  CHECK_THROWS_WITH(clips.load("(defrule broken (a) => (no-such-function))"),
                    Catch::Matchers::Contains("no-such-function"));
}

TEST_CASE("a run-time error in a rule is told and not passed over") {
  ClipsEnvironment clips;
  clips.load("(deftemplate a (slot x)) (defrule r (a (x ?x)) => (+ ?x 1))");
  clips.reset();
  clips.assert_fact("a", {{"x", std::string("word")}});
  CHECK_THROWS_AS(clips.run(10), ClipsError);
}

TEST_CASE("a rulebook that loops is ended by its limit") {
  ClipsEnvironment clips;
  clips.load(
      "(deftemplate n (slot x)) (deffacts f (n (x 0)))"
      "(defrule up (n (x ?x)) => (assert (n (x (+ ?x 1)))))");
  clips.reset();
  CHECK_THROWS_WITH(clips.run(1000), Catch::Matchers::Contains("loops"));
}

TEST_CASE("a fact of an unknown template or with an unknown slot is refused") {
  ClipsEnvironment clips;
  clips.load("(deftemplate a (slot x))");
  CHECK_THROWS_AS(clips.assert_fact("a", {{"wrong", std::string("w")}}), ClipsError);
  CHECK_THROWS_AS(clips.assert_fact("nothing", {}), ClipsError);
}

TEST_CASE("rules whose logical support has gaps are found") {
  ClipsEnvironment clips;
  clips.load(
      "(deftemplate a (slot x)) (deftemplate b (slot x))"
      "(defrule whole (logical (a (x 1)) (b)) => )"
      "(defrule part (logical (a (x 1))) (b) => )"
      "(defrule none (a) => )");
  CHECK(clips.rules_without_full_support() == std::vector<std::string>{"part", "none"});
}

TEST_CASE("retracting a fact withdraws what rested on it alone") {
  ClipsEnvironment clips;
  clips.load(
      "(deftemplate a (slot x)) (deftemplate b (slot y))"
      "(defrule r (logical (a (x ?))) => (assert (b (y z))))");
  clips.reset();
  void* const one = clips.assert_fact("a", {{"x", std::string("p")}});
  void* const two = clips.assert_fact("a", {{"x", std::string("q")}});
  CHECK(clips.assert_fact("a", {{"x", std::string("q")}}) == nullptr);  // it stands already
  clips.run(10);
  const auto count = [&] {
    int n = 0;
    clips.for_each("b", [&](FactView fact) {
      ++n;
      CHECK(fact.symbol(0) == "z");
    });
    return n;
  };
  CHECK(count() == 1);
  clips.for_each("b", [&](FactView fact) {
    const auto supports = ClipsEnvironment::supports_of(fact);
    REQUIRE(supports.size() == 2);
    CHECK(supports.front().rule == "r");
    REQUIRE(supports.front().facts.size() == 1);
    CHECK(supports.front().facts.front().template_name() == "a");
  });
  clips.retract(one);
  CHECK(count() == 1);
  clips.retract(two);
  CHECK(count() == 0);
}
