// The JSON interface, asked without sockets: what it gives, what it refuses and how it says so.
#include "web/api.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <thread>

#include "../engine/support.h"
#include "api_support.h"
#include "web/api_requests.h"
#include "web/strict_json.h"

using namespace peyer;
using Catch::Matchers::Contains;
using test::answers_to_json;
using test::get;
using test::json_of;
using test::mistakes_in;
using test::post;
using test::post_json;

namespace {

Site& plants() {
  static Site site(test::shelf_of_houseplants(), {});
  return site;
}

Site& gut() {
  static Site site(test::shelf_of_gut_immune(), {});
  return site;
}

HttpRequest with(HttpRequest request, const std::string& header, const std::string& value) {
  request.headers[header] = value;
  return request;
}

Json consult(Site& site, const Json& answers) {
  const HttpReply reply = site.answer(post_json("/v1/consult", Json{{"answers", answers}}));
  INFO(reply.body);
  REQUIRE(reply.status == 200);
  return json_of(reply);
}

}  // namespace

TEST_CASE("a consultation over the interface comes to what the engine says") {
  const KnowledgeBase& base = test::houseplants().knowledge();
  for (unsigned seed = 0; seed < 8; ++seed) {
    std::mt19937 random(seed);
    const Answers answers = test::random_answers(base, random, 0.6);
    const Json reply = consult(plants(), answers_to_json(base, answers));
    CHECK(reply["outcome"] == outcome_to_json(Consultation(test::houseplants(), answers)));
  }
}

TEST_CASE("an interview can be held by sending all answers again with one more") {
  Json answers = Json::object();
  std::set<std::string> asked;
  while (true) {
    const Json reply = consult(plants(), answers);
    const Json& next = reply["outcome"]["next"];
    if (next.is_null()) break;
    REQUIRE(reply["why_next"].size() == next["questions"].size());
    for (std::size_t i = 0; i < next["questions"].size(); ++i) {
      const Json& question = next["questions"][i];
      CHECK(reply["why_next"][i]["question"] == question["id"]);
      CHECK_FALSE(reply["why_next"][i]["hanging"].empty());
      REQUIRE(asked.insert(question["id"].get<std::string>()).second);
      answers[question["id"].get<std::string>()] = "not-sure";
    }
  }
  CHECK(asked.size() > 3);
}

TEST_CASE("answers may be written in several ways that mean the same") {
  const Json once = consult(plants(), {{"chewed", "no"}, {"days-since-water", 3}})["outcome"];
  CHECK(consult(plants(), {{"chewed", false}, {"days-since-water", "3"}})["outcome"] == once);
  CHECK(consult(plants(), {{"chewed", "no"}, {"days-since-water", 3.0}})["outcome"] == once);
  CHECK(consult(plants(), {{"signs", Json::array()}})["outcome"]["answers"]["signs"].empty());
  CHECK(consult(plants(), {{"signs", "webs"}})["outcome"] ==
        consult(plants(), {{"signs", {"webs"}}})["outcome"]);
  CHECK(consult(plants(), {{"soil", "rather-not-say"}})["outcome"]["answers"]["soil"] ==
        "rather-not-say");
}

TEST_CASE("every mistake of a request is told at once, each with its place and its cure") {
  const HttpReply reply =
      plants().answer(post_json("/v1/consult", Json{{"answers",
                                                     {{"sol", "dry"},
                                                      {"soil", "moits"},
                                                      {"days-since-water", 400},
                                                      {"spot", nullptr},
                                                      {"signs", {"webs", "wabs", {1}}},
                                                      {"a/b~c", 1}}},
                                                    {"came_for", {"water", "watr"}},
                                                    {"locale", "moon"},
                                                    {"ansers", 1}}));
  CHECK(reply.status == 422);
  CHECK(reply.type == "application/problem+json");
  CHECK(mistakes_in(reply) ==
        std::vector<std::string>{"/ansers unknown-member", "/answers/a~1b~0c unknown-question",
                                 "/answers/days-since-water does-not-fit",
                                 "/answers/signs/1 does-not-fit", "/answers/signs/2 wrong-type",
                                 "/answers/soil does-not-fit", "/answers/sol unknown-question",
                                 "/answers/spot wrong-type", "/came_for/1 unknown-topic",
                                 "/locale unknown-locale"});
  const Json json = json_of(reply);
  CHECK(json["status"] == 422);
  for (const Json& error : json["errors"]) {
    if (error["pointer"] == "/answers/sol") CHECK(error["help"] == "did you mean 'soil'?");
    if (error["pointer"] == "/ansers") CHECK(error["help"] == "did you mean 'answers'?");
    if (error["pointer"] == "/answers/soil") {
      CHECK_THAT(error["help"].get<std::string>(), Contains("did you mean 'moist'?"));
    }
  }
}

