// How a command ends, and how it says that it can't go on.
#pragma once

#include <stdexcept>
#include <string>

namespace peyer {

enum class ExitCode {
  good = 0,
  findings = 1,      // mistakes in a pack
  wrong_use = 2,     // of the command line or of a file given to it
  internal = 3,      // nobody's fault but the program's or the machine's
  interrupted = 130  // Ctrl-C, as shells expect it
};

// Thrown by commands, caught once in main: the message goes to standard error as it is.
class Failure : public std::runtime_error {
 public:
  Failure(ExitCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

  ExitCode code() const { return code_; }

 private:
  ExitCode code_;
};

}  // namespace peyer
