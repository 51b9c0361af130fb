// The program at a real (pseudo-)terminal.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::has_escape;
using test::ScratchFolder;
using test::TerminalSession;

TEST_CASE("an interview at a terminal shows the result once and ends with 0", "[terminal]") {
  TerminalSession session(test::consult({}), 80);
  REQUIRE(session.expect("What brings you here?"));
  for (const char* line : {"", "none", "3", "wet", "2", "2", "1", "1"}) {
    INFO(line);
    REQUIRE(session.answer(line));
  }
  REQUIRE(session.answer(""));
  CHECK(session.finish() == 0);
  const std::string shown = session.shown();
  CHECK(contains(shown, "Signs that fit root rot"));
  CHECK(test::times(shown, "Please note") == 1);
  CHECK(contains(shown, "In short: Get advice. How soon: this week"));
  CHECK_FALSE(test::has_gap(shown));
}

TEST_CASE("back, why, skip, summary and change work at a terminal", "[terminal]") {
  TerminalSession session(test::consult({}), 80);
  for (const char* line :
       {"", "why", "none", "3", "back", "2", "skip", "summary", "change 3", "3"}) {
    INFO(line);
    REQUIRE(session.answer(line));
  }
  REQUIRE(session.prompt());
  const std::string shown = session.shown();
  CHECK(contains(shown, "Your answer so far: Another plant"));
  CHECK(contains(shown, "3. What kind of plant is it?"));
  session.type("\x04");
  CHECK(session.finish() == 0);
  CHECK(contains(session.shown(), "plant-kind: other"));
}

TEST_CASE("Ctrl-C leaves cleanly with 130, the result so far and a way to go on", "[terminal]") {
  TerminalSession session(test::consult({}), 80);
  REQUIRE(session.answer(""));
  REQUIRE(session.answer("none"));
  REQUIRE(session.prompt());
  session.type("\x03");
  CHECK(session.finish() == 130);
  const std::string shown = session.shown();
  CHECK(contains(shown, "This result is not finished. You left before"));
  CHECK(contains(shown, "burning: no"));
  CHECK(contains(shown, "--continue"));
  CHECK(contains(shown, "Goodbye"));
}

TEST_CASE("Ctrl-D leaves cleanly with 0", "[terminal]") {
  TerminalSession session(test::consult({}), 80);
  REQUIRE(session.answer(""));
  REQUIRE(session.prompt());
  session.type("\x04");
  CHECK(session.finish() == 0);
  CHECK(contains(session.shown(), "Goodbye"));
  CHECK_FALSE(contains(session.shown(), "not finished"));
}

TEST_CASE("answers outlive a terminal that is torn away", "[terminal]") {
  const ScratchFolder folder;
  const std::string file = folder.file("kept.yaml");
  {
    TerminalSession session(test::consult({"--save", file}), 80);
    REQUIRE(session.answer(""));
    REQUIRE(session.answer("none"));
    REQUIRE(session.answer("3"));
    REQUIRE(session.prompt());
  }  // killed
  CHECK(contains(test::read_text(file), "plant-kind: other"));
}

TEST_CASE("a narrow terminal gets no line that is wider", "[terminal]") {
  for (const int columns : {30, 40}) {
    TerminalSession session(test::consult({}), columns, {{"NO_COLOR", "1"}});
    for (const char* line : {"", "why", "help", "none", "3", "wet", "2", "2", "1", "1", "how 1"}) {
      REQUIRE(session.answer(line));
    }
    REQUIRE(session.prompt());
    CHECK(test::widest_line(session.shown()) <= columns);
  }
}

TEST_CASE("colours are there, unless somebody objects", "[terminal]") {
  TerminalSession coloured(test::consult({}), 80);
  REQUIRE(coloured.prompt());
  CHECK(has_escape(coloured.shown()));
  TerminalSession no_color(test::consult({}), 80, {{"NO_COLOR", "1"}});
  REQUIRE(no_color.prompt());
  CHECK_FALSE(has_escape(no_color.shown()));
  TerminalSession dumb(test::consult({}), 80, {{"TERM", "dumb"}});
  REQUIRE(dumb.prompt());
  CHECK_FALSE(has_escape(dumb.shown()));
}

TEST_CASE("plain output is words only, fit for a screen reader", "[terminal]") {
  TerminalSession session(test::consult({"--plain"}), 80);
  REQUIRE(session.expect("Your answer: "));
  session.type("\nnone\n3\nwet\n2\n2\n1\n1\nwhy not thirst\n");
  REQUIRE(session.expect("not met: How does the soil feel"));
  const std::string shown = session.shown();
  CHECK_FALSE(has_escape(shown));
  for (const char* sign : {"✓", "✗", "·", "---"}) CHECK_FALSE(contains(shown, sign));
}

TEST_CASE("with standard output in a file, the terminal shows the result and the file holds it",
          "[terminal]") {
  const ScratchFolder folder;
  const std::string file = folder.file("result.txt");
  TerminalSession session(test::consult({}), 60, {}, file);
  for (const char* line : {"", "none", "3", "wet", "2", "2", "1", "1"})
    REQUIRE(session.answer(line));
  REQUIRE(session.expect("Get advice"));
  REQUIRE(session.answer("quit"));
  CHECK(session.finish() == 0);
  const std::string result = test::read_text(file);
  CHECK(result.starts_with("Get advice\n"));
  CHECK_FALSE(has_escape(result));
  CHECK(result.ends_with("line first.\n"));
}

TEST_CASE("an interview can end in JSON", "[terminal]") {
  const ScratchFolder folder;
  const std::string file = folder.file("result.json");
  TerminalSession session(test::consult({"--format", "json"}), 60, {}, file);
  REQUIRE(session.answer(""));
  REQUIRE(session.answer("none"));
  REQUIRE(session.prompt());
  session.type("\x03");
  CHECK(session.finish() == 130);
  CHECK(nlohmann::json::parse(test::read_text(file))["answers"]["chewed"] == "no");
}

TEST_CASE("the name alone starts an interview at a terminal", "[terminal]") {
  TerminalSession session({}, 80);
  CHECK(session.expect("What brings you here?"));
}

TEST_CASE("a full disk does not look like success", "[terminal]") {
  TerminalSession session({"info"}, 80, {}, "/dev/full");
  CHECK(session.finish() == 3);
  CHECK(contains(session.shown(), "could not be written"));
}
