#include "engine/concept_names.h"

#include <catch2/catch.hpp>

#include "support.h"
#include "views_support.h"

using namespace peyer;

namespace {

using Ids = std::vector<ConceptId>;

const KnowledgeBase& gut() {
  return test::gut_immune().knowledge();
}

Ids found(const std::string& typed) {
  return ConceptNames(gut()).find(typed);
}

Ids only(const char* id) {
  return {ConceptId(id)};
}

}  // namespace

TEST_CASE("every concept of the shipped packs is found by its id and by its name", "[names]") {
  for (const Engine* engine : {&test::gut_immune(), &test::houseplants()}) {
    const KnowledgeBase& base = engine->knowledge();
    const ConceptNames names(base);
    for (const Concept& one : base.concepts) {
      INFO(one.id.str());
      CHECK(names.find(one.id.str()) == Ids{one.id});
      CHECK(names.find(one.name) == Ids{one.id});
    }
  }
}

TEST_CASE("every other name, brand and word of the lexicon leads to its concept", "[names]") {
  const ConceptNames names(gut());
  const auto leads = [&](const std::string& name, const ConceptId& id) {
    INFO(name);
    const Ids ids = names.find(name);
    CHECK_FALSE(ids.empty());
    // Another concept may be called so outright.
    if (ids.size() > 1) CHECK(std::find(ids.begin(), ids.end(), id) != ids.end());
  };
  for (const Concept& one : gut().concepts) {
    for (const std::string& name : one.synonyms) leads(name, one.id);
    for (const std::string& name : one.brands) leads(name, one.id);
  }
  for (const LexiconWord& word : gut().lexicon) {
    if (word.concept_id) leads(word.name, word.concept_id->value);
  }
  CHECK(found("Nurofen") == only("nsaids"));
}

TEST_CASE("case, punctuation, apostrophes and plurals make no difference", "[names]") {
  for (const char* typed :
       {"Leaky gut", "LEAKY  GUT", "leaky-gut", "leaky guts", " leaky gut? ", "“leaky gut”"}) {
    INFO(typed);
    CHECK(found(typed) == only("altered-intestinal-permeability"));
  }
  CHECK(found("Crohn's") == found("crohns"));
  CHECK(found("Crohn’s") == found("crohns"));
  CHECK(found("Crohn's").size() == 1);
}

TEST_CASE("a name that several concepts share gives all of them, and nothing is guessed",
          "[names]") {
  CHECK(found("good bacteria") == Ids{ConceptId("gut-microbiota"), ConceptId("probiotics")});
  CHECK(found("lining").empty());
  CHECK(found("zonuln").empty());
  CHECK(found("").empty());
  CHECK(found("?!").empty());
  CHECK(found("the moon").empty());
}

TEST_CASE("after a miss what holds the words comes first, then what may have been misspelt",
          "[names]") {
  const ConceptNames names(gut());
  const Ids lining = names.nearest("lining", 8);
  CHECK(lining.size() > 1);
  CHECK(std::find(lining.begin(), lining.end(), ConceptId("gut-barrier")) != lining.end());
  CHECK(names.nearest("lining", 1).size() == 1);
  CHECK(names.nearest("zonuln", 8) == only("zonulin"));
  CHECK(names.nearest("ibuprophen", 8) == only("nsaids"));
  CHECK(names.nearest("xyzzyqqq", 8).empty());
  CHECK(names.nearest("", 8).empty());
}

TEST_CASE("names with odd characters are found, and words without a concept are nobody's",
          "[names]") {
  const KnowledgeBase base = test::hostile_pack();
  const ConceptNames names(base);
  CHECK(names.find(base.concepts[0].name) == only("odd"));
  CHECK(names.find("{odd} & \"co\"") == only("odd"));
  CHECK(names.find("oddolium") == only("odd"));
  CHECK(names.find("ODDEX") == only("odd"));
  CHECK(names.find("shared name") == Ids{ConceptId("plainer"), ConceptId("lonely")});
  CHECK(names.find("unplaced").empty());
}
