// The result of a visit as pages: on the screen, on paper, as a code to take home; and how each
// conclusion came about.
#pragma once

#include <optional>
#include <string>

#include "web/exchange.h"
#include "web/journeys.h"
#include "web/picture_cache.h"
#include "web/site_options.h"

namespace peyer {

// Thread-safe. Refers to all of these, which must outlive it.
class ResultPages {
 public:
  ResultPages(JourneyStore& journeys, PictureCache& pictures, const SiteOptions& options)
      : journeys_(journeys), pictures_(pictures), options_(options) {}

  // /v/{id}/result, /print, /qr.svg, /how, /how/{finding} and /how/{finding}.svg. Nothing for
  // another path, and for a visit that is gone.
  std::optional<HttpReply> answer(const HttpRequest& request) const;

 private:
  std::optional<HttpReply> how(const JourneyId& id, const Journey& journey,
                               std::string wanted) const;

  JourneyStore& journeys_;
  PictureCache& pictures_;
  const SiteOptions& options_;
};

}  // namespace peyer
