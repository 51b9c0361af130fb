// What `peyer serve` adds, and how much of a machine's speed is left for its visitors.
#pragma once

#include "engine/answers.h"
#include "engine/engine.h"

namespace peyer {

// Needs wrk. POST /v1/consult with twenty answers and the whole outcome, against a reply of the
// same size that the same server has ready, in turns of the same run: once with the same answers
// again and again, once with others each time. `visitors`: the answer sets, one visitor's first.
// Then the memory that 10,000 visits under way take.
void bench_serve(const KnowledgeBase& pack, const std::vector<Answers>& visitors);

}  // namespace peyer
