// Documents say what the program does, or fail here.
#include <catch2/catch.hpp>
#include <set>

#include "knowledge/schema.h"
#include "support.h"

namespace peyer::testing {
namespace fs = std::filesystem;

namespace {

// What no case can show: files and folders that can't be read, and sizes.
const std::set<std::string> without_case = {"K001", "K002", "K027",
                                            // of answers files: engine/answers_file_test.cpp
                                            "K070", "K071", "K072", "K073"};

// Every K and three digits that stand between these two.
std::set<std::string> codes_between(const std::string& text, const std::string& before,
                                    const std::string& after) {
  std::set<std::string> codes;
  const std::string start = before + "K";
  for (std::size_t at = text.find(start); at != std::string::npos; at = text.find(start, at + 1)) {
    const std::string code = text.substr(at + before.size(), 4);
    const bool digits = code.find_first_not_of("0123456789", 1) == std::string::npos;
    const bool closed = text.compare(at + before.size() + 4, after.size(), after) == 0;
    if (digits && closed) codes.insert(code);
  }
  return codes;
}

std::set<std::string> codes_in_sources() {
  std::set<std::string> codes;
  for (const char* folder : {"knowledge", "engine"}) {
    for (const auto& entry : fs::directory_iterator(source_folder() / folder)) {
      if (entry.path().extension() != ".cpp") continue;
      codes.merge(codes_between(read(entry.path()), "\"", "\""));
    }
  }
  return codes;
}

// The pages of all codes, one after another.
std::string diagnostic_pages() {
  std::string all;
  for (const auto& entry : fs::directory_iterator(source_folder() / "docs" / "diagnostics")) {
    if (entry.path().filename() != "README.md") all += "\n" + read(entry.path());
  }
  return all;
}

std::string all_expected() {
  std::string out;
  for (const fs::path& folder : case_folders()) out += read(folder / "expected.txt");
  return out;
}

}  // namespace

TEST_CASE("every diagnostic code is documented, and every documented one exists",
          "[documentation]") {
  const std::set<std::string> sources = codes_in_sources();
  CHECK(sources.size() > 40);
  CHECK(codes_between(diagnostic_pages(), "\n# ", " ") == sources);
  const std::string index = read(source_folder() / "docs" / "diagnostics" / "README.md");
  CHECK(codes_between(index, "| [", "]") == sources);
  for (const std::string& code : sources) {
    INFO(code);
    const std::string page = read(source_folder() / "docs" / "diagnostics" / (code + ".md"));
    CHECK(page.starts_with("# " + code + " "));
    CHECK(page.find("\n## Why it matters\n") != std::string::npos);
    CHECK(page.find("\n## Cure\n") != std::string::npos);
    const std::string title = page.substr(7, page.find('\n') - 7);
    CHECK(index.find("| [" + code + "](" + code + ".md) | " + title + " |") != std::string::npos);
  }
}

TEST_CASE("every diagnostic code has a case", "[documentation]") {
  std::set<std::string> shown = codes_between(all_expected(), "[", "]");
  shown.insert(without_case.begin(), without_case.end());
  CHECK(shown == codes_in_sources());
}

TEST_CASE("the examples of the pages on diagnostics are what the program says", "[documentation]") {
  const std::string page = diagnostic_pages();
  const std::string expected = all_expected();
  std::size_t examples = 0;
  const std::string fence = "```text\n";
  for (std::size_t at = page.find(fence); at != std::string::npos; at = page.find(fence, at + 1)) {
    const std::size_t start = at + fence.size();
    const std::string example = page.substr(start, page.find("```", start) - start);
    INFO(example);
    CHECK(expected.find(example) != std::string::npos);
    ++examples;
  }
  CHECK(examples >= codes_in_sources().size() - without_case.size());
}

TEST_CASE("the tables of keys in the documentation are the program's own", "[documentation]") {
  const std::filesystem::path path = source_folder() / "docs" / "knowledge-format.md";
  std::string page = read(path);
  const std::string begin = "<!-- keys: begin -->\n\n";
  const std::size_t from = page.find(begin);
  const std::size_t to = page.find("\n<!-- keys: end -->");
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  page.replace(from + begin.size(), to - from - begin.size(), key_tables());
  expect_text(path, page);
}

TEST_CASE("the published schema is the program's own", "[documentation]") {
  expect_text(source_folder() / "docs" / "knowledge.schema.json", json_schema());
}

}  // namespace peyer::testing
