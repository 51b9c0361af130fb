#include "engine/concept_card.h"

#include <catch2/catch.hpp>
#include <set>

#include "support.h"
#include "views_support.h"

using namespace peyer;

namespace {

ConceptCard card_of(const KnowledgeBase& base, const char* id) {
  return concept_card(base, ConceptId(id));
}

std::vector<std::string> links_in(const std::vector<LinkGroup>& groups) {
  std::vector<std::string> ids;
  for (const LinkGroup& group : groups) {
    for (const SeenLink& seen : group.links) ids.push_back(seen.link->id.str());
  }
  return ids;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE(
    "a card parts what affects a thing from what it affects, and from what the evidence denies",
    "[card]") {
  const KnowledgeBase base = test::hostile_pack();
  const ConceptCard card = card_of(base, "odd");
  CHECK(links_in(card.affected_by) == Strings{"plainer-feeds"});
  CHECK(links_in(card.affects) == Strings{"odd-harms", "odd-feeds"});
  CHECK(links_in(card.otherwise) == Strings{"odd-goes"});
  CHECK(links_in(card.against) == Strings{"not-so"});
  CHECK(card.affected_by[0].says() == "is fed by");
  CHECK(card.affects[0].says() == "harms");
  CHECK(card.affects[0].links[0].other->id == ConceptId("plainer"));
  CHECK(card.against[0].says() == "is harmed by");
  CHECK(card.sources == std::vector<SourceId>{SourceId("odd-source"), SourceId("src")});
}

TEST_CASE("on a card a study of animals counts for no more than its population can show",
          "[card]") {
  const KnowledgeBase base = test::hostile_pack();
  const ConceptCard card = card_of(base, "odd");
  CHECK(card.affects[0].links[0].grade == Grade::limited);
  const std::vector<std::pair<Grade, std::size_t>> evidence = {{Grade::moderate, 1},
                                                               {Grade::limited, 1},
                                                               {Grade::hypothesis, 1},
                                                               {Grade::contested, 1},
                                                               {Grade::against, 1}};
  CHECK(card.evidence == evidence);
  CHECK(card.links() == 5);
}

TEST_CASE("every concept of the shipped packs has a card with all of its links, strongest first",
          "[card]") {
  for (const Engine* engine : {&test::gut_immune(), &test::houseplants()}) {
    const KnowledgeBase& base = engine->knowledge();
    for (const Concept& one : base.concepts) {
      INFO(one.id.str());
      const ConceptCard card = concept_card(base, one.id);
      std::set<std::string> shown, wanted;
      for (const auto* groups :
           {&card.affected_by, &card.affects, &card.otherwise, &card.against}) {
        Grade before = Grade::as_told;
        for (const LinkGroup& group : *groups) {
          CHECK(group.links.front().grade <= before);
          before = group.links.front().grade;
          CHECK(std::is_sorted(group.links.begin(), group.links.end(),
                               [](const auto& a, const auto& b) { return a.grade > b.grade; }));
        }
        for (const std::string& id : links_in(*groups)) CHECK(shown.insert(id).second);
      }
      for (const Link& link : base.links) {
        if (link.from.value == one.id || link.to.value == one.id) wanted.insert(link.id.str());
      }
      CHECK(shown == wanted);
      CHECK(card.links() == wanted.size());
    }
  }
}

TEST_CASE("no claim that the evidence speaks against stands among effects", "[card]") {
  const KnowledgeBase& base = test::gut_immune().knowledge();
  std::size_t against = 0;
  for (const Concept& one : base.concepts) {
    const ConceptCard card = concept_card(base, one.id);
    for (const auto* groups : {&card.affected_by, &card.affects, &card.otherwise}) {
      for (const LinkGroup& group : *groups) {
        for (const SeenLink& seen : group.links) CHECK(seen.grade != Grade::against);
      }
    }
    against += links_in(card.against).size();
  }
  CHECK(against > 0);
}

TEST_CASE("cards in JSON keep the published schema and cite only sources given in full", "[card]") {
  std::vector<Json> cards;
  const KnowledgeBase hostile = test::hostile_pack();
  for (const KnowledgeBase* pack :
       {&test::gut_immune().knowledge(), &test::houseplants().knowledge(), &hostile}) {
    const KnowledgeBase& base = *pack;
    for (const Concept& one : base.concepts) {
      cards.push_back(to_json(base, concept_card(base, one.id)));
    }
  }
  CHECK(test::keeps_schema("card", cards));
  for (const Json& card : cards) {
    std::set<Json> listed;
    for (const Json& source : card["sources"]) CHECK(listed.insert(source["id"]).second);
    for (const Json& id : card["cite"]) CHECK(listed.contains(id));
    for (const char* section : {"affected_by", "affects", "otherwise", "against"}) {
      for (const Json& group : card[section]) {
        for (const Json& link : group["links"]) {
          for (const Json& id : link["sources"]) CHECK(listed.contains(id));
        }
      }
    }
  }
}

TEST_CASE("a thing without links has a card all the same, and an unknown one has none", "[card]") {
  const KnowledgeBase base = test::hostile_pack();
  const ConceptCard card = card_of(base, "lonely");
  CHECK(card.links() == 0);
  CHECK(card.evidence.empty());
  CHECK_THROWS_AS(card_of(base, "nowhere"), std::invalid_argument);
}
