// Which levels change between two packs, for every possible set of answers, decided by a solver.
//
// A visitor answers whatever either pack asks; each pack takes of it what it knows (see
// answers_for). Where one pack asks for a number and the other for options under one name, nobody
// answers with more than *not sure*.
#pragma once

#include <chrono>
#include <vector>

#include "engine/engine.h"

namespace peyer {

// Some answers come out at `from` before and at another level, `to`, after.
struct LevelChange {
  LevelId from, to;
  // Less urgent than before: by the order of the pack before where it has both levels, else of the
  // pack after; else by what the levels themselves say (stops, urgent, person).
  bool less_urgent = false;
  // Few and ordinary ones, confirmed by both engines; what each takes of them is answers_for(…).
  // Empty when undecided.
  Answers witness;
  bool undecided = false;  // the time was up: there may be such answers or not
};

// Every pair of levels to which some answers lead, or may lead; pairs of one level are left out.
// Less urgent ones first, and among them what was the most urgent. `timeout` is for each pair.
// Throws ProofDisagreement (proof.h) when CLIPS does not confirm what the solver found, ClipsError,
// and z3::exception.
std::vector<LevelChange> exact_level_changes(
    const Engine& before, const Engine& after,
    std::chrono::milliseconds timeout = std::chrono::seconds(60));

// What a pack can take of answers that were made for another: no unknown questions or topics; of a
// list the options that it has, and none of it when these are none though something was ticked; no
// reply that does not fit its question.
Answers answers_for(const KnowledgeBase& knowledge, const Answers& answers);

}  // namespace peyer
