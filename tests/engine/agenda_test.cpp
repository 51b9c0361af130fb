// Outcomes without an agenda.
#include <catch2/catch.hpp>

#include "engine/scenario.h"
#include "support.h"

using namespace peyer;

TEST_CASE("nothing but what to ask next hangs on the agenda") {
  const Engine& engine = test::houseplants();
  for (const Scenario& scenario : engine.knowledge().scenarios) {
    CAPTURE(scenario.name);
    for (const Answers& answers : answer_sets_of(scenario)) {
      Outcome kept = engine.consult(answers);
      const Outcome left = engine.consult(answers, Agenda::left);
      CHECK(engine.consult(answers) == kept);  // and it can be had again
      kept.next.reset();
      kept.remaining = 0;
      CHECK(left == kept);
    }
  }
}
