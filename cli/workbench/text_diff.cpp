#include "cli/workbench/text_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace peyer {
namespace {

constexpr std::size_t context = 3;         // lines around a change
constexpr std::ptrdiff_t farthest = 2000;  // changed lines; beyond, no least change is looked for

using Lines = std::vector<std::string_view>;

Lines lines_of(const std::string& text) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

struct Step {
  char sign = ' ';  // ' ' kept, '-' gone, '+' new
  std::string_view line;
};

using Row = std::vector<std::ptrdiff_t>;

// How far each diagonal gets with d changes, for d = 0, 1, …; empty when it would take too many.
std::vector<Row> furthest_rows(const Lines& a, const Lines& b) {
  const auto n = static_cast<std::ptrdiff_t>(a.size());
  const auto m = static_cast<std::ptrdiff_t>(b.size());
  const std::ptrdiff_t most = std::min(n + m, farthest);
  std::vector<Row> rows;
  Row reach(static_cast<std::size_t>(2 * most + 3), 0);
  const auto at = [&](std::ptrdiff_t k) -> std::ptrdiff_t& {
    return reach[static_cast<std::size_t>(k + most + 1)];
  };
  for (std::ptrdiff_t d = 0; d <= most; ++d) {
    rows.push_back(reach);
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
      std::ptrdiff_t x = down ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m &&
             a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) {
        ++x;
      }
      at(k) = x;
      if (x >= n && x - k >= m) return rows;
    }
  }
  return {};
}

std::vector<Step> least_steps(const Lines& a, const Lines& b) {
  std::vector<Step> steps;
  const std::vector<Row> rows = furthest_rows(a, b);
  if (rows.empty()) {
    for (const std::string_view line : a) steps.push_back({'-', line});
    for (const std::string_view line : b) steps.push_back({'+', line});
    return steps;
  }
  const auto most = (static_cast<std::ptrdiff_t>(rows.front().size()) - 3) / 2;
  auto x = static_cast<std::ptrdiff_t>(a.size());
  auto y = static_cast<std::ptrdiff_t>(b.size());
  for (auto d = static_cast<std::ptrdiff_t>(rows.size()) - 1; d >= 0; --d) {
    const Row& row = rows[static_cast<std::size_t>(d)];
    const auto at = [&](std::ptrdiff_t k) { return row[static_cast<std::size_t>(k + most + 1)]; };
    const std::ptrdiff_t k = x - y;
    const bool down = k == -d || (k != d && at(k - 1) < at(k + 1));
    const std::ptrdiff_t before = down ? k + 1 : k - 1;
    const std::ptrdiff_t from_x = d == 0 ? 0 : at(before);
    const std::ptrdiff_t from_y = d == 0 ? 0 : from_x - before;
    while (x > from_x && y > from_y) {
      steps.push_back({' ', a[static_cast<std::size_t>(--x)]});
      --y;
    }
    if (d == 0) break;
    if (down) {
      steps.push_back({'+', b[static_cast<std::size_t>(--y)]});
    } else {
      steps.push_back({'-', a[static_cast<std::size_t>(--x)]});
    }
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

// Changes that are near each other, with the lines around them.
struct Hunk {
  std::size_t from = 0, to = 0;  // of the steps
};

std::vector<Hunk> hunks_of(const std::vector<Step>& steps) {
  std::vector<Hunk> hunks;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].sign == ' ') continue;
    const std::size_t from = i > context ? i - context : 0;
    const std::size_t to = std::min(i + context + 1, steps.size());
    if (!hunks.empty() && from <= hunks.back().to) {
      hunks.back().to = to;
    } else {
      hunks.push_back({from, to});
    }
  }
  return hunks;
}

}  // namespace

std::string unified_diff(const std::string& path, const std::string& before,
                         const std::string& after) {
  if (before == after) return "";
  const std::vector<Step> steps = least_steps(lines_of(before), lines_of(after));
  std::string out = fmt::format("--- {}\n+++ {}\n", path, path);
  std::size_t old_line = 1;
  std::size_t new_line = 1;
  std::size_t at = 0;
  for (const Hunk& hunk : hunks_of(steps)) {
    for (; at < hunk.from; ++at) {
      ++old_line;
      ++new_line;
    }
    std::size_t gone = 0;
    std::size_t added = 0;
    std::string body;
    for (; at < hunk.to; ++at) {
      const Step& step = steps[at];
      if (step.sign != '+') ++gone;
      if (step.sign != '-') ++added;
      body += fmt::format("{}{}\n", step.sign, step.line);
    }
    out += fmt::format("@@ -{},{} +{},{} @@\n{}", old_line, gone, new_line, added, body);
    old_line += gone;
    new_line += added;
  }
  return out;
}

}  // namespace peyer
