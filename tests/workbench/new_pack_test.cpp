#include "cli/workbench/new_pack.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "../knowledge/support.h"
#include "engine/engine.h"
#include "engine/scenario.h"
#include "knowledge/format.h"
#include "knowledge/lint.h"

using namespace peyer;

namespace {

Loaded loaded(const std::vector<EmbeddedFile>& files) {
  SourceFiles sources;
  for (const EmbeddedFile& one : files) sources.push_back(testing::file(one.path, one.text));
  return linted(load(sources));
}

}  // namespace

TEST_CASE("a new pack has no mistakes, and its scenarios pass") {
  const Loaded pack = loaded(new_pack("my-pack", "Sleeping \"well\": how?"));
  INFO(render(pack.diagnostics));
  REQUIRE(pack.base);
  CHECK(pack.diagnostics.empty());
  CHECK(pack.base->pack.id == "my-pack");
  CHECK(pack.base->pack.title == "Sleeping \"well\": how?");
  CHECK_FALSE(pack.base->properties.empty());
  CHECK(pack.base->scenarios.size() >= 3);
  const Engine engine(*pack.base);
  for (const Scenario& scenario : pack.base->scenarios) {
    INFO(scenario.name);
    for (const Mismatch& mismatch : run_scenario(engine, scenario).mismatches) {
      FAIL_CHECK(mismatch.what << ": " << mismatch.expected << ", got " << mismatch.got);
    }
  }
}

TEST_CASE("a folder's name that is no name leaves the template's") {
  for (const char* name : {"", "..", "7", "true", "ß"}) {
    INFO(name);
    const Loaded pack = loaded(new_pack(name, ""));
    REQUIRE(pack.base);
    CHECK(pack.base->pack.id == "tummy-bug");
  }
  CHECK(loaded(new_pack("My Sleep (2)", "")).base->pack.id == "my-sleep-2");
}

TEST_CASE("a new pack is laid out as fmt would do it") {
  for (const EmbeddedFile& file : new_pack("", "")) {
    const Formatted formatted = format(testing::file(file.path, file.text));
    INFO(file.path);
    CHECK(formatted.text == file.text);
    CHECK_FALSE(formatted.left_alone);
  }
}
