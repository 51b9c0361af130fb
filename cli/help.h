// What --help prints, and what is said about a command line that makes no sense.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "cli/terminal.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

std::string render_help(const CLI::App& app, const Surface& surface, const Phrases& phrases);

// The parser's complaint, what was probably meant, and where to read on.
std::string explain_misuse(const CLI::App& app, const CLI::ParseError& complaint,
                           const Phrases& phrases);

}  // namespace peyer
