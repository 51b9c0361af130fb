#include "engine/consultation.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "engine/suggestion.h"

namespace peyer {

namespace {

ReplyMistake unknown_question(const KnowledgeBase& base, const std::string& id) {
  return {fmt::format("unknown question '{}'", id), did_you_mean(id, base.questions)};
}

}  // namespace

Consultation::Consultation(const Engine& engine, Answers answers,
                           const std::vector<QuestionId>& order)
    : engine_(&engine), answers_(std::move(answers)) {
  const auto take = [this](const QuestionId& id) {
    const bool known = std::find(order_.begin(), order_.end(), id) != order_.end();
    if (!known && answers_.replies.contains(id)) order_.push_back(id);
  };
  for (const QuestionId& id : order) take(id);
  for (const Question& question : engine.knowledge().questions) take(question.id);
}

std::optional<ReplyMistake> Consultation::answer(QuestionId question,
                                                 const std::vector<std::string>& words) {
  const Question* asked = find_by_id(engine_->knowledge().questions, question);
  if (asked == nullptr) return unknown_question(engine_->knowledge(), question.str());
  auto parsed = parse_reply(*asked, words);
  if (auto* mistake = std::get_if<ReplyMistake>(&parsed)) return std::move(*mistake);
  answer(std::move(question), std::get<Reply>(std::move(parsed)));
  return std::nullopt;
}

void Consultation::answer(QuestionId question, Reply reply) {
  const Question* asked = find_by_id(engine_->knowledge().questions, question);
  if (asked == nullptr || !fits(*asked, reply)) {
    throw std::invalid_argument(
        fmt::format("no reply to a question of the pack: '{}'", question.str()));
  }
  remember();
  answers_.replies[question] = std::move(reply);
  // A changed answer keeps its place: whoever counts the answers by it must find the others there.
  if (std::find(order_.begin(), order_.end(), question) == order_.end()) {
    order_.push_back(std::move(question));
  }
}

// A copy on purpose: the id may be the very one that is erased.
// NOLINTNEXTLINE(performance-unnecessary-value-param)
bool Consultation::withdraw(QuestionId question) {
  if (!answers_.replies.contains(question)) return false;
  remember();
  answers_.replies.erase(question);
  std::erase(order_, question);
  return true;
}

std::optional<TopicId> Consultation::came_for(std::set<TopicId> topics) {
  for (const TopicId& topic : topics) {
    const Topic* known = find_by_id(engine_->knowledge().topics, topic);
    if (known == nullptr || !known->come_for) return topic;
  }
  remember();
  answers_.came_for = std::move(topics);
  return std::nullopt;
}

bool Consultation::undo() {
  if (past_.empty()) return false;
  answers_ = std::move(past_.back().answers);
  order_ = std::move(past_.back().order);
  past_.pop_back();
  outcome_.reset();
  return true;
}

const Outcome& Consultation::outcome() const {
  if (!outcome_) outcome_ = engine_->consult(answers_);
  return *outcome_;
}

void Consultation::remember() {
  past_.push_back({answers_, order_});
  outcome_.reset();
}

}  // namespace peyer
