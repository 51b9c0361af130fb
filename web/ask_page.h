// Questions of a visitor's own: one page with the last answer, and room for the next question.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/exchange.h"
#include "web/journeys.h"
#include "web/site_options.h"

namespace peyer {

// Questions that the pack can answer, for somebody who does not know what to ask: about what most
// is known of, each of another kind. In no voice but the pack's own.
std::vector<std::string> example_questions(const KnowledgeBase& knowledge);

// Thread-safe. Refers to both, which must outlive it.
class AskPages {
 public:
  AskPages(JourneyStore& journeys, const SiteOptions& options)
      : journeys_(journeys), options_(options) {}

  // /v/{id}/ask: what is asked comes in a form and never stands in an address. Nothing for another
  // path, and for a visit that is gone.
  std::optional<HttpReply> answer(const HttpRequest& request) const;

 private:
  HttpReply page(const JourneyId& id, const Journey& journey, const std::string& mistake) const;

  JourneyStore& journeys_;
  const SiteOptions& options_;
};

}  // namespace peyer
