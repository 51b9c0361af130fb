#include "web/reading_pages.h"

#include <catch2/catch.hpp>

#include "pages_support.h"
#include "web/visit.h"

using namespace peyer;
using namespace std::chrono_literals;

namespace {

struct Reading {
  SiteOptions options;
  std::shared_ptr<const ServedPack> pack;
  PackShelf shelf{pack};
  mutable JourneysInMemory journeys{4, 600s};
  mutable PictureCache pictures{4, 600s};
  ReadingPages pages{shelf, journeys, pictures, options};

  explicit Reading(std::shared_ptr<const ServedPack> served) : pack(std::move(served)) {}

  HttpReply reply(const HttpRequest& request) const {
    const auto found = pages.answer(request);
    REQUIRE(found.has_value());
    return *found;
  }

  std::string page(const std::string& path) const { return reply(test::get(path)).body; }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "every concept stands in the list and has a card that is whole and says nothing forbidden",
    "[reading]") {
  for (const auto& pack : {test::served_gut_immune(), test::served_houseplants()}) {
    const Reading reading(pack);
    const std::string list = reading.page("/c");
    CHECK(test::fault_in(list) == "");
    for (const Concept& item : pack->knowledge().concepts) {
      INFO(item.id.str());
      CHECK(contains(list, "href=\"/c/" + item.id.str() + "\""));
      const std::string card = reading.page("/c/" + item.id.str());
      CHECK(test::fault_in(card) == "");
      CHECK(contains(card, html_escaped(item.card)));
      CHECK(contains(card, "class=\"references\""));
      const std::string own = card.substr(0, card.find("<ol class=\"references\""));
      CHECK(test::never_said(*pack, test::lines_of(own)) == "");
    }
  }
}

TEST_CASE("a card has a picture, drawn once", "[reading]") {
  const Reading reading(test::served_gut_immune());
  CHECK(contains(reading.page("/c/zonulin"), "/c/zonulin.svg"));
  const HttpReply picture = reading.reply(test::get("/c/zonulin.svg"));
  CHECK(picture.type == "image/svg+xml");
  CHECK(contains(picture.body, "</svg>"));
  reading.page("/c/zonulin.svg");
  CHECK(reading.pictures.size() == 1);
}

TEST_CASE("a name that is typed leads to its card, and others to what comes near", "[reading]") {
  const Reading reading(test::served_gut_immune());
  const HttpReply found = reading.reply(test::post("/c", {{"name", "Zonulin"}}));
  CHECK(found.status == 303);
  CHECK(found.header("Location") == "/c/zonulin");
  const HttpReply near = reading.reply(test::post("/c", {{"name", "zonullin"}}));
  CHECK(near.status == 200);
  CHECK(contains(near.body, "This is what comes nearest"));
  const HttpReply none = reading.reply(test::post("/c", {{"name", "<b>quux"}}));
  CHECK(contains(none.body, "Nothing here is called “&lt;b&gt;quux”"));
  for (const HttpReply& reply : {near, none}) CHECK(test::fault_in(reply.body) == "");
}

TEST_CASE("within a visit cards lead on within it, and back to it", "[reading]") {
  const auto pack = test::served_gut_immune();
  const Reading reading(pack);
  const JourneyId id = *reading.journeys.add(test::journey_with(pack, {}));
  const std::string card = reading.page(visit_address(id, "c/zonulin"));
  CHECK(contains(card, "href=\"" + visit_address(id) + "\""));
  CHECK(contains(card, "href=\"" + visit_address(id, "c")));
  CHECK_FALSE(contains(card, "href=\"/c"));
  CHECK(
      reading.reply(test::post(visit_address(id, "c"), {{"name", "zonulin"}})).header("Location") ==
      visit_address(id, "c/zonulin"));
  reading.journeys.wipe(id);
  CHECK_FALSE(reading.pages.answer(test::get(visit_address(id, "c/zonulin"))).has_value());
}

TEST_CASE("what has no card says so, whatever was asked for", "[reading]") {
  const Reading reading(test::served_houseplants());
  for (const char* path : {"/c/quux", "/c/quux.svg", "/c/", "/c/<script>", "/c/../etc/passwd"}) {
    INFO(path);
    const HttpReply reply = reading.reply(test::get(path));
    CHECK(reply.status == 404);
    CHECK(test::fault_in(reply.body) == "");
  }
  CHECK_FALSE(reading.pages.answer(test::get("/cards")).has_value());
}
