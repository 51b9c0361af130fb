// The journal of past visits: what it holds, what it forgets, and what it survives.
#include "engine/journal.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "support.h"

using namespace peyer;

namespace {

namespace fs = std::filesystem;

class JournalFile {
 public:
  JournalFile() {
    std::string pattern = (fs::temp_directory_path() / "peyer-journal-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
  }

  ~JournalFile() { fs::remove_all(folder_); }

  JournalFile(const JournalFile&) = delete;
  JournalFile& operator=(const JournalFile&) = delete;

  std::string path() const { return folder_ + "/visits.db"; }

  std::string bytes() const {
    std::ifstream stream(path(), std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  // Moves all visits into the past.
  void age(int days) const {
    SQLite::Database(path(), SQLite::OPEN_READWRITE)
        .exec("UPDATE visits SET day = day - " + std::to_string(days));
  }

 private:
  std::string folder_;
};

JournalEntry an_entry(const std::string& roots = "brown") {
  Consultation visit(test::houseplants());
  visit.answer(QuestionId("roots"), {roots});
  visit.answer(QuestionId("days-since-water"), {"3"});
  visit.answer(QuestionId("signs"), {"yellow-leaves", "webs"});
  visit.came_for({TopicId("roots")});
  return journal_entry(visit, LocaleId(""));
}

std::size_t visits_in(const std::string& path) {
  return Journal(path, Journal::Use::existing).entries().size();
}

}  // namespace

TEST_CASE("a visit is read back as it was written", "[journal]") {
  const JournalFile file;
  const JournalEntry entry = an_entry();
  Journal(file.path(), Journal::Use::create).add(entry);
  const auto entries = Journal(file.path(), Journal::Use::existing).entries();
  REQUIRE(entries.size() == 1);
  CHECK(entries[0].answers == entry.answers);
  CHECK(entries[0].level == entry.level);
  CHECK(entries[0].came_for == entry.came_for);
  CHECK(entries[0].hash == entry.hash);
  CHECK(entries[0].day == entry.day);
  CHECK(entries[0].findings.size() == entry.findings.size());
  CHECK(std::is_permutation(entries[0].findings.begin(), entries[0].findings.end(),
                            entry.findings.begin()));
}

TEST_CASE("what was answered is recalled, and what a pack no longer takes is counted",
          "[journal]") {
  JournalEntry entry = an_entry();
  const KnowledgeBase& base = test::houseplants().knowledge();
  CHECK(recall(entry, base).left_out == 0);
  CHECK(journal_entry(
            [&] {
              Consultation visit(test::houseplants());
              const Answers answers = recall(entry, base).answers;
              visit.came_for(answers.came_for);
              for (const auto& [id, reply] : answers.replies) visit.answer(id, reply);
              return visit;
            }(),
            LocaleId("")) == entry);
  entry.answers["gone"] = {"yes"};
  entry.answers["roots"] = {"purple"};
  entry.came_for.emplace_back("gone");
  const AnswersRecalled recalled = recall(entry, base);
  CHECK(recalled.left_out == 3);
  CHECK(recalled.answers.replies.size() == 2);
}

TEST_CASE("the file tells a day and no time, and is readable to its owner only", "[journal]") {
  const JournalFile file;
  Journal(file.path(), Journal::Use::create).add(an_entry());

  struct stat info {};

  REQUIRE(stat(file.path().c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  SQLite::Database database(file.path());
  const int day = database.execAndGet("SELECT day FROM visits").getInt();
  CHECK(day == std::time(nullptr) / 86400);
  // Columns are what the documentation lists, so that nothing slips in unseen.
  CHECK(database.execAndGet("SELECT group_concat(name) FROM pragma_table_info('visits')")
            .getString() == "id,day,pack,version,hash,locale,level,findings,came_for,answers");
}

TEST_CASE("old visits are gone from the file once it is opened", "[journal]") {
  const JournalFile file;
  JournalEntry entry = an_entry();
  entry.answers["marker"] = {"unmistakable-marker"};
  Journal(file.path(), Journal::Use::create, 7).add(entry);
  CHECK(file.bytes().find("unmistakable-marker") != std::string::npos);
  file.age(6);
  CHECK(visits_in(file.path()) == 1);
  file.age(1);
  CHECK(visits_in(file.path()) == 0);
  CHECK(file.bytes().find("unmistakable-marker") == std::string::npos);
}

TEST_CASE("how long to keep visits is thirty days until said, and then stays said", "[journal]") {
  const JournalFile file;
  CHECK(Journal(file.path(), Journal::Use::create).keep_days() == 30);
  CHECK(Journal(file.path(), Journal::Use::create, 5).keep_days() == 5);
  CHECK(Journal(file.path(), Journal::Use::existing).keep_days() == 5);
  CHECK_THROWS_AS(Journal(file.path(), Journal::Use::existing, 0), JournalError);
}

TEST_CASE("a visit of tomorrow is kept no longer than one of today", "[journal]") {
  const JournalFile file;
  Journal(file.path(), Journal::Use::create, 2).add(an_entry());
  file.age(-1000);
  CHECK(visits_in(file.path()) == 1);
  file.age(2);
  CHECK(visits_in(file.path()) == 0);
}

TEST_CASE("purging leaves nothing in the file", "[journal]") {
  const JournalFile file;
  Journal journal(file.path(), Journal::Use::create);
  JournalEntry entry = an_entry();
  entry.answers["marker"] = {"unmistakable-marker"};
  for (int i = 0; i < 50; ++i) journal.add(entry);
  CHECK(journal.purge() == 50);
  CHECK(journal.entries().empty());
  CHECK(file.bytes().find("unmistakable-marker") == std::string::npos);
}

TEST_CASE("several writers at once lose nothing", "[journal]") {
  const JournalFile file;
  constexpr int writers = 4;
  constexpr int visits = 10;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < writers; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < visits; ++j) {
          Journal(file.path(), Journal::Use::create).add(an_entry());
        }
      });
    }
  }
  CHECK(visits_in(file.path()) == writers * visits);
}

