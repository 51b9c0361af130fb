// Diagnostics for other programs: as JSON, and as SARIF 2.1.0 (OASIS, 2020), which code hosts and
// editors show beside the lines.
#pragma once

#include <cstddef>
#include <string>

#include "engine/to_json.h"
#include "knowledge/diagnostic.h"

namespace peyer {

std::size_t count_of(const Diagnostics& diagnostics, Severity severity);

// {"errors": 1, "warnings": 0, "diagnostics": [{"code", "severity", "message", "help", "file",
// "line", "column", "length", "fix": [{"file", "line", "column", "length", "text"}]}]}; columns and
// lengths in bytes, from 1. What points nowhere has no file.
Json diagnostics_to_json(const Diagnostics& diagnostics);

// One run with a rule for every code there is and a result for every diagnostic; columns in Unicode
// code points. `version` is the program's.
Json diagnostics_to_sarif(const Diagnostics& diagnostics, const std::string& version);

}  // namespace peyer
