// Sources numbered in the order in which they are first cited.
#pragma once

#include <cstddef>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace peyer {

class NumberedSources {
 public:
  // The numbers of these, from 1, in rising order and each once.
  std::vector<std::size_t> numbers(const std::vector<SourceId>& sources);

  // The first has number 1.
  const std::vector<SourceId>& cited() const { return cited_; }

 private:
  std::vector<SourceId> cited_;
};

}  // namespace peyer
