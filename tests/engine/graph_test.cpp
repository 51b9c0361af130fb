// Maps of links: what is on them, and what XML and DOT parsers find in the pictures.
#include "engine/graph.h"

#include <cgraph.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <memory>
#include <set>
#include <thread>

#include "support.h"
#include "views_support.h"

using namespace peyer;

namespace {

using Strings = std::vector<std::string>;

const KnowledgeBase& gut() {
  return test::gut_immune().knowledge();
}

ConceptMap map_of(const KnowledgeBase& base, const Strings& centres = {}, std::size_t steps = 1) {
  std::vector<ConceptId> ids;
  for (const std::string& centre : centres) ids.emplace_back(centre);
  return map_around(base, ids, steps);
}

std::set<std::string> links_of(const ConceptMap& map) {
  std::set<std::string> ids;
  for (const Link* link : map.links) ids.insert(link->id.str());
  return ids;
}

void collect(const std::vector<MapBranch>& branches, std::multiset<std::string>& links) {
  for (const MapBranch& branch : branches) {
    links.insert(branch.link->id.str());
    collect(branch.branches, links);
  }
}

std::multiset<std::string> links_of(const std::vector<MapTree>& trees) {
  std::multiset<std::string> links;
  for (const MapTree& tree : trees) collect(tree.branches, links);
  return links;
}

Json parsed(const std::string& svg) {
  const std::string file = test::keep("map.svg", svg);
  const std::string told = std::string(PEYER_BINARY_DIR) + "/map-told.json";
  const std::string command =
      "python3 " PEYER_SOURCE_DIR "/tests/read_svg.py " + file + " > " + told;
  REQUIRE(std::system(command.c_str()) == 0);
  return Json::parse(test::read_back(told));
}

// A text as a reader of one line sees it.
std::string squeezed(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n';
    if (!space && static_cast<unsigned char>(c) > 0x1F) out += c;
    if (space && !out.ends_with(' ')) out += ' ';
  }
  return out;
}

void check_alone(const Json& picture) {
  CHECK(picture["first"] == Json::array({"title", "desc"}));
  CHECK_FALSE(picture["doctype"].get<bool>());
  CHECK(picture["ids"] == picture["distinct_ids"]);
  for (const Json& tag : picture["tags"]) {
    CHECK((tag != "script" && tag != "image" && tag != "style" && tag != "use"));
  }
  for (const Json& name : picture["attributes"]) {
    INFO(name);
    CHECK(name.get<std::string>().find("href") == std::string::npos);
    CHECK_FALSE(name.get<std::string>().starts_with("on"));
  }
}

}  // namespace

TEST_CASE("a map of everything holds every concept and every link", "[map]") {
  const ConceptMap map = map_of(gut());
  CHECK(map.concepts.size() == gut().concepts.size());
  CHECK(map.links.size() == gut().links.size());
  CHECK(map.centres.empty());
}

TEST_CASE("a map goes as many links as it is told to, whichever way they point", "[map]") {
  const ConceptMap one = map_of(gut(), {"zonulin"});
  CHECK(links_of(one) ==
        std::set<std::string>{"zonulin-proposed-regulator", "zonulin-kits-unreliable"});
  CHECK(one.concepts.size() == 3);
  const ConceptMap two = map_of(gut(), {"zonulin"}, 2);
  CHECK(two.links.size() == 3);
  const ConceptMap far = map_of(gut(), {"zonulin"}, 1000);
  CHECK(far.links.size() > two.links.size());
  for (const Link* link : far.links) {
    for (const ConceptId& end : {link->from.value, link->to.value}) {
      CHECK(std::any_of(far.concepts.begin(), far.concepts.end(),
                        [&](const Concept* item) { return item->id == end; }));
    }
  }
  CHECK_THROWS_AS(map_of(gut(), {"nowhere"}), std::invalid_argument);
  CHECK_THROWS_AS(map_of(gut(), {"zonulin"}, 0), std::invalid_argument);
}