TEST_CASE("what can't be read says where it goes wrong") {
  const auto refused = [](const std::string& body, const std::string& mistake,
                          const std::string& detail = "") {
    const HttpReply reply = plants().answer(post("/v1/consult", body));
    INFO(reply.body);
    CHECK(reply.status == 400);
    CHECK(mistakes_in(reply) == std::vector{mistake});
    if (!detail.empty()) CHECK_THAT(reply.body, Contains(detail));
  };
  refused("", "- bad-json", "line 1, column 1");
  refused("{\"answers\":\n {\"soil\" \"dry\"}}", "- bad-json", "line 2, column 10");
  refused("{} {}", "- bad-json");
  refused("{\"answers\":{\"days-since-water\":1e999}}", "- bad-json");
  refused("{\"answers\":{\"soil\":\"\xff\"}}", "- not-utf-8", "line 1, column 21");
  refused("{\"answers\":{\"soil\":\"dry\",\"soil\":\"moist\"}}", "/answers/soil duplicate");
  refused(R"([[{"a":1,"a":2}]])", "/0/0/a duplicate");
  refused(std::string(30'000, '['), "- too-deep");
  std::string many = "[0";
  for (int i = 0; i < 5000; ++i) many += ",0";
  refused(many + "]", "- too-long");
}

TEST_CASE("JSON may stand as deep as is allowed, and no deeper") {
  CHECK(read_strict_json(std::string(deepest_json, '[') + std::string(deepest_json, ']')).value);
  CHECK_FALSE(
      read_strict_json(std::string(deepest_json + 1, '[') + std::string(deepest_json + 1, ']'))
          .value);
}

TEST_CASE("a body that is no object, or an answer that is too long, is a mistake like others") {
  CHECK(mistakes_in(plants().answer(post("/v1/consult", "[]"))) ==
        std::vector<std::string>{" wrong-type"});
  CHECK(mistakes_in(plants().answer(post("/v1/consult", R"({"answers":[1]})"))) ==
        std::vector<std::string>{"/answers wrong-type"});
  const HttpReply reply = plants().answer(post_json(
      "/v1/consult",
      Json{{"answers", {{std::string(5000, 'x'), 1}, {"soil", std::string(5000, 'y')}}}}));
  CHECK(mistakes_in(reply) ==
        std::vector<std::string>{"/answers too-long", "/answers/soil too-long"});
  CHECK(reply.body.size() < 1000);
}

TEST_CASE("no reply is much longer than what it answers, however much is wrong") {
  Json answers = Json::object();
  for (int i = 0; i < 1500; ++i) answers["q" + std::to_string(i)] = 1;
  const HttpReply reply = plants().answer(post_json("/v1/consult", Json{{"answers", answers}}));
  CHECK(reply.status == 422);
  CHECK(mistakes_in(reply).size() == 100);
}

TEST_CASE("a request that is not for JSON is refused in the same form") {
  const auto status = [](const HttpRequest& request) {
    const HttpReply reply = plants().answer(request);
    CHECK(reply.type == "application/problem+json");
    CHECK(json_of(reply)["status"] == reply.status);
    return reply.status;
  };
  HttpRequest form = post("/v1/consult", "{}");
  form.headers["content-type"] = "application/x-www-form-urlencoded";
  form.fields = {{"{}", ""}};  // as the server reads a form
  CHECK(status(form) == 415);
  form.fields.clear();
  form.headers["content-type"] = "application/json; charset=latin-1";
  CHECK(status(form) == 415);
  CHECK(status(post("/v1/consult", std::string(longest_body + 1, ' '))) == 413);
  CHECK(status(get("/v1/nothing")) == 404);
  CHECK(status(get("/v1/rules/nothing")) == 404);
  CHECK(status(get("/v1/rules/")) == 404);
  CHECK(status(with(get("/v1/rules"), "accept", "text/html")) == 406);
  CHECK(status(with(get("/v1/rules"), "accept", "*/*, application/json;q=0")) == 406);
  CHECK(status(get("/v1/rules", {{"local", "x"}})) == 400);
  CHECK(status(get("/v1/ask", {{"q", "a"}, {"q", "b"}})) == 400);
  CHECK(status(get("/v1/ask")) == 400);
  const HttpReply wrong_method = plants().answer(get("/v1/consult"));
  CHECK(wrong_method.status == 405);
  CHECK(wrong_method.header("Allow") == "POST, OPTIONS");
}

TEST_CASE("whatever takes JSON is given it") {
  for (const char* accept :
       {"", "*/*", "application/*", "text/html, application/json;q=0.5", "Application/JSON"}) {
    INFO(accept);
    CHECK(plants().answer(with(get("/v1/rules"), "accept", accept)).status == 200);
  }
  HttpRequest request = post("/v1/consult", "{}");
  request.headers["content-type"] = "Application/JSON; Charset=UTF-8";
  CHECK(plants().answer(request).status == 200);
}

TEST_CASE("a name that the pack lacks is answered with the nearest") {
  const Json json = json_of(gut().answer(get("/v1/concepts/leaky-gut-syndrom")));
  CHECK(json["errors"][0]["help"] == "did you mean 'leaky-gut-syndrome'?");
}

TEST_CASE("every item that is listed can be had by itself") {
  for (const char* name :
       {"advice", "concepts", "findings", "levels", "questions", "rules", "sources", "topics"}) {
    INFO(name);
    const std::string path = std::string("/v1/") + name;
    const Json list = json_of(plants().answer(get(path)));
    REQUIRE_FALSE(list[name].empty());
    for (const Json& item : list[name]) {
      const HttpReply one = plants().answer(get(path + "/" + item["id"].get<std::string>()));
      REQUIRE(one.status == 200);
      CHECK(json_of(one)["id"] == item["id"]);
    }
  }
  CHECK(json_of(gut().answer(get("/v1/locales")))["locales"].size() > 1);
}

TEST_CASE("what a client has already is not sent again") {
  const HttpReply first = gut().answer(get("/v1/sources"));
  const std::string tag(first.header("ETag"));
  CHECK(tag.starts_with('"'));
  CHECK_THAT(std::string(first.header("Cache-Control")), Contains("public"));
  for (const std::string& known : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const HttpReply again = gut().answer(with(get("/v1/sources"), "if-none-match", known));
    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(again.header("ETag") == tag);
  }
  CHECK(gut().answer(with(get("/v1/sources"), "if-none-match", "\"other\"")).status == 200);
}

TEST_CASE("no two things have the same tag") {
  const Json locales = json_of(gut().answer(get("/v1/locales")))["locales"];
  std::set<std::string> tags;
  const auto add = [&](const HttpRequest& request) {
    const HttpReply reply = gut().answer(request);
    REQUIRE(reply.status == 200);
    return tags.insert(std::string(reply.header("ETag"))).second;
  };
  CHECK(add(get("/v1/levels")));
  CHECK(add(get("/v1/levels", {{"locale", locales[1]["id"].get<std::string>()}})));
  CHECK(add(get("/v1/topics")));
  CHECK(add(get("/v1/concepts/leaky-gut-syndrome")));
  CHECK(add(get("/v1/concepts/nsaids")));
  CHECK(add(get("/openapi.json")));
  CHECK_FALSE(add(get("/v1/levels", {{"locale", locales[0]["id"].get<std::string>()}})));
}

TEST_CASE("nothing that rests on answers may be kept by anybody") {
  for (const HttpReply& reply :
       {plants().answer(post("/v1/consult", "{}")),
        plants().answer(post("/v1/explain", R"({"ask":"how"})")),
        plants().answer(get("/v1/ask", {{"q", "what is root rot"}})),
        plants().answer(post("/v1/ask", R"({"question":"what is root rot"})"))}) {
    INFO(reply.body);
    CHECK(reply.status == 200);
    CHECK(reply.header("Cache-Control").empty());  // the server says no-store then
    CHECK(reply.header("ETag").empty());
  }
}

TEST_CASE("who sends the same again is given the same, and the same words elsewhere mean another") {
  const HttpRequest request = post("/v1/consult", R"({"answers":{"soil":"soggy"}})");
  const std::string first = plants().answer(request).body;
  CHECK(plants().answer(request).body == first);
  HttpRequest elsewhere = request;
  elsewhere.path = "/v1/ask";
  CHECK(plants().answer(elsewhere).status == 422);
  CHECK(plants().answer(with(request, "accept", "text/html")).status == 406);
}

TEST_CASE("a pack that takes another's place is answered from at once") {
  PackShelf shelf(test::shelf_of_houseplants().pack());
  Site site(shelf, {});
  const HttpRequest request = post("/v1/consult", "{}");
  CHECK(json_of(site.answer(request))["outcome"]["pack"]["id"] == "houseplants");
  shelf.replace(test::shelf_of_gut_immune().pack());
  CHECK(json_of(site.answer(request))["outcome"]["pack"]["id"] == "gut-immune");
}

TEST_CASE("each of the five explanations is the engine's") {
  const Json answers = {{"soil", "soggy"}, {"roots", "brown"}, {"chewed", "no"}, {"burning", "no"}};
  const auto explain = [&](Json request) {
    request["answers"] = answers;
    const HttpReply reply = plants().answer(post_json("/v1/explain", request));
    INFO(reply.body);
    REQUIRE(reply.status == 200);
    const Json json = json_of(reply);
    CHECK(json["ask"] == request["ask"]);
    return json["answer"];
  };
  Consultation visit(test::houseplants());
  for (const auto& [id, word] : answers.items()) {
    REQUIRE_FALSE(visit.answer(QuestionId(id), {word.get<std::string>()}));
  }
  const FindingId rot("rot-signs"), mites("mite-signs");
  CHECK(explain({{"ask", "how"}, {"finding", "rot-signs"}})["proof"] == to_json(*how(visit, rot)));
  CHECK(explain({{"ask", "how"}})["proof"] == to_json(how_triage(visit)));
  CHECK(explain({{"ask", "how"}, {"finding", "mite-signs"}})["holds"] == false);
  CHECK(explain({{"ask", "how"}, {"advice", "airy-soil"}})["holds"] == true);
  CHECK(explain({{"ask", "why"}, {"question", "signs"}}) ==
        to_json(why(visit, QuestionId("signs"))));
  CHECK(explain({{"ask", "why-not"}, {"finding", "mite-signs"}}) == to_json(why_not(visit, mites)));
  CHECK(explain({{"ask", "why-not"}, {"rule", "plant-chewed"}})["attempts"].size() == 1);
  CHECK(explain({{"ask", "what-if"}, {"changes", {{"roots", nullptr}, {"soil", "dry"}}}}) ==
        to_json(what_if(visit, {{QuestionId("roots"), std::nullopt},
                                {QuestionId("soil"), Reply{{}, {OptionId("dry")}, 0}}})));
  CHECK(explain({{"ask", "what-matters"}, {"finding", "rot-signs"}}) ==
        to_json(visit.knowledge(), what_matters(visit, rot)));
}

TEST_CASE("an explanation that is not asked for properly is not guessed") {
  const auto mistakes = [](const Json& request) {
    const HttpReply reply = plants().answer(post_json("/v1/explain", request));
    CHECK(reply.status == 422);
    return mistakes_in(reply);
  };
  using Mistakes = std::vector<std::string>;
  CHECK(mistakes(Json::object()) == Mistakes{" missing"});
  CHECK(mistakes({{"ask", "whence"}}) == Mistakes{"/ask unknown-ask"});
  CHECK(mistakes({{"ask", "why"}}) == Mistakes{" missing"});
  CHECK(mistakes({{"ask", "why"}, {"question", "sol"}}) == Mistakes{"/question unknown-question"});
  CHECK(mistakes({{"ask", "why-not"}}) == Mistakes{" one-of"});
  CHECK(mistakes({{"ask", "how"}, {"finding", "rot-signs"}, {"advice", "airy-soil"}}) ==
        Mistakes{" one-of"});
  CHECK(mistakes({{"ask", "how"}, {"question", "soil"}}) == Mistakes{"/question unknown-member"});
  CHECK(mistakes({{"ask", "what-if"}, {"changes", {{"soil", "wet"}}}}) ==
        Mistakes{"/changes/soil does-not-fit"});
  CHECK(mistakes({{"ask", "why-not"}, {"rule", "plant-chewd"}}) == Mistakes{"/rule unknown-rule"});
}

TEST_CASE("a question can follow up another") {
  const std::string first = "can ibuprofen damage the gut lining?", then = "and alcohol?";
  const auto ask = [](const Json& request) {
    return json_of(gut().answer(post_json("/v1/ask", request)));
  };
  const Json whole = ask({{"question", "can alcohol damage the gut lining?"}});
  CHECK(ask({{"question", then}, {"before", Json::array({first})}}) == whole);
  CHECK(ask({{"question", then}, {"before", Json::array({first, "and stress?"})}}) == whole);
  CHECK(ask({{"question", then}}) != whole);
  CHECK(json_of(gut().answer(get("/v1/ask", {{"q", first}}))) == ask({{"question", first}}));
}

TEST_CASE("a question of odd characters is answered like any other") {
  for (const std::string& words :
       {std::string("\0gut\0", 5), std::string("\x01\x02 ibuprofen"), std::string("\" OR 1=1 --"),
        std::string(1000, 'x'), std::string("🦠 gut?")}) {
    CHECK(gut().answer(post_json("/v1/ask", Json{{"question", words}})).status == 200);
  }
  CHECK(
      mistakes_in(gut().answer(post_json("/v1/ask", Json{{"question", std::string(1001, 'x')}}))) ==
      std::vector<std::string>{"/question too-long"});
  CHECK(mistakes_in(gut().answer(post_json("/v1/ask", Json{{"question", " "}}))) ==
        std::vector<std::string>{"/question missing"});
}

TEST_CASE("texts speak the locale that a request names") {
  const Json locales = json_of(gut().answer(get("/v1/locales")))["locales"];
  const auto second = locales[1]["id"].get<std::string>();
  const Json here = json_of(gut().answer(post("/v1/consult", "{}")));
  const Json there = json_of(gut().answer(post_json("/v1/consult", Json{{"locale", second}})));
  CHECK(here["locale"] == locales[0]["id"]);
  CHECK(there["locale"] == second);
  CHECK(json_of(gut().answer(get("/v1/levels")))["levels"] !=
        json_of(gut().answer(get("/v1/levels", {{"locale", second}})))["levels"]);
}

TEST_CASE("pages of other origins may use the interface only when the operator named them") {
  SiteOptions options;
  options.api_origins = {"https://clinic.example"};
  Site open(test::shelf_of_houseplants(), options);
  const std::string allow = "Access-Control-Allow-Origin";
  const auto asked_from = [](const char* origin) {
    return with(get("/v1/topics"), "origin", origin);
  };
  CHECK(plants().answer(asked_from("https://clinic.example")).header(allow).empty());
  CHECK(open.answer(asked_from("https://clinic.example")).header(allow) ==
        "https://clinic.example");
  CHECK(open.answer(asked_from("https://clinic.example")).header("Vary") == "Origin");
  for (const char* other : {"https://clinic.example.evil", "https://CLINIC.example", "null", ""}) {
    CHECK(open.answer(asked_from(other)).header(allow).empty());
    CHECK(open.answer(asked_from(other)).header("Vary") == "Origin");
  }
  CHECK(open.answer(asked_from("https://clinic.example"))
            .header("Access-Control-Allow-Credentials")
            .empty());
}

TEST_CASE("a browser that asks beforehand is told what it may do, from where it may") {
  SiteOptions options;
  options.api_origins = {"https://clinic.example"};
  Site open(test::shelf_of_houseplants(), options);
  HttpRequest before = get("/v1/consult");
  before.method = "OPTIONS";
  before.headers["access-control-request-method"] = "POST";
  before.headers["origin"] = "https://clinic.example";
  HttpReply reply = open.answer(before);
  CHECK(reply.status == 204);
  CHECK(reply.header("Allow") == "POST, OPTIONS");
  CHECK(reply.header("Access-Control-Allow-Methods") == "POST, OPTIONS");
  CHECK_THAT(std::string(reply.header("Access-Control-Allow-Headers")), Contains("content-type"));
  before.headers["origin"] = "https://evil.example";
  reply = open.answer(before);
  CHECK(reply.header("Access-Control-Allow-Methods").empty());
  CHECK(reply.header("Access-Control-Allow-Origin").empty());
}

TEST_CASE("the service tells how it is and what it serves") {
  CHECK(json_of(plants().answer(get("/healthz"))) == Json{{"status", "ok"}});
  const Json version = json_of(plants().answer(get("/version")));
  CHECK(version["pack"]["id"] == "houseplants");
  CHECK(version["pack"]["hash"].get<std::string>().size() == 64);
}

TEST_CASE("metrics count requests by their shape, and hold nothing that anybody sent") {
  Site site(test::shelf_of_houseplants(), {});
  site.answer(get("/v1/questions/soil"));
  site.answer(get("/v1/questions/secret-name"));
  site.answer(get("/v1/questions/other-name"));
  site.answer(post("/v1/consult", R"({"answers":{"soil":"soggy","secret-key":1}})"));
  site.answer(get("/v/0123456789abcdefghijkl/result"));
  site.answer(get("/somewhere/else"));
  site.refused();
  const HttpReply reply = site.answer(get("/metrics"));
  CHECK(reply.type == "text/plain; version=0.0.4; charset=utf-8");
  const std::string& text = reply.body;
  CHECK_THAT(text,
             Contains("peyer_requests_total{route=\"/v1/questions/{id}\",status=\"2xx\"} 1\n"));
  CHECK_THAT(text,
             Contains("peyer_requests_total{route=\"/v1/questions/{id}\",status=\"4xx\"} 2\n"));
  CHECK_THAT(text,
             Contains("peyer_requests_total{route=\"/v/{visit}/result\",status=\"4xx\"} 1\n"));
  CHECK_THAT(text, Contains("route=\"other\",status=\"4xx\"} 1\n"));
  CHECK_THAT(text, Contains("_bucket{route=\"/v1/questions/{id}\",le=\"+Inf\"} 3\n"));
  CHECK_THAT(text, Contains("peyer_request_seconds_count{route=\"/v1/questions/{id}\"} 3\n"));
  CHECK_THAT(text, Contains("peyer_refused_total 1\n"));
  CHECK_THAT(text, Contains("peyer_journeys 0\n"));
  CHECK_THAT(text, Contains("pack=\"houseplants\""));
  for (const char* sent : {"secret", "soil", "soggy", "0123456789", "somewhere"}) {
    CHECK_THAT(text, !Contains(sent));
  }
}

TEST_CASE("many who ask at once are answered as if each were alone") {
  constexpr unsigned threads = 8;
  const auto check = [](const PackShelf& shelf, unsigned visits) {
    const KnowledgeBase& base = shelf.pack()->knowledge();
    Site alone(shelf, {}), together(shelf, {});  // neither has the other's replies
    std::vector<HttpRequest> requests;
    std::vector<std::string> expected;
    for (unsigned i = 0; i < threads * visits; ++i) {
      std::mt19937 random(i);
      const Json answers = answers_to_json(base, test::random_answers(base, random, 0.3));
      requests.push_back(post_json("/v1/consult", Json{{"answers", answers}}));
      expected.push_back(alone.answer(requests.back()).body);
    }
    std::vector<std::string> replies(requests.size());
    std::vector<std::thread> running;
    for (unsigned t = 0; t < threads; ++t) {
      running.emplace_back([&, t] {
        for (unsigned i = t; i < requests.size(); i += threads) {
          replies[i] = together.answer(requests[i]).body;
        }
      });
    }
    for (std::thread& thread : running) thread.join();
    CHECK(replies == expected);
  };
  check(test::shelf_of_houseplants(), 12);
  check(test::shelf_of_gut_immune(), 1);
}
