#include "cli/workbench/text_diff.h"

#include <catch2/catch.hpp>

using namespace peyer;

TEST_CASE("the same text has no difference") {
  CHECK(unified_diff("a.yaml", "x\ny\n", "x\ny\n").empty());
}

TEST_CASE("a changed line is shown between three lines on each side") {
  CHECK(unified_diff("a.yaml", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "--- a.yaml\n+++ a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("far changes stand apart, near ones together") {
  std::string before;
  for (int i = 0; i < 40; ++i) before += std::to_string(i) + "\n";
  std::string after = before;
  after.replace(after.find("\n2\n"), 3, "\n");          // gone
  after.replace(after.find("\n30\n"), 4, "\n30\nx\n");  // new
  CHECK(unified_diff("a", before, after) ==
        "--- a\n+++ a\n@@ -1,6 +1,5 @@\n 0\n 1\n-2\n 3\n 4\n 5\n"
        "@@ -29,6 +28,7 @@\n 28\n 29\n 30\n+x\n 31\n 32\n 33\n");
}

TEST_CASE("texts without a line in common are shown one after the other") {
  std::string before;
  std::string after;
  for (int i = 0; i < 3000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  const std::string diff = unified_diff("a", before, after);
  CHECK(diff.find("-a2999\n+b0\n") != std::string::npos);
  CHECK(unified_diff("a", "", "x\n") == "--- a\n+++ a\n@@ -1,0 +1,1 @@\n+x\n");
}
