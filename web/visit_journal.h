// Keeps visits in the operator's journal, when there is to be one.
#pragma once

#include <mutex>

#include "engine/consultation.h"
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

  // Keeps a visit that has answers. False when it could not be kept, which is the operator's
  // trouble and none of the visitor's.
  bool keep(const Consultation& visit, const LocaleId& locale);

 private:
  const std::string path_;
  int days_ = 0;
  std::mutex mutex_;  // one writer at a time waits here rather than at the file
};

}  // namespace peyer
