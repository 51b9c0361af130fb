#include "cli/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace peyer {
namespace {

constexpr int usual_width = 80;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

int positive_number(const std::string& text) {
  int number = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = result.ec == std::errc{} && result.ptr == text.data() + text.size();
  return whole && number > 0 ? number : 0;
}

}  // namespace

Surface decide_surface(const SurfaceFacts& facts) {
  Surface surface;
  int columns = facts.columns > 0 ? facts.columns : positive_number(facts.columns_wish);
  if (columns == 0) columns = usual_width;
  surface.width = std::clamp(columns, narrowest_surface, widest_surface);
  surface.tty = facts.tty;
  surface.plain = facts.plain;
  surface.colour = facts.tty && !facts.plain && facts.no_color.empty() && !facts.term.empty() &&
                   facts.term != "dumb";
  return surface;
}

Surface surface_of(int fd, bool plain) {
  SurfaceFacts facts;
  facts.tty = isatty(fd) == 1;
  winsize size{};
  if (facts.tty && ioctl(fd, TIOCGWINSZ, &size) == 0) facts.columns = size.ws_col;
  facts.plain = plain;
  facts.no_color = environment("NO_COLOR");
  facts.term = environment("TERM");
  facts.columns_wish = environment("COLUMNS");
  return decide_surface(facts);
}

}  // namespace peyer
