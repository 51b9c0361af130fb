// The pages of a visit: the first page, the interview, a summary of the answers, and the end of
// everything that was told. Each works without the script, by sending a form and being sent on, so
// that nothing that was answered ever stands in an address.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "knowledge/phrases/phrases.h"
#include "web/exchange.h"
#include "web/html.h"
#include "web/journeys.h"
#include "web/served_pack.h"
#include "web/site_options.h"
#include "web/visit_journal.h"

namespace peyer {

// Thread-safe. Refers to shelf, options and journeys, which must outlive it.
class KioskPages {
 public:
  // Throws JournalError when the options want a journal that can't be kept.
  KioskPages(const PackShelf& shelf, const SiteOptions& options, JourneyStore& journeys);

  // Nothing where it is not one of its pages; then, below /v/{id}/, the journey was there when it
  // was asked for. A visit that is over is answered here, whatever its page.
  std::optional<HttpReply> answer(const HttpRequest& request);

  // See VisitJournal: of the visits that are kept, when they are.
  std::string sweep_journal();

  // For an address at which there is nothing.
  HttpReply nothing_here() const;

 private:
  // A page of two lines, with a way to the first page, to which it leads by itself after `onward`
  // seconds.
  HttpReply short_page(const char* name, const char* title, const char* text, int status,
                       int onward) const;

  struct Visit;
  struct Sent;

  HttpReply first_page() const;
  HttpReply begin(const HttpRequest& request);
  HttpReply wiped_page() const;
  HttpReply gone_page() const;
  HttpReply full_page() const;

  std::optional<HttpReply> visit_page(const HttpRequest& request, Visit& visit);
  HttpReply stand(Visit& visit);
  HttpReply end(Visit& visit);
  HttpReply resize(const HttpRequest& request, Visit& visit);
  HttpReply still_page(const Visit& visit) const;
  HttpReply where(const HttpRequest& request, Visit& visit);
  HttpReply about(const HttpRequest& request, Visit& visit);
  HttpReply check(const HttpRequest& request, Visit& visit);
  HttpReply answers(Visit& visit);
  HttpReply question(const HttpRequest& request, Visit& visit, std::size_t number, bool again);
  HttpReply take_answers(const HttpRequest& request, Visit& visit, std::size_t number, bool again);
  HttpReply question_page(const Visit& visit, std::size_t number, bool again,
                          const Sent* sent) const;
  void write_urgent(HtmlWriter& html, const Visit& visit) const;
  void write_progress(HtmlWriter& html, const Visit& visit, std::size_t number, bool again) const;
  void write_other_ways(HtmlWriter& html, bool several, bool again) const;
  void write_why(HtmlWriter& html, const Visit& visit,
                 const std::vector<const Question*>& questions) const;
  void record(Visit& visit);
  void keep(Visit& visit);

  const PackShelf& shelf_;
  const SiteOptions& options_;
  JourneyStore& journeys_;
  const Phrases& phrases_;
  VisitJournal journal_;
};

}  // namespace peyer
