// Each folder below cases/ is a pack with a mistake and expected.txt, what is said about it. A bug
// adds one. PEYER_UPDATE=1 in the environment writes expected.txt: read what it wrote.
#include <catch2/catch.hpp>

#include "knowledge/lint.h"
#include "support.h"

namespace peyer::testing {
namespace {

std::string report(const Loaded& loaded) {
  return loaded.diagnostics.empty() ? "no mistakes\n" : render(loaded.diagnostics);
}

}  // namespace

TEST_CASE("every mistake is told in the expected words", "[cases]") {
  const auto folders = case_folders();
  REQUIRE(folders.size() >= 60);
  for (const auto& folder : folders) {
    const Loaded loaded = linted(load(case_files(folder)));
    expect_text(folder / "expected.txt", report(loaded));
    INFO(folder.string());
    CHECK(loaded.base.has_value() == !has_errors(loaded.diagnostics));
  }
}

}  // namespace peyer::testing
