#include "web/url_text.h"

#include <catch2/catch.hpp>

using namespace peyer;

using Fields = std::vector<std::pair<std::string, std::string>>;

TEST_CASE("escapes in addresses are read", "[url]") {
  CHECK(url_decoded("/c/lime%20juice", false) == "/c/lime juice");
  CHECK(url_decoded("a+b", false) == "a+b");
  CHECK(url_decoded("a+b", true) == "a b");
  CHECK(url_decoded("%c3%A4", false) == "ä");
}

TEST_CASE("what no browser sends is not read as text", "[url]") {
  for (const char* bad : {"%", "%4", "%g0", "%0g", "a%00b", "%1b[2J", "%7f", "%ff", "%c3", "%c0%af",
                          "%ed%a0%80", "\x80"}) {
    INFO(bad);
    CHECK_FALSE(url_decoded(bad, false).has_value());
  }
}

TEST_CASE("fields keep their order, and names may come again", "[url]") {
  CHECK(url_fields("b=1&a=2+3&b=%26&c&=x&&") ==
        Fields{{"b", "1"}, {"a", "2 3"}, {"b", "&"}, {"c", ""}, {"", "x"}});
  CHECK(url_fields("") == Fields{});
  CHECK(url_fields("a=b=c") == Fields{{"a", "b=c"}});
}

TEST_CASE("fields with a bad escape, or too many of them, are not read at all", "[url]") {
  CHECK_FALSE(url_fields("a=1&b=%zz").has_value());
  CHECK_FALSE(url_fields("%=1").has_value());
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "a&";
  CHECK(url_fields(many).has_value());
  CHECK_FALSE(url_fields(many + "a").has_value());
}
