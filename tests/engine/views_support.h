// What the tests of cards, sources and maps share.
#pragma once

#include <string>
#include <vector>

#include "engine/to_json.h"
#include "knowledge/knowledge_base.h"

namespace peyer::test {

// A small pack whose names and texts try to break out of whatever they are written into. No loader
// would let them all pass.
KnowledgeBase hostile_pack();

// Whether every item keeps the schema docs/`name`.schema.json; complaints are printed.
bool keeps_schema(const std::string& name, const std::vector<Json>& items);

// Writes a file into the tests' folder and gives its path.
std::string keep(const std::string& name, const std::string& text);

std::string read_back(const std::string& path);

}  // namespace peyer::test
