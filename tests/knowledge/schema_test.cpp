// The JSON Schema and the loader's check of shapes, held against one another with
// python3-jsonschema.
#include "knowledge/schema.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "knowledge/shape.h"
#include "knowledge/shape_check.h"
#include "support.h"

namespace peyer::testing {
namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

// As YAML 1.2 readers, and with them editors, understand a node.
Json to_json(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::mapping) {
    Json out = Json::object();
    for (const YamlNode& item : node.items) out[item.key] = to_json(item);
    return out;
  }
  if (node.kind == YamlNode::Kind::list) {
    Json out = Json::array();
    for (const YamlNode& item : node.items) out.push_back(to_json(item));
    return out;
  }
  if (!node.plain) return node.text;
  if (node.text == "null" || node.text == "~") return nullptr;
  if (node.text == "true" || node.text == "false") return node.text == "true";
  if (is_decimal(node.text)) return Json::parse(node.text);
  return node.text;
}

// What another YAML reader hides from a validator, or what concerns more than one file.
bool is_beyond_schema(const Diagnostic& diagnostic) {
  static const std::set<std::string> codes = {
      "K016",  // 12:30 is text to YAML 1.2
      "K018",  // 010 and 1e3 are numbers to it
      "K022"   // "a, a" inside a condition; [a, a] is caught by both
  };
  return codes.count(diagnostic.code) > 0;
}

struct Judged {
  std::string what;
  std::string code;  // of the loader's first complaint; "" when it has none
  bool strict_only = false;
  Json document;
};

Judged judge(const std::shared_ptr<const SourceFile>& source, const std::string& what) {
  Diagnostics diagnostics;
  NamePlaces names;
  Judged out;
  out.what = what + "/" + source->path;
  const std::optional<YamlNode> root = read_strict_yaml(source, diagnostics);
  // What is no strict YAML never becomes JSON.
  out.strict_only = !root || !diagnostics.empty();
  if (!root) return out;
  check_shape(*root, diagnostics, names);
  for (const Diagnostic& diagnostic : diagnostics) {
    out.strict_only = out.strict_only || is_beyond_schema(diagnostic);
    out.code = diagnostic.code;
  }
  out.document = to_json(*root);
  return out;
}

std::vector<Judged> everything() {
  std::vector<Judged> out;
  for (const fs::path& folder : case_folders()) {
    for (const auto& source : case_files(folder)) {
      out.push_back(judge(source, folder.filename().string()));
    }
  }
  // The packs, and what `peyer new` begins one with.
  for (const char* folder : {"bases", "template"}) {
    const fs::path packs = source_folder() / "knowledge" / folder;
    if (!fs::exists(packs)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(packs)) {
      if (entry.path().extension() != ".yaml") continue;
      out.push_back(judge(file(entry.path().string(), read(entry.path())), ""));
    }
  }
  return out;
}

// One line per document: "valid", or the first error.
std::vector<std::string> validate(const std::vector<Judged>& all) {
  const fs::path folder = fs::temp_directory_path();
  const std::string name = "peyer-schema-" + std::to_string(getpid());
  const fs::path input = folder / (name + ".jsonl");
  const fs::path output = folder / (name + ".txt");
  {
    std::ofstream stream(input);
    for (const Judged& one : all) stream << one.document.dump() << "\n";
  }
  const std::string command = "python3 -W ignore " + (test_folder() / "validate.py").string() +
                              " " + (source_folder() / "docs" / "knowledge.schema.json").string() +
                              " < " + input.string() + " > " + output.string();
  INFO(command << "\nneeds the package python3-jsonschema");
  REQUIRE(std::system(command.c_str()) == 0);
  std::vector<std::string> verdicts;
  std::istringstream lines(read(output));
  for (std::string line; std::getline(lines, line);) verdicts.push_back(line);
  fs::remove(input);
  fs::remove(output);
  return verdicts;
}

}  // namespace

