// What holds of a pack for every possible set of answers, decided by a solver (Z3) and not by
// trying some: every question unanswered, answered in any way, or not sure.
//
// What is proved
//   - each property of the pack
//   - FLAG/reaches-its-level, FLAG/doubt-counts: the visit is as urgent as the red flag says when
//     its sign and setting are so, or in doubt
//   - FLAG/never-lowers: saying yes to a red flag's sign, so that it is met, never makes a visit
//     less urgent. Numbers and questions with one answer of several stay as they are: with another
//     age, somebody else would be asked about. So does *not sure* about a list: to tick one thing
//     of it settles the doubt about the others, and that may make a visit less urgent.
//   - open-signs-set-a-floor: nothing below the least level that means seeing somebody, while a red
//     flag is open or in doubt
//   - all-answered-is-settled: when every question is answered no red flag is open, and there is
//     something to do
//   - ID/can-apply, …/can-be-concluded, …/can-be-given, …/can-be-reached, …/can-be-asked,
//     …/can-be-chosen: nothing of the pack is dead: some answers that don't contradict each other
//     lead there (for a contradiction: some answers)
//   - ID/CONDITION/can-matter: nor is any part of a condition: where there are several ways to meet
//     it, one with this part can be gone
//
// Every set of answers that the solver finds is run on the engine before it is shown: should they
// ever disagree, the model of the pack is wrong and so would be the proofs.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/engine.h"

namespace peyer {

enum class Verdict {
  holds,     // for every possible set of answers
  fails,     // there is a counterexample; or, for a `can-…`, there can't be an example
  undecided  // the time was up
};

std::string_view to_string(Verdict verdict);

// Answers for which a property fails: few and ordinary, confirmed by the engine.
struct Counterexample {
  Answers answers;
  Outcome outcome;
  // Of FLAG/never-lowers: the changed answers.
  std::optional<Answers> after;
  std::optional<Outcome> outcome_after;
  // To be saved and run: it fails for as long as the property does.
  Scenario scenario;
};

struct ProofResult {
  std::string id;
  std::string claim;     // a sentence
  Location at;           // of the property or of what it is about
  bool written = false;  // by the pack's author
  Verdict verdict = Verdict::undecided;
  std::optional<Counterexample> counterexample;
};

struct ProofOptions {
  // Ids of properties, or of what generated ones are about: "black-stool" means all of
  // "black-stool/…". Empty: everything.
  std::vector<std::string> only;
  std::chrono::milliseconds timeout{60000};  // for each property; none at all leaves it undecided
  std::size_t jobs = 0;                      // threads; 0: one for each core
  // Told after each property, from any of the threads, one call at a time: how many are done, and
  // how many there are.
  std::function<void(std::size_t, std::size_t)> progress = {};
};

// CLIPS did not confirm what the solver found. Never the pack's fault.
class ProofDisagreement : public std::logic_error {
  using std::logic_error::logic_error;
};

// In the pack's order, its own properties first. Throws std::invalid_argument when `only` names
// something that is not there, ProofDisagreement, ClipsError, and z3::exception.
std::vector<ProofResult> prove(const Engine& engine, const ProofOptions& options = {});

// The ids that can be proved.
std::vector<std::string> proof_ids(const Engine& engine);

}  // namespace peyer
