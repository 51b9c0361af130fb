// Standard output, which holds results and nothing else.
#pragma once

#include <string>

#include "cli/workbench/write_file.h"
#include "engine/to_json.h"

namespace peyer {

// Throws Failure when not everything could be written: a full disk must not look like success.
void write_result(const std::string& text);

// The result as a file, whole or not at all (cli/workbench/write_file.h). Throws Failure.
void write_to_file(const std::string& path, const std::string& text, Existing existing);

// As a program takes it, with a line break at its end. Names of folders may be no UTF-8: what is
// not stands as U+FFFD.
std::string as_text(const Json& json);

// A whole file, of 64 MB at the most. Throws Failure when it can't be read.
std::string read_whole_file(const std::string& path);

}  // namespace peyer
