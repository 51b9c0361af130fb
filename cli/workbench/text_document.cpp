#include "cli/workbench/text_document.h"

#include <algorithm>
#include <utility>

#include "knowledge/utf8.h"

namespace peyer {
namespace {

// Bytes of the character at `at`, and how many UTF-16 code units it takes.
struct Character {
  std::size_t bytes;
  std::int64_t units;
};

Character character_at(std::string_view text, std::size_t at) {
  const std::size_t bytes = utf8_length(text, at);
  if (bytes == 0) return {1, 1};
  return {bytes, bytes == 4 ? 2 : 1};
}

}  // namespace

std::int64_t utf16_units(std::string_view line, std::size_t bytes) {
  std::int64_t units = 0;
  const std::size_t end = std::min(bytes, line.size());
  for (std::size_t at = 0; at < end;) {
    const Character one = character_at(line, at);
    if (at + one.bytes > end) break;
    at += one.bytes;
    units += one.units;
  }
  return units;
}

TextDocument::TextDocument(std::string text) : text_(std::move(text)) {
  find_lines();
}

void TextDocument::find_lines() {
  starts_ = {0};
  for (std::size_t at = 0; at < text_.size(); ++at) {
    const bool pair = text_[at] == '\r' && at + 1 < text_.size() && text_[at + 1] == '\n';
    if (pair) continue;
    if (text_[at] == '\n' || text_[at] == '\r') starts_.push_back(at + 1);
  }
}

std::string_view TextDocument::line(std::size_t number) const {
  if (number >= starts_.size()) return {};
  const std::size_t start = starts_[number];
  std::size_t end = number + 1 < starts_.size() ? starts_[number + 1] : text_.size();
  while (end > start && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  return std::string_view(text_).substr(start, end - start);
}

std::size_t TextDocument::offset_of(const TextPosition& position) const {
  if (position.line < 0) return 0;
  if (static_cast<std::uint64_t>(position.line) >= starts_.size()) return text_.size();
  const auto number = static_cast<std::size_t>(position.line);
  const std::string_view line = this->line(number);
  std::size_t at = 0;
  std::int64_t units = 0;
  while (at < line.size()) {
    const Character one = character_at(line, at);
    if (position.character < units + one.units) break;
    at += one.bytes;
    units += one.units;
  }
  return starts_[number] + at;
}

TextPosition TextDocument::position_of(std::size_t offset) const {
  const std::size_t at = std::min(offset, text_.size());
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), at);
  const auto number = static_cast<std::size_t>(after - starts_.begin()) - 1;
  return {static_cast<std::int64_t>(number), utf16_units(line(number), at - starts_[number])};
}

void TextDocument::replace(const TextPosition& start, const TextPosition& end,
                           std::string_view text) {
  const std::size_t one = offset_of(start);
  const std::size_t other = offset_of(end);
  const std::size_t first = std::min(one, other);
  const std::size_t last = std::max(one, other);
  text_.replace(first, last - first, text);
  find_lines();
}

}  // namespace peyer
