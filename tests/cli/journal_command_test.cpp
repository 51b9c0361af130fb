// peyer journal, and peyer consult --journal.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::Ran;
using test::run;
using test::ScratchFolder;

namespace {

nlohmann::json journal(const std::string& file, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"journal", file, "--format", "json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return nlohmann::json::parse(run(arguments).out);
}

}  // namespace

TEST_CASE("a visit is kept once, and only when asked for", "[journal-command]") {
  const ScratchFolder folder;
  const std::string file = folder.file("visits.db");
  // What was come for, then "quit" at the first question, and yes to leaving.
  const Ran quit = run(test::consult({"--journal", file}), "1\nno\nno\nquit\nyes\n");
  INFO(quit.err);
  CHECK(contains(test::flat(quit.out + quit.err), "Your answers are kept here for 30 days"));
  CHECK(journal(file)["visits"] == 1);
  const std::string answers = folder.with("a.yaml", "chewed: no\nroots: brown\n");
  const Ran told = run(test::consult({"--answers", answers, "--journal", file}));
  CHECK(told.code == 0);
  CHECK(told.err.empty());
  CHECK(journal(file)["visits"] == 2);
  run(test::consult({"--answers", answers}));
  CHECK(journal(file)["visits"] == 2);
}

TEST_CASE("a journal that can't be written stops nobody", "[journal-command]") {
  const ScratchFolder folder;
  const std::string answers = folder.with("a.yaml", "chewed: no\nroots: brown\n");
  const Ran with = run(test::consult({"--answers", answers, "--journal", folder.path()}));
  CHECK(with.code == 0);
  CHECK(with.out == run(test::consult({"--answers", answers})).out);
  CHECK(test::times(with.err, "The journal could not be written") == 1);
}

TEST_CASE("a journal is counted, replayed and purged", "[journal-command]") {
  const ScratchFolder folder;
  const std::string file = folder.file("visits.db");
  const std::string answers = folder.with("a.yaml", "chewed: no\nroots: brown\n");
  run(test::consult({"--answers", answers, "--journal", file, "--keep", "9"}));
  run(test::consult({"--answers", answers, "--journal", file}));
  const Ran shown = run({"journal", file});
  CHECK(shown.code == 0);
  CHECK(contains(shown.out, "2 visits, kept for 9 days"));
  CHECK(contains(shown.out, "2 visits: soon 2"));
  const Ran same = run({"journal", file, "--replay", "--pack", test::houseplants_folder()});
  CHECK(same.code == 0);
  CHECK(contains(same.out, "0 of 2 visits come out otherwise"));
  CHECK(contains(run({"journal", file, "--purge"}).out, "2 visits deleted"));
  CHECK(journal(file)["visits"] == 0);
  const Ran missing = run({"journal", folder.file("none.db")});
  CHECK(missing.code == 2);
  CHECK_FALSE(std::filesystem::exists(folder.file("none.db")));
}
