// What a visitor has told so far.
#pragma once

#include <map>
#include <set>

#include "knowledge/id.h"
#include "knowledge/reply.h"

namespace peyer {

// A consultation is its answers: equal answers give equal outcomes, whatever the order they came
// in.
struct Answers {
  std::map<QuestionId, Reply> replies;
  std::set<TopicId> came_for;  // empty: everything is of interest

  friend bool operator==(const Answers&, const Answers&) = default;
};

}  // namespace peyer
