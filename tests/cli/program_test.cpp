// The program from the outside, with pipes.
#include "program.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support.h"

using namespace peyer;
using test::contains;
using test::has_escape;
using test::Ran;
using test::run;
using test::ScratchFolder;

namespace {

const std::string brown_roots =
    "chewed: no\nburning: no\nplant-kind: other\nsoil: soggy\ndays-since-water: 2\nroots: brown\n"
    "signs: [yellow-leaves]\nspot: bright\n";

}  // namespace

TEST_CASE("answers from a file give the result without asking", "[program]") {
  const ScratchFolder folder;
  const Ran ran = run(test::consult({"--answers", folder.with("a.yaml", brown_roots)}));
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out.starts_with("Get advice\n"));
  CHECK(contains(ran.out, "[1] Pokorny J."));
  CHECK(ran.out.ends_with("line first.\n"));
}

TEST_CASE("answers may be JSON, and the outcome as well", "[program]") {
  const ScratchFolder folder;
  const std::string answers = folder.with(
      "a.json", R"({"came_for": ["roots"], "answers": {"chewed": "no", "roots": "brown"}})");
  const Ran ran = run(test::consult({"--answers", answers, "--format", "json"}));
  CHECK(ran.code == 0);
  const auto outcome = nlohmann::json::parse(ran.out);
  CHECK(outcome["triage"]["level"] == "soon");
  CHECK(outcome["answers"]["roots"] == "brown");
  CHECK(outcome["came_for"][0] == "roots");
}

TEST_CASE("a bad answers file is told with place and cure", "[program]") {
  const ScratchFolder folder;
  const std::string file =
      folder.with("a.yaml", "soil: dri\nspott: dark\ndays-since-water: 1000\n");
  const Ran ran = run(test::consult({"--answers", file}));
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(contains(ran.err, file + ":1:7: error"));
  CHECK(contains(ran.err, "did you mean 'dry'?"));
  CHECK(contains(ran.err, "unknown question 'spott'"));
  CHECK(contains(ran.err, "1000"));
}

TEST_CASE("an answers file that can't be read is wrong use", "[program]") {
  const ScratchFolder folder;
  for (const std::string& path : {folder.file("nothing.yaml"), folder.path()}) {
    const Ran ran = run(test::consult({"--answers", path}));
    CHECK(ran.code == 2);
    CHECK(contains(ran.err, "can't read '" + path + "'"));
  }
}

TEST_CASE("a result from a file with open questions says that it is not finished", "[program]") {
  const ScratchFolder folder;
  const Ran ran = run(test::consult({"--answers", folder.with("a.yaml", "soil: dry\n")}));
  CHECK(ran.code == 0);
  CHECK(ran.out.starts_with("This result is not finished."));
}

TEST_CASE("a folder that is no pack is wrong use, a pack with mistakes is a finding", "[program]") {
  const ScratchFolder folder;
  CHECK(run({"consult", "--pack", folder.file("nowhere")}).code == 2);
  CHECK(contains(run({"info", "--pack", folder.file("nowhere")}).err, "there is no folder"));
  CHECK(contains(run({"info", "--pack", folder.with("x.txt", "x")}).err, "is no pack file"));

  folder.with("pack.yaml", "pack: {id: Bad}\n");
  for (const char* command : {"consult", "info", "check", "compile", "evidence", "review"}) {
    const Ran ran = run({command, "--pack", folder.path()});
    INFO(command);
    CHECK(ran.code == 1);
    CHECK(contains(ran.out + ran.err, "pack.yaml:1:12: error"));
  }
}

TEST_CASE("check is silent on standard output when there is nothing to mend", "[program]") {
  const Ran ran = run({"check", "--pack", test::houseplants_folder()});
  CHECK(ran.code == 0);
  CHECK(ran.out.empty());
  CHECK(contains(ran.err, "no mistakes found"));
  CHECK(run({"check", "-q", "--pack", test::houseplants_folder()}).err.empty());
}

TEST_CASE("piped answers are read line by line, and only the result goes to standard output",
          "[program]") {
  const Ran ran = run(test::consult({}), "\nnone\n3\nwet\n2\n2\n1\n1\n");
  CHECK(ran.code == 0);
  CHECK(ran.out.starts_with("Get advice\n"));
  CHECK(test::times(ran.out, "Get advice") == 1);
  CHECK(contains(ran.err, "What kind of plant is it?"));
  CHECK_FALSE(contains(ran.out, "What kind of plant is it?\n"));
}

