#include "cli/workbench/replace_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace peyer {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw std::runtime_error("can't write '" + path + "': " + reason);
}

// Removes what was written beside unless it was renamed.
class Beside {
 public:
  explicit Beside(const fs::path& target) : path_(target.string() + ".XXXXXX") {
    file_ = mkstemp(path_.data());
    if (file_ < 0) fail(target.string(), std::strerror(errno));
  }

  ~Beside() {
    if (file_ >= 0) close(file_);
    if (!path_.empty()) unlink(path_.c_str());
  }

  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  bool write(const std::string& text) {
    std::size_t done = 0;
    while (done < text.size()) {
      const ssize_t some = ::write(file_, text.data() + done, text.size() - done);
      if (some < 0 && errno == EINTR) continue;
      if (some <= 0) return false;
      done += static_cast<std::size_t>(some);
    }
    return fsync(file_) == 0;
  }

  const std::string& path() const { return path_; }

  void keep() { path_.clear(); }

 private:
  std::string path_;
  int file_ = -1;
};

}  // namespace

void replace_file(const FileChange& change) {
  std::error_code failure;
  const fs::path target = fs::canonical(change.path, failure);
  if (failure) fail(change.path, failure.message());
  Beside beside(target);
  if (!beside.write(change.after)) fail(change.path, std::strerror(errno));
  fs::permissions(beside.path(), fs::status(target).permissions(), failure);
  if (failure) fail(change.path, failure.message());
  // As late as can be: whoever is editing the file must not lose what they wrote.
  if (text_of(target) != change.before) fail(change.path, "it was changed meanwhile");
  if (std::rename(beside.path().c_str(), target.c_str()) != 0) {
    fail(change.path, std::strerror(errno));
  }
  beside.keep();
}

}  // namespace peyer
