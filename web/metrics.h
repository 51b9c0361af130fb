// How much was asked of the site, how it went and how long it took; for whoever watches over it
// (Prometheus' text format). Counts only: no answer, no id, no path, nobody's address.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace peyer {

// Thread-safe, without locks.
class Metrics {
 public:
  // Upper bounds of the histogram's buckets, in seconds.
  static constexpr std::array<double, 11> bounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                                    0.05,   0.1,   0.25,   0.5,   1};

  // Counts by these shapes of paths (see routes.h), and everything else as "other".
  explicit Metrics(std::vector<std::string> routes);

  void answered(std::string_view path, int status, std::chrono::nanoseconds took);

  // A request that never came to the site: oversize, ambiguous, too slow, or not allowed in.
  void refused() { ++refused_; }

  // `journeys`: how many are under way.
  std::string text(const PackInfo& pack, std::size_t journeys) const;

 private:
  struct Route {
    std::array<std::atomic<std::uint64_t>, 5> by_status{};  // 1xx … 5xx
    std::array<std::atomic<std::uint64_t>, bounds.size() + 1> by_time{};
    std::atomic<std::uint64_t> nanoseconds{0};
  };

  std::size_t place_of(std::string_view path) const;
  std::string name_of(std::size_t place) const;

  const std::vector<std::string> shapes_;
  std::vector<Route> routes_;  // one for each shape, and one for the rest
  std::atomic<std::uint64_t> refused_{0};
};

}  // namespace peyer
