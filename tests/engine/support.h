// What the engine's tests share: engines of the shipped packs, engines of packs written in a test,
// and random answers.
#pragma once

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/consultation.h"
#include "engine/engine.h"

namespace peyer::test {

// Loaded once. The pack must be without errors, or the test fails.
const Engine& houseplants();
const Engine& gut_immune();

// One visit to the houseplants.
struct HouseplantVisit {
  Consultation visit{houseplants()};

  // The words must be an answer to the question, or the test fails.
  void tell(const char* question, const std::vector<std::string>& words);
};

// A pack from the sections in `yaml`, put behind a prelude that has pack `test`; topics `one`,
// `two`; levels `emergency` (stops, urgent), `soon` (urgent), `some-time`, `self-care` (nobody);
// source `src`; kind `thing`; relations `harms` (lowers), `feeds` (raises), `goes-with` (linked),
// `is-a` (is); populations `people`, `mice` (at most limited).
std::unique_ptr<Engine> engine_of(const std::string& yaml);

// Answers an unknown share of a pack's questions at random, not sure and rather not say included.
Answers random_answers(const KnowledgeBase& knowledge, std::mt19937& random, double share);
Reply random_reply(const Question& question, std::mt19937& random);

// What a consultation is about: level, shown findings with grades, advice, red flags that set the
// level. Two outcomes with equal essence say the same to the visitor.
std::string essence(const Outcome& outcome);

bool concludes(const Outcome& outcome, const std::string& finding);
Grade grade_of(const Outcome& outcome, const std::string& finding);

}  // namespace peyer::test
