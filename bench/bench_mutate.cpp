#include "bench/bench_mutate.h"

#include <fmt/format.h>

#include "bench/bench_test.h"
#include "cli/workbench/mutation_run.h"
#include "engine/scenario.h"

namespace peyer {

double bench_mutate(const std::string& what, const Engine& engine, std::size_t most) {
  std::size_t sets = 0;
  for (const Scenario& one : engine.knowledge().scenarios) sets += answer_sets_of(one).size();
  const double floor = static_cast<double>(sets) / bare_runs(engine);
  const MutationRun run = run_mutation(engine, {.limit = most, .search = false});
  const double rate = static_cast<double>(run.pairs) / run.seconds;
  fmt::print(
      "{:36}{:9.0f} /s  {} mutants, {} pairs, {} of them in full, {:.1f} s; bare runs "
      "{:.0f} /s, ratio {:.1f}\n",
      "mutate, " + what, rate, run.mutants.size(), run.pairs, run.full, run.seconds, floor,
      rate / floor);
  return rate;
}

}  // namespace peyer
