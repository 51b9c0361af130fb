#include "cli/references.h"

#include "engine/citation.h"

namespace peyer {

std::string References::mark(const std::vector<SourceId>& sources) {
  const std::vector<std::size_t> numbers = sources_.numbers(sources);
  std::string mark = numbers.empty() ? "" : " ";
  for (const std::size_t number : numbers) mark += "[" + std::to_string(number) + "]";
  return mark;
}

std::string References::mark(const Cite& cite) {
  return mark(ids_of(cite));
}

void References::write(const std::vector<Source>& sources, Page& page) const {
  const std::vector<SourceId>& cited = sources_.cited();
  for (std::size_t i = 0; i < cited.size(); ++i) {
    const Source* source = find_by_id(sources, cited[i]);
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
