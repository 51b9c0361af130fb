#include "knowledge/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>

#include "knowledge/utf8.h"

namespace peyer {
namespace {

// A longer line is shown in part, around the mistake.
constexpr std::size_t longest_shown_line = 160;
constexpr std::size_t shown_before_mistake = 60;

// One quoted line and the carets below it, built side by side so that they stay aligned.
struct Excerpt {
  std::string line, carets;
};

// The byte at or after `at` where a character begins.
std::size_t character_start(std::string_view line, std::size_t at) {
  while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

// Appends the character at `at` and returns the length of it in bytes. What a terminal might obey
// (control characters) or choke on (ill-formed bytes) is shown as a replacement character.
std::size_t append_character(std::string_view line, std::size_t at, std::string& out) {
  const std::size_t length = utf8_length(line, at);
  const auto byte = static_cast<unsigned char>(line[at]);
  const bool printable = length > 0 && ((byte >= 0x20 && byte != 0x7F) || byte == '\t');
  if (printable) {
    out.append(line, at, length);
  } else {
    out += "\xEF\xBF\xBD";
  }
  return std::max<std::size_t>(length, 1);
}

// Appends what stands below one character: a blank before the mistake, a caret, then tildes.
void append_mark(std::string_view line, std::size_t at, std::size_t start, std::size_t end,
                 std::string& out) {
  const auto width = static_cast<std::size_t>(display_width(line, at));
  if (at < start && line[at] == '\t') {
    out += '\t';
  } else if (at < start) {
    out.append(width, ' ');
  } else if (at == start) {
    out += '^';
    if (width > 1) out += '~';
  } else if (at < end) {
    out.append(width, '~');
  }
}

Excerpt excerpt(const Location& at) {
  const std::string line = at.line_text();
  const std::size_t start = at.column > 0 ? static_cast<std::size_t>(at.column) - 1 : 0;
  const std::size_t end = start + static_cast<std::size_t>(std::max(at.length, 1));
  std::size_t from = 0;
  std::size_t to = line.size();
  Excerpt shown;
  if (line.size() > longest_shown_line) {
    from = character_start(line, start > shown_before_mistake ? start - shown_before_mistake : 0);
    to = character_start(line, std::min(line.size(), from + longest_shown_line));
    if (from > 0) {
      shown.line = "… ";
      shown.carets = "  ";
    }
  }
  for (std::size_t i = from; i < to;) {
    append_mark(line, i, start, end, shown.carets);
    i += append_character(line, i, shown.line);
  }
  if (start >= to) shown.carets += "^";
  if (to < line.size()) shown.line += " …";
  return shown;
}

std::string header(const Diagnostic& diagnostic) {
  const Location& at = diagnostic.at;
  std::string place = at.place();
  if (at.line > 0) place += fmt::format(":{}", at.column);
  const char* severity = diagnostic.severity == Severity::error ? "error" : "warning";
  return fmt::format("{}{}{}[{}]: {}\n", place, place.empty() ? "" : ": ", severity,
                     diagnostic.code, diagnostic.message);
}

// One row at a time of the table of distances between prefixes; `before` is the row above `above`.
struct Rows {
  std::vector<std::size_t> before, above, current;
};

std::size_t fill_row(std::string_view a, std::string_view b, std::size_t i, Rows& rows) {
  rows.current[0] = i;
  std::size_t smallest = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    const std::size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
    std::size_t best =
        std::min({rows.above[j] + 1, rows.current[j - 1] + 1, rows.above[j - 1] + cost});
    const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
    if (swapped) best = std::min(best, rows.before[j - 2] + 1);
    rows.current[j] = best;
    smallest = std::min(smallest, best);
  }
  return smallest;
}

}  // namespace

Diagnostic error_at(std::string code, Location at, std::string message, std::string help) {
  return {Severity::error, std::move(code), std::move(message), std::move(help), std::move(at)};
}

bool has_errors(const Diagnostics& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
    return diagnostic.severity == Severity::error;
  });
}

void sort_diagnostics(Diagnostics& diagnostics) {
  const auto earlier = [](const Diagnostic& a, const Diagnostic& b) {
    if (a.at < b.at) return true;
    if (b.at < a.at) return false;
    return std::tie(a.code, a.message) < std::tie(b.code, b.message);
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(), earlier);
}

std::string render(const Diagnostic& diagnostic) {
  std::string out = header(diagnostic);
  if (diagnostic.at.file && diagnostic.at.line > 0) {
    const std::string number = std::to_string(diagnostic.at.line);
    const Excerpt shown = excerpt(diagnostic.at);
    out += fmt::format("  {} | {}\n", number, shown.line);
    out += fmt::format("  {} | {}\n", std::string(number.size(), ' '), shown.carets);
  }
  if (!diagnostic.help.empty()) out += fmt::format("help: {}\n", diagnostic.help);
  return out;
}

std::string render(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) out += render(diagnostic);
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  if (difference > limit) return limit + 1;
  const std::vector<std::size_t> blank(b.size() + 1);
  Rows rows{blank, blank, blank};
  for (std::size_t j = 0; j <= b.size(); ++j) rows.above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    if (fill_row(a, b, i, rows) > limit) return limit + 1;
    std::swap(rows.before, rows.above);
    std::swap(rows.above, rows.current);
  }
  return rows.above[b.size()];
}

std::string closest(const std::string& name, const std::vector<std::string>& candidates) {
  // A third of the letters may be wrong, three at most; more is another word.
  std::size_t limit = std::clamp<std::size_t>(name.size() / 3, 1, 3);
  std::string best;
  for (const std::string& candidate : candidates) {
    // A suggestion that shares no letter with a one-letter name helps nobody.
    if (candidate.size() <= 1 || candidate == name) continue;
    const std::size_t far = edit_distance(name, candidate, limit);
    if (far > limit || (far == limit && !best.empty())) continue;
    best = candidate;
    limit = far;
  }
  return best;
}

std::vector<Edit> respelling(const Location& at, const std::string& name,
                             const std::vector<std::string>& candidates) {
  const std::size_t limit = std::clamp<std::size_t>(name.size() / 3, 1, 2);
  std::vector<std::string> near;
  for (const std::string& candidate : candidates) {
    if (edit_distance(name, candidate, limit) <= limit) near.push_back(candidate);
  }
  const std::string line = at.line_text();
  const auto start = static_cast<std::size_t>(std::max(at.column - 1, 0));
  if (near.size() != 1 || near.front() == name || start > line.size()) return {};
  const std::string there = line.substr(start, static_cast<std::size_t>(std::max(at.length, 0)));
  const bool quoted = there == '"' + name + '"' || there == '\'' + name + '\'';
  if (there != name && !quoted) return {};
  return {{at, near.front()}};
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

}  // namespace peyer
