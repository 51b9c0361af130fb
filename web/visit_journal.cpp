#include "web/visit_journal.h"

#include "engine/journal.h"

namespace peyer {

VisitJournal::VisitJournal(const SiteOptions& options) : path_(options.journal) {
  if (path_.empty()) return;
  std::optional<int> days;
  if (options.journal_days > 0) days = options.journal_days;
  days_ = Journal(path_, Journal::Use::create, days).keep_days();
}

// Opened for each visit: that is when the journal deletes what is too old.
bool VisitJournal::keep(const Consultation& visit, const LocaleId& locale) {
  if (path_.empty() || visit.answers().replies.empty()) return true;
  const std::scoped_lock lock(mutex_);
  try {
    Journal(path_, Journal::Use::create).add(journal_entry(visit, locale));
    return true;
  } catch (const JournalError&) {
    return false;
  }
}

}  // namespace peyer
