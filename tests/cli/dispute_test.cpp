#include "cli/dispute.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "engine/scenario.h"
#include "knowledge/loader.h"
#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::flat;
using test::Script;

namespace {

namespace fs = std::filesystem;

// A copy of the houseplants, and interviews about it.
class Author {
 public:
  Author() { fs::copy(test::houseplants_folder(), pack(), fs::copy_options::recursive); }

  fs::path pack() const { return folder_.path() + "/my plants"; }

  // Everything, no warning sign, another plant, wet soil, watered two days ago; then these lines.
  std::string says(const std::vector<std::string>& more, bool from_folder = true) const {
    std::vector<std::string> lines = {"", "none", "3", "wet", "2"};
    lines.insert(lines.end(), more.begin(), more.end());
    Script script(lines);
    InterviewOptions options;
    if (from_folder) options.pack_folder = pack();
    Interview interview(Consultation(test::houseplants()), script, Phrases::english(),
                        AnswersKeeper(), options);
    interview.run();
    const std::string said = script.said();
    CHECK_FALSE(test::has_gap(said));
    return flat(said.substr(said.find("> 2\n")));
  }

  std::vector<fs::path> kept() const {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(pack() / "scenarios/found", none)) {
      files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  // The one scenario that was kept, as the loader reads it; it must fail.
  Scenario found() const {
    REQUIRE(kept().size() == 1);
    const Loaded loaded = load_folder(pack());
    REQUIRE(loaded.base);
    for (const Scenario& scenario : loaded.base->scenarios) {
      if (scenario.at.file->path != kept().front()) continue;
      CHECK_FALSE(run_scenario(test::houseplants(), scenario).mismatches.empty());
      return scenario;
    }
    FAIL("the pack does not hold what was kept");
    return {};
  }

 private:
  test::ScratchFolder folder_;
};

}  // namespace

TEST_CASE("a wrong conclusion is followed to the rule behind it and kept as a failing scenario") {
  const Author author;
  const std::string said = author.says({"wrong", "1", "1", "1", "yes", "", "", "", "mushy"});
  CHECK(contains(said, "Soil that stays wet lets root rot grow."));
  CHECK(contains(said, "✓ soil is soggy (answer: Wet) in "));
  CHECK(contains(said, "houseplants.yaml:156"));
  CHECK(contains(said, "Then the rule is to blame. Look at"));
  CHECK(contains(said, "it fails now"));
  CHECK(contains(said, "The place to look at:"));
  CHECK(contains(said, "--filter found/no-roots-at-risk"));
  CHECK(contains(said, "my plants' --filter"));
  // The visit goes on.
  CHECK(contains(said, "Noted: Brown and mushy"));

  const Scenario scenario = author.found();
  REQUIRE(scenario.expect.concludes_not.size() == 1);
  CHECK(scenario.expect.concludes_not[0].value == FindingId("roots-at-risk"));
  CHECK(scenario.given.size() == 5);
  CHECK_FALSE(scenario.expect.triage);
}

TEST_CASE("a link of a chain can be what is wrong") {
  const Author author;
  const std::string said = author.says({"wrong 1", "3", "", "", "a name of mine"});
  CHECK(contains(said, "Then this link is to blame. Look at"));
  CHECK(author.found().name == "a name of mine");
  CHECK(author.kept().front().filename() == "a-name-of-mine.yaml");
}

TEST_CASE("something missing is followed to the condition of the closest rule") {
  const Author author;
  const std::string said = author.says(
      {"wrong missing", "nonsense", "thirst", "1", "yes", "2", "- roots-at-risk", "", ""});
  CHECK(contains(said, "Nothing fits “nonsense”"));
  CHECK(contains(said, "The rule thirst"));
  CHECK(contains(said, "✗ soil is dry (answer: Wet)"));
  CHECK(contains(said, "Then this condition is to blame."));
  const Scenario scenario = author.found();
  REQUIRE(scenario.expect.concludes.size() == 1);
  CHECK(scenario.expect.concludes[0].value == FindingId("thirst-signs"));
  CHECK(scenario.expect.concludes_not.size() == 1);
  CHECK(scenario.expect.triage->value == LevelId("soon"));
}

TEST_CASE("missing advice goes through the rules that give it, and to a new one after the last") {
  const Author author;
  const std::string said = author.says({"wrong", "missing", "wash-leaves", "yes", "", "", ""});
  CHECK(contains(said, "The rule webs-seen"));
  CHECK(contains(said, "No rule leads there as it should."));
  CHECK(author.found().expect.advises.size() == 1);
}

TEST_CASE("a level that is not urgent enough is followed through what would have urged it") {
  const Author author;
  const std::string said = author.says({"wrong 0", "1", "1", "yes", "", ""});
  CHECK(contains(said, "The rule plant-chewed"));
  CHECK(contains(said, "✗ chewed is yes (answer: No)"));
  CHECK(author.found().expect.triage->value == LevelId("act-today"));
}

TEST_CASE("a level that is too urgent is followed through its proof") {
  const Author author;
  const std::string said =
      author.says({"brown", "none", "1", "wrong level", "3", "1", "yes", "", "", ""});
  CHECK(contains(said, "The rule rot-seen"));
  CHECK(contains(said, "✓ roots is brown"));
  CHECK(author.found().expect.triage->value == LevelId("keep-watching"));
}

TEST_CASE("where only an answer is wrong, that is said and nothing is kept") {
  const Author author;
  const std::string said = author.says({"wrong 1", "1", "1", "1", "maybe", "no", "mushy"});
  CHECK(contains(said, "Please type yes or no."));
  CHECK(contains(said, "Then only the answer is wrong."));
  CHECK(contains(said, "Noted: Brown and mushy"));
  CHECK(author.kept().empty());
}

TEST_CASE("what comes out already is not kept as a failing scenario") {
  const Author author;
  CHECK(contains(author.says({"wrong 0", "3"}), "It is so already."));
  CHECK(author.kept().empty());
  const std::string said =
      author.says({"wrong missing", "roots-at-risk", "yes", "yes", "yes", "", "", ""});
  CHECK(contains(said, "would not fail"));
  CHECK(author.kept().empty());
}

TEST_CASE("the same case twice gets another name, and nothing is overwritten") {
  const Author author;
  const std::vector<std::string> dispute = {"wrong 1", "yes", "", "", "the same"};
  author.says(dispute);
  const std::string first = test::read_text(author.kept().front().string());
  author.says(dispute);
  REQUIRE(author.kept().size() == 2);
  CHECK(author.kept()[1].filename() == "the-same.yaml");
  CHECK(author.kept()[0].filename() == "the-same-2.yaml");
  CHECK(test::read_text(author.kept()[1].string()) == first);
  CHECK(load_folder(author.pack()).base);
}

TEST_CASE("names that would hurt the file are quoted") {
  const Author author;
  const std::string name = R"(it's "odd": [X] \ ../../etc {y} # é)";
  author.says({"wrong 1", "yes", "", "", name});
  CHECK(author.found().name == name);
  CHECK(author.kept().front().filename() == "it-s-odd-x-etc-y.yaml");
}

TEST_CASE("one can leave at any step, or fall silent, and nothing is kept") {
  const Author author;
  const std::vector<std::string> lines = {"wrong", "1", "1", "1", "yes", "", "", "leave"};
  for (std::size_t count = 1; count < lines.size(); ++count) {
    std::vector<std::string> left(lines.begin(),
                                  lines.begin() + static_cast<std::ptrdiff_t>(count));
    author.says(left);
    left.emplace_back("leave");
    left.emplace_back("mushy");
    CHECK(contains(author.says(left), "Noted: Brown and mushy"));
  }
  CHECK(author.kept().empty());
}

TEST_CASE("a pack that was broken meanwhile is said, and nothing is kept") {
  const Author author;
  std::ofstream(author.pack() / "broken.yaml") << "rules: [";
  CHECK(contains(author.says({"wrong 1", "yes", "", "", ""}), "have mistakes now"));
  CHECK(author.kept().empty());
}

TEST_CASE("a pack that was mended meanwhile is what the case is tried on") {
  const Author author;
  const std::string file = (author.pack() / "houseplants.yaml").string();
  std::string text = test::read_text(file);
  const std::string old = "{concept: working-roots, effect: lowers}";
  text.replace(text.find(old), old.size(), "{concept: working-roots, effect: raises}");
  std::ofstream(file) << text;
  CHECK(contains(author.says({"wrong 1", "yes", "", "", ""}), "would not fail"));
  CHECK(author.kept().empty());
}

TEST_CASE("who reads a pack from elsewhere is told what the command is for") {
  const Author author;
  CHECK(contains(author.says({"wrong"}, false), "for the authors of a pack"));
  CHECK_FALSE(contains(author.says({"help"}, false), "wrong: for authors"));
  CHECK(contains(author.says({"help"}), "wrong: for authors"));
}

TEST_CASE("an author disputes through pipes, in plain words", "[program]") {
  const Author author;
  const test::Ran ran =
      test::run({"consult", "--plain", "--pack", author.pack().string(), "--format", "json"},
                "\nnone\n3\nwet\n2\nwrong\n1\nyes\n\n\nby pipe\n");
  CHECK(ran.code == 0);
  CHECK(contains(flat(ran.err), "it fails now"));
  CHECK(ran.err.find('\x1b') == std::string::npos);
  CHECK(ran.out.starts_with("{"));
  CHECK(author.found().name == "by pipe");
}

TEST_CASE("an author disputes at a terminal", "[program]") {
  const Author author;
  test::TerminalSession session({"consult", "--pack", author.pack().string()}, 80);
  for (const char* line : {"", "none", "3", "wet", "2", "wrong 1", "1", "1", "2", "yes"}) {
    REQUIRE(session.answer(line));
  }
  CHECK(session.expect("this condition is to blame"));
  for (const char* line : {"", "", "typed"}) REQUIRE(session.answer(line));
  CHECK(session.expect("it fails now"));
  REQUIRE(session.answer("quit"));
  REQUIRE(session.answer(""));
  session.finish();
  CHECK(author.found().name == "typed");
}
