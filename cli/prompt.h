// The conversation at a terminal: questions go to the terminal itself (or to standard error), never
// to standard output, which is for the result.
#pragma once

#include <string>

#include "cli/conversation.h"

namespace peyer {

// Catches Ctrl-C while it lives. A second Ctrl-C ends the program at once. One at a time.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;
  InterruptWatch(InterruptWatch&&) = delete;
  InterruptWatch& operator=(InterruptWatch&&) = delete;

  // Readable once Ctrl-C was pressed; for poll().
  int descriptor() const;
};

class TerminalConversation : public Conversation {
 public:
  // Reads standard input, be it a terminal or a pipe.
  explicit TerminalConversation(bool plain);
  ~TerminalConversation() override;
  TerminalConversation(const TerminalConversation&) = delete;
  TerminalConversation& operator=(const TerminalConversation&) = delete;
  TerminalConversation(TerminalConversation&&) = delete;
  TerminalConversation& operator=(TerminalConversation&&) = delete;

  Surface surface() const override { return surface_of(out_, plain_); }

  void say(const std::string& text) override;
  Heard listen(const std::string& prompt) override;

  // Somebody reads what is said here, and can be shown the result.
  bool is_watched() const { return surface().tty; }

 private:
  bool read_more();  // false at the end of the input

  bool plain_;
  bool typed_;   // standard input is a terminal, which echoes what is typed
  int out_ = 2;  // where to speak: standard error, or the terminal
  bool close_out_ = false;
  InterruptWatch interrupts_;
  std::string heard_;      // read, but not yet given out
  bool too_long_ = false;  // the line being read is refused as a whole, however much is to come
};

}  // namespace peyer
