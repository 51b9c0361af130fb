// Pack files: what goes in comes out, and nothing that was changed is taken.
#include "engine/pack_file.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "engine/scenario.h"
#include "support.h"

using namespace peyer;

namespace {

namespace fs = std::filesystem;

std::string houseplants_folder() {
  return std::string(PEYER_SOURCE_DIR) + "/knowledge/bases/houseplants";
}

SourceFiles files_of(const std::string& folder) {
  Diagnostics diagnostics;
  SourceFiles files = read_folder(folder, diagnostics);
  REQUIRE(diagnostics.empty());
  return files;
}

// Removed at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "peyer-pack-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }

  ~Folder() { fs::remove_all(path_); }

  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& name) const { return path_ + "/" + name; }

  std::string with(const std::string& name, const std::string& bytes) const {
    std::ofstream(file(name), std::ios::binary) << bytes;
    return file(name);
  }

 private:
  std::string path_;
};

struct Keys {
  Folder folder;

  Keys() {
    write_new_keys(folder.file("own"));
    write_new_keys(folder.file("other"));
  }

  SecretKey secret() const { return read_secret_key(folder.file("own.key")); }

  PublicKey own() const { return read_public_key(folder.file("own.pub")); }

  PublicKey other() const { return read_public_key(folder.file("other.pub")); }
};

const std::string& packed() {
  static const std::string bytes =
      build_pack_file(files_of(houseplants_folder()), houseplants_folder());
  return bytes;
}

// What is said against some bytes; "" when they are taken.
std::string refusal(const std::string& bytes,
                    const std::optional<PublicKey>& trusted = std::nullopt) {
  try {
    load(read_pack_bytes(bytes, "x.peyer", trusted));
  } catch (const PackRefused& refused) {
    CHECK(!refused.help().empty());
    return refused.what();
  }
  return "";
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a pack file says to every scenario what its folder says", "[pack-file]") {
  const Folder folder;
  const Loaded from_file = load_pack_file(folder.with("h.peyer", packed()));
  const Loaded from_folder = load_folder(houseplants_folder());
  REQUIRE(from_file.base);
  CHECK(from_file.base->pack.hash == from_folder.base->pack.hash);
  CHECK(from_file.base->pack.signer.empty());
  const Engine packed_engine(*from_file.base);
  const Engine& engine = test::houseplants();
  REQUIRE(!engine.knowledge().scenarios.empty());
  for (std::size_t i = 0; i < engine.knowledge().scenarios.size(); ++i) {
    const auto sets = answer_sets_of(packed_engine.knowledge().scenarios.at(i));
    CHECK(sets == answer_sets_of(engine.knowledge().scenarios[i]));
    for (const Answers& answers : sets) {
      CHECK(packed_engine.consult(answers) == engine.consult(answers));
    }
  }
}

TEST_CASE("places in a pack file are those in its folder", "[pack-file]") {
  const Folder folder;
  const Loaded loaded = load_pack_file(folder.with("h.peyer", packed()));
  const Loaded from_folder = load_folder(houseplants_folder());
  const auto below = [](const std::string& place, const std::string& top) {
    REQUIRE(place.starts_with(top + "/"));
    return place.substr(top.size());
  };
  for (std::size_t i = 0; i < loaded.base->rules.size(); ++i) {
    CHECK(below(loaded.base->rules[i].at.place(), folder.file("h.peyer")) ==
          below(from_folder.base->rules[i].at.place(), houseplants_folder()));
  }
}

TEST_CASE("the same folder gives the same bytes", "[pack-file]") {
  const std::string with_slash = houseplants_folder() + "/";
  CHECK(build_pack_file(files_of(with_slash), with_slash) == packed());
  CHECK(build_pack_file(files_of(houseplants_folder()), houseplants_folder(), "9") != packed());
}

TEST_CASE("a release may have a version of its own", "[pack-file]") {
  const std::string bytes =
      build_pack_file(files_of(houseplants_folder()), houseplants_folder(), "2026.11");
  CHECK(load(read_pack_bytes(bytes, "x")).base->pack.version == "2026.11");
}

TEST_CASE("a pack with errors is not packed", "[pack-file]") {
  const auto file = std::make_shared<SourceFile>(SourceFile{"f/a.yaml", "pack: {id: a}\n"});
  CHECK_THROWS_AS(build_pack_file({file}, "f"), PackRefused);
}

TEST_CASE("a changed bit anywhere is found", "[pack-file]") {
  // Every byte of the first page and of the end, and a sample of those between: each is hashed.
  std::string bytes = packed();
  for (std::size_t at = 0; at < bytes.size(); at += at < 600 || at + 600 > bytes.size() ? 1 : 997) {
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
    INFO(at);
    CHECK_FALSE(refusal(bytes).empty());
    bytes[at] = packed()[at];
  }
  CHECK(refusal(bytes).empty());
}

