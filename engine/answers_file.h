// Answers from a file, as `peyer consult --answers` takes them.
#pragma once

#include <memory>
#include <optional>

#include "engine/answers.h"
#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

struct AnswersRead {
  std::optional<Answers> answers;  // set when no diagnostic is an error
  Diagnostics diagnostics;
};

// YAML or JSON: either `answers:` with `came_for:` beside it, or just the answers:
//   came_for: [medications]
//   answers: {age: 71, nsaid-use: daily, symptoms: [bloating, wind], black-stools: not-sure}
AnswersRead read_answers(const std::shared_ptr<const SourceFile>& file,
                         const KnowledgeBase& knowledge);

// The same form back, so that a session can be kept and taken up again.
std::string write_answers(const Answers& answers, const KnowledgeBase& knowledge);

}  // namespace peyer
