// Standard output, which holds results and nothing else.
#pragma once

#include <string>

namespace peyer {

// Throws Failure when not everything could be written: a full disk must not look like success.
void write_result(const std::string& text);

// A whole file. Throws Failure when it can't be read.
std::string read_whole_file(const std::string& path);

}  // namespace peyer
