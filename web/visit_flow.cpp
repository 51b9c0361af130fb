#include "web/visit_flow.h"

#include <algorithm>

namespace peyer {
namespace {

bool has_answer(const Journey& journey, const NextQuestions& step) {
  return std::any_of(step.questions.begin(), step.questions.end(),
                     [&](const QuestionId& id) { return journey.answers.replies.contains(id); });
}

bool all_set_aside(const NextQuestions& step, const Outcome& outcome) {
  return std::all_of(step.questions.begin(), step.questions.end(), [&](const QuestionId& id) {
    return std::find(outcome.set_aside.begin(), outcome.set_aside.end(), id) !=
           outcome.set_aside.end();
  });
}

// An answer may have made something else more pressing than the page that is still open.
std::size_t question_page(Journey& journey, const NextQuestions& next) {
  std::vector<NextQuestions>& steps = journey.steps;
  const auto same = std::find(steps.begin(), steps.end(), next);
  if (same != steps.end()) return static_cast<std::size_t>(same - steps.begin()) + 1;
  while (!steps.empty() && !has_answer(journey, steps.back())) steps.pop_back();
  steps.push_back(next);
  return steps.size();
}

std::string about_or_before(const Journey& journey) {
  const KnowledgeBase& knowledge = journey.pack->knowledge();
  if (topics_to_come_for(knowledge).size() > 1) return about_page;
  return "";
}

}  // namespace

std::string standing(Journey& journey, const Consultation& visit) {
  if (needs_place(journey)) return where_page;
  if (journey.asks) return ask_page;
  if (!journey.about_chosen && topics_to_come_for(visit.knowledge()).size() > 1) return about_page;
  const Outcome& outcome = visit.outcome();
  if (outcome.stopped) return result_page;
  std::erase_if(journey.told, [&](const RuleId& told) {
    return std::none_of(outcome.contradictions.begin(), outcome.contradictions.end(),
                        [&](const auto& one) { return one.contradiction == told; });
  });
  if (untold(journey, outcome) != nullptr) return check_page;
  if (!outcome.next) return result_page;
  return std::to_string(question_page(journey, *outcome.next));
}

std::string page_before(const Journey& journey, const Outcome& outcome, std::size_t number) {
  for (std::size_t i = std::min(number - 1, journey.steps.size()); i > 0; --i) {
    if (!all_set_aside(journey.steps[i - 1], outcome)) return std::to_string(i);
  }
  return about_or_before(journey);
}

std::size_t page_of(Journey& journey, const QuestionId& question) {
  for (std::size_t i = 0; i < journey.steps.size(); ++i) {
    const std::vector<QuestionId>& asked = journey.steps[i].questions;
    if (std::find(asked.begin(), asked.end(), question) != asked.end()) return i + 1;
  }
  journey.steps.push_back({std::nullopt, {question}});
  return journey.steps.size();
}

const NoticedContradiction* untold(const Journey& journey, const Outcome& outcome) {
  for (const NoticedContradiction& noticed : outcome.contradictions) {
    if (!journey.told.contains(noticed.contradiction)) return &noticed;
  }
  return nullptr;
}

std::vector<const Topic*> topics_to_come_for(const KnowledgeBase& knowledge) {
  std::vector<const Topic*> topics;
  for (const Topic& topic : knowledge.topics) {
    if (topic.come_for) topics.push_back(&topic);
  }
  return topics;
}

bool needs_place(const Journey& journey) {
  return journey.locale.empty() && journey.pack->knowledge().locales.size() > 1;
}

bool finished(const Outcome& outcome) {
  return outcome.stopped || !outcome.next;
}

}  // namespace peyer
