// The pages of a visit, seen as a browser without script sees them.
#include "web/kiosk_pages.h"

#include <malloc.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <regex>

#include "../engine/support.h"
#include "engine/journal.h"
#include "visitor.h"
#include "web/visit.h"

using namespace peyer;
using test::shipped_shelf;
using test::Visitor;

namespace {

SiteOptions in_the_uk() {
  SiteOptions options;
  options.locale = LocaleId("uk");
  return options;
}

struct Kiosk {
  Site site;
  Visitor visitor{site};

  explicit Kiosk(SiteOptions options = in_the_uk()) : site(shipped_shelf(), std::move(options)) {}
};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

bool has(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// The pages up to the question on medicines.
bool come_to_medicines(Visitor& visitor) {
  visitor.begin();
  for (int i = 0; i < 20 && visitor.page.status == 200; ++i) {
    if (visitor.shows("name=\"q-medicines\"")) return true;
    visitor.answer_page();
  }
  return false;
}

struct TemporaryFile {
  std::filesystem::path path = std::filesystem::path(PEYER_BINARY_DIR) / "kiosk-pages-test.db";

  TemporaryFile() { remove(); }

  ~TemporaryFile() { remove(); }

  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void remove() const {
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
      std::filesystem::remove(path.string() + ending);
    }
  }
};

}  // namespace

