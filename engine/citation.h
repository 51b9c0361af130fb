// Sources as readers expect to see them.
#pragma once

#include <string>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace peyer {

// "Camilleri M. Leaky gut: mechanisms, … Gut 2019;68(8):1516-1526. https://doi.org/10.1136/…"
// Only what the record has; nothing is filled in.
std::string citation(const Source& source);

// The address at which the source is found: its DOI's, else its own, else "".
std::string address(const Source& source);

// The sources that an item cites.
std::vector<SourceId> ids_of(const Cite& cite);

// Adds those of `more` that `sources` lacks, in their order: each source is listed once.
void add_sources(const std::vector<SourceId>& more, std::vector<SourceId>& sources);

}  // namespace peyer
