#include "web/metrics.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "web/routes.h"

namespace peyer {

namespace {

// A label's value, as the format wants it escaped.
std::string label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

Metrics::Metrics(std::vector<std::string> routes)
    : shapes_(std::move(routes)), routes_(shapes_.size() + 1) {}

std::size_t Metrics::place_of(std::string_view path) const {
  const auto found = std::find_if(shapes_.begin(), shapes_.end(), [&](const std::string& shape) {
    return match_route(shape, path).has_value();
  });
  return static_cast<std::size_t>(std::distance(shapes_.begin(), found));
}

std::string Metrics::name_of(std::size_t place) const {
  return place == shapes_.size() ? "other" : label(shapes_[place]);
}

void Metrics::answered(std::string_view path, int status, std::chrono::nanoseconds took) {
  Route& route = routes_[place_of(path)];
  ++route.by_status[static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1)];
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bound = std::lower_bound(bounds.begin(), bounds.end(), seconds);
  ++route.by_time[static_cast<std::size_t>(std::distance(bounds.begin(), bound))];
  route.nanoseconds += static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0));
}

std::string Metrics::text(const PackInfo& pack, std::size_t journeys) const {
  std::string out;
  const auto line = std::back_inserter(out);
  out +=
      "# HELP peyer_requests_total Requests that were answered.\n"
      "# TYPE peyer_requests_total counter\n";
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    for (std::size_t status = 0; status < 5; ++status) {
      const std::uint64_t count = routes_[i].by_status[status];
      if (count == 0) continue;
      fmt::format_to(line, "peyer_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", name_of(i),
                     status + 1, count);
    }
  }
  out +=
      "# HELP peyer_request_seconds How long an answer took to make.\n"
      "# TYPE peyer_request_seconds histogram\n";
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    const Route& route = routes_[i];
    // Read once: the counts grow meanwhile, and the sum of what is shown must be right.
    std::array<std::uint64_t, bounds.size() + 1> counts{};
    std::copy(route.by_time.begin(), route.by_time.end(), counts.begin());
    std::uint64_t so_far = 0;
    for (std::size_t bucket = 0; bucket < counts.size(); ++bucket) so_far += counts[bucket];
    if (so_far == 0) continue;
    so_far = 0;
    for (std::size_t bucket = 0; bucket < bounds.size(); ++bucket) {
      so_far += counts[bucket];
      fmt::format_to(line, "peyer_request_seconds_bucket{{route=\"{}\",le=\"{}\"}} {}\n",
                     name_of(i), bounds[bucket], so_far);
    }
    so_far += counts.back();
    fmt::format_to(line, "peyer_request_seconds_bucket{{route=\"{}\",le=\"+Inf\"}} {}\n",
                   name_of(i), so_far);
    fmt::format_to(line, "peyer_request_seconds_sum{{route=\"{}\"}} {}\n", name_of(i),
                   static_cast<double>(route.nanoseconds.load()) / 1e9);
    fmt::format_to(line, "peyer_request_seconds_count{{route=\"{}\"}} {}\n", name_of(i), so_far);
  }
  fmt::format_to(line,
                 "# HELP peyer_refused_total Requests that the server refused to read.\n"
                 "# TYPE peyer_refused_total counter\n"
                 "peyer_refused_total {}\n"
                 "# HELP peyer_journeys Visits that are under way on the pages.\n"
                 "# TYPE peyer_journeys gauge\n"
                 "peyer_journeys {}\n"
                 "# HELP peyer_pack_info The knowledge that is served.\n"
                 "# TYPE peyer_pack_info gauge\n"
                 "peyer_pack_info{{pack=\"{}\",version=\"{}\",hash=\"{}\",signer=\"{}\"}} 1\n",
                 refused_.load(), journeys, label(pack.id), label(pack.version), label(pack.hash),
                 label(pack.signer));
  return out;
}

}  // namespace peyer
