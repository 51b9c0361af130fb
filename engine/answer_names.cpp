#include "engine/answer_names.h"

#include <fmt/format.h>

#include "engine/suggestion.h"

namespace peyer {

std::variant<const Question*, ReplyMistake> question_named(const KnowledgeBase& knowledge,
                                                           const std::string& name) {
  const Question* question = find_by_id(knowledge.questions, QuestionId(name));
  if (question != nullptr) return question;
  return ReplyMistake{fmt::format("unknown question '{}'", name),
                      did_you_mean(name, knowledge.questions)};
}

std::variant<const Topic*, ReplyMistake> reason_named(const KnowledgeBase& knowledge,
                                                      const std::string& name) {
  const Topic* topic = find_by_id(knowledge.topics, TopicId(name));
  if (topic != nullptr && topic->come_for) return topic;
  return ReplyMistake{fmt::format("'{}' is no topic that one can come for", name),
                      did_you_mean(name, knowledge.topics)};
}

}  // namespace peyer
