// peyer about, peyer sources and peyer map, as they are typed.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/pack_source.h"
#include "engine/citation.h"
#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::flat;
using test::Ran;
using test::run;

namespace {

// What the program prints; it must end well and leave no gap.
std::string printed(const std::vector<std::string>& arguments, const std::string& columns = "80") {
  const Ran ran = run(arguments, "", {{"COLUMNS", columns}});
  INFO(ran.err);
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK_FALSE(test::has_gap(ran.out));
  return ran.out;
}

const KnowledgeBase& shipped_pack() {
  static const KnowledgeBase base = open_worded_pack("", "");
  return base;
}

bool draws_lines(const std::string& text) {
  return contains(text, "─") || contains(text, "│") || contains(text, "├");
}

}  // namespace

TEST_CASE("a card says what it is, what affects it, how sure that is, and the sources",
          "[program][about]") {
  const std::string card = printed({"about", "zonulin"});
  CHECK(card.starts_with("Zonulin\n-------\nA protein that may loosen"));
  CHECK(contains(card, "Kind: The gut lining\n"));
  const std::string text = flat(card);
  CHECK(
      contains(text,
               "What affects it --------------- This collection has nothing on that. What it "
               "affects --------------- may loosen: - Seals between gut cells (limited evidence)"));
  CHECK(contains(text, "How else it is linked"));
  CHECK(contains(text, "Studied in: people."));
  CHECK(contains(text, "2 links lead to it or away from it."));
  CHECK(contains(text, "- 1 × limited – few or small studies"));
  CHECK(contains(card, "\nReferences\n"));
  CHECK(contains(card, "[1] "));
  CHECK(contains(card, "https://doi.org/"));
  CHECK(card.find("Please note") > card.find("References"));
  CHECK(contains(text, flat(shipped_pack().pack.review)));
}

TEST_CASE("what the evidence speaks against is told apart, with why people believe it",
          "[program][about]") {
  const std::string card = flat(printed({"about", "leaky", "gut"}));
  const std::size_t against = card.find("What the evidence speaks against");
  REQUIRE(against != std::string::npos);
  CHECK(card.find("(evidence against)") > against);
}

TEST_CASE("a card is found by a brand, and says under which name it stands", "[program][about]") {
  const std::string card = printed({"about", "nurofen"});
  CHECK(card.starts_with("Anti-inflammatory painkillers\n"));
  CHECK(contains(card, "“nurofen” stands here under “Anti-inflammatory painkillers”.\n"));
  CHECK_FALSE(contains(card, "Advil"));  // brands help to find, and are not advertised
}

TEST_CASE("every concept has a card and a tree, as text for 40 columns and for screen readers",
          "[program][about][map]") {
  for (std::size_t i = 0; i < shipped_pack().concepts.size(); i += 19) {
    const std::string id = shipped_pack().concepts[i].id.str();
    INFO(id);
    CHECK(test::widest_line(printed({"about", id}, "40")) <= 40);
    CHECK(test::widest_line(printed({"map", id, "--steps", "2"}, "40")) <= 40);
    CHECK_FALSE(draws_lines(printed({"map", id, "--steps", "3", "--plain"})));
    CHECK_FALSE(contains(printed({"about", id, "--plain"}), "---"));
  }
}

TEST_CASE("a name that fits several things lists them, and a wrong one what comes near",
          "[program][about][map]") {
  for (const char* command : {"about", "map"}) {
    const Ran several = run({command, "good bacteria"});
    CHECK(several.code == 2);
    CHECK(several.out.empty());
    CHECK(contains(several.err, "can mean several things"));
    CHECK(contains(several.err, "  gut-microbiota (Gut bacteria)\n  probiotics (Probiotics)\n"));
    const Ran near = run({command, "zonuln"});
    CHECK(near.code == 2);
    CHECK(contains(near.err, "these come near:\n  zonulin (Zonulin)\n"));
    const Ran nothing = run({command, "xyzzyqqq\x1b[2J"});
    CHECK(nothing.code == 2);
    CHECK(contains(nothing.err, "nothing here is called 'xyzzyqqq"));
    CHECK_FALSE(contains(nothing.err, "\x1b"));
  }
  CHECK(run({"about"}).code == 2);
}

