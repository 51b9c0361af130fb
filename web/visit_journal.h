// Keeps visits in the operator's journal, when there is to be one.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>

#include "engine/consultation.h"
#include "engine/journal.h"
#include "web/site_options.h"

namespace peyer {

// Thread-safe.
class VisitJournal {
 public:
  // Opens the journal once, so that an operator hears at once of one that can't be kept. Throws
  // JournalError.
  explicit VisitJournal(const SiteOptions& options);

  // For how many days visits are kept; 0: none is kept at all.
  int days() const { return days_; }

  // Keeps a visit that has answers. That one could not be kept is the operator's trouble and none
  // of the visitor's: see take_trouble().
  void keep(const Consultation& visit, const LocaleId& locale);

  // Deletes what is too old, once an hour however often it is called.
  void sweep();

  // Why a visit could not be kept, or an old one deleted, since this was last asked; "" when all
  // went well.
  std::string take_trouble();

 private:
  void with_journal(const std::function<void(Journal&)>& use);

  const std::string path_;
  int days_ = 0;
  std::mutex mutex_;  // guards the rest: one writer at a time waits here rather than at the file
  std::chrono::steady_clock::time_point opened_;
  std::string trouble_;
};

}  // namespace peyer
