#include "web/html.h"

#include <catch2/catch.hpp>
#include <stdexcept>

using namespace peyer;

TEST_CASE("no text and no attribute can become markup", "[html]") {
  HtmlWriter html;
  html.leaf("p", "<script>alert('1 & 2')</script>", {{"title", "\" onclick=\"x"}});
  CHECK(html.str() ==
        "<p title=\"&quot; onclick=&quot;x\">&lt;script&gt;alert(&#39;1 &amp; "
        "2&#39;)&lt;/script&gt;</p>");
}

TEST_CASE("elements close in the order in which they were opened", "[html]") {
  HtmlWriter html;
  html.open("ul").open("li", {{"hidden", ""}}).text("a").empty("br").close();
  CHECK_THROWS_AS(html.str(), std::logic_error);
  html.close();
  CHECK(html.str() == "<ul><li hidden>a<br></li></ul>");
  CHECK_THROWS_AS(html.close(), std::logic_error);
}

TEST_CASE("a hyphen that begins a word is not left at a line's end", "[html]") {
  HtmlWriter html;
  html.leaf("p", "ending in -pril (-sartan), “-flozin”; low-FODMAP, a - b, 5 -3",
            {{"id", "-pril"}});
  CHECK(html.str() ==
        "<p id=\"-pril\">ending in \u2011pril (\u2011sartan), “\u2011flozin”; low-FODMAP, a - b, 5 "
        "-3</p>");
}

TEST_CASE("an element that begins with a text that can be heard says where") {
  peyer::HtmlWriter html;
  html.sound_of([](std::string_view text) { return text == "Yes" ? "/audio/1.ogg" : ""; });
  html.open("label").open("span", {{"class", "a"}}).text("Yes").text("Yes").close().close();
  html.leaf("p", "No").sound_of(nullptr).leaf("p", "Yes");
  CHECK(html.str() ==
        "<label><span class=\"a\" "
        "data-clip=\"/audio/1.ogg\">YesYes</span></label><p>No</p><p>Yes</p>");
}
