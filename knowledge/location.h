// Where something stands in a knowledge file.
#pragma once

#include <memory>
#include <string>

namespace peyer {

// One file as it was read. Shared by every Location that points into it, so that a diagnostic can
// quote the line however long it outlives the loader.
struct SourceFile {
  std::string path;  // as the user would type it; shown in diagnostics and explanations
  std::string text;  // UTF-8
};

// A span on one line. Lines and columns count from 1, columns in bytes; length 0 means "just here".
// A default-constructed Location points nowhere (file is null): the program itself, not a file.
struct Location {
  std::shared_ptr<const SourceFile> file;
  int line = 0;
  int column = 0;
  int length = 0;

  // "rules/medicines.yaml:14", or "" when it points nowhere.
  std::string place() const;

  // The quoted line without its line break, or "".
  std::string line_text() const;
};

// By path, then line, then column: the order in which diagnostics are shown.
bool operator<(const Location& a, const Location& b);

// A value and where it was written.
template <typename T>
struct Located {
  T value{};
  Location at;
};

}  // namespace peyer
