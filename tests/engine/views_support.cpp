#include "views_support.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "support.h"

namespace peyer::test {

namespace {

const char* const small_pack = R"(
concepts:
  - {id: odd, kind: thing, name: Odd, synonyms: [the odd one], brands: [Oddex], card: It is odd.}
  - {id: plainer, kind: thing, name: Plainer things, synonyms: [shared name], card: Plain.}
  - {id: lonely, kind: thing, name: Lonely, synonyms: [Shared names], card: Nothing leads here.}
links:
  - {id: odd-harms, from: odd, relation: harms, to: plainer, grade: strong, population: mice, say: It harms them.,
     caveat: Only in mice., cite: [src]}
  - {id: plainer-feeds, from: plainer, relation: feeds, to: odd, grade: moderate, population: people,
     say: They feed it., cite: [odd-source]}
  - {id: odd-goes, from: odd, relation: goes-with, to: plainer, grade: contested, population: people,
     say: They go together., cite: [src]}
  - {id: odd-feeds, from: odd, relation: feeds, to: plainer, grade: hypothesis, population: people, say: It may.,
     cite: [src]}
  - {id: not-so, from: plainer, relation: harms, to: odd, grade: against, population: people,
     say: The evidence says no., believed: It sounds right., cite: [src]}
sources:
  - {id: odd-source, type: rct, authors: "Du Toit G, {Odd} & Sons, O'Boyle C-X, Van A, et al.",
     verified: from-memory, title: Odd, journal: "Tom & Jerry", year: 2001, pages: "3-20", volume: "7",
     doi: "10.1002/1097(2000)1:2<3::AID>3.0_x", url: "https://example.org/a_{b}?x=1&y=%20#z"}
  - {id: odd-body, type: guideline, body: "Bodies, Inc. {and} Sons", title: Whether it is so, code: NG1,
     verified: stored-copy, seen_in: here}
questions:
  - {id: q, topic: one, ask: "Is it?", why: It matters., kind: yes-no}
lexicon:
  - {id: oddol, name: oddol, synonyms: [oddolium], concept: odd, chooses: {q: yes}}
  - {id: unplaced, name: unplaced, chooses: {q: no}}
)";

}  // namespace

KnowledgeBase hostile_pack() {
  KnowledgeBase base = engine_of(small_pack)->knowledge();
  Concept& odd = base.concepts[0];
  odd.name =
      "Say \"<b>&lt;x&amp; y</b>\" ]]> --> \\N \\G 'q'\n<script>alert(1)</script> \x01\x1b[2J\\";
  odd.synonyms.emplace_back("{odd} & \"co\"");
  odd.card = "It is \"odd\" & <i>strange</i> ]]> \\T &quot;\nNext line.";
  base.links[0].say = "It \"harms\" <them> & more ]]>.";
  for (Source& source : base.sources) {
    if (source.id != SourceId("odd-source")) continue;
    source.title =
        "50% of \\LaTeX{} & #1 ~ _x_ ^y $5 {open \"quoted\" ]]> <b> NSAIDs in Öland\nER  - \nTY  - "
        "JOUR";
  }
  return base;
}

std::string keep(const std::string& name, const std::string& text) {
  std::string path = std::string(PEYER_BINARY_DIR) + "/" + name;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

std::string read_back(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool keeps_schema(const std::string& name, const std::vector<Json>& items) {
  const std::string data = keep(name + ".json", Json(items).dump());
  const std::string command = "python3 " PEYER_SOURCE_DIR
                              "/tests/validate_json.py " PEYER_SOURCE_DIR "/docs/" +
                              name + ".schema.json " + data;
  return std::system(command.c_str()) == 0;
}

}  // namespace peyer::test
