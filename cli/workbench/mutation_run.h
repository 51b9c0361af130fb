// Holds a pack's scenarios and properties against mutants of its rules.
//
// A mutant is killed when some scenario's expectations, or a property at a scenario's answers, do
// not hold with it. CLIPS decides every pair of a mutant and an answer set: first whether the
// changed formula comes to anything else there (weak mutation: Howden 1982) - if not, neither does
// the outcome - and only then what comes out with the mutant in place. Questions' order is looked
// at only as `asks_next`; `at_most`, which is about whole interviews, is not.
//
// For a survivor it looks for answers at which the mutant's outcome differs, near those of the
// scenarios in which its formula took part.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/workbench/mutation.h"
#include "engine/engine.h"

namespace peyer {

struct MutantVerdict {
  enum class State {
    killed,
    survived,    // `scenario` would kill it, or none was found in `tried` answer sets
    equivalent,  // no answers to the formula's own questions tell it apart: all were tried
    open         // not decided: stopped
  };

  State state = State::open;
  std::string by;        // killed: the scenario's name, or "property" and its id
  std::string by_place;  // and where that stands
  std::string scenario;  // survived: YAML to paste below `scenarios:`; empty when none was found
  long tried = 0;        // answer sets of the search
};

struct MutationRun {
  std::vector<Mutant> mutants;
  std::vector<MutantVerdict> verdicts;  // of each
  std::set<std::string> failing;        // scenarios that fail without any mutant; they kill nothing
  long long pairs = 0;                  // mutant and answer set, decided in this run
  long long full = 0;                   // of these with the mutant in place
  double seconds = 0;                   // all of it
  double search_seconds = 0;            // of all threads, for scenarios that would kill survivors
  bool stopped = false;

  std::size_t count(MutantVerdict::State state) const;
};

using Verdicts = std::map<std::string, MutantVerdict>;  // by Mutant::name

struct MutationOptions {
  std::string filter = {};  // see mutants_of
  std::size_t jobs = 0;     // threads; 0: as many as cores
  std::size_t limit = 0;    // mutants at the most, spread evenly over the pack; 0: all
  bool search = true;       // for scenarios that would kill survivors
  Verdicts known = {};      // from an earlier run of the same pack
  const std::atomic<bool>* stop = nullptr;  // leaves off as soon as it can when true
  // Called from several threads, one at a time.
  std::function<void(std::size_t done, std::size_t total)> progress = {};
  std::function<void(const Mutant& mutant, const MutantVerdict& verdict)> decided = {};
};

// Throws ClipsError when CLIPS fails.
MutationRun run_mutation(const Engine& engine, const MutationOptions& options);

}  // namespace peyer
