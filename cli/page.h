// Text laid out for one surface: wrapped, indented, and coloured where that is wanted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"

namespace peyer {

// How a line sounds. Colour is never the only sign of anything.
enum class Tone { normal, strong, quiet, urgent, soon, calm };

// The lines of one paragraph, at most `width` columns each. Words longer than a line are cut, but
// web addresses and paths are left whole, so that they can be copied. Control characters are left
// out: neither a pack nor what somebody typed may steer the terminal.
std::vector<std::string> wrap(std::string_view text, int width);

// What a terminal may be shown: white space becomes one space; control characters and those that
// turn the direction of writing (U+202A ... U+202E, U+2066 ... U+2069) are left out.
std::string clean(std::string_view text);

// The same for each line by itself: line breaks stay.
std::string clean_lines(std::string_view text);

// "3." for the third of nine, " 3." for the third of twelve, so that the texts stand in one column.
std::string numbered(std::size_t place, std::size_t count);

// How many columns a text takes.
int columns_of(std::string_view text);

class Page {
 public:
  explicit Page(const Surface& surface) : surface_(surface) {}

  const Surface& surface() const { return surface_; }

  // A heading with a blank line before it.
  Page& heading(std::string_view text, Tone tone = Tone::strong);

  // Line breaks in the text begin a new paragraph line.
  Page& text(std::string_view text, int indent = 0, Tone tone = Tone::normal);

  // A marker such as "2." or "-" with the text hanging beside it.
  Page& item(std::string_view marker, std::string_view text, int indent = 0,
             Tone tone = Tone::normal);

  // A line as it is, for columns of numbers. Never for text from a pack or a visitor.
  Page& preformatted(std::string_view text);

  // One blank line, never two in a row and none at the very start.
  Page& blank();

  const std::string& str() const { return out_; }

 private:
  void line(std::string_view text, Tone tone);

  Surface surface_;
  std::string out_;
};

}  // namespace peyer
