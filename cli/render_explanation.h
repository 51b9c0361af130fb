// Why, how, why not, what if and what matters, in words.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "cli/references.h"
#include "cli/scene.h"
#include "engine/counterfactual.h"
#include "engine/explanation.h"

namespace peyer {

// Why these questions are asked now. `numbers` holds the place of each on its screen; empty when
// there is only one.
std::string render_why(const Scene& scene, const std::vector<QuestionId>& questions);

// A proof as a nested list. `places` adds where each step stands in the knowledge files.
class ProofWriter {
 public:
  ProofWriter(const Scene& scene, References& references, Page& page, bool places)
      : scene_(scene), references_(references), page_(page), places_(places) {}

  void write(const ProofNode& proof, int indent = 0);

 private:
  void children(const ProofNode& proof, int indent);

  const Scene& scene_;
  References& references_;
  Page& page_;
  bool places_;
  std::set<std::string> told_;  // findings whose proof stands above already
};

// A proof with its references below.
std::string render_how(const Scene& scene, const ProofNode& proof);

// What was concluded so far, numbered, and what can be asked about it.
std::string render_conclusions(const Scene& scene);

// The attempts that came closest, condition by condition.
std::string render_why_not(const Scene& scene, const FindingId& finding);
std::string render_why_not(const Scene& scene, const RedFlag& flag);

// What another answer would make of it.
std::string render_change(const Scene& scene, const std::string& supposition,
                          const OutcomeChange& change);

enum class Mood { would_be, is };

// The lines of a change alone, or of "nothing would change".
void write_change(const Scene& scene, const OutcomeChange& change, Mood mood, Page& page);

std::string render_what_matters(const Scene& scene, const Target& target);
void write_what_matters(const Scene& scene, const WhatMatters& matters, bool of_triage, Page& page);

}  // namespace peyer
