#include "knowledge/location.h"

#include <tuple>

namespace peyer {

std::string Location::place() const {
  if (!file) return "";
  return line > 0 ? file->path + ":" + std::to_string(line) : file->path;
}

std::string Location::line_text() const {
  if (!file || line <= 0) return "";
  const std::string& text = file->text;
  std::size_t start = 0;
  for (int i = 1; i < line; ++i) {
    start = text.find('\n', start);
    if (start == std::string::npos) return "";
    ++start;
  }
  std::size_t end = text.find('\n', start);
  if (end == std::string::npos) end = text.size();
  if (end > start && text[end - 1] == '\r') --end;
  return text.substr(start, end - start);
}

bool operator<(const Location& a, const Location& b) {
  static const std::string nowhere;
  const std::string& path_a = a.file ? a.file->path : nowhere;
  const std::string& path_b = b.file ? b.file->path : nowhere;
  return std::tie(path_a, a.line, a.column) < std::tie(path_b, b.line, b.column);
}

}  // namespace peyer
