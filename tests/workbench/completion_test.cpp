#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "cli/workbench/knowledge_completion.h"

namespace peyer {
namespace {

const std::string small_pack = R"(topics:
  - {id: water, title: Water}
levels:
  - {id: soon, title: Soon, meaning: m, who: w, how_soon: h, now: do it}
sources:
  - {id: umn-rot, type: textbook, authors: Pokorny J, title: Root rot, verified: from-memory}
questions:
  - {id: soil, topic: water, ask: "How wet?", why: w, kind: one, options: {dry: Dry, soggy: Wet}}
  - {id: signs, topic: water, ask: "What?", why: w, kind: many, options: {webs: Webs, holes: Holes}}
  - {id: age, topic: water, ask: "How old?", why: w, kind: number, unit: years, units: {months: 12}, min: 0, max: 9}
findings:
  - {id: too-wet, title: Too wet, topics: [water]}
advice:
  - {id: wait, title: Wait, say: s, topics: [water], cite: [umn-rot]}
)";

// The labels offered where `|` stands in `text`.
std::set<std::string> offered(const std::string& text) {
  LivePack pack{std::filesystem::path()};
  pack.refresh({{"small.yaml", small_pack}});
  const std::size_t at = text.find('|');
  const std::string before = text.substr(0, at) + text.substr(at + 1);
  std::set<std::string> labels;
  for (const Suggestion& one : complete(pack, before, at).suggestions) labels.insert(one.label);
  return labels;
}

using Labels = std::set<std::string>;

TEST_CASE("sections are offered at the margin") {
  CHECK(offered("ru|").contains("rules"));
  CHECK(offered("rules:\n  - id: a\n    say: b\nque|").contains("questions"));
  CHECK(offered("|").contains("questions"));
  CHECK(offered("topics:\n- {id: x, title: y}\n|").contains("questions"));
}

TEST_CASE("keys of an item are offered, without those it has") {
  const Labels keys = offered("rules:\n  - id: a\n    when: soil is dry\n    |");
  CHECK(keys.contains("then"));
  CHECK(keys.contains("say_not"));
  CHECK_FALSE(keys.contains("id"));
  CHECK_FALSE(keys.contains("when"));
  CHECK(offered("rules:\n  - |").contains("id"));
  CHECK(offered("rules:\n- id: a\n  th|").contains("then"));
  CHECK(offered("rules:\n  - id: a\n    then:\n      |") == Labels{"advice", "finding", "triage"});
  CHECK(offered("rules:\n  - {id: a, |").contains("then"));
  CHECK(offered("rules:\n  - {id: a, then: {|") == Labels{"advice", "finding", "triage"});
}

TEST_CASE("keys that are for another kind of question are not offered") {
  const std::string number = "questions:\n  - id: a\n    kind: number\n    |";
  CHECK(offered(number).contains("unit"));
  CHECK_FALSE(offered(number).contains("options"));
}

TEST_CASE("names are of the kind that the place wants") {
  CHECK(offered("rules:\n  - id: a\n    then: {finding: |") == Labels{"too-wet"});
  CHECK(offered("rules:\n  - id: a\n    then:\n      finding: t|") == Labels{"too-wet"});
  CHECK(offered("rules:\n  - id: a\n    cite: [umn-rot, |") == Labels{"umn-rot"});
  CHECK(offered("rules:\n  - id: a\n    cite:\n      - |") == Labels{"umn-rot"});
  CHECK(offered("rules:\n  - id: a\n    then: {advice: [|") == Labels{"wait"});
  CHECK(offered("red_flags:\n  - {id: x, when: soil is dry, level: |") == Labels{"soon"});
  CHECK(offered("findings:\n  - id: x\n    topics:\n      - |") == Labels{"water"});
}

TEST_CASE("a list that is not begun is offered in brackets") {
  LivePack pack{std::filesystem::path()};
  pack.refresh({{"small.yaml", small_pack}});
  const std::string text = "rules:\n  - id: a\n    cite: ";
  const Completion found = complete(pack, text, text.size());
  REQUIRE(found.suggestions.size() == 1);
  CHECK(found.suggestions[0].insert == "[umn-rot]");
}

TEST_CASE("words of a choice are offered") {
  CHECK(offered("links:\n  - grade: |").contains("hypothesis"));
  CHECK(offered("sources:\n  - {type: |").contains("guideline"));
  CHECK(offered("topics:\n  - {come_for: |") == Labels{"no", "yes"});
}

TEST_CASE("a comparison is completed part by part") {
  const std::string when = "rules:\n  - id: a\n    when: ";
  CHECK(offered(when + "|") == Labels{"age", "concluded", "signs", "soil"});
  CHECK(offered(when + "so|") == Labels{"age", "concluded", "signs", "soil"});
  CHECK(offered(when + "soil |") == Labels{"is", "is not-sure", "is one of"});
  CHECK(offered(when + "soil is |") == Labels{"dry", "not-sure", "one of", "soggy"});
  CHECK(offered(when + "soil is one of |") == Labels{"dry", "soggy"});
  CHECK(offered(when + "soil is one of dry, |") == Labels{"dry", "soggy"});
  CHECK(offered(when + "signs include |") == Labels{"any of", "holes", "nothing", "webs"});
  CHECK(offered(when + "signs include any of webs, |") == Labels{"holes", "webs"});
  CHECK(offered(when + "age < 3 |") == Labels{"months", "years"});
  CHECK(offered(when + "concluded |") == Labels{"too-wet"});
}

TEST_CASE("conditions in lists are completed, also behind a quote") {
  CHECK(offered("rules:\n  - id: a\n    when:\n      all:\n        - |").contains("any"));
  CHECK(offered("rules:\n  - id: a\n    when:\n      all:\n        - soil is |").contains("soggy"));
  CHECK(offered("rules:\n  - id: a\n    when: {any: [soil is dry, soil is |").contains("soggy"));
  CHECK(offered("rules:\n  - id: a\n    when:\n      any: [\"signs include any of webs, |")
            .contains("holes"));
  CHECK(offered("rules:\n  - id: a\n    when:\n      all:\n        - not: soil is |")
            .contains("soggy"));
  CHECK(offered("rules:\n  - id: a\n    when:\n      |").contains("all"));
}

TEST_CASE("answers of scenarios are those of their question") {
  const Labels all = {"dry", "not-sure", "rather-not-say", "soggy"};
  CHECK(offered("scenarios:\n  - name: a\n    given: {soil: |") == all);
  CHECK(offered("scenarios:\n  - name: a\n    given: {age: 3, soil: |") == all);
  CHECK(offered("scenarios:\n  - name: a\n    given:\n      |") == Labels{"age", "signs", "soil"});
  CHECK(offered("scenarios:\n  - name: a\n    given: {signs: [|").contains("webs"));
}

TEST_CASE("claims of properties are completed") {
  const std::string always = "properties:\n  - id: a\n    always: ";
  CHECK(offered(always + "|").contains("triage at least"));
  CHECK(offered(always + "triage at least |") == Labels{"soon"});
  CHECK(offered(always + "never concludes |") == Labels{"too-wet"});
}

TEST_CASE("nothing is offered in prose and comments, and nothing upsets the cursor") {
  CHECK(offered("rules:\n  - id: a\n    say: so|").empty());
  CHECK(offered("rules:\n  - id: a # so|").empty());
  CHECK(offered("rules:\n  - id: a\n    say: >\n      soil is |").empty());
  CHECK(offered("]}{[: - :\n- - -: [}{|").empty());
  offered("rules:\n  - {id: a}: [x]: |");  // no YAML at all
  LivePack pack{std::filesystem::path()};
  pack.refresh({{"small.yaml", small_pack}});
  for (const char* typed : {"", "[", "{", "]", "}", "\"", "'", ": ", "#", "\n", "\n  - ", "> "}) {
    for (std::size_t at = 0; at <= small_pack.size(); at += 3) {
      std::string text = small_pack;
      text.insert(at, typed);
      complete(pack, text, std::min(text.size(), at + 40));
      key_meaning_at(text, at);
    }
  }
}

TEST_CASE("a bracket that nobody closed does not swallow the rest") {
  const std::string open = "rules:\n  - id: a\n    cite: [umn-rot\n    say: x\n";
  CHECK(offered(open + "  - id: b\n    then: {finding: |") == Labels{"too-wet"});
  CHECK(offered(open + "find|").contains("findings"));
}

TEST_CASE("the meaning of a key is told") {
  const std::string text = "rules:\n  - id: a\n    say_not: x\n";
  CHECK(key_meaning_at(text, text.find("say_not") + 2).find("does not hold") != std::string::npos);
  CHECK(key_meaning_at(text, 2).find("**rules**") != std::string::npos);
  CHECK(key_meaning_at(text, text.find(" x")).empty());
}

}  // namespace
}  // namespace peyer
