// `peyer test` and `peyer mutate` from the outside.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::Ran;
using test::run;
using test::ScratchFolder;

namespace {

const std::string pack = R"(
pack: {id: small, title: Small, version: 1.0.0, language: en, about: For tests., notice: A test., review: None.}
topics: [{id: one, title: One}]
levels:
  - {id: soon, title: Soon, meaning: m, who: w, how_soon: soon, now: go, urgent: yes}
  - {id: self-care, title: Self-care, meaning: m, who: w, how_soon: never, now: go, person: no}
sources:
  - {id: src, type: textbook, authors: Author A, title: A source, year: 2020, verified: stored-copy, seen_in: here}
questions:
  - {id: age, topic: one, ask: How old, why: Matters., kind: number, unit: years, min: 0, max: 120}
findings: [{id: old, title: Old, topics: [one], say: Old.}]
rules:
  - {id: old-age, when: age >= 65, then: {finding: old}, say: Old., grade: strong, cite: [src]}
)";

const std::string good = R"(
scenarios:
  - {name: old, given: {age: 80}, expect: {concludes: [old]}}
)";

const std::string bad = R"(
scenarios:
  - {name: "young & <b>\"bold\"\a", given: {age: 40}, expect: {concludes: [old]}}
)";

bool parses_as_xml(const std::string& file) {
  const std::string command =
      "python3 -c 'import sys,xml.dom.minidom as m; d=m.parse(sys.argv[1]); "
      "c=d.getElementsByTagName(\"testcase\"); f=d.getElementsByTagName(\"failure\"); "
      "sys.exit(0 if len(c)==1 and len(f)==1 and "
      "c[0].getAttribute(\"name\").startswith(\"young & <b>\\\"bold\\\"\") else 1)' '" +
      file + "'";
  return std::system(command.c_str()) == 0;  // NOLINT(concurrency-mt-unsafe)
}

}  // namespace

TEST_CASE("scenarios that pass are good, those that fail are findings", "[workbench]") {
  const ScratchFolder folder;
  const std::string file = folder.with("pack.yaml", pack + good);
  const Ran passed = run({"test", folder.path()});
  CHECK(passed.code == 0);
  CHECK(passed.out ==
        "1 passed, 0 failed · conditions seen both ways 0/1 · never false: " + file + ":13\n");
  static_cast<void>(folder.with("pack.yaml", pack + bad));
  const Ran failed = run({"test", folder.path()});
  CHECK(failed.code == 1);
  CHECK(contains(failed.out, "smallest change: age → 65"));
  CHECK_FALSE(contains(failed.out, "\a"));
}

TEST_CASE("a pack without scenarios is no silent success", "[workbench]") {
  const ScratchFolder folder;
  static_cast<void>(folder.with("pack.yaml", pack));
  for (const char* command : {"test", "mutate"}) {
    const Ran ran = run({command, folder.path()});
    CHECK(ran.code == 1);
    CHECK(contains(ran.out, "has no scenarios, so nothing was tested"));
  }
}

TEST_CASE("a filter that matches nothing is wrong use, with the nearest names", "[workbench]") {
  const ScratchFolder folder;
  static_cast<void>(folder.with("pack.yaml", pack + good));
  const Ran ran = run({"test", folder.path(), "--filter", "olt"});
  CHECK(ran.code == 2);
  CHECK(contains(ran.err, "No scenario has 'olt'"));
  CHECK(contains(ran.err, "\n  old"));
  const Ran mutate = run({"mutate", folder.path(), "--filter", "old-agf"});
  CHECK(mutate.code == 2);
  CHECK(contains(mutate.err, "did you mean 'old-age'?"));
}

