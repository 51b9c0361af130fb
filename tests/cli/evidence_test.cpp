// peyer evidence: the page on what people say and what studies show.
#include <catch2/catch.hpp>

#include "../knowledge/support.h"
#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::Ran;
using test::run;
using test::ScratchFolder;

namespace {

const char* const statements = R"(
links:
  - {id: some-say, from: nsaids, relation: damages, to: lining, grade: against, population: humans,
     say: "Some say so. The evidence says no.", caveat: It is not so., believed: It sounds right., cite: [told]}
  - {id: in-mice, from: nsaids, relation: damages, to: lining, grade: strong, population: mice,
     say: Mice lost some of it., cite: [graham2005nsaid]}
populations: [{id: mice, title: mice, at_most: limited}]
sources:
  - {id: told, type: textbook, body: Somebody, title: A book on x_y, verified: from-memory,
     doi: "10.1002/1097(2000)1:2<3::AID>3.0"}
statements:
  - {id: pills-harm, says: "Pills harm *you*.", links: [nsaids-damage, in-mice, some-say]}
  - {id: they-wear-it, says: They wear the lining., links: [nsaids-damage]}
)";

std::string page_of_small_pack(const std::string& more) {
  const ScratchFolder folder;
  folder.with("base.yaml", testing::read(testing::test_folder() / "base.yaml"));
  folder.with("more.yaml", more);
  const Ran ran = run({"evidence", "--pack", folder.path()});
  INFO(ran.err);
  CHECK(ran.code == 0);
  return ran.out;
}

}  // namespace

TEST_CASE("the page says first that it is written by the program and not reviewed",
          "[program][evidence]") {
  const std::string page = page_of_small_pack(statements);
  CHECK(
      page.starts_with("# What the evidence says\n\nWritten by `peyer evidence` from the pack “A "
                       "small pack”, version 1.0.0."));
  CHECK(page.find("**Reviewed by nobody.**") < page.find("## In short"));
  CHECK_FALSE(test::has_gap(page));
}

TEST_CASE("each statement is summed up with its weakest evidence first", "[program][evidence]") {
  const std::string page = page_of_small_pack(statements);
  CHECK(contains(page,
                 "| 1 | Pills harm \\*you\\*. | evidence against, limited evidence, strong "
                 "evidence |\n| 2 | They wear the lining. | strong evidence |\n"));
  CHECK(contains(page, "## 1. “Pills harm \\*you\\*.”\n\nIn short: **evidence against, "));
}

TEST_CASE("each claim has its grade in words, its population, doubts and sources",
          "[program][evidence]") {
  const std::string page = page_of_small_pack(statements);
  CHECK(contains(page, "### Some say so. The evidence says no.\n\n- **Evidence:** against – "));
  CHECK(contains(page,
                 "- **Studied in:** people.\n- **But:** It is not so.\n- **Why people "
                 "believe it:** It sounds right.\n\nSources:\n\n1. Somebody. A book on x\\_y. "
                 "<https://doi.org/10.1002/1097(2000)1:2%3C3::AID%3E3.0> (This record is from "
                 "memory. Nobody has checked it yet.)\n"));
  CHECK(contains(page,
                 "1. Graham DY. Visible small-intestinal mucosal injury in chronic NSAID "
                 "users. 2005. <https://doi.org/10.1016/S1542-3565(04)00603-2>\n"));
}

TEST_CASE("studies of animals count for no more than their population can show",
          "[program][evidence]") {
  CHECK(contains(page_of_small_pack(statements),
                 "### Mice lost some of it.\n\n- **Evidence:** limited – "));
}

TEST_CASE("a pack without statements says so", "[program][evidence]") {
  const Ran ran = run({"evidence", "--pack", test::houseplants_folder()});
  CHECK(ran.code == 0);
  CHECK(contains(ran.out, "This pack holds no statements.\n"));
  CHECK_FALSE(contains(ran.out, "| "));
}

TEST_CASE("the page on the evidence in docs is what the program writes", "[program][evidence]") {
  const Ran ran = run({"evidence"});
  REQUIRE(ran.code == 0);
  CHECK_FALSE(test::has_gap(ran.out));
  testing::expect_text(testing::source_folder() / "docs" / "what-the-evidence-says.md", ran.out);
}
