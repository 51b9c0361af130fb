// Things to read without being asked anything: a card for each concept, and the list of them.
#pragma once

#include <optional>
#include <string>

#include "web/exchange.h"
#include "web/journeys.h"
#include "web/picture_cache.h"
#include "web/served_pack.h"
#include "web/site_options.h"

namespace peyer {

// Thread-safe. Refers to all of these, which must outlive it.
class ReadingPages {
 public:
  ReadingPages(const PackShelf& shelf, JourneyStore& journeys, PictureCache& pictures,
               const SiteOptions& options)
      : shelf_(shelf), journeys_(journeys), pictures_(pictures), options_(options) {}

  // /c, /c/{concept}, /c/{concept}.svg, and the same below /v/{id}: within a visit they lead back
  // to it. Nothing for another path, and for a visit that is gone.
  std::optional<HttpReply> answer(const HttpRequest& request) const;

 private:
  struct Place;

  HttpReply list(const HttpRequest& request, const Place& place) const;
  HttpReply card(const Place& place, const Concept& item) const;
  HttpReply picture(const Place& place, const Concept& item) const;
  HttpReply no_card(const Place& place) const;

  const PackShelf& shelf_;
  JourneyStore& journeys_;
  PictureCache& pictures_;
  const SiteOptions& options_;
};

}  // namespace peyer
