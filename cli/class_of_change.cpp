#include "cli/class_of_change.h"

#include <fmt/format.h>

#include "cli/page.h"

namespace peyer {
namespace {

using Kind = ClassOfChange::Kind;

const char* mark_of(const ClassOfChange& one) {
  return one.downgrade ? "⚠ " : "  ";
}

std::string change_of(const ClassOfChange& one) {
  switch (one.kind) {
    case Kind::level:
      return fmt::format("{} → {}", one.from, one.to);
    case Kind::grade_down:
    case Kind::grade_up:
      return fmt::format("{} ({} → {})", one.name, one.from, one.to);
    case Kind::next_question:
      return "another question comes next";
    default:
      return one.name;
  }
}

}  // namespace

std::string in_words(const ClassOfChange& one) {
  std::string text = fmt::format("{}{}: {} {}", mark_of(one), change_of(one), one.count,
                                 one.count == 1 ? "case" : "cases");
  if (one.kind == Kind::level) text += fmt::format(" [{}]", one.name);
  if (!one.witness.empty()) text += fmt::format(", such as: {}", one.witness);
  return clean(text) + "\n";
}

std::string in_words(const Answers& answers, const KnowledgeBase& knowledge) {
  std::string text;
  for (const auto& [id, reply] : answers.replies) {
    const Question* question = find_by_id(knowledge.questions, id);
    if (question == nullptr) continue;
    text += (text.empty() ? "" : ", ") + id.str();
    for (const std::string& word : to_words(*question, reply)) text += " " + word;
  }
  return text.empty() ? "no answers" : text;
}

Json to_json(const Answers& answers, const KnowledgeBase& knowledge) {
  Json json = {{"came_for", Json::array()}, {"answers", Json::object()}};
  for (const TopicId& topic : answers.came_for) json["came_for"].push_back(topic.str());
  for (const auto& [id, reply] : answers.replies) {
    const Question* question = find_by_id(knowledge.questions, id);
    if (question != nullptr) json["answers"][id.str()] = to_words(*question, reply);
  }
  return json;
}

Json to_json(const ClassOfChange& one, const KnowledgeBase& knowledge) {
  return {{"name", one.name},
          {"from", one.from},
          {"to", one.to},
          {"less_urgent", one.downgrade},
          {"cases", one.count},
          {"witness", one.witness},
          {"witness_answers", to_json(one.witness_answers, knowledge)}};
}

}  // namespace peyer
