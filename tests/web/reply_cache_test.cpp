#include "web/reply_cache.h"

#include <catch2/catch.hpp>

using namespace peyer;
using namespace std::chrono_literals;

namespace {

struct Watch {
  ReplyCache::Clock::time_point now{};
};

}  // namespace

TEST_CASE("a reply is found by who sends the same again, and by nobody else") {
  ReplyCache cache(10'000, 60s);
  const auto key = cache.key_of({"pack", "/v1/consult", "{}"});
  CHECK_FALSE(cache.find(key));
  cache.put(key, "reply");
  CHECK(cache.find(key) == "reply");
  CHECK(cache.find(cache.key_of({"pack", "/v1/consult", "{}"})) == "reply");
  CHECK_FALSE(cache.find(cache.key_of({"pack", "/v1/consult", "{ }"})));
  CHECK_FALSE(cache.find(cache.key_of({"pack", "/v1/consult{", "}"})));
  CHECK_FALSE(cache.find(cache.key_of({"pack2", "/v1/consult", "{}"})));
}

TEST_CASE("no two processes have the same key for the same answers") {
  const ReplyCache one(1000, 60s), other(1000, 60s);
  CHECK(one.key_of({"answers"}) != other.key_of({"answers"}));
}

TEST_CASE("a reply is gone when its time is over, even when nobody looks for it") {
  Watch watch;
  ReplyCache cache(10'000, 60s, [&] { return watch.now; });
  const auto key = cache.key_of({"a"});
  cache.put(key, "reply");
  watch.now += 59s;
  CHECK(cache.find(key));  // finding it does not let it live on
  watch.now += 1s;
  cache.sweep();
  CHECK(cache.bytes() == 0);
  CHECK_FALSE(cache.find(key));
}

TEST_CASE("no more than the room is taken, and the oldest goes first") {
  ReplyCache cache(1000, 60s);
  for (int i = 0; i < 100; ++i) {
    cache.put(cache.key_of({std::to_string(i)}), std::string(100, 'x'));
    CHECK(cache.bytes() <= 1000);
  }
  CHECK(cache.find(cache.key_of({"99"})));
  CHECK(cache.find(cache.key_of({"90"})));
  CHECK_FALSE(cache.find(cache.key_of({"89"})));
  cache.put(cache.key_of({"long"}), std::string(500, 'x'));
  CHECK_FALSE(cache.find(cache.key_of({"long"})));
}
