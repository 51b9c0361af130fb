#include "knowledge/loader.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "support.h"

namespace peyer::testing {
namespace fs = std::filesystem;

namespace {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (fs::temp_directory_path() / "peyer-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }

  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name, std::ios::binary) << text;
  }

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string base_text() {
  return read(test_folder() / "base.yaml");
}

KnowledgeBase good(Loaded loaded) {
  INFO(render(loaded.diagnostics));
  REQUIRE(loaded.base);
  return std::move(*loaded.base);
}

std::string hash(SourceFiles files) {
  return good(load(std::move(files))).pack.hash;
}

}  // namespace

TEST_CASE("the small pack arrives as it was written", "[loader]") {
  const KnowledgeBase base = good(load_with_base(""));
  CHECK(base.pack.id == "small");
  CHECK(base.pack.version == "1.0.0");
  CHECK(base.pack.chain_steps == 3);
  CHECK(base.pack.hash.size() == 64);
  REQUIRE(base.levels.size() == 3);
  CHECK(base.levels[0].stops);
  CHECK(base.levels[1].person);
  CHECK_FALSE(base.levels[2].person);
  CHECK(base.topics.at(0).come_for);
  REQUIRE(base.questions.size() == 4);
  CHECK(base.questions[0].kind == Question::Kind::number);
  CHECK(base.questions[0].whole);
  CHECK(base.questions[0].max == 120);
  CHECK(base.questions[1].options.at(2).text == "Most days");
  CHECK(base.questions[1].applies->text == "age >= 16");
  CHECK(base.questions[3].options.size() == 2);
  CHECK(base.questions[3].screen->value.str() == "signs");
  CHECK(base.sources[0].year == 2005);
  CHECK(base.sources[0].pmid == "15645405");
  CHECK(base.links[0].grade == Grade::strong);
  CHECK(base.populations[0].at_most == Grade::strong);
  CHECK(base.findings[0].show);
  CHECK(base.findings[1].reached->effects == std::vector<Effect>{Effect::lowers});
  CHECK(base.rules[0].when.children.size() == 2);
  CHECK(base.rules[0].at.place() == "base.yaml:82");
}

TEST_CASE("doubt about an emergency gives the next level, and otherwise the same one", "[loader]") {
  const std::string flags =
      "red_flags:\n"
      "  - {id: f, title: F, when: age < 3, level: same-day, say: So., cite: [graham2005nsaid]}\n"
      "  - {id: g, title: G, when: age < 2, level: emergency, not_sure: emergency, say: So., cite: "
      "[graham2005nsaid]}\n";
  const KnowledgeBase base = good(load_with_base(flags));
  REQUIRE(base.red_flags.size() == 3);
  CHECK(base.red_flags[0].level.value.str() == "emergency");
  CHECK(base.red_flags[0].not_sure.value.str() == "same-day");
  CHECK(base.red_flags[1].not_sure.value.str() == "same-day");
  CHECK(base.red_flags[2].not_sure.value.str() == "emergency");
}

TEST_CASE("answers of scenarios arrive as replies", "[loader]") {
  const KnowledgeBase base = good(load_with_base(
      "scenarios:\n"
      "  - name: somebody\n"
      "    given: {age: 71, symptoms: [pain, wind], nsaid-use: rather-not-say}\n"
      "    expect: {triage: self-care, at_most: 4, grades: {nsaid-burden: limited}}\n"
      "    what_if:\n"
      "      - {change: {symptoms: none}, expect: {triage: self-care}}\n"));
  const Scenario& scenario = base.scenarios.at(0);
  REQUIRE(scenario.given.size() == 3);
  CHECK(scenario.given[0].second.value.number == 71);
  CHECK(scenario.given[1].second.value.options ==
        std::vector<OptionId>{OptionId("wind"), OptionId("pain")});
  CHECK(scenario.given[2].second.value.status == Reply::Status::rather_not_say);
  CHECK(scenario.expect.at_most->value == 4);
  CHECK(scenario.expect.grades.at(0).second.value == Grade::limited);
  CHECK(scenario.what_if.at(0).change.at(0).second.value.options.empty());
}

TEST_CASE("a section may be spread over files, in path order", "[loader]") {
  const auto topic = [](const std::string& id) {
    return "topics:\n  - {id: " + id + ", title: T}\n";
  };
  const KnowledgeBase base = good(load_with_base(
      {{"c.yaml", topic("third")}, {"a.yaml", topic("first")}, {"b/x.yaml", topic("second")}}));
  std::string order;
  for (const Topic& one : base.topics) order += one.id.str() + " ";
  CHECK(order == "first second medicines third ");
}

