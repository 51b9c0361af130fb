#include "web/site.h"

#include <utility>

#include "web/page_frame.h"

namespace peyer {

// In the order in which they are asked whether a path is theirs.
class Site::Parts {
 public:
  Parts(const PackShelf& shelf, SiteOptions options)
      : shelf_(shelf),
        options_(std::move(options)),
        journeys_(options_.most_journeys, options_.journey_life) {}

  HttpReply answer(const HttpRequest& /*request*/) {
    HttpReply reply;
    reply.status = 404;
    return reply;
  }

 private:
  const PackShelf& shelf_;
  SiteOptions options_;
  JourneysInMemory journeys_;
};

Site::Site(const PackShelf& shelf, SiteOptions options)
    : parts_(std::make_unique<Parts>(shelf, std::move(options))) {}

Site::~Site() = default;

HttpReply Site::answer(const HttpRequest& request) {
  return parts_->answer(request);
}

}  // namespace peyer