TEST_CASE("the schema and the loader agree on every case and on the shipped packs", "[schema]") {
  const std::vector<Judged> all = everything();
  const std::vector<std::string> verdicts = validate(all);
  REQUIRE(verdicts.size() == all.size());
  std::size_t refused_by_both = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].strict_only) continue;
    INFO(all[i].what << ": the loader says '" << all[i].code << "', the schema " << verdicts[i]);
    // A condition's text is for the schema to look at, but for the loader's parser, later on.
    const bool condition_text = verdicts[i].find("/when") != std::string::npos ||
                                verdicts[i].find("/always") != std::string::npos;
    if (all[i].code.empty() && condition_text) continue;
    CHECK((verdicts[i] == "valid") == all[i].code.empty());
    if (verdicts[i] != "valid") ++refused_by_both;
  }
  CHECK(refused_by_both >= 20);
}

TEST_CASE("the schema's condition pattern takes and refuses what the parser does", "[schema]") {
  const std::vector<std::pair<std::string, bool>> conditions = {{"age >= 65", true},
                                                                {"age>=65", true},
                                                                {"age = -2.5", true},
                                                                {"use is daily", true},
                                                                {"use is one of a, b", true},
                                                                {"use include any of a , b", true},
                                                                {"use include nothing", true},
                                                                {"concluded f", true},
                                                                {"use is not-sure", true},
                                                                {"age => 65", false},
                                                                {"age >= 065", false},
                                                                {"use is a, b", false},
                                                                {"use", false},
                                                                {"use is", false},
                                                                {"use is not daily", false},
                                                                {"age >= 3 and age <= 5", false},
                                                                {"Use is a", false},
                                                                {"use includes a", false}};
  std::vector<Judged> documents;
  for (const auto& [text, good] : conditions) {
    Judged one;
    one.document = {{"contradictions", {{{"id", "c"}, {"when", text}, {"say", "S"}}}}};
    documents.push_back(one);
  }
  const std::vector<std::string> verdicts = validate(documents);
  REQUIRE(verdicts.size() == conditions.size());
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const auto& [text, good] = conditions[i];
    INFO(text << ": " << verdicts[i]);
    CHECK((verdicts[i] == "valid") == good);
    const Loaded loaded =
        load_with_base("contradictions:\n  - {id: c, when: \"" + text + "\", say: S}\n");
    const bool unreadable =
        std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                    [](const Diagnostic& diagnostic) { return diagnostic.code == "K030"; });
    CHECK(unreadable == !good);
  }
}

TEST_CASE("what YAML readers take for something else is known", "[schema]") {
  for (const char* text :
       {"yes",   "No",         "ON",  "y",    "null", "~",     "070",
        "12:30", "2024-01-01", "1.0", "1e3",  "0x1F", "1_000", "-3",
        "+3",    ".5",         "5.",  ".inf", "0b1",  "0o7",   "2024-01-01 12:00:00",
        "="}) {
    INFO(text);
    CHECK(is_ambiguous(text));
  }
  for (const char* text :
       {"1516-1526", "0.1.0", "3-20", "yes please", "NG20", "e5", "10 years", "1516–1526", "S1-S5",
        "-", "10.1136/gutjnl", "a: b", "Noon", "nullify"}) {
    INFO(text);
    CHECK_FALSE(is_ambiguous(text));
  }
}

TEST_CASE("the patterns of the schema are the checks of the loader", "[schema]") {
  CHECK(form("doi").accepts("10.1016/S1542-3565(04)00603-2"));
  CHECK_FALSE(form("doi").accepts("10.10/x"));
  CHECK_FALSE(form("doi").accepts("10.1016/"));
  CHECK_FALSE(form("doi").accepts("10.1016/a b"));
  CHECK(form("pmid").accepts("1"));
  CHECK_FALSE(form("pmid").accepts("012"));
  CHECK(form("version").accepts("0.10.3"));
  CHECK_FALSE(form("version").accepts("1.0"));
  CHECK_FALSE(form("version").accepts("1.0.0.0"));
  CHECK_FALSE(form("version").accepts("01.0.0"));
  CHECK(form("language").accepts("de-CH"));
  CHECK_FALSE(form("language").accepts("english"));
  CHECK(form("url").accepts("https://a.org/x?y=1#z"));
  CHECK_FALSE(form("url").accepts("https:///x"));
  CHECK_FALSE(form("url").accepts("javascript:alert(1)"));
  CHECK_FALSE(form("url").accepts("https://a.org/x y"));
}

}  // namespace peyer::testing
