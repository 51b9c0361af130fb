// peyer check, explain, fmt and new: what authors type first.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "../knowledge/support.h"
#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::Ran;
using test::run;
using test::ScratchFolder;

namespace {

// The small pack, and another file with it.
class Pack {
 public:
  explicit Pack(const std::string& more) {
    folder_.with("base.yaml", testing::read(testing::test_folder() / "base.yaml"));
    more_ = folder_.with("more.yaml", more);
  }

  const std::string& path() const { return folder_.path(); }

  std::string more() const { return test::read_text(more_); }

 private:
  ScratchFolder folder_;
  std::string more_;
};

const char* const misspelt =
    "advice:\n  - {id: rest, title: Rest, say: Rest., topics: [medicnes], cite: "
    "[graham2005nsaid]}\n";
const char* const unheard =
    "red_flags:\n  - {id: bad, title: Bad pain, when: symptoms include pain, level: same-day, say: "
    "Ask., "
    "cite: [graham2005nsaid]}\n";

}  // namespace

TEST_CASE("check ends with where to read on, and counts on standard error", "[check]") {
  const Pack pack(misspelt);
  const Ran ran = run({"check", "--pack", pack.path()});
  CHECK(ran.code == 1);
  CHECK(contains(ran.out, "more.yaml:2:50: error[K012]: unknown topic 'medicnes'"));
  CHECK(ran.out.ends_with("\nmore: peyer explain K012\n"));
  CHECK(ran.err == "Errors: 1. Warnings: 0.\n");
  CHECK(run({"check", "--quiet", "--pack", pack.path()}).err.empty());
}

TEST_CASE("warnings are denied when asked to", "[check]") {
  const Pack pack(unheard);
  const Ran ran = run({"check", "--pack", pack.path()});
  CHECK(ran.code == 0);
  CHECK(contains(ran.out, "warning[K055]"));
  CHECK(run({"check", "--deny", "warnings", "--pack", pack.path()}).code == 1);
  CHECK(run({"check", "--deny", "errors", "--pack", pack.path()}).code == 2);
}

TEST_CASE("what must never be said is refused by check", "[check]") {
  const Pack pack(
      "safety_net:\n  - {id: stop, say: Stop your tablets., cite: [graham2005nsaid]}\n");
  const Ran ran = run({"check", "--pack", pack.path()});
  CHECK(ran.code == 1);
  CHECK(contains(ran.out,
                 "error[K056]: safety_net/stop.say: must never be said: 'stop your tablets'"));
}

TEST_CASE("check writes JSON and SARIF, and nothing else to standard output", "[check]") {
  const Pack pack(misspelt);
  const Ran json = run({"check", "--format", "json", "--pack", pack.path()});
  CHECK(json.code == 1);
  CHECK(nlohmann::json::parse(json.out)["diagnostics"][0]["code"] == "K012");
  const Ran sarif = run({"check", "--format", "sarif", "--pack", pack.path()});
  CHECK(sarif.code == 1);
  CHECK(nlohmann::json::parse(sarif.out)["runs"][0]["results"][0]["ruleId"] == "K012");
}

TEST_CASE("check --fix mends, shows what it did, and has nothing to do the second time",
          "[check]") {
  const Pack pack(misspelt);
  const Ran first = run({"check", "--fix", "--pack", pack.path()});
  CHECK(first.code == 0);
  CHECK(contains(first.err, "-  - {id: rest, title: Rest, say: Rest., topics: [medicnes]"));
  CHECK(contains(first.err, "+  - {id: rest, title: Rest, say: Rest., topics: [medicines]"));
  CHECK(contains(first.err, "Mended mistakes: 1. Files changed: 1."));
  const std::string after = pack.more();
  CHECK(contains(after, "[medicines]"));
  const Ran second = run({"check", "--fix", "--pack", pack.path()});
  CHECK(contains(second.err, "Mended mistakes: 0. Files changed: 0."));
  CHECK(pack.more() == after);
  CHECK(run({"check", "--fix"}).code == 2);
}

TEST_CASE("explain shows a page, lists them all, and suggests for what is none", "[check]") {
  const Ran page = run({"explain", "k12", "K033"});
  CHECK(page.code == 0);
  CHECK(contains(page.out, "K012 unknown name"));
  CHECK(contains(page.out, "  help: did you mean 'nsaid-use'?"));
  CHECK(contains(page.out, "K033 never holds"));
  const Ran all = run({"explain"});
  CHECK(contains(all.out, "K001 can't be read"));
  CHECK(contains(all.out, "K073 no such topic"));
  const Ran none = run({"explain", "K999"});
  CHECK(none.code == 2);
  CHECK(none.out.empty());
  CHECK(contains(none.err, "no diagnostic has the code 'K999'"));
}

TEST_CASE("fmt names what it would lay out, shows it, does it, and is then content", "[check]") {
  const Pack pack("topics:\n- title: Sleep\n  id: sleep\n");
  const std::string file = pack.path() + "/more.yaml";
  const Ran check = run({"fmt", "--check", file});
  CHECK(check.code == 1);
  CHECK(check.out == file + "\n");
  const Ran diff = run({"fmt", "--diff", file});
  CHECK(diff.code == 0);
  CHECK(contains(diff.out, "+  - id: sleep\n+    title: Sleep\n"));
  CHECK(pack.more() == "topics:\n- title: Sleep\n  id: sleep\n");
  CHECK(run({"fmt", file}).code == 0);
  CHECK(pack.more() == "topics:\n  - id: sleep\n    title: Sleep\n");
  CHECK(run({"fmt", "--check", file}).code == 0);
  CHECK(run({"fmt", pack.path() + "/none.yaml"}).code == 2);
}

TEST_CASE("fmt leaves a file with mistakes in its YAML as it is, and says so", "[check]") {
  const Pack pack("topics:\n\t- title: Sleep\n");
  const Ran ran = run({"fmt", pack.path() + "/more.yaml"});
  CHECK(ran.code == 1);
  CHECK(contains(ran.out, "error[K004]: a tab"));
  CHECK(pack.more() == "topics:\n\t- title: Sleep\n");
}

TEST_CASE("new makes a pack that checks clean, and never writes over anything", "[check]") {
  const ScratchFolder scratch;
  const std::string folder = scratch.file("deep/my-pack");
  const Ran made = run({"new", folder, "--title", "Sleeping well"});
  CHECK(made.code == 0);
  CHECK(contains(made.out, folder + "/pack.yaml\n"));
  const Ran checked = run({"check", "--deny", "warnings", "--pack", folder});
  CHECK(checked.code == 0);
  CHECK(checked.out.empty());
  CHECK(contains(checked.err, "my-pack: "));
  CHECK(run({"new", folder}).code == 2);
  CHECK(run({"new", scratch.file("other"), "--title", "two\nlines"}).code == 2);
  CHECK_FALSE(std::filesystem::exists(scratch.file("other")));
  CHECK(run({"consult", "--pack", folder, "--answers",
             scratch.with("answers.yaml", "hard-to-wake: yes\n")})
            .code == 0);
}
