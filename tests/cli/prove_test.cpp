// peyer prove at the command line: summaries, stories, saved scenarios, exit codes.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "program.h"
#include "support.h"

using namespace peyer;
using namespace peyer::test;

namespace {

// The houseplants with one property more.
struct WithProperty {
  explicit WithProperty(const std::string& property) {
    pack = folder.file("pack");
    std::filesystem::copy(houseplants_folder(), pack, std::filesystem::copy_options::recursive);
    folder.with("pack/more.yaml", "properties:\n  - " + property + "\n");
  }

  ScratchFolder folder;
  std::string pack;
};

const char* const wrong =
    "{id: soggy-is-for-soon, when: soil is soggy, always: triage at least soon}";

}  // namespace

TEST_CASE("prove: a pack whose properties hold is summed up in a line", "[program]") {
  const Ran ran = run({"prove", houseplants_folder()});
  CHECK(ran.code == 0);
  CHECK(ran.out.starts_with("prove: "));
  CHECK(contains(ran.out, "hold for every possible answer"));
  CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') == 1);
  CHECK(ran.err.empty());
}

TEST_CASE("prove: a property that fails is told as a story and saved as a failing scenario",
          "[program]") {
  const WithProperty with(wrong);
  const Ran ran = run({"prove", with.pack});
  CHECK(ran.code == 1);
  CHECK(contains(ran.out, "FAIL  soggy-is-for-soon"));
  CHECK(contains(ran.out, "must hold: triage at least soon"));
  CHECK(contains(ran.out, "what comes out is keep-watching"));
  CHECK(contains(ran.out, " · 1 fails: soggy-is-for-soon\n"));
  const std::string file = with.pack + "/scenarios/found/soggy-is-for-soon.yaml";
  CHECK(contains(ran.out, file));
  CHECK(contains(read_text(file), "triage: soon"));
  CHECK(run({"check", "-q", "--pack", with.pack}).code == 0);
  CHECK(run({"prove", with.pack}).out == ran.out);  // and the file is not written twice
  const auto files = std::filesystem::directory_iterator(with.pack + "/scenarios/found");
  CHECK(std::distance(begin(files), end(files)) == 1);
}

TEST_CASE("prove: nothing is written where nothing should be", "[program]") {
  const WithProperty with(wrong);
  CHECK(run({"prove", with.pack, "--no-save"}).code == 1);
  CHECK_FALSE(std::filesystem::exists(with.pack + "/scenarios"));
  const Ran ran = run({"prove", with.pack, "--save", with.folder.file("elsewhere")});
  CHECK(ran.code == 1);
  CHECK_FALSE(std::filesystem::exists(with.pack + "/scenarios"));
  CHECK(std::filesystem::exists(with.folder.file("elsewhere/soggy-is-for-soon.yaml")));
  with.folder.with("a-file", "");
  const Ran refused = run({"prove", with.pack, "--save", with.folder.file("a-file")});
  CHECK(refused.code == 2);
  CHECK(contains(refused.err, "can't be saved"));
}

TEST_CASE("prove: JSON says the same", "[program]") {
  const WithProperty with(wrong);
  const Ran ran =
      run({"prove", with.pack, "--no-save", "--format", "json", "--property", "soggy-is-for-soon"});
  CHECK(ran.code == 1);
  const auto report = nlohmann::json::parse(ran.out);
  CHECK(report["holds"] == 0);
  CHECK(report["fails"] == 1);
  REQUIRE(report["results"].size() == 1);
  const auto& result = report["results"][0];
  CHECK(result["verdict"] == "fails");
  CHECK(result["written"] == true);
  CHECK(result["counterexample"]["answers"]["soil"] == "soggy");
  CHECK(result["counterexample"]["triage"] == "keep-watching");
}

TEST_CASE("prove: what is undecided is not proved", "[program]") {
  const Ran ran = run({"prove", houseplants_folder(), "--timeout", "0"});
  CHECK(ran.code == 1);
  CHECK(ran.out.starts_with("prove: 0 properties hold"));
  CHECK(contains(ran.out, "undecided within 0 s, so not proved: "));
}

TEST_CASE("prove: a misspelt property is suggested", "[program]") {
  const WithProperty with(wrong);
  const Ran ran = run({"prove", with.pack, "--property", "sogy-is-for-soon"});
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(contains(ran.err, "Did you mean 'soggy-is-for-soon'?"));
  CHECK(run({"prove", with.pack, "--pack", with.pack}).code == 2);
}
