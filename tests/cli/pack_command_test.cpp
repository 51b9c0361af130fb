// peyer pack, and every command's --pack and --trust.
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::Environment;
using test::Ran;
using test::run;
using test::ScratchFolder;

namespace {

// A signed and an unsigned pack file, and keys.
struct Published {
  ScratchFolder folder;
  std::string signed_file = folder.file("signed.peyer");
  std::string unsigned_file = folder.file("unsigned.peyer");
  std::string key = folder.file("own.pub");
  std::string other = folder.file("other.pub");

  Published() {
    REQUIRE(run({"pack", "--new-key", folder.file("own")}).code == 0);
    REQUIRE(run({"pack", "--new-key", folder.file("other")}).code == 0);
    REQUIRE(run({"pack", test::houseplants_folder(), "-o", unsigned_file}).code == 0);
    const Ran ran = run({"pack", test::houseplants_folder(), "-o", signed_file, "--sign",
                         folder.file("own.key"), "--version", "7.1"});
    REQUIRE(ran.code == 0);
    CHECK(contains(ran.out, "houseplants 7.1"));
    CHECK(contains(ran.out, "Signed with the key"));
  }
};

Ran info(const std::string& pack, const std::vector<std::string>& more = {},
         const Environment& environment = {}) {
  std::vector<std::string> arguments = {"info", "--pack", pack, "--plain"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, "", environment);
}

void check_refused(const Ran& ran, const std::string& why) {
  INFO(ran.err);
  CHECK(ran.code == 2);
  CHECK(ran.out.empty());
  CHECK(contains(ran.err, why));
  CHECK(contains(ran.err, "help: "));
}

// Places name the pack as it was given, here both as its folder.
std::string told_of_folder(std::string text, const std::string& file) {
  for (std::size_t at = text.find(file); at != std::string::npos; at = text.find(file, at)) {
    text.replace(at, file.size(), test::houseplants_folder());
    at += test::houseplants_folder().size();
  }
  return text;
}

}  // namespace

TEST_CASE("a pack file stands in for its folder in every command", "[pack-command]") {
  const Published published;
  const std::string answers = published.folder.with("a.yaml", "chewed: no\nroots: brown\n");
  for (std::vector<std::string> command :
       {std::vector<std::string>{"consult", "--answers", answers},
        {"map"},
        {"sources"},
        {"review"},
        {"evidence"},
        {"compile"}}) {
    INFO(command[0]);
    command.insert(command.end(), {"--pack", published.unsigned_file});
    Ran packed = run(command);
    // Places and hashes aside, which name the file.
    for (std::size_t at = 0;
         (at = packed.out.find(published.unsigned_file)) != std::string::npos;) {
      packed.out.replace(at, published.unsigned_file.size(), test::houseplants_folder());
    }
    command.back() = test::houseplants_folder();
    CHECK(packed.code == 0);
    CHECK(told_of_folder(packed.out, published.unsigned_file) == run(command).out);
  }
  CHECK(run({"check", "--pack", published.signed_file}).code == 0);
}

TEST_CASE("info shows version, hash and signer", "[pack-command]") {
  const Published published;
  const Ran ran = info(published.signed_file);
  CHECK(contains(ran.out, "version 7.1"));
  CHECK(contains(ran.out, "Hash (SHA-256)"));
  CHECK(contains(test::flat(ran.out), "Signed with the key: "));
  CHECK(contains(info(published.unsigned_file).out, "Not signed."));
}

TEST_CASE("where a signature is required, nothing else will do", "[pack-command]") {
  const Published published;
  CHECK(info(published.signed_file, {"--trust", published.key}).code == 0);
  CHECK(info(published.signed_file, {}, {{"PEYER_TRUST", published.key}}).code == 0);
  check_refused(info(published.signed_file, {"--trust", published.other}), "another key");
  check_refused(info(published.unsigned_file, {"--trust", published.key}), "is not signed");
  check_refused(info(published.unsigned_file, {}, {{"PEYER_TRUST", published.key}}),
                "is not signed");
  check_refused(info(test::houseplants_folder(), {"--trust", published.key}), "no signature");
  check_refused(run({"info", "--trust", published.key}), "no signature");
  check_refused(info(published.signed_file, {"--trust", "missing.pub"}), "missing.pub");
  check_refused(info(published.signed_file, {}, {{"PEYER_TRUST", ""}}), "names no key");
  check_refused(info(published.signed_file, {"--trust", published.folder.file("own.key")}),
                "is no peyer public key");
  // What the command line says goes before the environment, and does not add to it.
  CHECK(info(published.signed_file, {"--trust", published.key}, {{"PEYER_TRUST", published.other}})
            .code == 0);
}

TEST_CASE("what is no pack file is refused and holds nothing up", "[pack-command]") {
  const Published published;
  const std::string pipe = published.folder.file("pipe");
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  check_refused(info(pipe), "is no regular file");
  check_refused(info("/dev/zero"), "is no regular file");
  check_refused(info(published.folder.with("notes", std::string(5000, 'x'))), "is no pack file");
  check_refused(info(published.folder.with("empty", "")), "is no pack file");
  std::string bytes = test::read_text(published.signed_file);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  check_refused(info(published.folder.with("flipped", bytes)), "damaged or changed");
  check_refused(info(published.folder.file("missing")), "there is no folder or pack file");
}

TEST_CASE("a pack file that is there is replaced only when asked", "[pack-command]") {
  const Published published;
  const std::string before = test::read_text(published.signed_file);
  check_refused(run({"pack", test::houseplants_folder(), "-o", published.signed_file}),
                "is there already");
  CHECK(test::read_text(published.signed_file) == before);
  CHECK(run({"pack", test::houseplants_folder(), "-o", published.signed_file, "--replace"}).code ==
        0);
  CHECK(test::read_text(published.signed_file) == test::read_text(published.unsigned_file));
  check_refused(run({"pack", "--new-key", published.folder.file("own")}), "own.pub");
  check_refused(run({"pack"}), "no folder");
}

TEST_CASE("a pack with mistakes or failing scenarios is not packed", "[pack-command]") {
  const ScratchFolder folder;
  const std::string pack = folder.file("pack");
  std::filesystem::copy(test::houseplants_folder(), pack);
  const std::string output = folder.file("x.peyer");
  std::ofstream(pack + "/more.yaml")
      << "scenarios:\n  - {name: wrong, given: {roots: brown}, expect: {triage: act-today}}\n";
  const Ran failing = run({"pack", pack, "-o", output});
  CHECK(failing.code == 1);
  CHECK(contains(failing.out, "more.yaml:2: wrong: triage: expected act-today, got soon"));
  CHECK(contains(failing.err, "scenarios fail"));
  std::ofstream(pack + "/more.yaml") << "rules: [{id: broken}]\n";
  const Ran broken = run({"pack", pack, "-o", output});
  CHECK(broken.code == 1);
  CHECK(contains(broken.out, "more.yaml:1"));
  CHECK_FALSE(std::filesystem::exists(output));
}
