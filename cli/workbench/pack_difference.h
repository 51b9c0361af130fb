// What changes for visitors between two versions of a pack, over cases: the scenarios of both, and
// past visits.
#pragma once

#include <string>
#include <vector>

#include "cli/workbench/outcome_classes.h"
#include "engine/engine.h"
#include "engine/journal.h"

namespace peyer {

// One visitor, as each version can take the answers: what a version does not ask, or no longer lets
// be answered so, is unanswered there.
struct AnswerCase {
  std::string name;  // "an older runner", "an older runner, what if 2", "a visit of 2026-11-23"
  Answers before, after;
};

// Every scenario of both versions and each of its what-ifs; equal answers once.
std::vector<AnswerCase> scenario_cases(const KnowledgeBase& before, const KnowledgeBase& after);

std::vector<AnswerCase> visit_cases(const std::vector<JournalEntry>& visits,
                                    const KnowledgeBase& before, const KnowledgeBase& after);

struct OutcomeDifference {
  int cases = 0;
  int changed = 0;     // in whatever way
  int relevelled = 0;  // to another level
  std::vector<ClassOfChange> classes;
};

// Runs every case on both. Throws what Engine::consult throws.
OutcomeDifference outcome_difference(const Engine& before, const Engine& after,
                                     const std::vector<AnswerCase>& cases);

}  // namespace peyer
