#include "engine/journal.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <variant>

namespace peyer {
namespace {

namespace fs = std::filesystem;

constexpr int application_id = 0x5065794A;  // "PeyJ"
constexpr int format = 1;
constexpr int patience = 10'000;  // milliseconds to wait for other writers

// Random ids: rows lie in no order that would tell who came before whom.
constexpr const char* journal_schema = R"(
CREATE TABLE IF NOT EXISTS settings(keep_days INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS visits(
  id INTEGER PRIMARY KEY,
  day INTEGER NOT NULL,
  pack TEXT NOT NULL,
  version TEXT NOT NULL,
  hash TEXT NOT NULL,
  locale TEXT NOT NULL,
  level TEXT NOT NULL,
  findings TEXT NOT NULL,
  came_for TEXT NOT NULL,
  answers TEXT NOT NULL);
)";

int today() {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return static_cast<int>(now.time_since_epoch().count());
}

std::string day_text(int day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

// Whether the header of an SQLite file (sqlite.org/fileformat2.html) says that it is a journal.
bool is_ours(std::string_view header) {
  constexpr std::string_view magic("SQLite format 3\0", 16);
  constexpr std::string_view id("PeyJ");
  constexpr std::size_t id_at = 68;
  return header.starts_with(magic) && header.size() >= id_at + id.size() &&
         header.substr(id_at, id.size()) == id;
}

// Refuses what is no file of ours before SQLite touches it: a pipe would hold it up for ever, and
// another program's file would be changed.
void check_file(const fs::path& path, Journal::Use use) {
  int flags = O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY;
  if (use == Journal::Use::create) flags |= O_CREAT;
  const int file = ::open(path.c_str(), flags, 0600);
  if (file < 0) {
    throw JournalError(fmt::format("{}: {}", path.string(), std::strerror(errno)));
  }

  struct stat info {};

  const bool regular = ::fstat(file, &info) == 0 && S_ISREG(info.st_mode);
  std::array<char, 100> header{};
  const ssize_t got = regular ? ::read(file, header.data(), header.size()) : 0;
  ::close(file);
  if (!regular) throw JournalError(path.string() + ": is no regular file");
  // With a transaction to roll back, only SQLite knows what the header is.
  std::error_code ignored;
  if (got == 0 || fs::exists(path.string() + "-journal", ignored)) return;
  if (got < 0 || !is_ours({header.data(), static_cast<std::size_t>(got)})) {
    throw JournalError(path.string() + ": is no journal of this program");
  }
}

JournalEntry entry_of(SQLite::Statement& row) {
  JournalEntry entry;
  entry.day = day_text(row.getColumn(0).getInt());
  entry.pack = row.getColumn(1).getString();
  entry.version = row.getColumn(2).getString();
  entry.hash = row.getColumn(3).getString();
  entry.locale = row.getColumn(4).getString();
  entry.level = row.getColumn(5).getString();
  const nlohmann::json findings = nlohmann::json::parse(row.getColumn(6).getString());
  for (const auto& [finding, grade] : findings.items()) {
    entry.findings.emplace_back(finding, grade.get<std::string>());
  }
  entry.came_for =
      nlohmann::json::parse(row.getColumn(7).getString()).get<std::vector<std::string>>();
  entry.answers = nlohmann::json::parse(row.getColumn(8).getString())
                      .get<std::map<std::string, std::vector<std::string>>>();
  return entry;
}

}  // namespace

class Journal::Impl {
 public:
  Impl(const fs::path& path, std::optional<int> keep_days)
      : path_(path), database_(path, SQLite::OPEN_READWRITE, patience) {
    // A rollback journal rather than a write-ahead log: the log would hold deleted visits, and in
    // the order they came in. EXTRA is FULL and the folder's own entry as well.
    database_.exec("PRAGMA secure_delete = ON; PRAGMA journal_mode = DELETE");
    database_.exec("PRAGMA synchronous = EXTRA; PRAGMA trusted_schema = OFF");
    SQLite::Transaction transaction(database_, SQLite::TransactionBehavior::IMMEDIATE);
    prepare();
    keep(keep_days);
    transaction.commit();
  }

