#include "bench/bench_growth.h"

#include <fmt/format.h>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "bench/bench_check.h"
#include "bench/bench_mutate.h"
#include "bench/bench_prove.h"
#include "bench/bench_test.h"
#include "bench/synthetic_pack.h"

namespace peyer {

namespace {

constexpr std::size_t scenarios = 150;  // of a pack of any size, so that rules alone grow
constexpr std::size_t mutants = 400;    // at the most
constexpr std::size_t properties = 60;  // at the most

// Of one size of pack.
struct Figures {
  double check = 0, test = 0;  // seconds
  double mutate = 0;           // pairs a second
  double prove = 0;            // seconds a property
};

// Nothing when the made-up pack is refused, which it says.
bool measure(std::size_t rules, Figures& figures) {
  const std::string what = fmt::format("{} rules", rules);
  const SourceFiles files = {std::make_shared<const SourceFile>(
      SourceFile{"synthetic.yaml", synthetic_pack({rules, scenarios})})};
  figures.check = bench_check(what, files, rules > 100 ? 1 : 5);
  Loaded loaded = load(files);
  if (!loaded.base) {
    fmt::print(stderr, "{}", render(loaded.diagnostics));
    return false;
  }
  const Engine engine(std::move(*loaded.base));
  figures.test = bench_test(what, engine);
  figures.mutate = bench_mutate(what, engine, mutants);
  figures.prove = bench_prove(what, engine, properties);
  return true;
}

void compare(std::size_t times, const Figures& first, const Figures& now) {
  fmt::print(
      "  {}× the rules: check {:.1f}×, test {:.1f}×, mutate {:.2f}× the pairs a second, "
      "prove {:.1f}× for each property\n",
      times, now.check / first.check, now.test / first.test, now.mutate / first.mutate,
      now.prove / first.prove);
}

}  // namespace

void bench_growth(bool hundredfold) {
  constexpr std::size_t base = 100;
  Figures first;
  if (!measure(base, first)) return;
  std::vector<std::size_t> sizes = {10};
  if (hundredfold) sizes.push_back(100);
  for (const std::size_t times : sizes) {
    Figures now;
    if (!measure(base * times, now)) return;
    compare(times, first, now);
  }
  if (!hundredfold) fmt::print("  100× the rules: only when asked for, with --100\n");
}

}  // namespace peyer