TEST_CASE("cards and maps are in the words of the place", "[program][about][map]") {
  CHECK(run({"about", "zonulin", "--locale", "UK"}).code == 0);
  const Ran ran = run({"map", "zonulin", "--locale", "mars"});
  CHECK(ran.code == 2);
  CHECK(contains(ran.err, "there is no locale 'mars'"));
}

TEST_CASE("cards, maps and sources come as JSON", "[program][about][map][sources]") {
  CHECK(nlohmann::json::parse(printed({"about", "zonulin", "--format", "json"}))["id"] ==
        "zonulin");
  const auto map = nlohmann::json::parse(printed({"map", "zonulin", "--format", "json"}));
  CHECK(map["centres"] == nlohmann::json::array({"zonulin"}));
  CHECK(map["steps"] == 1);
  CHECK(nlohmann::json::parse(printed({"map", "--format", "json"}))["concepts"].size() ==
        shipped_pack().concepts.size());
  CHECK(nlohmann::json::parse(printed({"sources", "--format", "json"}))["sources"].size() ==
        shipped_pack().sources.size());
  CHECK(nlohmann::json::parse(printed({"sources", "--format", "csl-json"})).size() ==
        shipped_pack().sources.size());
}

TEST_CASE("sources are listed with their address, kind, record and what cites them",
          "[program][sources]") {
  const std::string list = printed({"sources", "camilleri", "2019"});
  CHECK(contains(list, "1 source.\n"));
  CHECK(contains(list, "   https://doi.org/10.1136/gutjnl-2019-318427\n"));
  CHECK(contains(list, "   Name: camilleri2019leaky\n   Kind: overview by experts\n"));
  CHECK(contains(list, "   Record: seen\n   Cited by: "));
  CHECK(contains(list, " links"));
  const std::string all = printed({"sources"});
  for (const Source& source : shipped_pack().sources) {
    INFO(source.id.str());
    CHECK(contains(all, "Name: " + source.id.str() + "\n"));
    if (!address(source).empty()) CHECK(contains(all, address(source)));
  }
  CHECK(contains(printed({"sources", "xyzzy"}), "0 sources.\n"));
}

TEST_CASE("sources are written for programs that manage references", "[program][sources]") {
  CHECK(printed({"sources", "camilleri2019leaky", "--format", "bibtex"})
            .starts_with("@article{camilleri2019leaky,\n"));
  CHECK(printed({"sources", "camilleri2019leaky", "--format", "ris"}).starts_with("TY  - JOUR\n"));
  CHECK(run({"sources", "--format", "xml"}).code == 2);
  CHECK(printed({"sources", "xyzzy", "--format", "bibtex"}).empty());
}

TEST_CASE("a map as text is a tree, numbered for screen readers", "[program][map]") {
  CHECK(contains(printed({"map", "zonulin", "--steps", "2"}),
                 "Zonulin\n"
                 "├─ is poorly measured by: Zonulin blood test (fair evidence)\n"
                 "└─ may loosen: Seals between gut cells (limited evidence)\n"
                 "   └─ supports: Gut lining (strong evidence)\n"));
  CHECK(contains(printed({"map", "zonulin", "--steps", "2", "--plain"}),
                 "Zonulin\n"
                 "1. is poorly measured by: Zonulin blood test (fair evidence)\n"
                 "2. may loosen: Seals between gut cells (limited evidence)\n"
                 "2.1. supports: Gut lining (strong evidence)\n"));
  CHECK(run({"map", "zonulin", "--steps", "0"}).code == 2);
}

TEST_CASE("a map of everything names every concept", "[program][map]") {
  const std::string tree = flat(printed({"map", "--plain"}));
  const std::string svg = printed({"map", "--format", "svg"});
  const std::string dot = printed({"map", "--format", "dot"});
  CHECK(svg.starts_with("<?xml"));
  CHECK(svg.ends_with("</svg>\n"));
  CHECK(dot.starts_with("digraph map {"));
  for (const Concept& item : shipped_pack().concepts) {
    INFO(item.id.str());
    CHECK(contains(tree, flat(item.name)));
    CHECK(contains(dot, "id=\"concept-" + item.id.str() + "\""));
  }
}

TEST_CASE("each kind of source that a pack may have is told in words", "[program][sources]") {
  const Phrases& phrases = Phrases::english();
  for (const Source& source : shipped_pack().sources) {
    CHECK(phrases.has("sources.type." + source.type));
    CHECK(phrases.has("sources.verified." + source.verified));
  }
}
