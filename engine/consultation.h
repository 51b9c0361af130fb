// One visitor's consultation: answers in, outcome out.
//
//   peyer::Engine engine(*peyer::load_folder("knowledge/bases/gut-immune").base);
//   peyer::Consultation visit(engine);
//   visit.answer(peyer::QuestionId("age"), {"34"});
//   const peyer::Outcome& outcome = visit.outcome();
//
// A value: copy it to try something out, keep the copy to go back. It refers to its engine, which
// must outlive it. Not thread-safe by itself; different consultations may be used by different
// threads.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/answers.h"
#include "engine/engine.h"
#include "engine/outcome.h"
#include "knowledge/reply.h"

namespace peyer {

class Consultation {
 public:
  explicit Consultation(const Engine& engine) : engine_(&engine) {}

  explicit Consultation(Engine&&) = delete;  // it would not outlive the call

  // With these answers, given in this order; what `order` lacks follows in the pack's. Nothing can
  // be undone. Answers that don't fit the pack are noticed where Engine::consult notices them.
  Consultation(const Engine& engine, Answers answers, const std::vector<QuestionId>& order = {});

  // Answers a question, or changes its answer; any question of the pack, in any order. Later
  // answers stay. Returns what is wrong with the words (see parse_reply) and then changes nothing.
  // Unknown questions are a mistake too.
  // Ids are taken by value: they may come out of this very consultation's outcome.
  std::optional<ReplyMistake> answer(QuestionId question, const std::vector<std::string>& words);

  // The same with a reply. Throws std::invalid_argument when it does not fit the question (see
  // `fits`).
  void answer(QuestionId question, Reply reply);

  // Takes an answer back, as if it had never been given. False when there was none.
  bool withdraw(QuestionId question);

  // What the visitor came for; empty means everything. Returns the first topic that is none, and
  // then changes nothing.
  std::optional<TopicId> came_for(std::set<TopicId> topics);

  // Undoes the last change, whatever it was. False when nothing is left to undo.
  bool undo();

  const Answers& answers() const { return answers_; }

  const Engine& engine() const { return *engine_; }

  // The pack in the voice that fits the answers so far.
  const KnowledgeBase& knowledge() const { return engine_->knowledge(answers_); }

  // Questions in the order in which they were first answered.
  const std::vector<QuestionId>& answered_in_order() const { return order_; }

  // What the answers come to. Computed when first asked for, and kept until they change.
  const Outcome& outcome() const;

  friend bool operator==(const Consultation& a, const Consultation& b) {
    return a.engine_ == b.engine_ && a.answers_ == b.answers_;
  }

 private:
  struct Moment {
    Answers answers;
    std::vector<QuestionId> order;
  };

  void remember();

  const Engine* engine_;
  Answers answers_;
  std::vector<QuestionId> order_;
  std::vector<Moment> past_;
  mutable std::optional<Outcome> outcome_;
};

}  // namespace peyer
