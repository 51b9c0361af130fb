// What every page of a visit needs: whose it is, what was answered, and where its pages are.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/consultation.h"
#include "web/journeys.h"
#include "web/page_frame.h"

namespace peyer {

struct VisitPath {
  JourneyId id;
  std::string rest;  // "result" of "/v/…/result"; "" of "/v/…"
};

// Nothing when it is no path of a visit.
std::optional<VisitPath> visit_path(std::string_view path);

// "/v/…/result"; with an empty rest "/v/…".
std::string visit_address(const JourneyId& id, std::string_view rest = {});

// What was answered so far. Lives no longer than the journey's pack.
Consultation consultation_of(const Journey& journey);

// An answer as it stands in a list of them: "Not sure" begins like the answers beside it.
std::string listed_answer(const Question& question, const Reply& reply);

// Of a page of this visit. `name`: of the kind of page, for the style sheet.
PageFrame visit_frame(const JourneyId& id, const Journey& journey, std::string name,
                      std::string title);

}  // namespace peyer
