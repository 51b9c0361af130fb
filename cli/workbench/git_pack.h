// A pack's knowledge files as they were in a git revision, read with libgit2: nothing is checked
// out, and no other program runs.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>

#include "knowledge/loader.h"

namespace peyer {

// The repository, revision or folder is not there; what() says which, and the cure on a second
// line.
class GitError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct GitRevision {
  std::string revision;  // as `git rev-parse` takes it: "HEAD~3", "v3"
  // Of the pack. Below the top of the repository when `in_repository`; else a path on this machine.
  std::string folder;
  bool in_repository = false;
};

// "HEAD~3" with the pack's folder beside it, or "HEAD~3:knowledge/bases/gut-immune". Throws
// GitError when neither says where the pack lies.
GitRevision parse_revision(const std::string& typed, const std::string& other_folder);

// The files that load_folder would read there, shown as "HEAD~3:folder/file.yaml". The repository
// is that of the folder, or of the current one when the folder is in the repository. Throws
// GitError. Thread-safe.
SourceFiles read_revision(const GitRevision& revision);

}  // namespace peyer
