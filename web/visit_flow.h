// Where a visit stands: which of its pages comes next. The engine decides what is asked; this only
// keeps the pages in order, as cli/interview.h does for the terminal.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/consultation.h"
#include "web/journeys.h"

namespace peyer {

// Below /v/{id}/.
inline constexpr const char* where_page = "where";
inline constexpr const char* about_page = "about";
inline constexpr const char* check_page = "check";
inline constexpr const char* answers_page = "answers";
inline constexpr const char* result_page = "result";
inline constexpr const char* ask_page = "ask";

// The page that comes now: one of those above, or the number of a question page, from 1. May add a
// question page to the journey, and forgets what it was told of contradictions that are gone.
// `visit`: of the journey's answers.
std::string standing(Journey& journey, const Consultation& visit);

// The page before question page `number`; "" when there is none. Pages whose questions no longer
// apply are passed over.
std::string page_before(const Journey& journey, const Outcome& outcome, std::size_t number);

// The first question page that has this question; from 1. Adds one where there is none.
std::size_t page_of(Journey& journey, const QuestionId& question);

// A contradiction that the visitor has not been asked about.
const NoticedContradiction* untold(const Journey& journey, const Outcome& outcome);

// What visitors may say that they came for.
std::vector<const Topic*> topics_to_come_for(const KnowledgeBase& knowledge);

// Nobody knows yet where the visitor is, and the pack has several places.
bool needs_place(const Journey& journey);

// Every question that could still matter has its answer, or an emergency ended them.
bool finished(const Outcome& outcome);

}  // namespace peyer
