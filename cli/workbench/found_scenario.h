// A scenario as a knowledge file, for cases that the workbench finds.
#pragma once

#include <filesystem>
#include <string>

#include "knowledge/knowledge_base.h"

namespace peyer {

// One file with one scenario, as the loader reads it: name, story, came_for, given, what_if, and of
// what is expected triage, findings and advice. `comment` stands above it.
std::string scenario_file(const KnowledgeBase& knowledge, const Scenario& scenario,
                          const std::string& comment);

// Writes `FOLDER/NAME.yaml`, making the folder where it is missing; other characters than letters,
// digits and hyphens in `name` become hyphens. Nothing is overwritten: where a file of this name
// holds something else, the next free number is put behind the name, and behind the scenario's. A
// file that already holds the same is left as it is. Returns the file's path. Throws
// std::filesystem::filesystem_error.
std::filesystem::path save_scenario(const std::filesystem::path& folder, const std::string& name,
                                    const KnowledgeBase& knowledge, Scenario scenario,
                                    const std::string& comment);

}  // namespace peyer
