#include "cli/workbench/write_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace peyer {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, int reason) {
  throw std::system_error(reason, std::generic_category(), path);
}

bool write_all(int file, const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const ssize_t written = ::write(file, text.data() + at, text.size() - at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    at += static_cast<std::size_t>(written);
  }
  return true;
}

// A new file beside the target, removed unless it was put in its place.
class Beside {
 public:
  explicit Beside(const std::string& target) {
    for (int number = 0; file_ < 0; ++number) {
      path_ = target + "." + std::to_string(::getpid()) + "-" + std::to_string(number) + ".part";
      // Not mkstemp: a new file gets the permissions that the umask says.
      file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (file_ < 0 && errno != EEXIST) fail(target, errno);
    }
  }

  ~Beside() {
    if (file_ >= 0) ::close(file_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  bool write(const std::string& text) {
    const bool written = write_all(file_, text) && ::fsync(file_) == 0;
    const int reason = errno;
    const bool closed = ::close(file_) == 0;
    file_ = -1;
    if (!written) errno = reason;
    return written && closed;
  }

  // Where this is known to take no other file's place.
  bool put_new(const std::string& target) {
    if (::link(path_.c_str(), target.c_str()) == 0) return true;
    if (errno != EPERM && errno != ENOTSUP) return false;
    // A file system without links, such as a stick's: the best that can be done there.
    if (::access(target.c_str(), F_OK) == 0) {
      errno = EEXIST;
      return false;
    }
    return replace(target);
  }

  bool replace(const std::string& target) {
    if (std::rename(path_.c_str(), target.c_str()) != 0) return false;
    path_.clear();
    return true;
  }

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int file_ = -1;
};

void write_into(const std::string& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (file < 0) fail(path, errno);
  const bool written = write_all(file, text);
  const int reason = errno;
  ::close(file);
  if (!written) fail(path, reason);
}

}  // namespace

void write_file(const std::string& path, const std::string& text, Existing existing,
                const std::function<void()>& last_look) {
  struct stat there {};

  const bool is_there = ::stat(path.c_str(), &there) == 0;
  if (is_there && existing == Existing::keep) fail(path, EEXIST);
  if (is_there && S_ISDIR(there.st_mode)) fail(path, EISDIR);
  if (is_there && !S_ISREG(there.st_mode)) return write_into(path, text);
  std::string target = path;
  if (is_there) {
    std::error_code failure;
    target = fs::canonical(path, failure).string();
    if (failure) fail(path, failure.value());
  }
  Beside beside(target);
  if (!beside.write(text)) fail(path, errno);
  if (is_there && ::chmod(beside.path().c_str(), there.st_mode & 07777U) != 0) fail(path, errno);
  if (last_look) last_look();
  const bool placed = existing == Existing::keep ? beside.put_new(target) : beside.replace(target);
  if (!placed) fail(path, errno);
}

}  // namespace peyer
