#include "knowledge/format.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "knowledge/loader.h"
#include "knowledge/texts.h"
#include "support.h"

namespace peyer::testing {
namespace fs = std::filesystem;

namespace {

std::string formatted(const std::string& text) {
  const Formatted once = format(file("a.yaml", text));
  CHECK(once.diagnostics.empty());
  CHECK_FALSE(once.left_alone);
  CHECK(format(file("a.yaml", once.text)).text == once.text);
  return once.text;
}

std::vector<fs::path> shipped_files() {
  std::vector<fs::path> files;
  for (const char* folder : {"bases", "template"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(source_folder() / "knowledge" / folder)) {
      if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
  }
  return files;
}

void describe(const Condition& condition, std::ostream& out) {
  out << static_cast<int>(condition.kind) << condition.text << "(";
  for (const Condition& child : condition.children) describe(child, out);
  out << ")\n";
}

// What a pack means, for comparison: everything that visitors and authors can see of it but places.
std::string meaning(const Loaded& loaded) {
  if (!loaded.base) return "";
  std::ostringstream out;
  const KnowledgeBase& base = *loaded.base;
  for_each_text(base, [&](const TextAddress& address, const std::string& text) {
    out << address.str() << "=" << text << "\n";
  });
  for_each_condition(base, [&](const Condition& condition) { describe(condition, out); });
  for (const Scenario& one : base.scenarios) out << one.name << one.story << one.given.size();
  for (const LexiconWord& one : base.lexicon) out << one.name << one.chooses.size();
  for (const Source& one : base.sources) out << one.id.str() << one.doi << one.seen_in << one.title;
  for (const Link& one : base.links) out << one.from.value.str() << to_string(one.grade);
  return out.str();
}

}  // namespace

TEST_CASE("indentation, keys and blank lines come into order, comments stay with their lines",
          "[format]") {
  CHECK(formatted("# about it all\n"
                  "topics:\n"
                  "# the first\n"
                  "-   title: Sleep      # in bed\n"
                  "\n\n\n"
                  "    # its name\n"
                  "    id:   sleep\n"
                  "-   {id: rest, title: Rest}\n"
                  "    # more on rest\n"
                  "\n"
                  "# at the end\n") ==
        "# about it all\n"
        "topics:\n"
        "  # the first\n"
        "\n"
        "  # its name\n"
        "  - id: sleep\n"
        "    title: Sleep      # in bed\n"
        "  - {id: rest, title: Rest}\n"
        "    # more on rest\n"
        "\n"
        "# at the end\n");
}

TEST_CASE("a text that is too long is folded, and short lines stay as the author broke them",
          "[format]") {
  const std::string words = "some words that go on and on until the line is full of them and ends";
  CHECK(
      formatted("pack:\n  about: " + words + " " + words + "\n  notice: >-\n    one\n    two\n") ==
      "pack:\n  about: >-\n"
      "    some words that go on and on until the line is full of them and ends some words that go "
      "on and on until\n"
      "    the line is full of them and ends\n"
      "  notice: >-\n    one\n    two\n");
}

TEST_CASE("what stands in braces is cut behind commas when it is too long", "[format]") {
  CHECK(formatted(
            "scenarios:\n  - name: a\n    given: {age: 41, \"a, b\": c, medicines: [painkillers, "
            "tablets, acid-tablets, steroids], ill-now: [], illnesses: [one, two]}\n") ==
        "scenarios:\n  - name: a\n"
        "    given: {age: 41, \"a, b\": c, medicines: [painkillers, tablets, acid-tablets, "
        "steroids], ill-now: [],\n"
        "            illnesses: [one, two]}\n");
}

TEST_CASE("a block of text moves as a whole", "[format]") {
  CHECK(formatted("pack:\n      about: |\n             one\n               deeper\n\n             "
                  "# no comment\n") ==
        "pack:\n  about: |\n    one\n      deeper\n\n    # no comment\n");
}

TEST_CASE("line breaks of Windows become those of Unix", "[format]") {
  CHECK(formatted("topics:\r\n  - {id: a, title: A}\r\n") == "topics:\n  - {id: a, title: A}\n");
}

TEST_CASE("a file that is no YAML is left alone and says why", "[format]") {
  const std::string text = "topics:\n\t- a\n";
  const Formatted out = format(file("a.yaml", text));
  CHECK(out.text == text);
  REQUIRE(out.diagnostics.size() == 1);
  CHECK(out.diagnostics[0].code == "K004");
}

TEST_CASE("no layout changes what a case or a shipped file means, and twice is once", "[format]") {
  std::size_t left_alone = 0;
  for (const fs::path& folder : case_folders()) {
    INFO(folder);
    SourceFiles before = case_files(folder);
    SourceFiles after;
    for (const auto& one : before) {
      const Formatted out = format(one);
      left_alone += out.left_alone ? 1U : 0U;
      CHECK(format(file(one->path, out.text)).text == out.text);
      after.push_back(file(one->path, out.text));
    }
    CHECK(meaning(load(before)) == meaning(load(after)));
  }
  CHECK(left_alone <= 3);
}

TEST_CASE("a shipped pack that is all crooked comes back as it was", "[format]") {
  for (const fs::path& path : shipped_files()) {
    INFO(path);
    std::string crooked;
    std::istringstream lines(read(path));
    for (std::string line; std::getline(lines, line);) {
      const std::size_t column = std::min(line.find_first_not_of(' '), line.size());
      crooked += std::string(column == 0 ? 0 : column + 3, ' ') + line.substr(column) + "\r\n";
    }
    const Formatted out = format(file(path.string(), crooked));
    CHECK_FALSE(out.left_alone);
    CHECK((out.text == read(path)));
  }
}

TEST_CASE("the shipped packs and the template are laid out", "[format]") {
  for (const fs::path& path : shipped_files()) {
    INFO(path << ": run `peyer fmt` on it");
    const Formatted out = format(file(path.string(), read(path)));
    CHECK(out.text == read(path));
    CHECK_FALSE(out.left_alone);
  }
}

}  // namespace peyer::testing
