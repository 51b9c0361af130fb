#include "web/journeys.h"

#include <catch2/catch.hpp>
#include <set>

using namespace peyer;
using namespace std::chrono_literals;

namespace {

// A store whose clock the test turns.
struct Timed {
  JourneysInMemory::Clock::time_point now{};
  JourneysInMemory journeys;

  explicit Timed(std::size_t most = 3) : journeys(most, 600s, [this] { return now; }) {}
};

}  // namespace

TEST_CASE("a journey is found under the id it was given, and no other", "[journeys]") {
  Timed timed;
  Journey journey;
  journey.about_chosen = true;
  const JourneyId id = *timed.journeys.add(journey);
  CHECK(id.size() == 22);
  REQUIRE(timed.journeys.find(id).has_value());
  CHECK(timed.journeys.find(id)->about_chosen);
  CHECK_FALSE(timed.journeys.find(id + "x").has_value());
  CHECK_FALSE(timed.journeys.find("").has_value());
}

TEST_CASE("ids do not repeat", "[journeys]") {
  Timed timed(1000);
  std::set<JourneyId> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(*timed.journeys.add({}));
  CHECK(ids.size() == 1000);
}

TEST_CASE("a wiped journey is gone, and nothing can be put in its place", "[journeys]") {
  Timed timed;
  const JourneyId id = *timed.journeys.add({});
  timed.journeys.wipe(id);
  CHECK_FALSE(timed.journeys.find(id).has_value());
  CHECK_FALSE(timed.journeys.put(id, {}));
  CHECK(timed.journeys.size() == 0);
}

TEST_CASE("a journey runs out when nobody asks for it, and lives on while somebody does",
          "[journeys]") {
  Timed timed;
  const JourneyId id = *timed.journeys.add({});
  timed.now += 599s;
  CHECK(timed.journeys.find(id).has_value());
  timed.now += 599s;
  CHECK(timed.journeys.put(id, {}));
  timed.now += 600s;
  CHECK_FALSE(timed.journeys.find(id).has_value());
  CHECK_FALSE(timed.journeys.put(id, {}));
}

TEST_CASE("what ran out leaves memory when it is swept, and is counted among what is gone",
          "[journeys]") {
  Timed timed;
  timed.journeys.wipe(*timed.journeys.add({}));
  timed.journeys.add({});
  timed.journeys.add({});
  timed.now += 300s;
  timed.journeys.add({});
  timed.now += 300s;
  CHECK(timed.journeys.size() == 3);
  timed.journeys.sweep();
  CHECK(timed.journeys.size() == 1);
  CHECK(timed.journeys.gone() == 3);
}

TEST_CASE("a full store takes no more, and what ran out makes room", "[journeys]") {
  Timed timed;
  for (int i = 0; i < 3; ++i) CHECK(timed.journeys.add({}).has_value());
  CHECK_FALSE(timed.journeys.add({}).has_value());
  timed.now += 600s;
  CHECK(timed.journeys.add({}).has_value());
}
