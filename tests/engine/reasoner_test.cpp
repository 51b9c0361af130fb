// The slot numbers that the reasoner reads by are those of the templates in rules/*.clp.
#include <catch2/catch.hpp>

#include "engine/clips_environment.h"
#include "support.h"

using namespace peyer;

TEST_CASE("slots are where the reasoner looks for them") {
  ClipsEnvironment clips;
  clips.load(test::houseplants().rulebook().constructs);
  const std::vector<std::pair<const char*, std::vector<const char*>>> templates = {
      {"truth", {"condition", "state"}},
      {"supports", {"finding", "rule", "origin", "rank"}},
      {"concluded", {"finding", "rank"}},
      {"advised", {"advice", "rule", "rank"}},
      {"urges", {"rule", "level", "order", "doubt"}},
      {"triage", {"level", "order"}},
      {"chain", {"from", "to", "effect", "rank", "steps", "via"}},
      {"lead", {"from", "to", "effect", "rank", "steps", "via"}},
      {"spoken-of", {"claim"}},
      {"reach", {"finding", "origin", "rank"}},
      {"useful", {"question", "formula", "tier"}},
      {"askable", {"question", "key", "screen"}},
      {"inapplicable", {"question"}},
      {"contradiction", {"rule"}},
      {"open-flag", {"formula"}},
      {"next", {"question"}}};
  for (const auto& [name, slots] : templates) {
    for (std::size_t i = 0; i < slots.size(); ++i) {
      CAPTURE(name, slots[i]);
      CHECK(clips.slot(name, slots[i]) == static_cast<int>(i));
    }
  }
  CHECK_THROWS_AS(clips.slot("truth", "colour"), ClipsError);
}
