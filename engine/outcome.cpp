#include "engine/outcome.h"

namespace peyer {

const Conclusion* find_conclusion(const Outcome& outcome, const FindingId& finding) {
  for (const auto* list : {&outcome.conclusions, &outcome.stepping_stones}) {
    for (const Conclusion& conclusion : *list) {
      if (conclusion.finding == finding) return &conclusion;
    }
  }
  return nullptr;
}

}  // namespace peyer
