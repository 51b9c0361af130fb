#include "web/visit_journal.h"

#include <optional>
#include <utility>

namespace peyer {
namespace {

constexpr std::chrono::hours between_sweeps{1};

}  // namespace

VisitJournal::VisitJournal(const SiteOptions& options)
    : path_(options.journal), opened_(std::chrono::steady_clock::now()) {
  if (path_.empty()) return;
  std::optional<int> days;
  if (options.journal_days > 0) days = options.journal_days;
  days_ = Journal(path_, Journal::Use::create, days).keep_days();
}

void VisitJournal::keep(const Consultation& visit, const LocaleId& locale) {
  if (visit.answers().replies.empty()) return;
  with_journal([&](Journal& journal) { journal.add(journal_entry(visit, locale)); });
}

void VisitJournal::sweep() {
  {
    const std::scoped_lock lock(mutex_);
    if (std::chrono::steady_clock::now() - opened_ < between_sweeps) return;
  }
  with_journal([](Journal&) {});
}

std::string VisitJournal::take_trouble() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(trouble_, {});
}

// Opened each time: that is when the journal deletes what is too old.
void VisitJournal::with_journal(const std::function<void(Journal&)>& use) {
  if (path_.empty()) return;
  const std::scoped_lock lock(mutex_);
  opened_ = std::chrono::steady_clock::now();
  try {
    Journal journal(path_, Journal::Use::create);
    use(journal);
  } catch (const JournalError& failure) {
    trouble_ = failure.what();
  }
}

}  // namespace peyer
