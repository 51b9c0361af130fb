#include "cli/page.h"

#include <catch2/catch.hpp>

#include "support.h"

using namespace peyer;

namespace {

Surface surface(int width, bool colour = false, bool plain = false) {
  Surface surface;
  surface.width = width;
  surface.colour = colour;
  surface.plain = plain;
  return surface;
}

}  // namespace

TEST_CASE("text is wrapped between words") {
  CHECK(wrap("one two three", 7) == std::vector<std::string>{"one two", "three"});
  CHECK(wrap("one two", 7) == std::vector<std::string>{"one two"});
  CHECK(wrap("  one   two  ", 20) == std::vector<std::string>{"one two"});
  CHECK(wrap("", 20).empty());
}

TEST_CASE("columns are counted, not bytes") {
  CHECK(columns_of("38 °C – né") == 10);
  CHECK(columns_of("漢字") == 4);
  CHECK(wrap("éé éé éé", 5) == std::vector<std::string>{"éé éé", "éé"});
  CHECK(wrap("漢字 漢字", 5) == std::vector<std::string>{"漢字", "漢字"});
}

TEST_CASE("a word that is too long is cut, an address is not") {
  CHECK(wrap("abcdefgh", 3) == std::vector<std::string>{"abc", "def", "gh"});
  CHECK(wrap("ééééé", 2) == std::vector<std::string>{"éé", "éé", "é"});
  const std::string address = "https://doi.org/10.1136/gutjnl-2019-318427";
  CHECK(wrap("see " + address, 20) == std::vector<std::string>{"see", address});
}

TEST_CASE("control characters never reach the terminal") {
  CHECK(wrap("a\x1b[31mb\x07", 80) == std::vector<std::string>{"a[31mb"});
  CHECK(wrap("a\xC2\x9B"
             "31mb",
             80) == std::vector<std::string>{"a31mb"});
  CHECK(wrap("a\tb\r\nc", 80) == std::vector<std::string>{"a b c"});
  CHECK(wrap("a\xFF"
             "b",
             80) == std::vector<std::string>{"a\xEF\xBF\xBD"
                                             "b"});
}

TEST_CASE("an item's text hangs beside its marker") {
  Page page(surface(20));
  page.item("1.", "one two three four five", 1);
  CHECK(page.str() == " 1. one two three\n    four five\n");
}

TEST_CASE("a deep indent gives way before the text gets too narrow to read") {
  Page page(surface(30));
  page.text("one two three", 100);
  CHECK(page.str() == std::string(18, ' ') + "one two\n" + std::string(18, ' ') + "three\n");
}

TEST_CASE("there are never two blank lines in a row") {
  Page page(surface(30));
  page.blank().text("a").blank().blank().text("b");
  CHECK(page.str() == "a\n\nb\n");
}

TEST_CASE("escape sequences are written only where colour is wanted") {
  Page coloured(surface(30, true));
  coloured.heading("Title", Tone::urgent).text("text", 0, Tone::quiet);
  CHECK(test::contains(coloured.str(), "\x1b[1;31mTitle\x1b[0m\n"));
  Page bare(surface(30));
  bare.heading("Title", Tone::urgent).text("text", 0, Tone::quiet);
  CHECK(bare.str() == "Title\n-----\ntext\n");
}

TEST_CASE("a plain page has no ornament") {
  Page page(surface(30, false, true));
  page.heading("Title");
  CHECK(page.str() == "Title\n");
}

TEST_CASE("numbers of a list stand in one column") {
  CHECK(numbered(3, 9) == "3.");
  CHECK(numbered(3, 12) == " 3.");
  CHECK(numbered(12, 12) == "12.");
}

TEST_CASE("the width comes from the terminal, then from COLUMNS, then it is 80") {
  SurfaceFacts facts;
  CHECK(decide_surface(facts).width == 80);
  facts.columns_wish = "50";
  CHECK(decide_surface(facts).width == 50);
  facts.columns = 60;
  CHECK(decide_surface(facts).width == 60);
  facts.columns = 300;
  CHECK(decide_surface(facts).width == widest_surface);
  facts.columns = 5;
  CHECK(decide_surface(facts).width == narrowest_surface);
  facts.columns = 0;
  facts.columns_wish = "50x";
  CHECK(decide_surface(facts).width == 80);
}

TEST_CASE("colour needs a terminal that takes it and nobody who objects") {
  SurfaceFacts facts;
  facts.tty = true;
  facts.term = "xterm";
  CHECK(decide_surface(facts).colour);
  SurfaceFacts objected = facts;
  objected.no_color = "1";
  CHECK_FALSE(decide_surface(objected).colour);
  SurfaceFacts plain = facts;
  plain.plain = true;
  CHECK_FALSE(decide_surface(plain).colour);
  SurfaceFacts dumb = facts;
  dumb.term = "dumb";
  CHECK_FALSE(decide_surface(dumb).colour);
  SurfaceFacts piped = facts;
  piped.tty = false;
  CHECK_FALSE(decide_surface(piped).colour);
}
