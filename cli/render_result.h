// What the answers come to, as the visitor reads it.
#pragma once

#include <string>

#include "cli/scene.h"

namespace peyer {

struct ResultView {
  bool unfinished = false;   // left before the questions came to an end
  bool full_proofs = false;  // every proof in full, with its places in the knowledge files
  bool explorable = false;   // whoever reads it can go on asking: point to the commands
};

// How soon to talk to whom, what the answers touch, what one can do, when to worry, what would
// change it, the references, and the safety notice last.
std::string render_result(const Scene& scene, const ResultView& view);

}  // namespace peyer
