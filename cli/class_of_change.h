// How classes of change are shown, by `peyer diff` and `peyer journal --replay` alike.
#pragma once

#include <string>

#include "cli/workbench/outcome_classes.h"
#include "engine/to_json.h"

namespace peyer {

// "⚠ soon → routine  4 cases  [soon-to-routine]  for example: an older runner"

std::string in_words(const ClassOfChange& one);

// Answers in a line: "age 71, nsaid-use daily".
std::string in_words(const Answers& answers, const KnowledgeBase& knowledge);

Json to_json(const ClassOfChange& one, const KnowledgeBase& knowledge);
Json to_json(const Answers& answers, const KnowledgeBase& knowledge);

}  // namespace peyer
