// peyer diff.
#include <catch2/catch.hpp>
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

// The houseplants pack with some text replaced.
std::string changed_pack(const ScratchFolder& folder, const std::string& from,
                         const std::string& to) {
  const std::string pack = folder.file("new");
  std::filesystem::copy(test::houseplants_folder(), pack);
  const std::string file = pack + "/houseplants.yaml";
  std::string text = test::read_text(file);
  REQUIRE(contains(text, from));
  text.replace(text.find(from), from.size(), to);
  std::ofstream(file) << text;
  return pack;
}

}  // namespace

TEST_CASE("identical packs are told to be so", "[diff]") {
  const Ran ran = run({"diff", test::houseplants_folder(), test::houseplants_folder()});
  CHECK(ran.code == 0);
  CHECK(contains(ran.out, "0 of "));
  CHECK(contains(ran.out, "identical"));
}

TEST_CASE("a downgrade is loud, fails, and can be allowed by name", "[diff]") {
  const ScratchFolder folder;
  const std::string pack =
      changed_pack(folder, "finding: rot-signs, triage: soon", "finding: rot-signs");
  const Ran ran = run({"diff", test::houseplants_folder(), pack, "--save", folder.file("found")});
  INFO(ran.out << ran.err);
  CHECK(ran.code == 1);
  CHECK(contains(ran.out, "⚠ LESS URGENT: soon-to-keep-watching"));
  CHECK(contains(ran.out, "such as: "));
  CHECK(contains(ran.out, "~ rules "));
  CHECK(std::filesystem::exists(folder.file("found/soon-to-keep-watching.yaml")));
  const std::string witness = folder.file("found/soon-to-keep-watching.yaml");
  const auto level = [&](const std::string& from) {
    return nlohmann::json::parse(
        run({"consult", "--pack", from, "--answers", witness, "--format", "json"})
            .out)["triage"]["level"];
  };
  CHECK(level(test::houseplants_folder()) == "soon");
  CHECK(level(pack) == "keep-watching");
  const Ran allowed =
      run({"diff", test::houseplants_folder(), pack, "--allow", "soon-to-keep-watching"});
  CHECK(allowed.code == 0);
  CHECK(contains(allowed.out, "(allowed)"));
  CHECK(run({"diff", test::houseplants_folder(), pack, "--allow", "soon-to-act-today"}).code == 1);
  CHECK(run({"diff", pack, test::houseplants_folder()}).code == 0);
}

TEST_CASE("a difference is JSON on request", "[diff]") {
  const ScratchFolder folder;
  const std::string pack =
      changed_pack(folder, "finding: rot-signs, triage: soon", "finding: rot-signs");
  const Ran ran = run({"diff", test::houseplants_folder(), pack, "--format", "json"});
  const auto json = nlohmann::json::parse(ran.out);
  CHECK(json["not_allowed"][0] == "soon-to-keep-watching");
  CHECK(json["scenarios"]["classes"][0]["less_urgent"] == true);
  CHECK(json["identical"] == false);
}

TEST_CASE("what can't be compared is told with a cure", "[diff]") {
  const Ran ran = run({"diff", "no-such-thing", test::houseplants_folder()});
  CHECK(ran.code == 2);
  CHECK(contains(ran.err, "no-such-thing"));
  CHECK(contains(ran.err, "help: "));
  const ScratchFolder folder;
  folder.with("a.yaml", "rules: [{id: broken}]\n");
  const Ran broken = run({"diff", test::houseplants_folder(), folder.path()});
  CHECK(broken.code == 2);
  CHECK(contains(broken.err, "has mistakes"));
}
