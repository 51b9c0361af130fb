// The interface keeps to its description, web/openapi.json: nothing undescribed is answered, and
// whatever is answered is as described.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <random>
#include <set>

#include "../engine/support.h"
#include "api_support.h"
#include "web/api.h"
#include "web/openapi.h"
#include "web/routes.h"

using namespace peyer;
using test::get;
using test::json_of;
using test::post;
using test::post_json;

namespace {

// Asks a site, and notes what was asked and answered.
class Recorder {
 public:
  explicit Recorder(const PackShelf& shelf) : site_(shelf, {}) {}

  HttpReply ask(const HttpRequest& request) {
    HttpReply reply = site_.answer(request);
    Json exchange = {{"method", request.method}, {"path", shape_of(request.path)},
                     {"status", reply.status},   {"type", reply.type},
                     {"request", nullptr},       {"reply", nullptr}};
    if (Json::accept(request.body)) exchange["request"] = Json::parse(request.body);
    if (Json::accept(reply.body)) exchange["reply"] = Json::parse(reply.body);
    exchanges_.push_back(std::move(exchange));
    return reply;
  }

  const Json& exchanges() const { return exchanges_; }

 private:
  static std::string shape_of(const std::string& path) {
    for (const Api::Operation& operation : Api::operations()) {
      if (match_route(operation.path, path)) return operation.path;
    }
    return path;
  }

  Site site_;
  Json exchanges_ = Json::array();
};

void ask_for_knowledge(Recorder& site, std::size_t most) {
  for (const Api::Operation& operation : Api::operations()) {
    const std::size_t name = operation.path.find("/{id}");
    if (name == std::string::npos) continue;
    const std::string path = operation.path.substr(0, name);
    const HttpReply list = site.ask(get(path));
    const Json items = json_of(list)[path.substr(path.rfind('/') + 1)];
    for (std::size_t i = 0; i < items.size() && i < most; ++i) {
      site.ask(get(path + "/" + items[i]["id"].get<std::string>()));
    }
    site.ask(get(path + "/nothing-of-this-name"));
    site.ask(get(path, {{"wrong", ""}}));
    HttpRequest again = get(path);
    again.headers["if-none-match"] = list.header("ETag");
    CHECK(site.ask(again).status == 304);
    again.headers["accept"] = "text/html";
    CHECK(site.ask(again).status == 406);
  }
}

void ask_about_visits(Recorder& site, const KnowledgeBase& base, unsigned visits) {
  for (unsigned seed = 0; seed < visits; ++seed) {
    std::mt19937 random(seed);
    Json answers = Json::object();
    for (const auto& [id, reply] : test::random_answers(base, random, 0.4).replies) {
      answers[id.str()] = reply_to_json(*find_by_id(base.questions, id), reply);
    }
    const Json outcome =
        json_of(site.ask(post_json("/v1/consult", Json{{"answers", answers}})))["outcome"];
    const auto explain = [&](const char* what, Json about) {
      about["ask"] = what;
      about["answers"] = answers;
      CHECK(site.ask(post_json("/v1/explain", about)).status == 200);
    };
    const auto finding = [&](const FindingId& id) { return Json{{"finding", id.str()}}; };
    explain("how", Json::object());
    explain("how", finding(base.findings[seed % base.findings.size()].id));
    if (!outcome["advice"].empty()) {
      explain("how", {{"advice", outcome["advice"][0]["advice"]}});
      explain("what-matters", {{"advice", outcome["advice"][0]["advice"]}});
    }
    for (std::size_t i = seed; i < base.findings.size(); i += 5) {
      explain("why-not", finding(base.findings[i].id));
    }
    for (const Json& one : outcome["conclusions"]) {
      explain("how", {{"finding", one["finding"]}});
    }
    explain("why", {{"question", base.questions[seed % base.questions.size()].id.str()}});
    explain("why-not", {{"rule", base.red_flags.front().id.str()}});
    explain("what-if", {{"changes", {{base.questions.front().id.str(), nullptr}}}});
    explain("what-if", {{"changes", {{base.questions.front().id.str(), "not-sure"}}}});
  }
}

void ask_questions(Recorder& site) {
  for (const char* words :
       {"can ibuprofen damage the gut lining?", "what is a leaky gut?", "does garlic cure it?",
        "I am vomiting blood", "should I stop my medicine?", "what helps the gut lining?",
        "is wheat the same as gluten?", "and?", "zzz"}) {
    CHECK(site.ask(post_json("/v1/ask", Json{{"question", words}})).status == 200);
    CHECK(site.ask(get("/v1/ask", {{"q", words}})).status == 200);
  }
}

void ask_wrongly(Recorder& site) {
  for (const char* path : {"/v1/consult", "/v1/explain", "/v1/ask"}) {
    CHECK(site.ask(post(path, "{")).status == 400);
    CHECK(site.ask(post(path, R"({"a":1,"a":2})")).status == 400);
    CHECK(site.ask(post(path, "[]")).status == 422);
    CHECK(site.ask(post(path, R"({"answers":{"x":1},"locale":"x","nonsense":1})")).status == 422);
    CHECK(site.ask(post(path, std::string(longest_body + 1, ' '))).status == 413);
    HttpRequest request = post(path, "{}");
    request.headers["accept"] = "text/html";
    CHECK(site.ask(request).status == 406);
    request.headers["content-type"] = "text/plain";
    request.headers["accept"] = "*/*";
    CHECK(site.ask(request).status == 415);
  }
  CHECK(site.ask(get("/v1/ask", {{"q", ""}})).status == 400);
}

}  // namespace

TEST_CASE("whatever is asked and answered is as the interface's description has it") {
  Recorder plants(test::shelf_of_houseplants()), gut(test::shelf_of_gut_immune());
  ask_for_knowledge(plants, 100);
  ask_for_knowledge(gut, 3);
  ask_about_visits(plants, test::shelf_of_houseplants().pack()->knowledge(), 4);
  ask_about_visits(gut, test::shelf_of_gut_immune().pack()->knowledge(), 2);
  ask_questions(gut);
  ask_wrongly(plants);
  for (const char* path : {"/healthz", "/version", "/metrics", "/openapi.json"}) {
    CHECK(plants.ask(get(path)).status == 200);
    CHECK(plants.ask(get(path, {{"wrong", ""}})).status == 400);
  }
  Json all = plants.exchanges();
  all.insert(all.end(), gut.exchanges().begin(), gut.exchanges().end());
  const std::string folder = PEYER_BINARY_DIR;
  std::ofstream(folder + "/openapi.json") << openapi();
  std::ofstream(folder + "/exchanges.json") << all;
  const std::string command = "python3 " PEYER_SOURCE_DIR "/tests/web/check_exchanges.py " +
                              folder + "/openapi.json " + folder + "/exchanges.json";
  CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("the description has what is answered, and nothing else") {
  std::set<std::string> described, answered;
  for (const auto& [path, operations] : openapi()["paths"].items()) {
    for (const auto& [method, operation] : operations.items()) described.insert(path + method);
  }
  for (const Api::Operation& one : Api::operations()) {
    answered.insert(one.path + (one.method == "GET" ? "get" : "post"));
  }
  CHECK(described == answered);
  const std::set<std::string> routes(site_routes().begin(), site_routes().end());
  for (const Api::Operation& one : Api::operations()) CHECK(routes.contains(one.path));
}
