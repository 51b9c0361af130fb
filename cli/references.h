// Sources numbered in the order in which they are first cited.
#pragma once

#include <string>
#include <vector>

#include "cli/scene.h"

namespace peyer {

class References {
 public:
  // " [1][2]" to stand behind a sentence, or "" for no source.
  std::string mark(const std::vector<SourceId>& sources);
  std::string mark(const Cite& cite);

  // "[1] Camilleri M. …" for each, with its address on a line of its own.
  void write(const Scene& scene, Page& page) const;

  bool empty() const { return cited_.empty(); }

 private:
  std::vector<SourceId> cited_;
};

}  // namespace peyer
