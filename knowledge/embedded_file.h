// A file that travels inside the program. cmake/EmbedFiles.cmake writes the functions that give
// them.
#pragma once

#include <string>
#include <vector>

namespace peyer {

struct EmbeddedFile {
  std::string path;  // relative to the folder it came from
  std::string text;
};

}  // namespace peyer
