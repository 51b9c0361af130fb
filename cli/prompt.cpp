#include "cli/prompt.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include "cli/page.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

// A handler may do little more than write to a pipe; listen() polls the other end, so that no
// Ctrl-C is lost between a test and a read.
std::array<int, 2> interrupt_pipe = {-1, -1};
volatile std::sig_atomic_t interrupts_seen = 0;
struct sigaction action_before = {};

constexpr std::size_t longest_line =
    std::size_t{64} * 1024;  // bytes; nobody types more, but a pipe may send it

void on_interrupt(int /*signal*/) {
  if (interrupts_seen != 0) _exit(130);
  interrupts_seen = 1;
  const int kept = errno;
  const char byte = '!';
  [[maybe_unused]] const ssize_t written = write(interrupt_pipe[1], &byte, 1);
  errno = kept;
}

void write_all(int fd, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t written = write(fd, text.data() + at, text.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // nobody is there any more; the result is what matters
    at += static_cast<std::size_t>(written);
  }
}

// Lines end in \n; a terminal in raw mode or a file from elsewhere may send \r\n.
std::string take_line(std::string& heard, std::size_t end) {
  std::string line = heard.substr(0, end);
  heard.erase(0, end + 1);
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

}  // namespace

InterruptWatch::InterruptWatch() {
  interrupts_seen = 0;
  if (pipe2(interrupt_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) interrupt_pipe = {-1, -1};
  struct sigaction action = {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &action_before);
}

InterruptWatch::~InterruptWatch() {
  sigaction(SIGINT, &action_before, nullptr);
  for (int& end : interrupt_pipe) {
    if (end >= 0) close(end);
    end = -1;
  }
}

int InterruptWatch::descriptor() const {
  return interrupt_pipe[0];
}

TerminalConversation::TerminalConversation(bool plain)
    : plain_(plain), typed_(isatty(STDIN_FILENO) == 1) {
  if (!typed_ || isatty(STDERR_FILENO) == 1) return;
  // Standard error was sent elsewhere, but somebody sits at the keyboard.
  const int tty = open("/dev/tty", O_WRONLY | O_CLOEXEC);
  if (tty < 0) return;
  out_ = tty;
  close_out_ = true;
}

TerminalConversation::~TerminalConversation() {
  if (close_out_) close(out_);
}

void TerminalConversation::say(const std::string& text) {
  write_all(out_, text);
}

Heard TerminalConversation::listen(const std::string& prompt) {
  say(prompt);
  while (true) {
    if (interrupts_seen != 0) {
      say("\n");
      return {Heard::Kind::interrupted, ""};
    }
    const std::size_t end = heard_.find('\n');
    if (end == std::string::npos && heard_.size() > longest_line) {
      heard_.clear();
      too_long_ = true;
    }
    if (end != std::string::npos) {
      std::string line = take_line(heard_, end);
      if (std::exchange(too_long_, false) || line.size() > longest_line) {
        say("\n" + Page(surface()).text(Phrases::english()("answer.too_long")).str() + "\n" +
            prompt);
        continue;
      }
      if (!typed_) say(clean(line) + "\n");  // a pipe does not echo
      return {Heard::Kind::line, std::move(line)};
    }
    if (read_more()) continue;
    if (!heard_.empty()) {  // a last line without its line break
      heard_ += '\n';
      continue;
    }
    say("\n");
    return {Heard::Kind::end, ""};
  }
}

bool TerminalConversation::read_more() {
  std::array<pollfd, 2> waiting = {
      {{STDIN_FILENO, POLLIN, 0}, {interrupts_.descriptor(), POLLIN, 0}}};
  if (poll(waiting.data(), waiting.size(), -1) < 0) return errno == EINTR;
  if (waiting[1].revents != 0) return true;  // listen() looks at what happened
  std::array<char, 4096> buffer{};
  const ssize_t count = read(STDIN_FILENO, buffer.data(), buffer.size());
  if (count < 0) return errno == EINTR || errno == EAGAIN;
  heard_.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

}  // namespace peyer
