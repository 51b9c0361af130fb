// Numbered references of a page: marks behind sentences that lead to a list, and back.
#pragma once

#include <vector>

#include "engine/numbered_sources.h"
#include "knowledge/phrases/phrases.h"
#include "web/html.h"

namespace peyer {

class Citations {
 public:
  explicit Citations(const Phrases& phrases) : phrases_(phrases) {}

  // "[1][2]", or nothing for no source.
  void mark(const std::vector<SourceId>& sources, HtmlWriter& html);
  void mark(const Cite& cite, HtmlWriter& html);

  // What was marked so far. Addresses are text: on a kiosk no link may lead away.
  void list(const std::vector<Source>& sources, HtmlWriter& html) const;

  bool empty() const { return sources_.cited().empty(); }

 private:
  const Phrases& phrases_;
  NumberedSources sources_;
};

}  // namespace peyer