TEST_CASE("every concept can be the centre of a map, with the links of its card", "[map]") {
  for (const Concept& item : gut().concepts) {
    std::set<std::string> wanted;
    for (const Link& link : gut().links) {
      if (link.from.value == item.id || link.to.value == item.id) wanted.insert(link.id.str());
    }
    INFO(item.id.str());
    CHECK(links_of(map_of(gut(), {item.id.str()})) == wanted);
  }
}

TEST_CASE("the trees of a map tell each of its links exactly once", "[map]") {
  const KnowledgeBase hostile = test::hostile_pack();
  for (const KnowledgeBase* base : {&gut(), &hostile}) {
    std::vector<ConceptMap> maps = {map_of(*base)};
    for (std::size_t i = 0; i < base->concepts.size(); i += 7) {
      for (const std::size_t steps : {1, 2, 4}) {
        maps.push_back(map_of(*base, {base->concepts[i].id.str()}, steps));
        maps.push_back(
            map_of(*base, {base->concepts[i].id.str(), base->concepts[i / 2].id.str()}, steps));
      }
    }
    for (const ConceptMap& map : maps) {
      const std::set<std::string> wanted = links_of(map);
      CHECK(links_of(trees_of(*base, map)) ==
            std::multiset<std::string>(wanted.begin(), wanted.end()));
    }
  }
}

TEST_CASE("a concept that a tree meets again is marked, and its links stand once", "[map]") {
  const KnowledgeBase hostile = test::hostile_pack();
  const std::vector<MapTree> trees = trees_of(hostile, map_of(hostile, {"odd"}, 3));
  REQUIRE(trees.size() == 1);
  std::size_t again = 0;
  for (const MapBranch& branch : trees[0].branches) again += branch.seen_before ? 1 : 0;
  CHECK(trees[0].branches.size() == 5);
  CHECK(again == 4);  // all but the first to the other one
}

TEST_CASE("a picture of everything is well-formed, stands alone and shows all", "[map]") {
  const Json picture = parsed(to_svg(gut(), map_of(gut())));
  check_alone(picture);
  CHECK(picture["node"].size() == gut().concepts.size());
  CHECK(picture["edge"].size() == gut().links.size());
  for (const Concept& item : gut().concepts) {
    INFO(item.id.str());
    const Json& node = picture["node"]["concept-" + item.id.str()];
    const std::string kind = find_by_id(gut().kinds, item.kind.value)->title;
    CHECK(node["text"] == item.name + " (" + kind + ")");
    CHECK(node["tooltip"] == squeezed(item.card));
  }
  CHECK(picture["title"].get<std::string>().ends_with(gut().pack.title));
  CHECK(picture["desc"].get<std::string>().ends_with(gut().pack.review));
}

TEST_CASE("grades are told by lines and words, kinds by shapes, and colour by nothing", "[map]") {
  const std::string svg = to_svg(gut(), map_of(gut()));
  const Json picture = parsed(svg);
  std::map<std::string, std::set<std::string>> looks;
  for (const auto& [id, edge] : picture["edge"].items()) {
    const std::string grade = edge["class"].get<std::string>().substr(5);
    looks[grade].insert(edge["dashes"].dump() + " " + edge["width"].dump());
    CHECK(edge["text"].get<std::string>().ends_with(")"));
  }
  CHECK(looks.size() >= 5);
  std::set<std::string> distinct;
  for (const auto& [grade, look] : looks) {
    INFO(grade);
    CHECK(look.size() == 1);
    CHECK(distinct.insert(*look.begin()).second);
  }
  for (std::size_t at = svg.find("stroke=\""); at != std::string::npos;
       at = svg.find("stroke=\"", at + 1)) {
    const std::string colour = svg.substr(at + 8, svg.find('"', at + 8) - at - 8);
    CHECK((colour == "black" || colour == "transparent"));
  }
}

