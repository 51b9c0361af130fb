// The names in an answer set, looked up in a pack: for every reader of answers. Private to the
// engine.
#pragma once

#include <string>
#include <variant>

#include "knowledge/knowledge_base.h"
#include "knowledge/reply.h"

namespace peyer {

std::variant<const Question*, ReplyMistake> question_named(const KnowledgeBase& knowledge,
                                                           const std::string& name);

// A topic that one can have come for.
std::variant<const Topic*, ReplyMistake> reason_named(const KnowledgeBase& knowledge,
                                                      const std::string& name);

}  // namespace peyer
