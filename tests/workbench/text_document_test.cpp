#include "cli/workbench/text_document.h"

#include <catch2/catch.hpp>

namespace peyer {
namespace {

TEST_CASE("places are counted in UTF-16 code units") {
  const TextDocument document("say: „café“ – 𝛽 x\nnext");
  const std::size_t x = document.text().find('x');
  CHECK(document.position_of(x) == TextPosition{0, 17});
  CHECK(document.offset_of({0, 17}) == x);
  CHECK(document.offset_of({1, 0}) == x + 2);
}

TEST_CASE("the middle of a character outside the basic plane is its beginning") {
  const TextDocument document("𝛽x");
  CHECK(document.offset_of({0, 1}) == 0);
  CHECK(document.offset_of({0, 2}) == 4);
}

TEST_CASE("places beyond all bounds are the nearest there are") {
  const TextDocument document("ab\r\ncd");
  CHECK(document.offset_of({0, 999'999'999}) == 2);
  CHECK(document.offset_of({0, -1}) == 0);
  CHECK(document.offset_of({-5, 3}) == 0);
  CHECK(document.offset_of({7, 0}) == 6);
  CHECK(TextDocument("").offset_of({0, 0}) == 0);
}

TEST_CASE("a part is replaced, also across lines and the wrong way round") {
  TextDocument document("über a\nb\nc");
  document.replace({0, 5}, {2, 0}, "ä\n");
  CHECK(document.text() == "über ä\nc");
  document.replace({1, 1}, {1, 0}, "d");
  CHECK(document.text() == "über ä\nd");
}

TEST_CASE("every kind of line break ends a line") {
  const TextDocument document("a\rb\r\nc\nd");
  CHECK(document.line(0) == "a");
  CHECK(document.line(1) == "b");
  CHECK(document.line(2) == "c");
  CHECK(document.line(3) == "d");
  CHECK(document.line(4).empty());
}

}  // namespace
}  // namespace peyer
