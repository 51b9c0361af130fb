#include "bench/bench_workbench.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <string>

#include "cli/workbench/mutation_run.h"
#include "cli/workbench/pack_test.h"
#include "engine/scenario.h"
#include "knowledge/loader.h"
#include "bench/synthetic_pack.h"

namespace peyer {

namespace {

using Clock = std::chrono::steady_clock;

template <typename Work>
double seconds(Work work) {
  const auto start = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// The floor: every answer set in its turn, in one warm environment, and nothing compared.
double bare_runs(const Engine& engine) {
  return seconds([&] {
    for (const Scenario& scenario : engine.knowledge().scenarios) {
      for (const Answers& answers : answer_sets_of(scenario)) {
        static_cast<void>(engine.consult(answers));
      }
    }
  });
}

void bench_test(const std::string& what, const Engine& engine) {
  const double floor = bare_runs(engine);
  const PackTest test = test_pack(engine, {.coverage = true});
  fmt::print("{:36}{:9.2f} s    {} scenarios; bare runs, one thread {:.2f} s, ratio {:.2f}\n",
             "test, " + what, test.seconds, test.scenarios.size(), floor, test.seconds / floor);
}

void bench_mutate(const std::string& what, const Engine& engine, std::size_t limit) {
  const MutationRun run = run_mutation(engine, {.limit = limit, .search = false});
  const double rate = static_cast<double>(run.pairs) / run.seconds;
  fmt::print("{:36}{:9.0f} /s   {} mutants, {} pairs, {} of them in full, {:.1f} s\n",
             "mutate, " + what, rate, run.mutants.size(), run.pairs, run.full, run.seconds);
}

std::unique_ptr<Engine> synthetic(std::size_t rules) {
  const SyntheticSize size{rules, 150};
  Loaded loaded = load(
      {std::make_shared<const SourceFile>(SourceFile{"synthetic.yaml", synthetic_pack(size)})});
  if (!loaded.base) {
    fmt::print(stderr, "{}", render(loaded.diagnostics));
    return nullptr;
  }
  return std::make_unique<Engine>(std::move(*loaded.base));
}

}  // namespace

void bench_workbench(const Engine& shipped) {
  bench_test("shipped pack", shipped);
  bench_mutate("shipped pack", shipped, 0);
  for (const std::size_t rules : {100, 1000, 10000}) {
    const auto engine = synthetic(rules);
    if (!engine) continue;
    const std::string what = fmt::format("{} rules", rules);
    bench_test(what, *engine);
    bench_mutate(what, *engine, 400);
  }
}

}  // namespace peyer
