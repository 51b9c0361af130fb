// In which order to run many answer sets, so that each is near the one before and a warm CLIPS
// environment has little to move.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/answers.h"
#include "engine/outcome.h"

namespace peyer {

// The places of `sets`, each once: a chain that starts at the first and goes on to the nearest that
// is left (the nearest-neighbour heuristic; no shortest tour). Distance is the number of answers
// that differ; for the agenda's sake another reason to come is far away, and another agenda is
// farther still. `agendas`: one for each of `sets`. Quadratic: for thousands of sets, not for more.
std::vector<std::size_t> near_order(const std::vector<Answers>& sets,
                                    const std::vector<Agenda>& agendas);

}  // namespace peyer
