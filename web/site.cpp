#include "web/site.h"

#include <atomic>
#include <chrono>
#include <utility>

#include "web/api.h"
#include "web/ask_page.h"
#include "web/assets.h"
#include "web/audio.h"
#include "web/embed.h"
#include "web/kiosk_pages.h"
#include "web/metrics.h"
#include "web/page_frame.h"
#include "web/picture_cache.h"
#include "web/reading_pages.h"
#include "web/result_page.h"
#include "web/routes.h"

namespace peyer {
namespace {

constexpr std::size_t most_pictures = 256;  // some 30 kB each

}  // namespace

// In the order in which they are asked whether a path is theirs.
class Site::Parts {
 public:
  Parts(const PackShelf& shelf, SiteOptions options)
      : shelf_(shelf),
        options_(std::move(options)),
        journeys_(options_.most_journeys, options_.journey_life),
        pictures_(most_pictures, options_.journey_life),
        metrics_(site_routes()),
        api_(shelf, options_, metrics_, [this] { return journeys_.size(); }),
        assets_(shelf, options_),
        kiosk_pages_(shelf, options_, journeys_),
        results_(journeys_, pictures_, options_),
        asking_(journeys_, options_),
        reading_(shelf, journeys_, pictures_, options_) {}

  HttpReply answer(const HttpRequest& request) {
    const auto began = std::chrono::steady_clock::now();
    HttpReply reply = reply_to(request);
    metrics_.answered(request.path, reply.status, std::chrono::steady_clock::now() - began);
    return reply;
  }

  std::string tidy() {
    journeys_.sweep();
    api_.sweep();
    pictures_.sweep();
    const std::size_t gone = journeys_.gone();
    if (gone_.exchange(gone) != gone) pictures_.clear();
    shelf_.pack()->forget();
    return kiosk_pages_.sweep_journal();
  }

  void refused() { metrics_.refused(); }

 private:
  HttpReply reply_to(const HttpRequest& request) {
    if (auto reply = api_.answer(request)) return *std::move(reply);
    if (auto reply = assets_.answer(request)) return *std::move(reply);
    if (auto reply = audio_.answer(request)) return *std::move(reply);
    if (auto reply = embed_.answer(request)) return *std::move(reply);
    // Before the other pages of a visit: it knows what to say of one that is gone.
    if (auto reply = kiosk_pages_.answer(request)) return *std::move(reply);
    if (auto reply = results_.answer(request)) return *std::move(reply);
    if (auto reply = asking_.answer(request)) return *std::move(reply);
    if (auto reply = reading_.answer(request)) return *std::move(reply);
    return kiosk_pages_.nothing_here();
  }

  const PackShelf& shelf_;
  SiteOptions options_;
  std::atomic<std::size_t> gone_{0};  // journeys, when pictures were last cleared
  JourneysInMemory journeys_;
  PictureCache pictures_;
  Metrics metrics_;
  Api api_;
  Assets assets_;
  Audio audio_;
  Embed embed_;
  KioskPages kiosk_pages_;
  ResultPages results_;
  AskPages asking_;
  ReadingPages reading_;
};

Site::Site(const PackShelf& shelf, SiteOptions options)
    : parts_(std::make_unique<Parts>(shelf, std::move(options))) {}

Site::~Site() = default;

HttpReply Site::answer(const HttpRequest& request) {
  return parts_->answer(request);
}

std::string Site::tidy() {
  return parts_->tidy();
}

void Site::refused() {
  parts_->refused();
}

}  // namespace peyer