TEST_CASE("too little coverage is a finding when a share is asked for", "[workbench]") {
  const ScratchFolder folder;
  static_cast<void>(folder.with("pack.yaml", pack + good));
  const Ran ran = run({"test", folder.path(), "--coverage", "--min", "95"});
  CHECK(ran.code == 1);
  CHECK(contains(ran.out, "conditions covered 0/1, 0.0 %: less than the 95 % wanted"));
  CHECK(contains(ran.out, "old-age: 'age >= 65' was never false"));
  CHECK(run({"test", folder.path(), "--filter", "old", "--coverage"}).code == 2);
}

TEST_CASE("JUnit's XML parses, however hostile a name is", "[workbench]") {
  const ScratchFolder folder;
  static_cast<void>(folder.with("pack.yaml", pack + bad));
  const std::string report = folder.file("report.xml");
  const Ran ran = run({"test", folder.path(), "--format", "junit", "--output", report});
  CHECK(ran.code == 1);
  CHECK(ran.out.empty());
  CHECK(parses_as_xml(report));
}

TEST_CASE("JSON tells each scenario's failures and the coverage", "[workbench]") {
  const ScratchFolder folder;
  static_cast<void>(folder.with("pack.yaml", pack + bad));
  const auto json = nlohmann::json::parse(run({"test", folder.path(), "--format", "json"}).out);
  CHECK(json["failed"] == 1);
  CHECK(json["scenarios"][0]["failures"][0]["rules"][0]["conditions"][0]["holds"] == "no");
  CHECK(json["coverage"]["conditions"]["total"] == 1);
}

TEST_CASE("a watch runs again on every save, outlives a broken pack and ends on Ctrl-C",
          "[workbench]") {
  const ScratchFolder folder;
  static_cast<void>(folder.with("pack.yaml", pack + good));
  test::TerminalSession session({"test", folder.path(), "--watch"}, 80);
  REQUIRE(session.expect("1 passed, 0 failed"));
  REQUIRE(session.expect("Watching"));
  static_cast<void>(folder.with("pack.yaml", pack + "scenarios: [" + good));
  REQUIRE(session.expect("error[K"));
  REQUIRE(session.expect("Watching"));
  static_cast<void>(folder.with("pack.yaml", pack + bad));
  REQUIRE(session.expect("0 passed, 1 failed"));
  REQUIRE(session.expect("Watching"));
  session.type("\x03");
  CHECK(session.finish() == 130);
}

TEST_CASE("survivors are findings until a scenario kills them or a list allows them",
          "[workbench]") {
  const ScratchFolder folder;
  static_cast<void>(folder.with("pack.yaml", pack + good));
  const Ran weak = run({"mutate", folder.path()});
  CHECK(weak.code == 1);
  CHECK(contains(weak.out, "old-age  `age >= 65` → `age > 65`\n"));
  CHECK(contains(weak.out, "    given: {age: 65}\n    expect:\n      concludes: [old]\n"));
  CHECK(run({"mutate", folder.path(), "--min", "10"}).code == 0);
  CHECK(run({"mutate", folder.path(), "--min", "90"}).code == 1);

  std::string names;
  const auto report = nlohmann::json::parse(run({"mutate", folder.path(), "--format", "json"}).out);
  for (const auto& mutant : report["mutants"]) {
    if (mutant["state"] == "survived") names += mutant["name"].get<std::string>() + "\n";
  }
  const ScratchFolder elsewhere;
  const std::string allow = elsewhere.with("allow.txt", "# for now\n" + names);
  CHECK(run({"mutate", folder.path(), "--allow", allow}).code == 0);
  const std::string stale = elsewhere.with("stale.txt", names + "old-age: gone → away\n");
  CHECK(run({"mutate", folder.path(), "--allow", stale}).code == 2);
}

