// A pack as it was read, before anybody has looked whether it makes sense.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/strict_yaml.h"

namespace peyer {

struct Draft {
  // Whatever could not be read is left at its default: an id empty, a condition an `all` of
  // nothing.
  KnowledgeBase base;

  // Questions whose own kind, options or range could not be read. What is said about them elsewhere
  // can't be judged.
  std::set<QuestionId> unclear;
};

// Files as nodes to a draft; complains only about what check_shape() leaves to be parsed:
// conditions, claims and answers.
Draft read_draft(const std::vector<YamlNode>& files, Diagnostics& diagnostics);

}  // namespace peyer
