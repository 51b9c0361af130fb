#include "knowledge/phrases/phrases.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "engine/to_json.h"
#include "knowledge/grade.h"
#include "knowledge/readability.h"
#include "support.h"

using namespace peyer;

namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string all_sources() {
  std::string all;
  for (const char* folder : {"/engine", "/cli", "/web"}) {
    const std::filesystem::path path = std::string(PEYER_SOURCE_DIR) + folder;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") {
        all += text_of(entry.path());
      }
    }
  }
  return all;
}

// Every string literal in the sources that is shaped like a key of the catalogue.
std::set<std::string> literal_keys() {
  const std::string sources = all_sources();
  std::set<std::string> keys;
  const std::regex shape(R"re("([a-z_]+(?:\.[a-z_]+)+)")re");
  for (std::sregex_iterator at(sources.begin(), sources.end(), shape), end; at != end; ++at) {
    const std::string key = (*at)[1];
    const bool names_file = key.ends_with(".css") || key.ends_with(".js") || key.ends_with(".svg");
    if (!names_file) keys.insert(key);
  }
  return keys;
}

bool known(const std::string& key) {
  const Phrases& phrases = Phrases::english();
  return phrases.has(key) || phrases.has(key + ".one") || phrases.has(key + "_plain");
}

bool for_visitors(const std::string& key) {
  for (const char* other : {"api.", "words.", "usage.", "error.", "info.", "check.", "mark.",
                            "packed.", "prompt", "review."}) {
    if (key.starts_with(other)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("every phrase that the program says is in the catalogue") {
  const std::set<std::string> sections = {
      "about",   "aloud",   "answer",     "api",     "ask",           "back",         "came_for",
      "change",  "changed", "check",      "consult", "contradiction", "embed",        "end",
      "error",   "grade",   "grade_word", "help",    "how",           "how_to",       "info",
      "journal", "kiosk",   "leave",      "map",     "mark",          "packed",       "question",
      "quit",    "reply",   "result",     "review",  "save",          "serve",        "shown",
      "skip",    "sources", "summary",    "usage",   "what_if",       "what_matters", "why",
      "why_not", "words",   "wrong"};
  int seen = 0;
  for (const std::string& key : literal_keys()) {
    if (!sections.contains(key.substr(0, key.find('.')))) continue;
    INFO(key);
    CHECK(known(key));
    ++seen;
  }
  CHECK(seen > 100);
}

TEST_CASE("every phrase of the catalogue is said somewhere") {
  const std::string sources = all_sources();
  for (const auto& [key, text] : Phrases::english().all()) {
    std::string base = key;
    for (const std::string ending : {".one", ".many", "_plain"}) {
      if (base.ends_with(ending)) base.resize(base.size() - ending.size());
    }
    const std::size_t dot = base.rfind('.');
    const std::string last =
        base.substr(dot + 1);  // of keys that are put together: "grade." + word
    const std::string prefix = dot == std::string::npos ? base : base.substr(0, dot + 1);
    INFO(key);
    CHECK((test::contains(sources, "\"" + base + "\"") || test::contains(sources, "\"" + prefix)));
    CHECK_FALSE(text.empty());
  }
}

TEST_CASE("phrases that are put together from words of the program are all there") {
  const Phrases& phrases = Phrases::english();
  for (const std::string& word : grade_words()) {
    CHECK(phrases.has("grade." + word));
    CHECK(phrases.has("grade_word." + word));
  }
  CHECK(phrases.has("grade.as-told"));
  CHECK(phrases.has("grade_word.as-told"));
  const Json info = info_to_json(test::houseplants().knowledge());
  for (const auto& [key, value] : info.items()) {
    INFO(key);
    if (value.is_number()) CHECK(phrases.has("info." + key));
  }
  for (const auto& [key, text] : phrases.all()) {
    if (key.ends_with(".one")) CHECK(phrases.has(key.substr(0, key.size() - 4) + ".many"));
    if (key.starts_with("what_if.") && phrases.has("changed.nothing")) continue;
    if (key.starts_with("changed.")) CHECK(phrases.has("what_if." + key.substr(8)));
  }
}

TEST_CASE("phrases are easy to read") {
  Readability all;
  for (const auto& [key, text] : Phrases::english().all()) {
    if (!for_visitors(key)) continue;
    const Readability counted = readability(text);
    all += counted;
    if (counted.words < fewest_words) continue;
    INFO(key << ": " << text);
    CHECK(counted.grade() <= 8);
    CHECK(counted.longest_sentence <= 20);
  }
  CHECK(all.grade() <= 6.5);
  CHECK(all.sentence_length() <= 15);
}

TEST_CASE("no phrase diagnoses, promises or reassures") {
  const std::regex forbidden(
      R"((you have (?!said|not answered|in mind)|you are (fine|healthy|ill|safe)|stop taking|will cure|cures|nothing to worry|diagnos))",
      std::regex::icase);
  for (const auto& [key, text] : Phrases::english().all()) {
    if (!for_visitors(key)) continue;
    INFO(key << ": " << text);
    CHECK_FALSE(std::regex_search(text, forbidden));
  }
}

TEST_CASE("placeholders are filled, plurals chosen, and what is missing shows in brackets") {
  const Phrases phrases(
      "test.yaml",
      "greet: \"Hello {name}, {name}!\"\nleft: {one: one more, many: \"{n} more\"}\n"
      "words: {yes: yes | y}\n");
  CHECK(phrases("greet", {{"name", "{x}"}}) == "Hello {x}, {x}!");
  CHECK(phrases("greet") == "Hello [name], [name]!");
  CHECK(phrases("nothing.here") == "[nothing.here]");
  CHECK(phrases.count("left", 1) == "one more");
  CHECK(phrases.count("left", 3) == "3 more");
  CHECK(phrases.words("words.yes") == std::vector<std::string>{"yes", "y"});
  CHECK_THROWS_AS(Phrases("test.yaml", "a: [b]\n"), std::invalid_argument);
  CHECK_THROWS_AS(Phrases("test.yaml", "a: b\na: c\n"), std::invalid_argument);
}