TEST_CASE("a pipe that ends early gives an unfinished result and the answers back", "[program]") {
  const Ran ran = run(test::consult({}), "\nnone\n3");
  CHECK(ran.code == 0);
  CHECK(ran.out.starts_with("This result is not finished. You left before"));
  CHECK(contains(ran.err, "plant-kind: other"));
  CHECK(contains(ran.err, "--continue"));
}

TEST_CASE("a line that is too long is refused as a whole", "[program]") {
  const Ran ran =
      run(test::consult({}), "\nnone\n" + std::string(std::size_t{64} * 1024, ' ') + "1\n3\n");
  CHECK(contains(ran.err, "too long"));
  CHECK(contains(ran.err, "plant-kind: other"));
  CHECK(contains(ran.out, "This result is not finished"));
}

TEST_CASE("neither echo nor message hands on what steers a terminal", "[program]") {
  const Ran ran = run(test::consult({}), "\x1b[2J\xE2\x80\xAEx\n");
  CHECK_FALSE(has_escape(ran.err));
  CHECK_FALSE(contains(ran.err, "\xE2\x80\xAE"));
  const Ran refused = run(test::consult({"--answers", "\x1b[2J\xE2\x81\xA6"}));
  CHECK_FALSE(has_escape(refused.err));
  CHECK_FALSE(contains(refused.err, "\xE2\x81\xA6"));
}

TEST_CASE("a file name with spaces is quoted where it is to be typed", "[program]") {
  const ScratchFolder folder;
  const std::string file = folder.file("my answers.yaml");
  const Ran ran = run(test::consult({}), "\nnone\n3\nquit\n" + file + "\n", {{"COLUMNS", "200"}});
  CHECK(contains(test::flat(ran.err), "--answers '" + file + "'"));
  CHECK(test::times(ran.err, "Your answers are kept") == 1);
}

TEST_CASE("no answers, no result", "[program]") {
  const Ran ran = run(test::consult({}));
  CHECK(ran.code == 0);
  CHECK(ran.out.empty());
}

TEST_CASE("an emergency is told at once, also where nobody reads standard output yet",
          "[program]") {
  const Ran ran = run(test::consult({}), "\n1\n");
  CHECK(contains(ran.err, "Ring a poisons line"));
  // The last words are what to do, not how to go on another time.
  CHECK_FALSE(contains(ran.err, "--continue"));
  CHECK(ran.err.ends_with("call an ambulance.\n"));
  CHECK(ran.out.starts_with("Act now\n"));
}

TEST_CASE("redirected text has no escape byte and keeps to COLUMNS", "[program]") {
  const ScratchFolder folder;
  const std::string answers = folder.with("a.yaml", brown_roots);
  for (const char* columns : {"40", "80"}) {
    const Ran ran = run(test::consult({"--answers", answers, "--how"}), "", {{"COLUMNS", columns}});
    CHECK_FALSE(has_escape(ran.out));
    CHECK(test::widest_line(ran.out) <= std::stoi(columns));
  }
  CHECK_FALSE(has_escape(run(test::consult({}), "\nnone\nwhy\n").err));
}

TEST_CASE("answers are kept while they are given, for their owner only", "[program]") {
  const ScratchFolder folder;
  const std::string file = folder.file("kept.yaml");
  const Ran first = run(test::consult({"--save", file}), "\nnone\n3\n");
  CHECK(contains(first.err, "Your answers are kept in"));
  CHECK(contains(test::read_text(file), "plant-kind: other"));

  struct stat status {};

  REQUIRE(stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);

  const Ran refused = run(test::consult({"--save", file}), "\nnone\n");
  CHECK(refused.code == 2);
  CHECK(contains(refused.err, "--continue"));

  const Ran second = run(test::consult({"--answers", file, "--continue", "--save", file}), "wet\n");
  CHECK(second.code == 0);
  CHECK(contains(second.err, "3 answers are there already"));
  CHECK_FALSE(contains(second.err, "What kind of plant"));
  CHECK(contains(test::read_text(file), "soil: soggy"));
}

