#include "cli/output.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

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

void write_to_file(const std::string& path, const std::string& text, Existing existing) {
  try {
    write_file(path, text, existing);
  } catch (const std::system_error& error) {
    throw Failure(ExitCode::wrong_use,
                  Phrases::english()("error.write_file",
                                     {{"file", path}, {"reason", error.code().message()}}));
  }
}

std::string as_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string read_whole_file(const std::string& path) {
  constexpr std::size_t most = 64'000'000;  // /dev/zero has no end
  errno = 0;
  std::error_code ignored;
  std::ifstream stream;
  if (std::filesystem::is_directory(path, ignored)) {
    errno = EISDIR;
  } else {
    stream.open(path, std::ios::binary);
  }
  std::string text;
  for (std::array<char, 65536> some{}; stream.is_open() && stream && text.size() <= most;) {
    stream.read(some.data(), some.size());
    text.append(some.data(), static_cast<std::size_t>(stream.gcount()));
  }
  if (stream.is_open() && !stream.bad() && text.size() <= most) return text;
  throw Failure(
      ExitCode::wrong_use,
      Phrases::english()("error.read", {{"file", path},
                                        {"reason", text.size() > most ? "it is larger than 64 MB"
                                                                      : std::strerror(errno)}}));
}

}  // namespace peyer
