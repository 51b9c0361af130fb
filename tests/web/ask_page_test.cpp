#include "web/ask_page.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "pages_support.h"
#include "web/visit.h"

using namespace peyer;
using namespace std::chrono_literals;

namespace {

// A visit that asks questions of its own.
struct Asking {
  SiteOptions options;
  mutable JourneysInMemory journeys{4, 600s};
  AskPages pages{journeys, options};
  JourneyId id;

  explicit Asking(std::shared_ptr<const ServedPack> pack = test::served_gut_immune())
      : id(*journeys.add(test::journey_with(std::move(pack), {}))) {}

  HttpReply send(const std::string& words) const {
    return *pages.answer(test::post(visit_address(id, "ask"), {{"q", words}}));
  }

  std::string page() const {
    const auto reply = pages.answer(test::get(visit_address(id, "ask")));
    REQUIRE(reply.has_value());
    CHECK(reply->status == 200);
    CHECK(test::fault_in(reply->body) == "");
    return reply->body;
  }

  std::string after(const std::string& words) const {
    const HttpReply reply = send(words);
    CHECK(reply.status == 303);
    CHECK(reply.header("Location") == visit_address(id, "ask"));
    return page();
  }
};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("an answer says how good the evidence is, in whom, and where it comes from", "[ask]") {
  const Asking asking;
  const std::string page = asking.after("can ibuprofen make my gut leaky?");
  for (const char* part : {"You asked: can ibuprofen make my gut leaky?",
                           "Evidence: ", "Studied in: ", "class=\"references\"", "href=\"#ref-1\"",
                           "Read more:", "/c/"}) {
    INFO(part);
    CHECK(contains(page, part));
  }
}

TEST_CASE("a question can follow the one before", "[ask]") {
  const Asking asking;
  const std::string first = asking.after("can ibuprofen make my gut leaky?");
  const std::string second = asking.after("and alcohol?");
  CHECK(contains(second, "You asked: and alcohol?"));
  CHECK(contains(second, "lcohol"));
  CHECK(contains(second, "Evidence: "));
}

TEST_CASE("a described warning sign stands out, with whom to ask and a way to the interview",
          "[ask]") {
  const Asking asking;
  const std::string page = asking.after("I am vomiting blood, is that leaky gut?");
  CHECK(contains(page, "class=\"emergency\" role=\"alert\""));
  CHECK(contains(page, "emergency number"));
  CHECK(contains(page, "Whom to ask: "));
  CHECK(contains(page, visit_address(asking.id, "about")));
  CHECK_FALSE(contains(page, "peyer consult"));
}

TEST_CASE("where two things can be meant, each is a button", "[ask]") {
  const Asking asking;
  const std::string page = asking.after("what is it?");
  const Answer answer = ask(asking.journeys.find(asking.id)->pack->engine(), "what is it?");
  for (const auto& [words, concepts] : answer.clarify) {
    CHECK_FALSE(concepts.empty());
    CHECK(contains(page, "name=\"q\""));
  }
}

TEST_CASE("every example that is offered is answered", "[ask]") {
  for (const auto& pack : {test::served_gut_immune(), test::served_houseplants()}) {
    const auto questions = example_questions(pack->engine().knowledge());
    CHECK(questions.size() >= 2);
    for (const std::string& question : questions) {
      INFO(question);
      const Asking asking(pack);
      CHECK(contains(asking.page(), html_escaped(question)));
      const Answer answer = ask(pack->engine(), question);
      CHECK(answer.kind != InquiryKind::unknown);
      CHECK(answer.kind != InquiryKind::clarify);
      CHECK((answer.kind == InquiryKind::definition || !answer.sources.empty()));
      CHECK(test::never_said(*pack, {question}) == "");
    }
  }
}

TEST_CASE("examples name things as the pack's own sentences do", "[ask]") {
  const auto questions = example_questions(test::served_gut_immune()->engine().knowledge());
  const auto offered = [&](const char* question) {
    return std::find(questions.begin(), questions.end(), question) != questions.end();
  };
  CHECK(offered("Tell me about the gut lining."));
  CHECK(offered("What affects autoimmune disease?"));
  CHECK(offered("Tell me about gut bacteria."));
}

TEST_CASE("nothing, and too much, is no question, and the page says so", "[ask]") {
  const Asking asking;
  for (const std::string& words : {std::string(" \n"), std::string(5000, 'x')}) {
    const HttpReply reply = asking.send(words);
    CHECK(reply.status == 422);
    CHECK(contains(reply.body, "<title>Error: "));
    CHECK(contains(reply.body, "href=\"#question\""));
    CHECK(test::fault_in(reply.body) == "");
  }
  CHECK(asking.journeys.find(asking.id)->asked.empty());
}

TEST_CASE("hostile questions are shown as text, and stand in no address", "[ask]") {
  const Asking asking;
  const std::string words = "<script>alert('leaky gut')</script>\" onclick=\"x";
  const std::string page = asking.after(words);
  CHECK_FALSE(contains(page, "<script>alert"));
  CHECK(contains(page, html_escaped(words)));
  for (const std::string& address : test::values_of(page, "href")) {
    CHECK_FALSE(contains(address, "alert"));
  }
}

TEST_CASE("a visit keeps only so many questions", "[ask]") {
  const Asking asking(test::served_houseplants());
  for (int i = 0; i < 25; ++i) asking.send("what is root rot?");
  CHECK(asking.journeys.find(asking.id)->asked.size() == 20);
}

TEST_CASE("questions of a visit that is gone are left to others", "[ask]") {
  const Asking asking;
  asking.journeys.wipe(asking.id);
  CHECK_FALSE(asking.pages.answer(test::get(visit_address(asking.id, "ask"))).has_value());
  CHECK_FALSE(asking.pages.answer(test::get("/ask")).has_value());
}
