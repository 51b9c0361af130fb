#include "cli/workbench/write_file.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

using namespace peyer;
namespace fs = std::filesystem;

namespace {

class Scratch {
 public:
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "peyer-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
  }

  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  auto files() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

 private:
  fs::path folder_;
};

std::string text_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a file that is to be kept is never written over") {
  const Scratch scratch;
  const std::string file = scratch.file("a");
  write_file(file, "first", Existing::keep);
  CHECK_THROWS_AS(write_file(file, "second", Existing::keep), std::system_error);
  CHECK(text_of(file) == "first");
  CHECK(scratch.files() == 1);
}

TEST_CASE("a file that is replaced keeps its permissions, and a link stays a link") {
  const Scratch scratch;
  const std::string file = scratch.file("a");
  write_file(file, "first", Existing::replace);
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("a", scratch.file("link"));
  write_file(scratch.file("link"), "second", Existing::replace);
  CHECK(text_of(file) == "second");
  CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK(fs::is_symlink(scratch.file("link")));
  CHECK(scratch.files() == 2);
}

TEST_CASE("what can't be written leaves nothing behind") {
  const Scratch scratch;
  const std::string file = scratch.file("a");
  write_file(file, "first", Existing::replace);
  const auto refuse = [] { throw std::runtime_error("no"); };
  CHECK_THROWS_WITH(write_file(file, "second", Existing::replace, refuse), "no");
  CHECK_THROWS_AS(write_file(scratch.file("none/a"), "x", Existing::replace), std::system_error);
  CHECK_THROWS_AS(write_file("/dev/full", "x", Existing::replace), std::system_error);
  CHECK(text_of(file) == "first");
  CHECK(scratch.files() == 1);
}
