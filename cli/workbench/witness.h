// Answers that show something, made as small and as ordinary as they can be without showing it no
// more. Whether they show it is asked of the real engine every time.
//
// Private to the workbench.
#pragma once

#include <functional>
#include <optional>

#include "engine/answers.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// One set of answers, or two of which the second follows from the first by some change.
struct Case {
  Answers answers;
  std::optional<Answers> after;
};

using Shows = std::function<bool(const Case&)>;

// `shows(found)` must be true, and is of the result. Greedy: no single answer of the result and no
// single ticked option can be left out, but a smaller case of another make may exist.
Case minimized(const KnowledgeBase& knowledge, Case found, const Shows& shows);

}  // namespace peyer
