// What is measured must be a working pack.
#include "bench/synthetic_pack.h"

#include <catch2/catch.hpp>
#include <memory>
#include <utility>

#include "cli/workbench/pack_test.h"
#include "knowledge/lint.h"

using namespace peyer;

TEST_CASE("a made-up pack checks clean but for warnings, and its scenarios pass") {
  const std::size_t rules = GENERATE(20, 45);
  Loaded loaded = linted(load({std::make_shared<const SourceFile>(
      SourceFile{"synthetic.yaml", synthetic_pack({rules, 30})})}));
  INFO(render(loaded.diagnostics));
  REQUIRE(loaded.base);
  const Engine engine(std::move(*loaded.base));
  const PackTest test = test_pack(engine, {});
  CHECK(test.scenarios.size() == 30);
  CHECK(test.failed() == 0);
}
