#include "bench/bench_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "knowledge/lint.h"
#include "knowledge/loader.h"
#include "knowledge/strict_yaml.h"

namespace peyer {
namespace {

template <typename Work>
double milliseconds(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
  return taken.count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                   values.end());
  return values[values.size() / 2];
}

}  // namespace

void bench_check(const std::string& folder) {
  std::vector<double> floor, loading, linting;
  for (int round = 0; round < 7; ++round) {
    Diagnostics diagnostics;
    const SourceFiles files = read_folder(folder, diagnostics);
    floor.push_back(milliseconds([&] {
      for (const auto& file : files) static_cast<void>(read_strict_yaml(file, diagnostics));
    }));
    Loaded loaded;
    loading.push_back(milliseconds([&] { loaded = load(files); }));
    linting.push_back(milliseconds([&] { static_cast<void>(lint(*loaded.base)); }));
  }
  const double whole = median(loading) + median(linting);
  fmt::print("{:36}{:9.1f} ms   one thread's YAML {:6.1f} ms   ratio {:.2f}\n", "peyer check",
             whole, median(floor), whole / median(floor));
}

}  // namespace peyer
