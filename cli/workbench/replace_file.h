// Replaces files of authors without ever losing one.
#pragma once

#include <string>

namespace peyer {

struct FileChange {
  std::string path;
  std::string before, after;
};

// Writes `after` beside the file and renames it into its place; permissions are kept, a symbolic
// link stays one. Throws std::runtime_error that says why when the file no longer reads `before`,
// or can't be written: it is then as it was.
void replace_file(const FileChange& change);

}  // namespace peyer