TEST_CASE("what was acknowledged survives the writer's sudden death", "[journal]") {
  const JournalFile file;
  const JournalEntry entry = an_entry();  // before the fork, which must not start CLIPS
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    Journal journal(file.path(), Journal::Use::create);
    while (true) {
      journal.add(entry);
      if (write(ends[1], "x", 1) != 1) _exit(1);
    }
  }
  close(ends[1]);
  char byte = 0;
  std::size_t acknowledged = 0;
  while (acknowledged < 25 && read(ends[0], &byte, 1) == 1) ++acknowledged;
  kill(child, SIGKILL);
  while (read(ends[0], &byte, 1) == 1) ++acknowledged;
  close(ends[0]);
  waitpid(child, nullptr, 0);
  CHECK(acknowledged >= 25);
  const std::size_t kept = visits_in(file.path());
  CHECK(kept >= acknowledged);
  CHECK(kept <= acknowledged + 1);
}

TEST_CASE("what is no journal is neither read nor written", "[journal]") {
  const JournalFile file;
  CHECK_THROWS_AS(Journal(file.path(), Journal::Use::existing), JournalError);
  std::ofstream(file.path()) << "these are my notes";
  CHECK_THROWS_AS(Journal(file.path(), Journal::Use::create), JournalError);
  CHECK(file.bytes() == "these are my notes");
  fs::remove(file.path());
  SQLite::Database(file.path(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE visits(name)");
  const std::string before = file.bytes();
  CHECK_THROWS_AS(Journal(file.path(), Journal::Use::create), JournalError);
  CHECK(file.bytes() == before);
  fs::remove(file.path());
  REQUIRE(mkfifo(file.path().c_str(), 0600) == 0);
  CHECK_THROWS_AS(Journal(file.path(), Journal::Use::create), JournalError);
  CHECK_THROWS_AS(Journal(fs::path(file.path()).parent_path(), Journal::Use::create), JournalError);
}

TEST_CASE("a damaged visit is an error and no crash", "[journal]") {
  const JournalFile file;
  Journal(file.path(), Journal::Use::create).add(an_entry());
  SQLite::Database(file.path(), SQLite::OPEN_READWRITE).exec("UPDATE visits SET answers = '{[1'");
  CHECK_THROWS_AS(Journal(file.path(), Journal::Use::existing).entries(), JournalError);
}
