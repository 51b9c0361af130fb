#include "cli/workbench/fixes.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "../knowledge/support.h"

using namespace peyer;
namespace fs = std::filesystem;

namespace {

SourceFiles with_base(const std::string& text) {
  return {testing::file("base.yaml", testing::read(testing::test_folder() / "base.yaml")),
          testing::file("knowledge.yaml", text)};
}

// The file after mending; the same file when nothing is to be mended.
std::string mended(const std::string& text) {
  const Fixes fixes = find_fixes(with_base(text));
  return fixes.files.empty() ? text : fixes.files.front().after;
}

std::string advice(const std::string& text) {
  return "advice:\n  - {id: rest-well, title: Rest, say: Rest., topics: [medicines], cite: "
         "[graham2005nsaid]}\n" +
         text;
}

class ScratchFile {
 public:
  explicit ScratchFile(const std::string& text) {
    std::string pattern = (fs::temp_directory_path() / "peyer-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    std::ofstream(path(), std::ios::binary) << text;
  }

  ~ScratchFile() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  fs::path folder() const { return folder_; }

  std::string path() const { return (folder_ / "a.yaml").string(); }

 private:
  fs::path folder_;
};

}  // namespace

TEST_CASE("a misspelt name with one likely meaning is spelt right") {
  CHECK(
      mended(
          "rules:\n  - {id: r, when: nsaid-us is dayly, then: {triage: same-dya}, say: So., grade: "
          "strong, cite: [graham2005nsai]}\n") ==
      "rules:\n  - {id: r, when: nsaid-use is daily, then: {triage: same-day}, say: So., grade: "
      "strong, cite: [graham2005nsaid]}\n");
  CHECK(mended("topics:\n  - {id: sleep, titel: Sleep}\n") ==
        "topics:\n  - {id: sleep, title: Sleep}\n");
}

TEST_CASE("a name that could mean two things, or nothing known, stays as it is") {
  const std::string two =
      "topics:\n  - {id: sleep-a, title: A}\n  - {id: sleep-b, title: B}\nfindings:\n"
      "  - {id: f, title: F, topics: [sleep-c]}\n";
  CHECK(mended(two) == two);
  const std::string unlike = advice("findings:\n  - {id: f, title: F, topics: [astronomy]}\n");
  CHECK(mended(unlike) == unlike);
}

TEST_CASE("a key that is there already is not put there twice") {
  const std::string text = "topics:\n  - {id: sleep, title: Sleep, titel: Rest}\n";
  CHECK(mended(text) == text);
}

TEST_CASE("tabs, a byte order mark and missing quotes are mended") {
  CHECK(mended("\xEF\xBB\xBFtopics:\n\t- {id: sleep,\ttitle: Sleep}\n") ==
        "topics:\n  - {id: sleep, title: Sleep}\n");
  CHECK(mended("topics:\n  - id: sleep\n    title: Sleep: how \"long\"\n") ==
        "topics:\n  - id: sleep\n    title: \"Sleep: how \\\"long\\\"\"\n");
  CHECK(mended("topics:\n  - {id: sleep, title: yes}\n") ==
        "topics:\n  - {id: sleep, title: \"yes\"}\n");
}

TEST_CASE("an address in front of a DOI and quotes around a number are taken off") {
  CHECK(
      mended(
          "sources:\n  - {id: a2001, type: rct, authors: A, title: A, verified: from-memory, doi: "
          "\"https://doi.org/10.1000/1\", year: \"2001\"}\n") ==
      "sources:\n  - {id: a2001, type: rct, authors: A, title: A, verified: from-memory, doi: "
      "10.1000/1, year: 2001}\n");
}

TEST_CASE("mending twice changes nothing more, whatever the mistake") {
  for (const fs::path& folder : testing::case_folders()) {
    INFO(folder);
    SourceFiles files = testing::case_files(folder);
    const Fixes first = find_fixes(files);
    for (auto& file : files) {
      for (const FileChange& change : first.files) {
        if (change.path == file->path) file = testing::file(change.path, change.after);
      }
    }
    CHECK(find_fixes(files).files.empty());
  }
}

TEST_CASE("a file is replaced with its permissions, and not when it changed meanwhile") {
  const ScratchFile scratch("before\n");
  REQUIRE(chmod(scratch.path().c_str(), 0640) == 0);
  replace_file({scratch.path(), "before\n", "after\n"});
  CHECK(testing::read(scratch.path()) == "after\n");
  CHECK((fs::status(scratch.path()).permissions() & fs::perms::all) ==
        (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read));
  CHECK_THROWS_WITH(replace_file({scratch.path(), "before\n", "lost\n"}),
                    Catch::Contains("changed meanwhile"));
  CHECK(testing::read(scratch.path()) == "after\n");
  const fs::path link = scratch.folder() / "link.yaml";
  fs::create_symlink("a.yaml", link);
  replace_file({link.string(), "after\n", "through the link\n"});
  CHECK(fs::is_symlink(link));
  CHECK(testing::read(scratch.path()) == "through the link\n");
  CHECK_THROWS(replace_file({(scratch.folder() / "none.yaml").string(), "", "x"}));
  const auto left =
      std::distance(fs::directory_iterator(scratch.folder()), fs::directory_iterator());
  CHECK(left == 2);
}
