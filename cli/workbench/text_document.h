// A text that an editor holds open: places as editors count them, and changes of parts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace peyer {

// A place as the Language Server Protocol counts it: both from 0, `character` in UTF-16 code units.
struct TextPosition {
  std::int64_t line = 0;
  std::int64_t character = 0;

  friend bool operator==(const TextPosition&, const TextPosition&) = default;
};

// How many UTF-16 code units the first `bytes` bytes of a line take. Bytes that are no UTF-8 count
// one each.
std::int64_t utf16_units(std::string_view line, std::size_t bytes);

// Lines end in \n, \r\n or \r, as the protocol has it. Not thread-safe.
class TextDocument {
 public:
  explicit TextDocument(std::string text = "");

  const std::string& text() const { return text_; }

  // The byte at which a place begins. A place beyond the end of its line is the end of the line,
  // one beyond the last line the end of the text, a negative one the beginning; the middle of a
  // character is its beginning.
  std::size_t offset_of(const TextPosition& position) const;

  TextPosition position_of(std::size_t offset) const;

  // A line's text without its line break; "" beyond the last.
  std::string_view line(std::size_t number) const;

  // Puts `text` in the place of what stands between two places, whichever comes first.
  void replace(const TextPosition& start, const TextPosition& end, std::string_view text);

 private:
  void find_lines();

  std::string text_;
  std::vector<std::size_t> starts_;  // of lines; never empty
};

}  // namespace peyer
