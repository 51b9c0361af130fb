// What an author changed.
#include "cli/workbench/pack_changes.h"

#include <catch2/catch.hpp>

using namespace peyer;

namespace {

std::string changes(const std::string& before, const std::string& after) {
  const auto files = [](const std::string& text) {
    return SourceFiles{std::make_shared<const SourceFile>(SourceFile{"a.yaml", text})};
  };
  std::string all;
  for (const ItemChange& one : item_changes(files(before), files(after))) {
    all += std::string(to_string(one.kind)) + " " + one.section + " " + one.item;
    for (const std::string& part : one.parts) all += " " + part;
    all += "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("items added, removed and changed are told with their keys", "[changes]") {
  CHECK(
      changes("rules:\n  - {id: a, when: x is yes, say: s}\n  - {id: b, say: s}\n",
              "rules:\n  - {id: c, say: s}\n  - {id: a, when: x is no, grade: strong, say: s}\n") ==
      "changed rules a when grade\nremoved rules b\nadded rules c\n");
  CHECK(changes("pack: {id: a, title: T}\n", "pack: {id: a, title: U}\n") ==
        "changed pack  title\n");
}

TEST_CASE("layout, order and quotes are no change", "[changes]") {
  CHECK(changes("rules:\n  - {id: a, say: some words}\n  - {id: b, say: s}\n",
                "# a comment\nrules:\n  - id: b\n    say: s\n  - id: a\n    say: \"some words\"\n")
            .empty());
}

TEST_CASE("items of one name are told apart by number", "[changes]") {
  CHECK(changes("heard:\n  - {red_flag: a, words: [x]}\n  - {red_flag: a, words: [y]}\n",
                "heard:\n  - {red_flag: a, words: [x]}\n  - {red_flag: a, words: [z]}\n") ==
        "changed heard a#2 words\n");
}
