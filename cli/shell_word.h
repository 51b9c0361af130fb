// Words of a command line that somebody can copy into a shell.
#pragma once

#include <string>

namespace peyer {

// Quoted where it must be. A leading "-" must not look like an option.
std::string for_shell(const std::string& word);

}  // namespace peyer