TEST_CASE("a place where answers can't be kept is told", "[program]") {
  const Ran ran = run(test::consult({"--save", "/nowhere/at/all.yaml"}), "\nnone\n3\n");
  CHECK(contains(ran.err, "could not be kept in /nowhere/at/all.yaml"));
  CHECK(test::times(ran.err, "could not be kept") == 1);
  const ScratchFolder folder;
  CHECK(run(test::consult({"--save", folder.path()})).code == 2);
}

TEST_CASE("wrong use is told with what was meant and where to read on", "[program]") {
  const Ran command = run({"consutl"});
  CHECK(command.code == 2);
  CHECK(contains(command.err, "did you mean 'consult'?"));
  CHECK(contains(command.err, "peyer --help"));
  const Ran option = run({"consult", "--anwsers", "x"});
  CHECK(option.code == 2);
  CHECK(contains(option.err, "did you mean '--answers'?"));
  CHECK(contains(option.err, "peyer consult --help"));
  CHECK(run({"consult", "--format", "xml"}).code == 2);
  CHECK(run({"consult", "--continue"}).code == 2);
  const ScratchFolder folder;
  const std::string answers = folder.with("a.yaml", brown_roots);
  CHECK(run(test::consult({"--answers", answers, "--save", folder.file("b.yaml")})).code == 2);
  CHECK(run({}).code == 2);
}

TEST_CASE("help and version are found", "[program]") {
  const Ran help = run({"--help"});
  CHECK(help.code == 0);
  for (const char* part : {"consult", "about", "sources", "map", "info", "check", "compile",
                           "schema", "evidence", "review", "Examples"}) {
    CHECK(contains(help.out, part));
  }
  for (const char* command :
       {"consult", "serve",   "about", "sources", "map",    "ask",   "info",     "check",
        "explain", "fmt",     "new",   "compile", "schema", "lsp",   "evidence", "review",
        "pack",    "journal", "diff",  "prove",   "test",   "mutate"}) {
    const Ran ran = run({command, "--help"}, "", {{"COLUMNS", "60"}});
    INFO(command);
    CHECK(ran.code == 0);
    CHECK(contains(ran.out, std::string("peyer ") + command));
    CHECK_FALSE(test::has_gap(ran.out));
  }
  CHECK(run({"--version"}).out.starts_with("peyer "));
}

TEST_CASE("info counts what is in a pack", "[program]") {
  const Ran ran = run({"info", "--format", "json", "--pack", test::houseplants_folder()});
  CHECK(ran.code == 0);
  const auto info = nlohmann::json::parse(ran.out);
  CHECK(info["id"] == "houseplants");
  CHECK(info["hash"].get<std::string>().size() == 64);
  for (const char* key : {"questions", "options", "rules", "links", "concepts", "sources",
                          "red_flags", "scenarios", "properties"}) {
    INFO(key);
    CHECK(info[key].get<int>() > 0);
  }
  CHECK(contains(run({"info", "--pack", test::houseplants_folder()}).out, "warning signs"));
}

TEST_CASE("the shipped pack is used without --pack, from any folder", "[program]") {
  const Ran ran = run({"info", "--format", "json"});
  CHECK(ran.code == 0);
  CHECK(nlohmann::json::parse(ran.out)["id"] == "gut-immune");
}

TEST_CASE("the shipped pack's places begin with its name", "[program]") {
  const ScratchFolder folder;
  const Ran ran =
      run({"consult", "--answers", folder.with("a.yaml", "sign-black-poo: yes\n"), "--how"});
  CHECK(ran.code == 0);
  CHECK(contains(ran.out, "in gut-immune/red-flags.yaml:"));
}

TEST_CASE("compile and schema write what other tools read", "[program]") {
  const ScratchFolder folder;
  const std::string file = folder.file("plants.clp");
  CHECK(run({"compile", "--pack", test::houseplants_folder(), "-o", file}).code == 0);
  CHECK(contains(test::read_text(file), "(defrule "));
  CHECK(run({"compile", "--pack", test::houseplants_folder()}).out == test::read_text(file));
  CHECK(run({"compile", "-o", "/nowhere/x.clp"}).code == 2);
  CHECK(nlohmann::json::parse(run({"schema"}).out).contains("$schema"));
}
