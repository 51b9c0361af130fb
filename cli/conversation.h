// The two ends of a dialogue: something said, something heard.
#pragma once

#include <string>

#include "cli/terminal.h"

namespace peyer {

struct Heard {
  enum class Kind {
    line,        // a line was typed: `text`, without its line break
    end,         // the input ended (Ctrl-D, or the end of a pipe)
    interrupted  // Ctrl-C
  };

  Kind kind = Kind::end;
  std::string text;
};

class Conversation {
 public:
  virtual ~Conversation() = default;

  // What it can show just now; ask again before each page, since a window may be resized.
  virtual Surface surface() const = 0;

  // Text that is laid out already.
  virtual void say(const std::string& text) = 0;

  // Waits for a line.
  virtual Heard listen(const std::string& prompt) = 0;
};

}  // namespace peyer