TEST_CASE("a visit leads from the first page to the result, one form a page", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  int pages = 0;
  while (visitor.page_name() != "result" && pages < 100) {
    INFO(visitor.path);
    REQUIRE(visitor.page.status == 200);
    CHECK(count(visitor.page.body, "<h1") == 1);
    CHECK(count(visitor.page.body, "<main") == 1);
    CHECK_FALSE(visitor.shows("<title></title>"));
    CHECK(visitor.page.body.find("style=") == std::string::npos);
    CHECK(visitor.page.body.find("[kiosk") == std::string::npos);
    visitor.answer_page();
    ++pages;
  }
  CHECK(visitor.page_name() == "result");
  CHECK(pages > 5);
  CHECK(visitor.heaviest < 40'000);
}

TEST_CASE("no address of a visit holds an answer, a question or anything but its page", "[kiosk]") {
  Kiosk kiosk;
  kiosk.visitor.begin();
  REQUIRE(kiosk.visitor.answer_until("result", {{"q-medicines", {"nsaids"}}}));
  const std::regex address(
      "/|/v/[A-Za-z0-9_-]{22}(/(about|answers|check|result|[0-9]+(/again)?))?");
  for (const std::string& path : kiosk.visitor.trail) {
    INFO(path);
    CHECK(std::regex_match(path, address));
  }
}

TEST_CASE("nothing is chosen beforehand, and every question can be left open", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  int questions = 0;
  for (int i = 0; i < 60 && visitor.page_name() != "result"; ++i) {
    for (const std::string& chosen : visitor.chosen()) {
      INFO(chosen);
      CHECK(chosen.starts_with("u-"));  // a unit, which is no answer
    }
    const std::size_t groups = count(visitor.page.body, "<fieldset");
    if (visitor.page_name() != "about") {
      CHECK(count(visitor.page.body, "value=\"not-sure\"") == groups);
      CHECK(count(visitor.page.body, "value=\"rather-not-say\"") == groups);
      questions += static_cast<int>(groups);
    }
    visitor.answer_page();
  }
  CHECK(questions > 20);
}

TEST_CASE("an emergency leads to what to do at once", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  REQUIRE(visitor.answer_until("result", {{"q-sign-airway", {"yes"}}}));
  const std::vector<std::string> trail = visitor.trail;
  // Whatever else was open, every way leads back there.
  visitor.open(visitor.visit());
  CHECK(visitor.page_name() == "result");
}

TEST_CASE("what is left out is asked for, and what was given stays", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  visitor.answer_page();
  const std::string page = visitor.page_name();
  visitor.send({});
  CHECK(visitor.page.status == 422);
  CHECK(visitor.page_name() == page);
  CHECK(visitor.shows("<title>Error: "));
  CHECK(visitor.shows("autofocus"));
  CHECK(visitor.shows("href=\"#f-for-whom\""));
  CHECK(visitor.shows("id=\"f-for-whom\""));
  CHECK(visitor.shows("aria-describedby=\"e-for-whom\""));
  CHECK(visitor.shows("id=\"e-for-whom\""));

  // Of a screen, what was answered is there again.
  for (int i = 0; i < 9 && !visitor.shows("class=\"asked"); ++i) visitor.answer_page();
  visitor.send({{"q-diabetes", "not-sure"}});
  CHECK(visitor.page.status == 422);
  CHECK(visitor.chosen() == std::vector<std::string>{"q-diabetes=not-sure"});
  CHECK_FALSE(visitor.shows("href=\"#f-diabetes\""));
}

TEST_CASE("an age can be given in its units, and what does not fit is told", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  visitor.answer_page();
  visitor.answer_page({{"q-for-whom", {"child"}}});
  REQUIRE(visitor.shows("How old are they?"));
  for (const test::Sent& wrong :
       {test::Sent{{"n-age", "200"}}, test::Sent{{"n-age", "four"}}, test::Sent{{"n-age", "1e2"}},
        test::Sent{{"n-age", "4"}, {"q-age", "not-sure"}}, test::Sent{{"n-age", "4 moons"}},
        test::Sent{{"q-age", "yes"}}, test::Sent{{"n-age", std::string(100'000, '9')}}}) {
    visitor.send(wrong);
    INFO(wrong.front().second.substr(0, 20));
    CHECK(visitor.page.status == 422);
  }
  visitor.send({{"n-age", "4"}, {"u-age", "months"}});
  CHECK(visitor.page.status == 200);
  visitor.open(visitor.visit() + "/answers");
  CHECK(visitor.shows("4 months"));
  visitor.open(visitor.visit() + "/2");
  CHECK(visitor.chosen() == std::vector<std::string>{"n-age=4", "u-age=months"});
}

TEST_CASE("whoever goes back finds the answer, and goes on where they were", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  REQUIRE(visitor.answer_until("4"));
  visitor.open(visitor.visit() + "/1");
  CHECK(visitor.chosen() == std::vector<std::string>{"q-for-whom=me"});
  visitor.answer_page();
  CHECK(visitor.page_name() == "4");
}

TEST_CASE("an answer is changed or taken back from the summary, and the others stay", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  REQUIRE(visitor.answer_until("5"));
  visitor.open(visitor.visit() + "/answers");
  CHECK(visitor.shows("34 years"));
  CHECK(visitor.shows("Myself"));
  CHECK(visitor.shows(visitor.visit() + "/2/again"));
  visitor.open(visitor.visit() + "/2/again");
  CHECK(visitor.chosen() == std::vector<std::string>{"n-age=34", "u-age=years"});
  visitor.send({{"n-age", "71"}, {"u-age", "years"}});
  CHECK(visitor.page_name() == "answers");
  CHECK(visitor.shows("71 years"));
  CHECK_FALSE(visitor.shows("34 years"));
  CHECK(visitor.shows("Myself"));
  visitor.open(visitor.visit() + "/2/again");
  visitor.send({{"do", "withdraw"}});
  CHECK(visitor.page_name() == "answers");
  CHECK_FALSE(visitor.shows("71 years"));
  // It is asked once more, on the page that it had.
  visitor.open(visitor.visit());
  CHECK(visitor.page_name() == "2");
}

TEST_CASE("a form that is sent twice, or from a page long left, does no harm", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  REQUIRE(visitor.answer_until("3"));
  const std::string visit = visitor.visit();
  visitor.post(visit + "/2", {{"n-age", "34"}, {"u-age", "years"}});
  visitor.post(visit + "/2", {{"n-age", "34"}, {"u-age", "years"}});
  CHECK(visitor.page_name() == "3");
  for (const char* nowhere : {"/99", "/0", "/-1", "/03", "/+3", "/99999999999999999999"}) {
    visitor.post(visit + nowhere, {{"q-age", "not-sure"}});
    INFO(nowhere);
    CHECK((visitor.page.status == 404 || visitor.page_name() == "3"));
  }
  visitor.open(visit + "/check");
  CHECK(visitor.page_name() == "3");
  visitor.open(visit + "/answers");
  CHECK(visitor.shows("34 years"));
}

TEST_CASE("no to all that was left open answers a screen, and nothing but a screen", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  visitor.answer_page();
  visitor.send({{"do", "rest-no"}});
  CHECK(visitor.page.status == 422);
  for (int i = 0; i < 9 && !visitor.shows("class=\"asked"); ++i) visitor.answer_page();
  const std::string page = visitor.page_name();
  visitor.send({{"do", "rest-no"}, {"q-diabetes", "yes"}});
  CHECK(visitor.page.status == 200);
  visitor.open(visitor.visit() + "/" + page);
  const std::vector<std::string> chosen = visitor.chosen();
  CHECK(has(chosen, "q-diabetes=yes"));
  CHECK(has(chosen, "q-weak-immunity=no"));
}

TEST_CASE("a wiped visit is gone from every page, and tells how to start", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  REQUIRE(visitor.answer_until("3"));
  const std::string visit = visitor.visit();
  visitor.post(visit + "/end", {});
  CHECK(visitor.path == "/wiped");
  CHECK(visitor.page.status == 200);
  for (const char* page : {"", "/about", "/1", "/2", "/2/again", "/answers", "/result", "/print",
                           "/check", "/still", "/left", "/size", "/nothing"}) {
    INFO(page);
    CHECK(visitor.open(visit + page).status == 410);
    CHECK(visitor.shows("href=\"/\""));
    CHECK(visitor.post(visit + page, {{"n-age", "34"}}).status == 410);
  }
}

TEST_CASE("without the script a page that nobody touches asks, and then wipes", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  visitor.answer_page();
  const std::string visit = visitor.visit();
  CHECK(visitor.shows("<noscript><meta http-equiv=\"refresh\" content=\"180;url=" + visit +
                      "/still\"></noscript>"));
  visitor.open(visit + "/still");
  CHECK(visitor.shows("content=\"30;url=" + visit + "/left\""));
  CHECK(visitor.shows("href=\"" + visit + "\""));
  visitor.open(visit + "/left");
  CHECK(visitor.path == "/wiped");
  CHECK(visitor.open(visit).status == 410);
}

TEST_CASE("two visitors do not see each other's answers", "[kiosk]") {
  Kiosk kiosk;
  Visitor other(kiosk.site);
  kiosk.visitor.begin();
  other.begin();
  CHECK(kiosk.visitor.visit() != other.visit());
  kiosk.visitor.answer_page();
  other.answer_page();
  kiosk.visitor.answer_page();
  other.answer_page({{"q-for-whom", {"child"}}});
  kiosk.visitor.answer_page({{"n-age", {"71"}}});
  other.answer_page({{"n-age", {"3"}}});
  kiosk.visitor.open(kiosk.visitor.visit() + "/answers");
  other.open(other.visit() + "/answers");
  CHECK(kiosk.visitor.shows("71 years"));
  CHECK_FALSE(kiosk.visitor.shows("3 years"));
  CHECK(other.shows("3 years"));
  CHECK_FALSE(other.shows("71 years"));
}

TEST_CASE("whatever is sent comes back as text only", "[kiosk]") {
  const std::string evil = "\"><script>alert(1)</script>'&";
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.open("/v/" + evil);
  CHECK(visitor.page.status == 410);
  CHECK(visitor.page.body.find("<script>") == std::string::npos);
  REQUIRE(come_to_medicines(visitor));
  for (const test::Sent& sent :
       {test::Sent{{"w-medicines", evil}, {"do", "find"}}, test::Sent{{"q-medicines", evil}},
        test::Sent{{"mean", evil}}, test::Sent{{evil, evil}}}) {
    visitor.send(sent);
    CHECK(visitor.page.body.find("<script>") == std::string::npos);
    CHECK(visitor.page.body.find("alert(1)</script>") == std::string::npos);
  }
  visitor.open(visitor.visit() + "/2");
  visitor.send({{"n-age", evil}, {"u-age", evil}});
  CHECK(visitor.page.status == 422);
  CHECK(visitor.shows(evil));
  CHECK(visitor.page.body.find("<script>") == std::string::npos);
  visitor.post(visitor.visit() + "/size", {{"size", evil}});
  CHECK(visitor.page.body.find("<script>") == std::string::npos);
}

TEST_CASE("a medicine is found by its name, shown first, and a near miss is only offered",
          "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  REQUIRE(come_to_medicines(visitor));
  const std::string page = visitor.page_name();
  visitor.send({{"w-medicines", "Nurofen 400 mg"}, {"do", "find"}});
  CHECK(visitor.page.status == 200);
  CHECK(visitor.page_name() == page);
  CHECK(has(visitor.chosen(), "q-medicines=nsaids"));
  CHECK(visitor.shows("Nurofen"));
  // Typed, and Continue pressed at once: it is shown before it counts.
  visitor.send({{"w-medicines", "ibuprofen"}, {"q-medicines", "none"}});
  CHECK(visitor.page_name() == page);
  CHECK(has(visitor.chosen(), "q-medicines=nsaids"));
  CHECK_FALSE(has(visitor.chosen(), "q-medicines=none"));
  visitor.send({{"w-medicines", "ibuprofin"}, {"do", "find"}});
  CHECK(visitor.chosen() == std::vector<std::string>{"w-medicines=ibuprofin"});
  CHECK(visitor.shows("Did you mean “ibuprofen”?"));
  visitor.send({{"w-medicines", "ibuprofin"}, {"mean", "ibuprofen"}});
  CHECK(has(visitor.chosen(), "q-medicines=nsaids"));
  visitor.send({{"w-medicines", "xyzzy"}, {"do", "find"}});
  CHECK(visitor.shows("That name was not found"));
  visitor.send({{"w-medicines", "ibuprofen"}, {"q-medicines", "nsaids"}});
  CHECK(visitor.page_name() != page);
}

TEST_CASE("answers that do not fit together are asked about once", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  visitor.answer_page();
  visitor.answer_page({{"q-for-whom", {"child"}}});
  visitor.answer_page({{"n-age", {"34"}}});
  REQUIRE(visitor.page_name() == "check");
  CHECK(visitor.shows("gave an age of 18 or more"));
  CHECK(visitor.shows("34 years"));
  visitor.send({{"change", "age"}});
  CHECK(visitor.page_name() == "2");
  visitor.answer_page({{"n-age", {"35"}}});
  CHECK(visitor.page_name() == "3");  // it was kept on purpose
  visitor.open(visitor.visit() + "/2");
  visitor.answer_page({{"n-age", {"3"}}});
  visitor.open(visitor.visit() + "/2");
  visitor.answer_page({{"n-age", {"36"}}});
  CHECK(visitor.page_name() == "check");  // gone, and here again
  visitor.send({});
  CHECK(visitor.page_name() == "3");
}

TEST_CASE("where somebody is, is asked when the operator has not said it", "[kiosk]") {
  Kiosk kiosk{SiteOptions()};
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  CHECK(visitor.page_name() == "where");
  CHECK(visitor.chosen().empty());
  CHECK(visitor.open(visitor.visit() + "/result").status == 200);
  CHECK(visitor.page_name() == "where");
  CHECK(visitor.send({{"where", "atlantis"}}).status == 422);
  visitor.send({{"where", "uk"}});
  CHECK(visitor.page_name() == "about");
  visitor.answer_page();
  visitor.answer_page();
  visitor.open(visitor.visit() + "/answers");
  CHECK(visitor.shows("United Kingdom"));
}

TEST_CASE("what somebody came for decides what is asked, and can be changed", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  REQUIRE(visitor.page_name() == "about");
  visitor.send({{"topic", "skin"}, {"topic", "no-such-topic"}, {"topic", "about-you"}});
  visitor.answer_page();
  visitor.open(visitor.visit() + "/answers");
  CHECK(visitor.shows(">Skin</dd>"));
  visitor.open(visitor.visit() + "/about");
  CHECK(visitor.chosen() == std::vector<std::string>{"topic=skin"});
  visitor.send({{"topic", "diet"}});
  CHECK(visitor.page_name() == "answers");
  CHECK(visitor.shows(">Food and drink</dd>"));
}

TEST_CASE("answers in the program's own words begin with a capital in a list", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  visitor.answer_page();
  REQUIRE(visitor.page_name() == "1");
  visitor.answer_page({{"q-for-whom", {"not-sure"}}});
  visitor.open(visitor.visit() + "/answers");
  CHECK(visitor.shows(">Not sure</dd>"));
  CHECK_FALSE(visitor.shows(">not sure</dd>"));
}

TEST_CASE("whoever comes with a question of their own is led there", "[kiosk]") {
  Kiosk kiosk;
  kiosk.visitor.begin("ask");
  CHECK(kiosk.visitor.page_name() == "ask");
}

TEST_CASE("letters stay as large as they were made", "[kiosk]") {
  Kiosk kiosk;
  Visitor& visitor = kiosk.visitor;
  visitor.begin();
  CHECK(visitor.shows("<html lang=\"en\" class=\"size-0\">"));
  visitor.post(visitor.visit() + "/size", {{"size", "2"}});
  CHECK(visitor.page_name() == "about");
  CHECK(visitor.shows("<html lang=\"en\" class=\"size-2\">"));
  visitor.answer_page();
  CHECK(visitor.shows("<html lang=\"en\" class=\"size-2\">"));
  visitor.post(visitor.visit() + "/size", {{"size", "9"}});
  CHECK(visitor.shows("<html lang=\"en\" class=\"size-2\">"));
}

TEST_CASE("a visitor for whom there is no room is told so", "[kiosk]") {
  SiteOptions options = in_the_uk();
  options.most_journeys = 1;
  Kiosk kiosk(options);
  kiosk.visitor.begin();
  Visitor late(kiosk.site);
  late.begin();
  CHECK(late.page.status == 503);
  CHECK(late.shows("<h1"));
  CHECK(late.page.header("Retry-After") == "60");
}

TEST_CASE("a finished visit is kept in the journal once, and only where there is one", "[kiosk]") {
  const TemporaryFile file;
  SiteOptions options = in_the_uk();
  options.journal = file.path.string();
  options.journal_days = 7;
  Kiosk kiosk(options);
  Visitor& visitor = kiosk.visitor;
  visitor.open("/");
  CHECK(visitor.shows("for 7 days"));
  visitor.begin();
  REQUIRE(visitor.answer_until("result", {{"q-sign-airway", {"yes"}}}));
  visitor.open(visitor.visit() + "/result");
  visitor.post(visitor.visit() + "/end", {});
  // Nothing was told, so nothing is kept.
  visitor.begin();
  visitor.post(visitor.visit() + "/end", {});
  const std::vector<JournalEntry> kept = Journal(file.path, Journal::Use::existing).entries();
  REQUIRE(kept.size() == 1);
  CHECK(kept.front().level == "emergency-now");
  CHECK(kept.front().locale == "uk");

  Kiosk without;
  without.visitor.open("/");
  CHECK(without.visitor.shows("Nothing that you tell here stays"));
  CHECK_THROWS_AS(Kiosk([] {
                    SiteOptions wrong = in_the_uk();
                    wrong.journal = "/no/such/folder/journal.db";
                    return wrong;
                  }()),
                  JournalError);
}

TEST_CASE("a journal that is kept no more is the operator's trouble, told once, and no visitor's",
          "[kiosk]") {
  const TemporaryFile file;
  SiteOptions options = in_the_uk();
  options.journal = file.path.string();
  Kiosk kiosk(options);
  CHECK(kiosk.site.tidy().empty());
  std::ofstream(file.path, std::ios::trunc) << "something else";
  kiosk.visitor.begin();
  REQUIRE(kiosk.visitor.answer_until("result", {{"q-sign-airway", {"yes"}}}));
  CHECK(kiosk.visitor.page.status == 200);
  kiosk.visitor.post(kiosk.visitor.visit() + "/end", {});
  CHECK_THAT(kiosk.site.tidy(), Catch::Matchers::Contains(file.path.filename().string()));
  CHECK(kiosk.site.tidy().empty());
}

TEST_CASE("every way through the interview ends, whatever is answered", "[kiosk]") {
  const KnowledgeBase& knowledge = shipped_shelf().pack()->engine().knowledge();
  std::mt19937 random(7);
  for (int visit = 0; visit < 4; ++visit) {
    Kiosk kiosk;
    Visitor& visitor = kiosk.visitor;
    std::map<std::string, std::vector<std::string>> answers;
    for (const Question& question : knowledge.questions) {
      const std::vector<std::string> words =
          to_words(question, test::random_reply(question, random));
      const bool number = question.kind == Question::Kind::number;
      const bool open = words.front() == not_sure_word || words.front() == rather_not_say_word;
      // No emergency by itself, so that more than its first pages are seen.
      if (question.topic.value == TopicId("warning-signs")) continue;
      answers[(number && !open ? "n-" : "q-") + question.id.str()] = words;
      if (number && open) answers["n-" + question.id.str()] = {""};
    }
    visitor.begin();
    for (int i = 0; i < 120 && visitor.page_name() != "result"; ++i) {
      INFO(visitor.path << "\n" << visitor.page.body.substr(0, 3000));
      REQUIRE(visitor.page.status == 200);
      if (visitor.page_name() == "check") {
        visitor.send({});
      } else {
        visitor.answer_page(answers);
      }
    }
    CHECK(visitor.page_name() == "result");
  }
}

TEST_CASE("ten thousand visits that are under way fit into memory", "[kiosk]") {
  const std::shared_ptr<const ServedPack> pack = shipped_shelf().pack();
  JourneysInMemory journeys(1000, std::chrono::seconds(600));
  Journey journey;
  journey.pack = pack;
  // A long one: somebody who is sure of nothing.
  Consultation visit(pack->engine());
  while (const auto next = visit.outcome().next) {
    for (const QuestionId& question : next->questions) {
      visit.answer(question, Reply{Reply::Status::not_sure, {}, 0});
    }
    journey.steps.push_back(*next);
  }
  journey.answers = visit.answers();
  journey.order = visit.answered_in_order();
  CHECK(journey.order.size() > 50);
  const std::size_t before = mallinfo2().uordblks;
  for (int i = 0; i < 500; ++i) journeys.add(journey);
  CHECK(20 * (mallinfo2().uordblks - before) < 200'000'000);
}
