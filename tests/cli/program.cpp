#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace peyer::test {
namespace {

constexpr auto patience = std::chrono::seconds(30);  // the machine may be busy

// After fork: replaces this process by the program. Never returns.
[[noreturn]] void become_program(const std::vector<std::string>& arguments,
                                 const Environment& environment) {
  clearenv();
  setenv("PATH", "/usr/bin:/bin", 1);
  setenv("LANG", "C.UTF-8", 1);
  setenv("TERM", "xterm", 1);
  for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> pointers;
  std::string program = PEYER_PROGRAM;
  pointers.push_back(program.data());
  std::vector<std::string> copies = arguments;
  for (std::string& argument : copies) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  execv(program.c_str(), pointers.data());
  _exit(99);
}

int exit_code(int status) {
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::array<int, 2> make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  return ends;
}

std::string drain(int fd) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t count = 0; (count = read(fd, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  close(fd);
  return text;
}

}  // namespace

Ran run(const std::vector<std::string>& arguments, const std::string& input,
        const Environment& environment) {
  const auto in = make_pipe();
  const auto out = make_pipe();
  const auto err = make_pipe();
  const pid_t child = fork();
  if (child == 0) {
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    setsid();  // no terminal to fall back on
    become_program(arguments, environment);
  }
  for (const int fd : {in[0], out[1], err[1]}) close(fd);
  std::jthread feeder([&] {
    [[maybe_unused]] const ssize_t written = write(in[1], input.data(), input.size());
    close(in[1]);
  });
  Ran ran;
  std::jthread errors([&] { ran.err = drain(err[0]); });
  ran.out = drain(out[0]);
  errors.join();
  int status = 0;
  waitpid(child, &status, 0);
  ran.code = exit_code(status);
  return ran;
}

TerminalSession::TerminalSession(const std::vector<std::string>& arguments, int columns,
                                 const Environment& environment, const std::string& output_file) {
  winsize size{};
  size.ws_col = static_cast<unsigned short>(columns);
  size.ws_row = 24;
  child_ = forkpty(&terminal_, nullptr, nullptr, &size);
  if (child_ < 0) throw std::runtime_error("no pseudo-terminal");
  if (child_ != 0) return;
  if (!output_file.empty()) {
    const int file = open(output_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(file, STDOUT_FILENO);
  }
  become_program(arguments, environment);
}

TerminalSession::~TerminalSession() {
  if (child_ > 0) {
    kill(child_, SIGKILL);
    waitpid(child_, nullptr, 0);
  }
  if (terminal_ >= 0) close(terminal_);
}

bool TerminalSession::read_some(int milliseconds) {
  pollfd waiting = {terminal_, POLLIN, 0};
  if (poll(&waiting, 1, milliseconds) <= 0) return false;
  std::array<char, 4096> buffer{};
  const ssize_t count = read(terminal_, buffer.data(), buffer.size());
  if (count > 0) shown_.append(buffer.data(), static_cast<std::size_t>(count));
  return count > 0;
}

bool TerminalSession::expect(const std::string& text) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (true) {
    const std::size_t found = shown_.find(text, seen_);
    if (found != std::string::npos) {
      seen_ = found + text.size();
      return true;
    }
    if (std::chrono::steady_clock::now() > until) return false;
    pollfd waiting = {terminal_, POLLIN, 0};
    if (poll(&waiting, 1, 200) > 0 && !read_some(0)) {
      return shown_.find(text, seen_) != std::string::npos;  // the other end was closed
    }
  }
}

bool TerminalSession::answer(const std::string& line) {
  if (!prompt()) return false;
  type(line + "\n");
  return true;
}

void TerminalSession::type(const std::string& keys) {
  [[maybe_unused]] const ssize_t written = write(terminal_, keys.data(), keys.size());
}

int TerminalSession::finish() {
  const auto until = std::chrono::steady_clock::now() + patience;
  int status = 0;
  while (waitpid(child_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > until) return -1;
    read_some(50);
  }
  child_ = -1;
  while (read_some(50)) {
  }
  return exit_code(status);
}

std::string TerminalSession::shown() const {
  std::string text = shown_;
  std::erase(text, '\r');
  return text;
}

ScratchFolder::ScratchFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "peyer-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder");
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string ScratchFolder::with(const std::string& name, const std::string& text) const {
  std::ofstream(file(name), std::ios::binary) << text;
  return file(name);
}

std::string read_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace peyer::test