  void add(const JournalEntry& entry) {
    SQLite::Statement row(database_,
                          "INSERT INTO visits VALUES (random(), ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    nlohmann::json findings = nlohmann::json::object();
    for (const auto& [finding, grade] : entry.findings) findings[finding] = grade;
    row.bind(1, today());
    const std::vector<std::string> texts = {entry.pack,
                                            entry.version,
                                            entry.hash,
                                            entry.locale,
                                            entry.level,
                                            findings.dump(),
                                            nlohmann::json(entry.came_for).dump(),
                                            nlohmann::json(entry.answers).dump()};
    for (std::size_t i = 0; i < texts.size(); ++i) row.bind(static_cast<int>(i) + 2, texts[i]);
    row.exec();
  }

  std::vector<JournalEntry> entries() const {
    std::vector<JournalEntry> entries;
    SQLite::Statement row(database_,
                          "SELECT day, pack, version, hash, locale, level, findings, came_for, "
                          "answers FROM visits ORDER BY day, id");
    while (row.executeStep()) entries.push_back(entry_of(row));
    return entries;
  }

  int purge() { return database_.exec("DELETE FROM visits"); }

  int keep_days() const { return database_.execAndGet("SELECT keep_days FROM settings").getInt(); }

  const fs::path& path() const { return path_; }

 private:
  void prepare() {
    const int id = database_.execAndGet("PRAGMA application_id").getInt();
    const int version = database_.execAndGet("PRAGMA user_version").getInt();
    const bool empty =
        id == 0 && database_.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
    if (!empty && id != application_id) {
      throw JournalError(path_.string() + ": is no journal of this program");
    }
    if (!empty && version != format) {
      throw JournalError(fmt::format("{}: is a journal of format {}, and this program reads {}",
                                     path_.string(), version, format));
    }
    if (!empty) return;
    database_.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                               application_id, format));
    database_.exec(journal_schema);
    database_.exec(fmt::format("INSERT INTO settings VALUES ({})", usual_journal_days));
  }

  // A day yet to come was written by a clock that went wrong; it counts from today, lest it stays
  // for years.
  void keep(std::optional<int> days) {
    if (days) database_.exec(fmt::format("UPDATE settings SET keep_days = {}", *days));
    const int now = today();
    database_.exec(fmt::format("UPDATE visits SET day = {0} WHERE day > {0}", now));
    database_.exec(fmt::format("DELETE FROM visits WHERE day <= {}", now - keep_days()));
  }

  fs::path path_;
  mutable SQLite::Database database_;
};

namespace {

// Whatever SQLite or a damaged row throws, told with the file's name.
template <typename Work>
auto guarded(const fs::path& path, Work work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw JournalError(fmt::format("{}: {}", path.string(), error.what()));
  } catch (const nlohmann::json::exception& error) {
    throw JournalError(fmt::format("{}: holds a damaged visit: {}", path.string(), error.what()));
  }
}

}  // namespace

Journal::Journal(const fs::path& path, Use use, std::optional<int> keep_days) {
  if (keep_days && (*keep_days < 1 || *keep_days > most_journal_days)) {
    throw JournalError(fmt::format("visits can be kept for 1 to {} days", most_journal_days));
  }
  check_file(path, use);
  impl_ = guarded(path, [&] { return std::make_unique<Impl>(path, keep_days); });
}

Journal::~Journal() = default;

int Journal::keep_days() const {
  return guarded(impl_->path(), [&] { return impl_->keep_days(); });
}

void Journal::add(const JournalEntry& entry) {
  guarded(impl_->path(), [&] { impl_->add(entry); });
}

std::vector<JournalEntry> Journal::entries() const {
  return guarded(impl_->path(), [&] { return impl_->entries(); });
}

int Journal::purge() {
  return guarded(impl_->path(), [&] { return impl_->purge(); });
}

JournalEntry journal_entry(const Consultation& visit, const LocaleId& locale) {
  const KnowledgeBase& base = visit.knowledge();
  JournalEntry entry;
  entry.day = day_text(today());
  entry.pack = base.pack.id;
  entry.version = base.pack.version;
  entry.hash = base.pack.hash;
  entry.locale = locale.str();
  entry.level = visit.outcome().triage.level.str();
  for (const Conclusion& conclusion : visit.outcome().conclusions) {
    entry.findings.emplace_back(conclusion.finding.str(), to_string(conclusion.grade));
  }
  for (const TopicId& topic : visit.answers().came_for) entry.came_for.push_back(topic.str());
  for (const auto& [id, reply] : visit.answers().replies) {
    entry.answers[id.str()] = to_words(*find_by_id(base.questions, id), reply);
  }
  return entry;
}

AnswersRecalled recall(const JournalEntry& entry, const KnowledgeBase& knowledge) {
  AnswersRecalled recalled;
  for (const std::string& word : entry.came_for) {
    const Topic* topic = find_by_id(knowledge.topics, TopicId(word));
    if (topic != nullptr && topic->come_for) {
      recalled.answers.came_for.insert(topic->id);
    } else {
      ++recalled.left_out;
    }
  }
  for (const auto& [id, words] : entry.answers) {
    const Question* question = find_by_id(knowledge.questions, QuestionId(id));
    if (question == nullptr) {
      ++recalled.left_out;
      continue;
    }
    auto reply = parse_reply(*question, words);
    if (std::holds_alternative<Reply>(reply)) {
      recalled.answers.replies[question->id] = std::get<Reply>(std::move(reply));
    } else {
      ++recalled.left_out;
    }
  }
  return recalled;
}

}  // namespace peyer