TEST_CASE("names and texts stay texts, whatever stands in them", "[map]") {
  const KnowledgeBase base = test::hostile_pack();
  const Json picture = parsed(to_svg(base, map_of(base, {"odd"})));
  check_alone(picture);
  const Concept& odd = base.concepts[0];
  const Json& node = picture["node"]["concept-odd"];
  CHECK(node["text"] == squeezed(odd.name) + " (Things)");
  CHECK(node["tooltip"] == squeezed(odd.card));
  CHECK(node["class"] == "node thing centre");
  CHECK(picture["edge"]["link-odd-harms"]["tooltip"] ==
        "It \"harms\" <them> & more ]]>. (limited evidence)");
  CHECK(picture["edge"]["link-odd-harms"]["class"] == "edge limited");
  CHECK(picture["title"] == "How these things are linked: " + squeezed(odd.name));
  CHECK(picture["edge"].size() == 5);
}

TEST_CASE("a map in DOT is read back by Graphviz with the same names", "[map]") {
  struct Close {
    void operator()(Agraph_t* graph) const { agclose(graph); }
  };

  const KnowledgeBase base = test::hostile_pack();
  const std::unique_ptr<Agraph_t, Close> graph(agmemread(to_dot(base, map_of(base)).c_str()));
  REQUIRE(graph != nullptr);
  CHECK(agnnodes(graph.get()) == 3);
  CHECK(agnedges(graph.get()) == 5);
  std::string id = "odd", label = "label", style = "style";
  Agnode_t* const node = agnode(graph.get(), id.data(), 0);
  REQUIRE(node != nullptr);
  // The label as Graphviz' escapes spell it: lines, doubled backslashes and entities.
  std::string shown = agget(node, label.data());
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"\\\\", "\x01"}, {"\\n", " "}, {"\x01", "\\"}, {"&amp;", "&"}}) {
    for (std::size_t at = shown.find(from); at != std::string::npos;
         at = shown.find(from, at + to.size())) {
      shown.replace(at, from.size(), to);
    }
  }
  CHECK(shown == squeezed(base.concepts[0].name) + " (Things)");
  std::set<std::string> styles;
  for (Agnode_t* one = agfstnode(graph.get()); one != nullptr; one = agnxtnode(graph.get(), one)) {
    for (Agedge_t* edge = agfstout(graph.get(), one); edge != nullptr;
         edge = agnxtout(graph.get(), edge)) {
      styles.insert(agget(edge, style.data()));
    }
  }
  CHECK(styles == std::set<std::string>{"dashed", "dotted", "solid"});
}

TEST_CASE("a map without a link, and of nothing that is linked, is drawn too", "[map]") {
  const KnowledgeBase base = test::hostile_pack();
  const Json picture = parsed(to_svg(base, map_of(base, {"lonely"})));
  CHECK(picture["node"].size() == 1);
  CHECK(picture["edge"].empty());
}

TEST_CASE("any number of threads may draw, and each gets its own picture", "[map]") {
  const std::string alone = to_svg(gut(), map_of(gut(), {"gut-barrier"}));
  const std::string other = to_svg(gut(), map_of(gut(), {"zonulin"}));
  std::vector<std::string> drawn(8);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    threads.emplace_back([&drawn, i] {
      drawn[i] = to_svg(gut(), map_of(gut(), {i % 2 == 0 ? "gut-barrier" : "zonulin"}));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < drawn.size(); ++i) CHECK(drawn[i] == (i % 2 == 0 ? alone : other));
}

TEST_CASE("maps in JSON keep the published schema, both ends of each link among the concepts",
          "[map]") {
  const KnowledgeBase hostile = test::hostile_pack();
  std::vector<Json> maps;
  for (const KnowledgeBase* pack :
       {&test::gut_immune().knowledge(), &test::houseplants().knowledge(), &hostile}) {
    const KnowledgeBase& base = *pack;
    maps.push_back(to_json(base, map_of(base)));
    maps.push_back(to_json(base, map_of(base, {base.concepts[0].id.str()}, 2)));
  }
  CHECK(test::keeps_schema("map", maps));
  for (const Json& map : maps) {
    std::set<Json> there;
    for (const Json& item : map["concepts"]) there.insert(item["id"]);
    for (const Json& link : map["links"]) {
      CHECK(there.contains(link["from"]));
      CHECK(there.contains(link["to"]));
    }
  }
}