TEST_CASE("what a state file holds is not run again, and another pack's is refused",
          "[workbench]") {
  const ScratchFolder folder;
  const ScratchFolder elsewhere;
  static_cast<void>(folder.with("pack.yaml", pack + good));
  const std::string state = elsewhere.file("state.jsonl");
  const Ran first = run({"mutate", folder.path(), "--resume", state});
  const Ran second = run({"mutate", folder.path(), "--resume", state});
  CHECK(contains(first.out, "mutate: "));
  CHECK(contains(second.out, "\n0 mutants and answer sets decided"));
  CHECK(second.code == first.code);
  // Cut off in the middle of a line, as by a power cut.
  const std::string kept = test::read_text(state);
  std::ofstream(state, std::ios::binary) << kept.substr(0, kept.size() - 30);
  CHECK(run({"mutate", folder.path(), "--resume", state}).code == first.code);
  static_cast<void>(folder.with("pack.yaml", pack + good + "\n# changed\n"));
  const Ran other = run({"mutate", folder.path(), "--resume", state});
  CHECK(other.code == 2);
  CHECK(contains(other.err, "another version of the pack"));
}

TEST_CASE("a value that is empty is refused, lest it passes for none", "[workbench]") {
  const ScratchFolder folder;
  folder.with("pack.yaml", pack + good);
  const std::vector<std::vector<std::string>> commands = {
      {"check", "--pack", ""},
      {"test", ""},
      {"pack", folder.path(), "--sign", "", "-o", folder.file("p.peyer")},
      {"info", "--trust", ""}};
  for (const auto& command : commands) {
    const Ran ran = run(command);
    CHECK(ran.code == 2);
    CHECK(contains(ran.err, "is empty"));
  }
  CHECK(test::read_text(folder.file("p.peyer")).empty());
  CHECK(run({"test", folder.path(), "--min", "nan"}).code == 2);
}

TEST_CASE("a report goes through links and into devices, and takes no one's place", "[workbench]") {
  const ScratchFolder folder;
  folder.with("pack.yaml", pack + good);
  const ScratchFolder out;
  std::filesystem::create_symlink(out.with("real.xml", "old"), out.file("link.xml"));
  CHECK(run({"test", folder.path(), "-o", out.file("link.xml")}).code == 0);
  CHECK(std::filesystem::is_symlink(out.file("link.xml")));
  CHECK(contains(test::read_text(out.file("real.xml")), "1 passed"));

  CHECK(contains(run({"test", folder.path(), "-o", "/dev/stdout"}).out, "1 passed"));
  std::filesystem::create_symlink("/dev/full", out.file("full"));
  const Ran full = run({"test", folder.path(), "-o", out.file("full")});
  CHECK(full.code == 2);
  CHECK(contains(full.err, "No space left"));
  CHECK(std::filesystem::is_character_file("/dev/full"));
}

TEST_CASE("the name of a folder can neither break a report nor steer the terminal", "[workbench]") {
  const ScratchFolder scratch;
  const std::string folder = scratch.file("odd\x1b[31m\xff");
  std::filesystem::create_directory(folder);
  std::ofstream(folder + "/pack.yaml") << pack << bad;
  const std::string report = scratch.file("report.xml");
  CHECK(run({"test", folder, "--format", "junit", "-o", report}).code == 1);
  CHECK(parses_as_xml(report));
  for (const std::string command : {"test", "mutate", "prove", "check"}) {
    const Ran json = run({command, folder, "--format", "json"});
    CHECK(json.code <= 1);
    CHECK(nlohmann::json::accept(json.out));
    CHECK_FALSE(contains(run({command, folder}).out, "\x1b"));
  }
}

TEST_CASE("only a folder can be watched or mended", "[workbench]") {
  const ScratchFolder folder;
  folder.with("pack.yaml", pack + good);
  const ScratchFolder out;
  const std::string file = out.file("small.peyer");
  REQUIRE(run({"pack", folder.path(), "-o", file}).code == 0);
  CHECK(run({"test", file, "--watch"}).code == 2);
  CHECK(run({"check", file, "--fix"}).code == 2);
  CHECK(run({"check", out.file("none"), "--fix"}).code == 2);
}
