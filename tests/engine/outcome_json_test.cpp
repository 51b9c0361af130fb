// The JSON outcome keeps the contract of docs/outcome.schema.json.
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>

#include "engine/to_json.h"
#include "support.h"

using namespace peyer;

namespace {

Consultation random_visit(const Engine& engine, unsigned seed, double share) {
  std::mt19937 random(seed);
  Consultation visit(engine);
  for (const auto& [question, reply] :
       test::random_answers(engine.knowledge(), random, share).replies) {
    visit.answer(question, reply);
  }
  return visit;
}

void collect_proof_sources(const Json& proof, std::set<std::string>& sources) {
  for (const Json& source : proof["sources"]) sources.insert(source.get<std::string>());
  for (const Json& child : proof["because"]) collect_proof_sources(child, sources);
}

}  // namespace

TEST_CASE("outcomes of random visits keep the published schema") {
  const std::string folder = PEYER_BINARY_DIR;
  const std::string data = folder + "/outcomes.json";
  Json outcomes = Json::array();
  for (unsigned seed = 0; seed < 12; ++seed) {
    outcomes.push_back(outcome_to_json(random_visit(test::houseplants(), seed, 0.6)));
    outcomes.push_back(outcome_to_json(random_visit(test::gut_immune(), seed, 0.5)));
  }
  outcomes.push_back(outcome_to_json(Consultation(test::gut_immune())));
  std::ofstream(data) << outcomes;
  const std::string command = "python3 " PEYER_SOURCE_DIR
                              "/tests/validate_json.py " PEYER_SOURCE_DIR
                              "/docs/outcome.schema.json " +
                              data;
  CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("every source that an outcome cites is given in full, each once") {
  for (unsigned seed = 0; seed < 12; ++seed) {
    const Json json = outcome_to_json(random_visit(test::gut_immune(), seed, 0.5));
    std::set<std::string> cited;
    for (const Json& conclusion : json["conclusions"]) {
      collect_proof_sources(conclusion["proof"], cited);
      CHECK_FALSE(conclusion["sources"].empty());
    }
    for (const Json& advice : json["advice"]) collect_proof_sources(advice["proof"], cited);
    std::set<std::string> listed;
    for (const Json& source : json["sources"]) {
      CHECK(listed.insert(source["id"].get<std::string>()).second);
      CHECK_FALSE(source["citation"].get<std::string>().empty());
    }
    for (const std::string& id : cited) CHECK(listed.contains(id));
  }
}

TEST_CASE("an outcome in JSON says what the outcome says") {
  Consultation visit(test::houseplants());
  for (const char* sign : {"chewed", "burning"}) {
    REQUIRE_FALSE(visit.answer(QuestionId(sign), {"no"}));
  }
  REQUIRE_FALSE(visit.answer(QuestionId("signs"), {"webs"}));
  const Json json = outcome_to_json(visit);
  CHECK(json["triage"]["level"] == "keep-watching");
  CHECK(json["every_red_flag_answered"] == true);
  REQUIRE(json["conclusions"].size() == 1);
  CHECK(json["conclusions"][0]["finding"] == "mite-signs");
  CHECK(json["conclusions"][0]["grade"] == "moderate");
  CHECK(json["conclusions"][0]["text"] == "Fine webs on a plant fit spider mites.");
  CHECK(json["conclusions"][0]["sources"] == Json::array({"isu-mites"}));
  CHECK(json["answers"]["signs"] == Json::array({"webs"}));
  CHECK(json["next"]["questions"][0]["id"] == "plant-kind");
  CHECK(json["pack"]["id"] == "houseplants");
  CHECK(json["notice"] == test::houseplants().knowledge().pack.notice);
}

TEST_CASE("what a pack holds is counted") {
  const Json info = info_to_json(test::houseplants().knowledge());
  CHECK(info["name"] == test::houseplants().knowledge().pack.title);
  CHECK(info["hash"].get<std::string>().size() == 64);
  CHECK(info["questions"] == 8);
  CHECK(info["red_flags"] == 2);
  CHECK(info["links"] == 4);
}
