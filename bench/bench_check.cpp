#include "bench/bench_check.h"

#include <fmt/format.h>

#include <vector>

#include "bench/timing.h"
#include "knowledge/lint.h"
#include "knowledge/strict_yaml.h"

namespace peyer {

double bench_check(const std::string& what, const SourceFiles& files, int rounds) {
  std::vector<double> floor;
  std::vector<double> whole;
  for (int round = 0; round < rounds; ++round) {
    Diagnostics diagnostics;
    floor.push_back(seconds([&] {
      for (const auto& file : files) static_cast<void>(read_strict_yaml(file, diagnostics));
    }));
    whole.push_back(seconds([&] { static_cast<void>(linted(load(files))); }));
  }
  const double taken = median(whole);
  fmt::print("{:36}{:9.3f} s   one thread's YAML {:.3f} s, ratio {:.2f}\n", "check, " + what, taken,
             median(floor), taken / median(floor));
  return taken;
}

}  // namespace peyer
