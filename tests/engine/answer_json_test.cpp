// The JSON answer keeps the contract of docs/answer.schema.json.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>

#include "engine/to_json.h"
#include "support.h"

using namespace peyer;

namespace {

const char* const questions[] = {"can ibuprofen make my gut leaky?",
                                 "what is zonulin",
                                 "what causes a leaky gut",
                                 "what does smoking do",
                                 "what helps ibs",
                                 "food allergy or intolerance, the same?",
                                 "is eczema autoimmune",
                                 "are igg food tests worth it",
                                 "should i eat more fibre",
                                 "blood in my poo, is it leaky gut?",
                                 "do i have coeliac disease",
                                 "should i stop my ibuprofen",
                                 "is it bad for me",
                                 "who won the world cup",
                                 "does zinc cure psoriasis",
                                 ""};

Json json_of(const std::string& question) {
  return answer_to_json(test::gut_immune().knowledge(), ask(test::gut_immune(), question));
}

}  // namespace

TEST_CASE("answers of every kind keep the published schema") {
  const std::string data = std::string(PEYER_BINARY_DIR) + "/answers.json";
  Json answers = Json::array();
  for (const char* question : questions) answers.push_back(json_of(question));
  std::ofstream(data) << answers;
  const std::string command = "python3 " PEYER_SOURCE_DIR
                              "/tests/validate_json.py " PEYER_SOURCE_DIR
                              "/docs/answer.schema.json " +
                              data;
  CHECK(std::system(command.c_str()) == 0);
}

TEST_CASE("every number that a step cites is given in full") {
  for (const char* question : questions) {
    const Json json = json_of(question);
    for (const Json& step : json["chain"]) {
      CHECK_FALSE(step["citations"].empty());
      for (const Json& number : step["citations"]) {
        const Json& source = json["citations"].at(number.get<std::size_t>() - 1);
        CHECK(source["number"] == number);
      }
    }
  }
}

TEST_CASE("an answer in JSON says what was asked, how sure it is and where it comes from") {
  const Json json = json_of("can ibuprofen make my gut leaky?");
  CHECK(json["kind"] == "effect");
  CHECK(json["concepts"][0] == "nsaids");
  CHECK(json["grade"] == "strong");
  CHECK(json["triage"].is_null());
  CHECK(json["chain"].size() == 2);
  CHECK(json["notice"] == test::gut_immune().knowledge().pack.notice);
}
