#include "cli/references.h"

#include <algorithm>

#include "engine/citation.h"

namespace peyer {

std::string References::mark(const std::vector<SourceId>& sources) {
  std::vector<std::size_t> numbers;
  for (const SourceId& source : sources) {
    const auto found = std::find(cited_.begin(), cited_.end(), source);
    numbers.push_back(static_cast<std::size_t>(found - cited_.begin()) + 1);
    if (found == cited_.end()) cited_.push_back(source);
  }
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  std::string mark = numbers.empty() ? "" : " ";
  for (const std::size_t number : numbers) mark += "[" + std::to_string(number) + "]";
  return mark;
}

std::string References::mark(const Cite& cite) {
  std::vector<SourceId> sources;
  for (const auto& source : cite) sources.push_back(source.value);
  return mark(sources);
}

void References::write(const std::vector<Source>& sources, Page& page) const {
  for (std::size_t i = 0; i < cited_.size(); ++i) {
    const Source* source = find_by_id(sources, cited_[i]);
    if (source == nullptr) continue;
    page.item("[" + std::to_string(i + 1) + "]", citation_in_lines(*source));
  }
}

std::string citation_in_lines(const Source& source) {
  const std::string where = address(source);
  std::string text = citation(source);
  if (!where.empty() && text.ends_with(where)) {
    text.replace(text.size() - where.size(), where.size(), "\n" + where);
  }
  return text;
}

}  // namespace peyer
