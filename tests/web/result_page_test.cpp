#include "web/result_page.h"

#include <catch2/catch.hpp>
#include <regex>

#include "engine/scenario.h"
#include "engine/told_result.h"
#include "pages_support.h"
#include "web/visit.h"

using namespace peyer;
using namespace std::chrono_literals;

namespace {

// One visit, and the pages that show its result.
struct Shown {
  SiteOptions options;
  mutable JourneysInMemory journeys{4, 600s};
  mutable PictureCache pictures{4, 600s};
  ResultPages pages{journeys, pictures, options};
  JourneyId id;

  explicit Shown(const Journey& journey) : id(*journeys.add(journey)) {}

  HttpReply reply(const std::string& rest) const {
    const auto found = pages.answer(test::get(visit_address(id, rest)));
    REQUIRE(found.has_value());
    return *found;
  }

  std::string page(const std::string& rest) const { return reply(rest).body; }
};

const Scenario& scenario_that(const ServedPack& pack, bool stops) {
  for (const Scenario& scenario : pack.knowledge().scenarios) {
    const Outcome outcome = pack.engine().consult(answers_of(scenario));
    if (outcome.stopped == stops && (stops || !outcome.advice.empty())) return scenario;
  }
  throw std::logic_error("no such scenario");
}

Journey journey_of(const std::shared_ptr<const ServedPack>& pack, const Scenario& scenario) {
  return test::journey_with(pack, answers_of(scenario));
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool in_order(const std::string& text, const std::vector<std::string>& parts) {
  std::size_t at = 0;
  for (const std::string& part : parts) {
    at = text.find(part, at);
    INFO(part);
    CHECK(at != std::string::npos);
    if (at == std::string::npos) return false;
  }
  return true;
}

// Without the records of sources, which are quoted as they stand.
std::vector<std::string> own_words(const std::string& html) {
  const std::size_t start = std::min(html.find("<ol class=\"references\""), html.size());
  const std::size_t end = std::min(html.find("</ol>", start), html.size());
  return test::lines_of(html.substr(0, start) + html.substr(end));
}

void check_page(const ServedPack& pack, const std::string& html) {
  CHECK(test::fault_in(html) == "");
  CHECK(test::never_said(pack, own_words(html)) == "");
}

}  // namespace

TEST_CASE(
    "every scenario has a result page and a print-out that are whole and say nothing forbidden",
    "[result]") {
  for (const auto& pack : {test::served_gut_immune(), test::served_houseplants()}) {
    for (const Scenario& scenario : pack->knowledge().scenarios) {
      INFO(scenario.name);
      const Shown shown(journey_of(pack, scenario));
      const std::string page = shown.page("result");
      check_page(*pack, page);
      check_page(*pack, shown.page("print"));
      const Outcome outcome = pack->engine().consult(answers_of(scenario), Agenda::left);
      if (outcome.stopped) continue;
      for (const Conclusion& conclusion : outcome.conclusions) {
        INFO(conclusion.finding.str());
        const std::string id = "id=\"c-" + conclusion.finding.str() + "\"";
        const std::size_t start = page.find(id);
        REQUIRE(start != std::string::npos);
        const std::string told = page.substr(start, page.find("id=\"c-", start + 1) - start);
        CHECK(contains(told, "Evidence: "));
        CHECK(contains(told, "href=\"#ref-"));
      }
    }
  }
}

TEST_CASE("how soon, to whom and when to worry come before what the answers touch", "[result]") {
  const auto pack = test::served_gut_immune();
  const Shown shown(journey_of(pack, scenario_that(*pack, false)));
  const Consultation visit = consultation_of(*shown.journeys.find(shown.id));
  const std::string page = shown.page("result");
  CHECK(in_order(page, {"<h1", html_escaped(told_result(visit).level->title), "How soon",
                        "Whom to talk to", "What to do now", "id=\"worry\"", "id=\"touches\"",
                        "id=\"advice\"", "id=\"home\"", "id=\"references\"", "Please note"}));
}

TEST_CASE("an emergency tells what to do, whom to call and what until then, and nothing distracts",
          "[result]") {
  const auto pack = test::served_gut_immune();
  const Shown shown(journey_of(pack, scenario_that(*pack, true)));
  const Consultation visit = consultation_of(*shown.journeys.find(shown.id));
  const Level& level = *told_result(visit).level;
  const std::string page = shown.page("result");
  CHECK(in_order(page,
                 {"class=\"emergency\"", level.title, html_escaped(level.now), "Whom to talk to",
                  html_escaped(level.who), "The reasons", "<details", "References"}));
  CHECK_FALSE(contains(page, "id=\"touches\""));
  CHECK_FALSE(contains(page, "id=\"home\""));
}

TEST_CASE("a conclusion has its steps as a list, as a picture and what would change it",
          "[result]") {
  const auto pack = test::served_gut_immune();
  const Shown shown(journey_of(pack, scenario_that(*pack, false)));
  const Consultation visit = consultation_of(*shown.journeys.find(shown.id));
  const std::string finding = told_conclusions(visit).all.front().finding.str();
  CHECK(contains(shown.page("result"), "/how/" + finding + ".svg\""));
  check_page(*pack, shown.page("how/" + finding));
  CHECK(in_order(shown.page("how/" + finding), {"How this came about", "class=\"proof\"",
                                                "You said", "<img", "would change this"}));
  check_page(*pack, shown.page("how"));
  CHECK(in_order(shown.page("how"), {"class=\"proof\"", "What would change this"}));
  const HttpReply picture = shown.reply("how/" + finding + ".svg");
  CHECK(picture.type == "image/svg+xml");
  CHECK(in_order(picture.body, {"<svg", "<title", "<desc", "</svg>"}));
  CHECK_FALSE(contains(picture.body, " style="));
  CHECK(shown.pictures.size() == 1);
  CHECK(shown.page("how/" + finding + ".svg") == picture.body);
  CHECK(shown.pictures.size() == 1);
}

TEST_CASE("what is no longer concluded leads back to the result", "[result]") {
  const auto pack = test::served_houseplants();
  const Shown shown(test::journey_with(pack, {}));
  const HttpReply reply = shown.reply("how/root-rot");
  CHECK(reply.status == 303);
  CHECK(reply.header("Location") == visit_address(shown.id, "result"));
  CHECK(shown.reply("how/<script>").status == 303);
}

TEST_CASE("a result with open questions says so and leads back to them", "[result]") {
  const Shown shown(test::journey_with(test::served_gut_immune(), {}));
  const std::string page = shown.page("result");
  CHECK(in_order(page, {"This result is not finished", "Go on with the questions",
                        "How urgent it is, is not known yet", "and "}));
  CHECK_FALSE(contains(page, "<dt>How soon"));
  CHECK(test::fault_in(page) == "");
}

TEST_CASE("a print-out holds level, answers, references and the date, and no name", "[result]") {
  const auto pack = test::served_gut_immune();
  const Shown shown(journey_of(pack, scenario_that(*pack, false)));
  const std::string page = shown.page("print");
  CHECK(in_order(page, {"Printed on ", "<h1", "When to worry", "What you can do",
                        "What you answered", "References"}));
  CHECK(std::regex_search(page, std::regex("Printed on [1-9][0-9]? [A-Z][a-z]+ 20[0-9]{2}\\.")));
}

TEST_CASE("other paths, other methods and visits that are gone are left to others", "[result]") {
  Shown shown(test::journey_with(test::served_houseplants(), {}));
  CHECK_FALSE(shown.pages.answer(test::get("/")).has_value());
  CHECK_FALSE(shown.pages.answer(test::get(visit_address(shown.id, "1"))).has_value());
  CHECK_FALSE(shown.pages.answer(test::post(visit_address(shown.id, "result"))).has_value());
  shown.journeys.wipe(shown.id);
  for (const char* rest :
       {"result", "print", "qr.svg", "how", "how/root-rot", "how/root-rot.svg"}) {
    CHECK_FALSE(shown.pages.answer(test::get(visit_address(shown.id, rest))).has_value());
  }
}

TEST_CASE("pictures are forgotten when they are old, or when there are too many", "[result]") {
  PictureCache::Clock::time_point now{};
  PictureCache pictures(2, 600s, [&] { return now; });
  int drawn = 0;
  const auto draw = [&] {
    ++drawn;
    return std::string("picture");
  };
  for (const char* content : {"a", "a", "b", "a"}) pictures.get(content, draw);
  CHECK(drawn == 2);
  pictures.get("c", draw);
  CHECK(pictures.size() == 2);
  now += 600s;
  pictures.get("c", draw);
  CHECK(drawn == 4);
  CHECK(pictures.size() == 1);
}