TEST_CASE("what is cut short, grown or no pack is refused", "[pack-file]") {
  for (const std::size_t size : {0, 1, 99, 100, 512, 4096, 8192}) {
    CHECK_FALSE(refusal(packed().substr(0, size)).empty());
  }
  CHECK(holds(refusal(packed().substr(0, packed().size() - 1)), "hash does not fit"));
  CHECK(holds(refusal(packed() + "x"), "hash does not fit"));
  CHECK(holds(refusal(std::string(10000, 'x')), "is no pack file"));
  std::string newer = packed();
  newer[63] = 2;  // user_version
  CHECK(holds(refusal(newer), "of format 2"));
}

TEST_CASE("a changed row is found", "[pack-file]") {
  const Folder folder;
  const std::string path = folder.with("h.peyer", packed());
  SQLite::Database(path, SQLite::OPEN_READWRITE)
      .exec("UPDATE files SET text = replace(text, 'soon', 'self-care')");
  CHECK_THROWS_AS(load_pack_file(path), PackRefused);
}

TEST_CASE("another program's database, a pipe, a folder and a device are refused", "[pack-file]") {
  const Folder folder;
  const std::string foreign = folder.file("foreign.db");
  SQLite::Database(foreign, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE files(path, text)");
  REQUIRE(mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  for (const std::string& path : {foreign, folder.file("pipe"), folder.file(""),
                                  std::string("/dev/zero"), folder.file("missing")}) {
    INFO(path);
    CHECK_THROWS_AS(load_pack_file(path), PackRefused);
  }
}

TEST_CASE("only the trusted key's signature is taken where one is required", "[pack-file]") {
  const Keys keys;
  const SourceFiles files = files_of(houseplants_folder());
  const std::string mine = build_pack_file(files, houseplants_folder(), "", keys.secret());
  CHECK(refusal(mine, keys.own()).empty());
  CHECK(refusal(mine).empty());
  CHECK(load(read_pack_bytes(mine, "x", keys.own())).base->pack.signer == in_hex(keys.own()));
  CHECK(holds(refusal(mine, keys.other()), "another key"));
  CHECK(holds(refusal(packed(), keys.own()), "is not signed"));
}

TEST_CASE("a signature of one pack does not fit another, nor can it be stripped unseen",
          "[pack-file]") {
  const Keys keys;
  const SourceFiles files = files_of(houseplants_folder());
  const std::string one = build_pack_file(files, houseplants_folder(), "1", keys.secret());
  std::string two = build_pack_file(files, houseplants_folder(), "2");
  const std::string mark = "\xFFPeyer seal 1\xFE\xFD\xFC";
  const std::size_t from = one.find(mark) + mark.size() + 32;  // behind the hash
  const std::size_t to = two.find(mark) + mark.size() + 32;
  std::string grafted = two;
  grafted.replace(to, 96, one, from, 96);
  CHECK(holds(refusal(grafted), "its signature is wrong"));
  CHECK(holds(refusal(grafted, keys.own()), "its signature is wrong"));
  std::string stripped = one;
  stripped.replace(from, 96, std::string(96, '\0'));
  CHECK(refusal(stripped).empty());  // an unsigned pack like any other…
  CHECK(holds(refusal(stripped, keys.own()), "is not signed"));  // …where none is required
}

TEST_CASE("keys are for the owner only and never overwritten", "[pack-file]") {
  const Keys keys;

  struct stat info {};

  REQUIRE(stat(keys.folder.file("own.key").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
  const PublicKey before = keys.own();
  CHECK_THROWS_AS(write_new_keys(keys.folder.file("own")), PackRefused);
  CHECK(keys.own() == before);
  // Nor is half a pair left behind.
  std::filesystem::remove(keys.folder.file("own.key"));
  CHECK_THROWS_AS(write_new_keys(keys.folder.file("own")), PackRefused);
  CHECK_FALSE(std::filesystem::exists(keys.folder.file("own.key")));
}

TEST_CASE("a file that is no key is not taken for one", "[pack-file]") {
  const Keys keys;
  CHECK_THROWS_AS(read_public_key(keys.folder.file("own.key")), PackRefused);
  CHECK_THROWS_AS(read_secret_key(keys.folder.file("own.pub")), PackRefused);
  CHECK_THROWS_AS(read_public_key(""), PackRefused);
  CHECK_THROWS_AS(read_public_key("/dev/zero"), PackRefused);
  CHECK_THROWS_AS(read_public_key(keys.folder.with("short.pub", "peyer public key\nAAAA\n")),
                  PackRefused);
}

TEST_CASE("concepts and sources of a pack file are found by its index", "[pack-file]") {
  const Folder folder;
  SQLite::Database database(folder.with("h.peyer", packed()));
  SQLite::Statement search(database,
                           "SELECT kind FROM search WHERE search MATCH 'pokorny' LIMIT 1");
  REQUIRE(search.executeStep());
  CHECK(search.getColumn(0).getString() == "source");
}
