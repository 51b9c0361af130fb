// Numbered sources as text: marks behind sentences, and the list at the end.
#pragma once

#include <string>
#include <vector>

#include "cli/scene.h"
#include "engine/numbered_sources.h"

namespace peyer {

// A source as it is cited, its address on a line of its own.
std::string citation_in_lines(const Source& source);

class References {
 public:
  // " [1][2]" to stand behind a sentence, or "" for no source.
  std::string mark(const std::vector<SourceId>& sources);
  std::string mark(const Cite& cite);

  // "[1] Camilleri M. …" for each.
  void write(const std::vector<Source>& sources, Page& page) const;

  void write(const Scene& scene, Page& page) const { write(scene.base().sources, page); }

  bool empty() const { return sources_.cited().empty(); }

 private:
  NumberedSources sources_;
};

}  // namespace peyer
