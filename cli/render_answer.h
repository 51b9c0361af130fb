// The answer to a visitor's question, as they read it.
#pragma once

#include <string>

#include "cli/scene.h"
#include "engine/inquiry.h"

namespace peyer {

// Which parts are shown; the short answer always is.
struct AnswerView {
  bool steps = true;    // each step with its grade, population, caveat and citations
  bool more = true;     // alternatives, one line each
  bool sources = true;  // in full
  bool notice = true;   // the pack's safety notice
};

std::string render_answer(const Scene& scene, const Answer& answer, const AnswerView& view = {});

// How good the evidence for the answer is, and which step is the weakest.
std::string render_sureness(const Scene& scene, const Answer& answer);

// The steps as a tree, for terminals and screen readers.
std::string render_chain(const Scene& scene, const Answer& answer);

}  // namespace peyer