TEST_CASE("the hash depends on names and bytes, not on where the pack lies", "[loader]") {
  const std::string text = base_text();
  const std::string first = hash({file("pack/a.yaml", text), file("pack/x/b.yaml", "")});
  CHECK(first == hash({file("/srv/else/x/b.yaml", ""), file("/srv/else/a.yaml", text)}));
  CHECK(first == hash({file("a.yaml", text), file("x/b.yaml", "")}));
  CHECK(first != hash({file("pack/a.yaml", text), file("pack/x/c.yaml", "")}));
  CHECK(first != hash({file("pack/a.yaml", text), file("pack/x/b.yaml", "#")}));
  CHECK(first != hash({file("pack/a.yaml", text)}));
  CHECK(hash({file("one/only.yaml", text)}) == hash({file("two/only.yaml", text)}));
  CHECK(hash({file("p/links/a.yaml", text), file("p/links/b.yaml", "")}) ==
        hash({file("links/a.yaml", text), file("links/b.yaml", "")}));
}

TEST_CASE("a folder is read with everything below it but hidden files", "[loader]") {
  const TemporaryFolder folder;
  folder.write("pack.yaml", base_text());
  folder.write("more/topics.yml", "topics:\n  - {id: sleep, title: Sleep}\n");
  folder.write(".hidden.yaml", "nonsense: [");
  folder.write(".git/x.yaml", "nonsense: [");
  folder.write("notes.txt", "nonsense: [");
  const KnowledgeBase base = good(load_folder(folder.path()));
  CHECK(base.topics.size() == 2);
  CHECK(base.topics[0].at.file->path == (folder.path() / "more/topics.yml").string());
  CHECK(base.pack.hash == good(load_folder(folder.path() / "")).pack.hash);
}

TEST_CASE("what can't be read is a diagnostic", "[loader]") {
  const TemporaryFolder folder;
  const std::string path = folder.path().string();
  CHECK(render(load_folder(folder.path()).diagnostics) ==
        path +
            ": error[K001]: no knowledge file in this folder\n"
            "help: a pack is a folder of *.yaml files\n");
  CHECK(render(load_folder(folder.path() / "nowhere").diagnostics) ==
        path +
            "/nowhere: error[K001]: can't read this folder: No such file or directory\n"
            "help: give the folder that holds the pack's *.yaml files\n");
  fs::create_symlink(folder.path() / "gone", folder.path() / "broken.yaml");
  const Loaded loaded = load_folder(folder.path());
  CHECK_FALSE(loaded.base);
  CHECK(render(loaded.diagnostics) == path +
                                          "/broken.yaml: error[K001]: can't read this file\n"
                                          "help: check that you may read it\n");
  CHECK(render(load({}).diagnostics) ==
        "error[K001]: there is no knowledge file\nhelp: a pack has at least one\n");
}

TEST_CASE("a file that is too large is refused by name", "[loader]") {
  const TemporaryFolder folder;
  folder.write("large.yaml", "# " + std::string(largest_file, '-') + "\n");
  const std::string shown = render(load_folder(folder.path()).diagnostics);
  CHECK(shown.find("error[K002]: the file is larger than 8 MB\n") != std::string::npos);
}

TEST_CASE("mistakes beyond the first thousand are only counted", "[loader]") {
  std::string text = "topics:\n";
  for (int i = 0; i < 1500; ++i) text += "  - {id: t" + std::to_string(i) + "}\n";
  const Loaded loaded = load_with_base(text);
  REQUIRE(loaded.diagnostics.size() == 1001);
  CHECK(loaded.diagnostics.back().code == "K027");
  CHECK(loaded.diagnostics.back().message == "500 more mistakes");
}

TEST_CASE("warnings leave the base usable", "[loader]") {
  const Loaded loaded = load_with_base("topics:\n  - {id: sleep, title: Sleep}\n");
  CHECK(loaded.base);
  REQUIRE(loaded.diagnostics.size() == 1);
  CHECK(loaded.diagnostics[0].severity == Severity::warning);
}

TEST_CASE("the same pack always gives the same list of mistakes", "[loader]") {
  for (const auto& folder : case_folders()) {
    const std::string first = render(load(case_files(folder)).diagnostics);
    SourceFiles reversed = case_files(folder);
    std::reverse(reversed.begin(), reversed.end());
    CHECK(render(load(std::move(reversed)).diagnostics) == first);
  }
}

TEST_CASE("the shipped packs have no errors", "[loader]") {
  for (const char* name : {"gut-immune", "houseplants"}) {
    good(load_folder(source_folder() / "knowledge" / "bases" / name));
  }
}

TEST_CASE("grades are ordered from the weakest and capped by the population", "[loader]") {
  CHECK(Grade::against < Grade::contested);
  CHECK(Grade::contested < Grade::hypothesis);
  CHECK(Grade::strong < Grade::as_told);
  for (const std::string& word : grade_words()) CHECK(to_string(*parse_grade(word)) == word);
  CHECK_FALSE(parse_grade("as-told"));
  CHECK(to_string(Grade::as_told) == "as-told");
  Link link;
  link.grade = Grade::strong;
  Population population;
  population.at_most = Grade::limited;
  CHECK(effective_grade(link, population) == Grade::limited);
  link.grade = Grade::against;
  CHECK(effective_grade(link, population) == Grade::against);
}

}  // namespace peyer::testing
