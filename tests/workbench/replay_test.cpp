// Past visits once more.
#include "cli/workbench/replay.h"

#include <catch2/catch.hpp>

#include "../engine/support.h"

using namespace peyer;

namespace {

JournalEntry a_visit(const std::string& roots) {
  Consultation visit(test::houseplants());
  visit.answer(QuestionId("roots"), {roots});
  visit.answer(QuestionId("chewed"), {"no"});
  return journal_entry(visit, LocaleId(""));
}

}  // namespace

TEST_CASE("with the same pack every visit comes out as it did", "[replay]") {
  const Replay result = replay(test::houseplants(), {a_visit("brown"), a_visit("white")});
  CHECK(result.visits == 2);
  CHECK(result.changed == 0);
  CHECK(result.classes.empty());
}

TEST_CASE("what comes out otherwise is told by class, with answers", "[replay]") {
  JournalEntry told_more = a_visit("brown");
  told_more.level = "act-today";
  told_more.findings.emplace_back("long-gone", "strong");
  const Replay result = replay(test::houseplants(), {told_more, a_visit("brown")});
  CHECK(result.changed == 1);
  REQUIRE(result.classes.size() == 2);
  CHECK(result.classes[0].name == "act-today-to-soon");
  CHECK(result.classes[0].downgrade);
  CHECK(result.classes[0].witness_answers.replies.size() == 2);
  CHECK(result.classes[1].name == "finding-long-gone-vanishes");
}

TEST_CASE("visits of another pack and lost answers are counted", "[replay]") {
  JournalEntry other = a_visit("brown");
  other.pack = "other";
  JournalEntry lost = a_visit("brown");
  lost.answers["gone"] = {"yes"};
  const Replay result = replay(test::houseplants(), {other, lost});
  CHECK(result.of_another_pack == 1);
  CHECK(result.not_whole == 1);
}
