#include "cli/scene.h"

#include <algorithm>

namespace peyer {

ToldConclusions told_conclusions(const Consultation& visit) {
  const auto wanted = [&](const Conclusion& conclusion) {
    const auto& findings = visit.knowledge().findings;
    const auto& topics = find_by_id(findings, conclusion.finding)->topics;
    return std::any_of(topics.begin(), topics.end(), [&](const auto& topic) {
      return visit.answers().came_for.contains(topic.value);
    });
  };
  ToldConclusions told{visit.outcome().conclusions, 0};
  const auto rest = std::stable_partition(told.all.begin(), told.all.end(), wanted);
  told.came_for = static_cast<std::size_t>(rest - told.all.begin());
  return told;
}

}  // namespace peyer
