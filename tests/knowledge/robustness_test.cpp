// Damaged packs: whatever happens to a file, the loader answers with a base or an error.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "support.h"

namespace peyer::testing {
namespace fs = std::filesystem;

namespace {

// A pack in one piece: the shipped one where every section is used.
std::string houseplants() {
  std::string all;
  for (const auto& entry :
       fs::recursive_directory_iterator(source_folder() / "knowledge/bases/houseplants")) {
    if (entry.path().extension() == ".yaml") all += read(entry.path());
  }
  return all;
}

// The largest files of the large pack, one by one.
std::vector<std::string> large_files() {
  std::vector<std::string> texts;
  for (const auto& entry :
       fs::recursive_directory_iterator(source_folder() / "knowledge/bases/gut-immune")) {
    if (entry.path().extension() == ".yaml") texts.push_back(read(entry.path()));
  }
  std::sort(texts.begin(), texts.end(),
            [](const std::string& a, const std::string& b) { return a.size() > b.size(); });
  if (texts.size() > 4) texts.resize(4);
  return texts;
}

void expect_an_answer(const std::string& text, const std::string& what) {
  const Loaded loaded = load({file("damaged.yaml", text)});
  const bool answered = loaded.base.has_value() != has_errors(loaded.diagnostics);
  std::size_t shown = 0;
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    if (++shown > 20) break;
    if (render(diagnostic).find(diagnostic.code) == std::string::npos) FAIL(what);
  }
  if (!answered) FAIL(what);
}

// What authors and editors leave behind, and what means something to YAML.
constexpr std::string_view damage = "\n\t \"':,[]{}-#&*!|>%@`?~0\\\x01\xC3\xFF";

}  // namespace

TEST_CASE("a pack that is cut off anywhere gives a base or an error", "[robustness]") {
  const std::string text = houseplants();
  REQUIRE(text.size() > 1000);
  for (std::size_t length = 0; length < text.size(); length += 97) {
    expect_an_answer(text.substr(0, length), "cut at " + std::to_string(length));
  }
}

TEST_CASE("a pack with any byte missing gives a base or an error", "[robustness]") {
  const std::string text = houseplants();
  for (std::size_t at = 0; at < text.size(); at += 97) {
    std::string damaged = text;
    damaged.erase(at, 1);
    expect_an_answer(damaged, "without byte " + std::to_string(at));
  }
}

TEST_CASE("a pack with any byte replaced gives a base or an error", "[robustness]") {
  const std::string text = houseplants();
  std::mt19937 random(20240229);
  for (std::size_t at = 0; at < text.size(); at += 97) {
    std::string damaged = text;
    damaged[at] = damage[random() % damage.size()];
    expect_an_answer(damaged, "byte " + std::to_string(at) + " replaced");
  }
}

TEST_CASE("a pack with lines shuffled, doubled or moved gives a base or an error", "[robustness]") {
  std::mt19937 random(7);
  for (const std::string& text : {houseplants(), large_files().front()}) {
    for (int round = 0; round < 40; ++round) {
      std::string damaged = text;
      for (int change = 0; change < 5; ++change) {
        const std::size_t from = random() % damaged.size();
        const std::string piece = damaged.substr(from, random() % 200);
        damaged.insert(random() % damaged.size(), piece);
      }
      expect_an_answer(damaged, "round " + std::to_string(round));
    }
  }
}

TEST_CASE("a pack with much damage at once gives a base or an error", "[robustness]") {
  std::mt19937 random(42);
  for (const std::string& text : large_files()) {
    for (int round = 0; round < 4; ++round) {
      std::string damaged = text;
      for (std::size_t at = random() % 97; at < damaged.size(); at += 97U * (1U + random() % 30U)) {
        if (random() % 2 == 0) {
          damaged.erase(at, 1);
        } else {
          damaged[at] = damage[random() % damage.size()];
        }
      }
      expect_an_answer(damaged, "round " + std::to_string(round));
    }
  }
}

TEST_CASE("thousands of mistakes do not take thousands of times as long", "[robustness]") {
  std::string text = "topics:\n";
  for (int i = 0; i < 20000; ++i) text += "  - {id: topic-" + std::to_string(i) + ", titel: T}\n";
  text += "advice:\n";
  for (int i = 0; i < 2000; ++i) {
    text += "  - {id: a" + std::to_string(i) + ", title: A, say: S, topics: [tpoic-" +
            std::to_string(i) + "]}\n";
  }
  expect_an_answer(text, "many unknown names");
  std::string keys = "topics:\n  - id: a\n";
  for (int i = 0; i < 20000; ++i) keys += "    title: T\n";
  expect_an_answer(keys, "many keys twice");
}

}  // namespace peyer::testing
