// The format's table in two forms for people and their editors.
#pragma once

#include <string>

namespace peyer {

// A JSON Schema (2020-12) of one knowledge file; docs/knowledge.schema.json holds it. It says what
// the loader's check of shapes says, but for what YAML readers hide from a validator: quotes around
// numbers, and text that looks like something else.
std::string json_schema();

// A Markdown table of keys for each mapping; docs/knowledge-format.md holds it.
std::string key_tables();

}  // namespace peyer
