// What the place that text goes to can show: how wide it is, and whether it takes colours.
#pragma once

#include <string>

namespace peyer {

struct Surface {
  int width = 80;       // columns, narrowest_surface … widest_surface
  bool tty = false;     // somebody is looking at it
  bool colour = false;  // takes escape sequences
  bool plain = false;   // wanted for a screen reader: words instead of signs, no ornament
};

inline constexpr int narrowest_surface = 30;
inline constexpr int widest_surface = 88;  // longer lines are tiring to read

// What a surface is decided from.
struct SurfaceFacts {
  bool tty = false;
  int columns = 0;       // as the terminal says; 0 when it does not
  bool plain = false;    // --plain
  std::string no_color;  // the environment's NO_COLOR, TERM and COLUMNS; "" when not set
  std::string term;
  std::string columns_wish;
};

Surface decide_surface(const SurfaceFacts& facts);

// The surface behind a file descriptor, as it is just now: a window may have been resized.
Surface surface_of(int fd, bool plain);

}  // namespace peyer
