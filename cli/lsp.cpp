// peyer lsp: the language server at standard input and output.
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/workbench/language_server.h"
#include "cli/workbench/message_stream.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

using Clock = std::chrono::steady_clock;

// What was asked and how long it took; never a text, nor a path.
class Log {
 public:
  explicit Log(const std::string& path) {
    if (path.empty()) return;
    file_ = std::fopen(path.c_str(), "ae");
    if (file_ == nullptr) {
      throw Failure(
          ExitCode::wrong_use,
          Phrases::english()("error.read", {{"file", path}, {"reason", std::strerror(errno)}}));
    }
  }

  ~Log() {
    if (file_ != nullptr) std::fclose(file_);
  }

  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;
  Log(Log&&) = delete;
  Log& operator=(Log&&) = delete;

  void write(const std::string& what, Clock::time_point since) {
    if (file_ == nullptr) return;
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - since);
    fmt::print(file_, "{:%H:%M:%S} {} {} ms\n", fmt::localtime(std::time(nullptr)), what,
               took.count());
    std::fflush(file_);
  }

 private:
  std::FILE* file_ = nullptr;
};

// A method's name as a client may send it: nothing in it must forge a line of the log.
std::string for_log(const std::string& method) {
  std::string out = method.substr(0, 60);
  for (char& c : out) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '$';
    if (!plain) c = '?';
  }
  return out.empty() ? "(no method)" : out;
}

// -1: for ever.
int milliseconds_until(const std::optional<Clock::time_point>& due) {
  if (!due) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - Clock::now());
  return static_cast<int>(std::max<std::int64_t>(left.count(), 0));
}

class Session {
 public:
  explicit Session(const std::string& log) : server_(PEYER_VERSION), log_(log) {}

  ExitCode run() {
    while (!server_.ended()) {
      pollfd input{STDIN_FILENO, POLLIN, 0};
      const int ready = poll(&input, 1, milliseconds_until(server_.due()));
      if (ready < 0 && errno != EINTR) return ExitCode::internal;
      if (ready > 0 && !read_some()) break;
      if (ready == 0) check();
    }
    // The protocol's own word for a client that left without "shutdown" is 1.
    return server_.was_shut_down() ? ExitCode::good : ExitCode::findings;
  }

 private:
  bool read_some() {  // false at the end of the input
    std::array<char, 65536> buffer{};
    const ssize_t count = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (count < 0) return errno == EINTR || errno == EAGAIN;
    if (count == 0) return false;
    reader_.feed({buffer.data(), static_cast<std::size_t>(count)});
    while (const auto body = reader_.next()) {
      const Clock::time_point start = Clock::now();
      send(server_.receive(*body, start));
      log_.write(for_log(server_.last_method()), start);
      if (server_.ended()) break;
    }
    return true;
  }

  void check() {
    const Clock::time_point start = Clock::now();
    send(server_.tick(start));
    log_.write("(check)", start);
  }

  static void send(const std::vector<std::string>& messages) {
    for (const std::string& message : messages) write_result(framed(message));
  }

  LanguageServer server_;
  MessageReader reader_;
  Log log_;
};

}  // namespace

ExitCode run_lsp(const LspOptions& options) {
  return Session(options.log).run();
}

}  // namespace peyer
