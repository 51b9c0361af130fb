#include "engine/lexicon.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "support.h"

using namespace peyer;

namespace {

const Lexicon& medicines() {
  return test::gut_immune().lexicon();
}

// The id of the word that a name stands for.
std::string id_of(const std::string& name) {
  const LexiconHit* hit = medicines().find(name);
  return hit == nullptr ? "" : hit->word->id.str();
}

std::vector<std::string> names(const std::vector<LexiconHit>& hits) {
  std::vector<std::string> names;
  for (const LexiconHit& hit : hits) names.push_back(hit.name);
  return names;
}

std::string option_of(const std::string& name) {
  const LexiconHit* hit = medicines().find(name);
  REQUIRE(hit != nullptr);
  return hit->word->chooses.front().second.value.options.front().str();
}

}  // namespace

TEST_CASE("a brand of any country stands for its option") {
  CHECK(option_of("Nurofen") == "nsaids");
  CHECK(option_of("advil") == "nsaids");
  CHECK(option_of("LOSEC") == "acid-reducer");
  CHECK(option_of("ibuprofen") == "nsaids");
}

TEST_CASE("hyphens, case and blanks make no other word") {
  REQUIRE_FALSE(id_of("co-codamol").empty());
  CHECK(id_of("Co Codamol") == id_of("co-codamol"));
  CHECK(id_of("  CO-CODAMOL ") == id_of("co-codamol"));
  CHECK(id_of("").empty());
  CHECK(id_of("---").empty());
}

TEST_CASE("names are found among other words, the longest at each place") {
  CHECK(names(medicines().find_within("my Nurofen 400 mg and some omeprazole")) ==
        std::vector<std::string>{"Nurofen", "omeprazole"});
  CHECK(medicines().find_within("nothing of the kind").empty());
  const auto hits = medicines().find_within("co-codamol");
  REQUIRE(hits.size() == 1);
  CHECK(hits.front().name == "co-codamol");
}

TEST_CASE("type-ahead gives names that begin so, each word once") {
  const std::vector<LexiconHit> hits = medicines().beginning_with("ibu", 5);
  REQUIRE_FALSE(hits.empty());
  CHECK(hits.front().name == "ibuprofen");
  CHECK(medicines().beginning_with("a", 3).size() == 3);
  CHECK(medicines().beginning_with("", 3).empty());
  CHECK(medicines().beginning_with("xyzzy", 3).empty());
}

TEST_CASE("a misspelt name is offered, but not found") {
  CHECK(medicines().find("ibuprofin") == nullptr);
  REQUIRE(medicines().like("ibuprofin"));
  CHECK(medicines().like("ibuprofin")->name == "ibuprofen");
  CHECK_FALSE(medicines().like("quite another thing"));
}

TEST_CASE("every word of the shipped lexicon is found by each of its names") {
  for (const LexiconWord& word : test::gut_immune().knowledge().lexicon) {
    INFO(word.id.str());
    CHECK(id_of(word.name) == word.id.str());
    for (const std::string& synonym : word.synonyms) CHECK(id_of(synonym) == word.id.str());
    for (const LexiconWord::Brands& brands : word.brands) {
      for (const std::string& brand : brands.names) CHECK(id_of(brand) == word.id.str());
    }
  }
}
