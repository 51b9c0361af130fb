#include "cli/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "cli/failure.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

void write_result(const std::string& text) {
  errno = 0;
  const bool good =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (good) return;
  throw Failure(ExitCode::internal,
                Phrases::english()("error.write", {{"reason", std::strerror(errno)}}));
}

std::string read_whole_file(const std::string& path) {
  errno = 0;
  std::error_code ignored;
  std::ifstream stream;
  if (std::filesystem::is_directory(path, ignored)) {
    errno = EISDIR;
  } else {
    stream.open(path, std::ios::binary);
  }
  std::string text;
  if (stream.is_open()) text.assign(std::istreambuf_iterator<char>(stream), {});
  if (stream.is_open() && !stream.bad()) return text;
  throw Failure(
      ExitCode::wrong_use,
      Phrases::english()("error.read", {{"file", path}, {"reason", std::strerror(errno)}}));
}

}  // namespace peyer
