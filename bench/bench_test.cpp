#include "bench/bench_test.h"

#include <fmt/format.h>

#include "bench/timing.h"
#include "cli/workbench/pack_test.h"
#include "engine/scenario.h"

namespace peyer {

double bare_runs(const Engine& engine) {
  return seconds([&] {
    for (const Scenario& scenario : engine.knowledge().scenarios) {
      for (const Answers& answers : answer_sets_of(scenario)) {
        static_cast<void>(engine.consult(answers));
      }
    }
  });
}

double bench_test(const std::string& what, const Engine& engine) {
  const double floor = bare_runs(engine);
  const PackTest test = test_pack(engine, {.coverage = true});
  fmt::print("{:36}{:9.2f} s   {} scenarios; bare runs, one thread {:.2f} s, ratio {:.2f}\n",
             "test, " + what, test.seconds, test.scenarios.size(), floor, test.seconds / floor);
  if (test.failed() > 0) fmt::print("  {} OF THESE SCENARIOS FAIL\n", test.failed());
  return test.seconds;
}

}  // namespace peyer
