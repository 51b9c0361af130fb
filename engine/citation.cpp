#include "engine/citation.h"

#include <fmt/format.h>

#include <algorithm>

namespace peyer {

namespace {

std::string sentence(const std::string& text) {
  if (text.empty()) return "";
  const bool ended = text.ends_with('.') || text.ends_with('?') || text.ends_with('!');
  return text + (ended ? " " : ". ");
}

// "2019;68(8):1516-1526", as far as it is known.
std::string where_in_journal(const Source& source) {
  std::string where = source.year ? std::to_string(*source.year) : "";
  if (source.volume.empty() && source.pages.empty()) return where;
  if (!source.volume.empty()) where += ";" + source.volume;
  if (!source.issue.empty()) where += fmt::format("({})", source.issue);
  if (!source.pages.empty()) where += fmt::format(":{}", source.pages);
  return where;
}

}  // namespace

std::string citation(const Source& source) {
  std::string text = sentence(source.authors.empty() ? source.body : source.authors);
  text += sentence(source.title);
  if (!source.authors.empty() && !source.body.empty()) text += sentence(source.body);
  if (!source.code.empty()) text += sentence(source.code);
  if (!source.journal.empty()) text += source.journal + " ";
  text += sentence(where_in_journal(source));
  text += address(source);
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::string address(const Source& source) {
  if (!source.doi.empty()) return "https://doi.org/" + source.doi;
  return source.url;
}

std::vector<SourceId> ids_of(const Cite& cite) {
  std::vector<SourceId> ids;
  ids.reserve(cite.size());
  for (const auto& source : cite) ids.push_back(source.value);
  return ids;
}

void add_sources(const std::vector<SourceId>& more, std::vector<SourceId>& sources) {
  for (const SourceId& source : more) {
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) {
      sources.push_back(source);
    }
  }
}

}  // namespace peyer
