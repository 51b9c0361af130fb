#include "web/picture_cache.h"

#include <catch2/catch.hpp>

using namespace peyer;
using namespace std::chrono_literals;

namespace {

struct Drawing {
  PictureCache::Clock::time_point now{};
  PictureCache cache{2, 60s, [this] { return now; }};
  int drawn = 0;

  void get(const std::string& content) {
    CHECK(cache.get(content, [&] {
      ++drawn;
      return "picture of " + content;
    }) == "picture of " + content);
  }
};

}  // namespace

TEST_CASE("a picture is drawn once, and again when it is too old or others have come",
          "[pictures]") {
  Drawing drawing;
  drawing.get("a");
  drawing.get("a");
  CHECK(drawing.drawn == 1);
  drawing.now += 60s;
  drawing.get("a");
  CHECK(drawing.drawn == 2);
  drawing.get("b");
  drawing.get("c");
  drawing.get("a");
  CHECK(drawing.drawn == 5);
  CHECK(drawing.cache.size() == 2);
}

TEST_CASE("old pictures leave memory when they are swept, and all when they are cleared",
          "[pictures]") {
  Drawing drawing;
  drawing.get("a");
  drawing.now += 30s;
  drawing.get("b");
  drawing.now += 30s;
  drawing.cache.sweep();
  CHECK(drawing.cache.size() == 1);
  drawing.cache.clear();
  CHECK(drawing.cache.size() == 0);
}
