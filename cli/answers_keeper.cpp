#include "cli/answers_keeper.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "engine/answers_file.h"

namespace peyer {
namespace {

bool write_and_sync(int fd, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t written = ::write(fd, text.data() + at, text.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    at += static_cast<std::size_t>(written);
  }
  return fsync(fd) == 0;
}

}  // namespace

std::optional<std::string> AnswersKeeper::keep_in(const std::filesystem::path& path,
                                                  bool may_replace) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return std::strerror(EISDIR);
  if (!may_replace && std::filesystem::exists(path, ignored)) return std::strerror(EEXIST);
  path_ = path;
  return std::nullopt;
}

std::optional<std::string> AnswersKeeper::write(const Consultation& visit) const {
  const std::string text = write_answers(visit.answers(), visit.knowledge());
  const std::string beside = path_.string() + ".new";
  const int fd = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return std::strerror(errno);
  bool good = write_and_sync(fd, text);
  int failure = errno;
  good = close(fd) == 0 && good;
  if (good && std::rename(beside.c_str(), path_.c_str()) == 0) return std::nullopt;
  if (good) failure = errno;
  unlink(beside.c_str());
  return std::strerror(failure);
}

}  // namespace peyer
