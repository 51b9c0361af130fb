#include "cli/commands.h"

#include <catch2/catch.hpp>

using namespace peyer;

namespace {

std::optional<Command> command(const std::string& typed) {
  return read_command(typed, Phrases::english());
}

bool is(const std::string& typed, Command::Kind kind, const std::string& about = "") {
  const auto read = command(typed);
  return read && read->kind == kind && read->about == about;
}

}  // namespace

TEST_CASE("commands are known in any case and with a question mark") {
  using Kind = Command::Kind;
  CHECK(is("back", Kind::back));
  CHECK(is("  WHY ", Kind::why));
  CHECK(is("why?", Kind::why));
  CHECK(is("q", Kind::quit));
  CHECK(is("summary", Kind::summary));
  CHECK(is("skip", Kind::skip));
  CHECK(is("help", Kind::help));
  CHECK(is("result", Kind::result));
}

TEST_CASE("longer commands win over shorter ones") {
  using Kind = Command::Kind;
  CHECK(is("why not root rot", Kind::why_not, "root rot"));
  CHECK(is("why not", Kind::why_not));
  CHECK(is("why 3", Kind::why, "3"));
  CHECK(is("what  if soil is dry", Kind::what_if, "soil is dry"));
  CHECK(is("what if 2 is ?", Kind::what_if, "2 is ?"));
  CHECK(is("what matters 1", Kind::what_matters, "1"));
  CHECK(is("change 2", Kind::change, "2"));
  CHECK(is("save My Answers.yaml", Kind::save, "My Answers.yaml"));
}

TEST_CASE("an answer is no command") {
  for (const char* typed : {"", "?", "-", "1", "no", "none", "not sure", "backache", "skip it",
                            "however", "quits", "what"}) {
    INFO(typed);
    CHECK_FALSE(command(typed));
  }
}

TEST_CASE("a supposition has a question and an answer") {
  const auto read = read_supposition("Soil is DRY", Phrases::english());
  REQUIRE(read);
  CHECK(read->question == "soil");
  CHECK(read->answer == "dry");
  CHECK(read_supposition("2 = no", Phrases::english())->answer == "no");
  CHECK_FALSE(read_supposition("soil dry", Phrases::english()));
}
