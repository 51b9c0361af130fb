// Runs the real program: with pipes, or at a pseudo-terminal.
#pragma once

#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace peyer::test {

using Environment = std::vector<std::pair<std::string, std::string>>;  // set on top of a bare one

struct Ran {
  int code = -1;  // 128 + n after signal n
  std::string out, err;
};

// `input` is what standard input holds.
Ran run(const std::vector<std::string>& arguments, const std::string& input = "",
        const Environment& environment = {});

// The program at a terminal of its own, `columns` wide. Standard output can go to a file instead.
class TerminalSession {
 public:
  TerminalSession(const std::vector<std::string>& arguments, int columns,
                  const Environment& environment = {}, const std::string& output_file = "");
  ~TerminalSession();
  TerminalSession(const TerminalSession&) = delete;
  TerminalSession& operator=(const TerminalSession&) = delete;

  // Waits until the screen shows `text` (after what earlier calls have found); false after some
  // seconds.
  bool expect(const std::string& text);

  // Waits for the next prompt.
  bool prompt() { return expect("\n> "); }

  // Types a line once the next prompt is there.
  bool answer(const std::string& line);

  void type(const std::string& keys);

  // Waits for the end of the program and returns its exit code.
  int finish();

  // Everything that was shown, with \n as line break.
  std::string shown() const;

 private:
  bool read_some(int milliseconds);

  int terminal_ = -1;
  pid_t child_ = -1;
  std::string shown_;
  std::size_t seen_ = 0;
};

// A new folder below the system's, removed at the end.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  std::string file(const std::string& name) const { return path_ + "/" + name; }

  std::string with(const std::string& name,
                   const std::string& text) const;  // writes and gives its path

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string read_text(const std::string& path);

}  // namespace peyer::test
