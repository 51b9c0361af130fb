// Past visits once more: what a pack tells today those who were told something before.
#pragma once

#include <vector>

#include "cli/workbench/outcome_classes.h"
#include "engine/engine.h"
#include "engine/journal.h"

namespace peyer {

struct Replay {
  int visits = 0;
  int of_another_pack = 0;  // by its id; these are not run
  int not_whole = 0;        // had answers that the pack no longer takes; run without these
  int changed = 0;
  std::vector<ClassOfChange> classes;  // levels and findings
};

// Throws what Engine::consult throws.
Replay replay(const Engine& engine, const std::vector<JournalEntry>& visits);

}  // namespace peyer
