// Past visits, kept in an SQLite file when an operator asks for it, to see what another version of
// a pack would have told the same visitors. docs/workbench/journal.md has the layout.
//
// Nobody can be told from it: answers, what was come for, locale, pack, what came out, and the day.
// No time of day, no names, no free text, and no order within a day.
//
// One Journal is used by one thread at a time; any number of them, in any number of programs, may
// hold the same file. What add() returned from survives a crash of program and machine.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/consultation.h"

namespace peyer {

inline constexpr int usual_journal_days = 30;
inline constexpr int most_journal_days = 3650;

// A file that is no journal, can't be read or can't be written; what() says which, and why.
class JournalError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct JournalEntry {
  // Days are told as "2026-11-23", in UTC.
  std::string day;
  std::string pack, version, hash;
  std::string locale;  // empty: the pack's first
  std::string level;
  std::vector<std::pair<std::string, std::string>> findings;  // those shown, and their grades
  std::vector<std::string> came_for;
  std::map<std::string, std::vector<std::string>> answers;  // words as to_words gives them

  friend bool operator==(const JournalEntry&, const JournalEntry&) = default;
};

// How this visit would stand there, as of now.
JournalEntry journal_entry(const Consultation& visit, const LocaleId& locale);

// An entry's answers as far as a pack has them: `left_out` counts answers and topics that it has
// not, or that no longer fit.
struct AnswersRecalled {
  Answers answers;
  int left_out = 0;
};

AnswersRecalled recall(const JournalEntry& entry, const KnowledgeBase& knowledge);

class Journal {
 public:
  // `create`: makes the file where there is none, readable to the owner only.
  enum class Use { create, existing };

  // Opening deletes what is older than the journal keeps visits, and overwrites it in the file.
  // A visit is kept on its own day and on the `keep_days` − 1 after it. Given, `keep_days` is
  // kept in the file and is so the rule for whoever opens it later; a new journal without it keeps
  // usual_journal_days. Throws JournalError.
  Journal(const std::filesystem::path& path, Use use, std::optional<int> keep_days = std::nullopt);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;
  Journal(Journal&&) = delete;
  Journal& operator=(Journal&&) = delete;

  int keep_days() const;

  // Returns once the entry is on disk. Waits for other writers, some seconds at the most. Throws
  // JournalError.
  void add(const JournalEntry& entry);

  // By day; within a day in no particular order.
  std::vector<JournalEntry> entries() const;

  // Deletes all visits, and overwrites them in the file. Returns how many there were.
  int purge();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace peyer
