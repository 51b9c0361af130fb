#include "cli/workbench/found_scenario.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "../engine/support.h"
#include "knowledge/loader.h"

using namespace peyer;

namespace {

const char* const plants = R"(
questions:
  - {id: age, topic: one, ask: How old, why: w, kind: number, min: 0, max: 120, unit: years, units: {months: 12}}
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: d, topic: two, ask: Which, why: w, kind: many, options: {ex: Ex, zed: Zed}}
findings: [{id: f, title: F, topics: [one], say: s}]
rules:
  - {id: r, when: {all: [a is yes, d include ex, age < 2]}, then: {finding: f}, say: s, grade: strong, cite: [src]}
)";

Scenario some_scenario() {
  Scenario scenario;
  scenario.name = "a \"quoted\" name: with a colon";
  scenario.story = "As told.";
  scenario.came_for = {{TopicId("one"), {}}};
  const auto give = [](const char* id, Reply reply) {
    return std::pair(Located<QuestionId>{QuestionId(id), {}}, Located<Reply>{std::move(reply), {}});
  };
  scenario.given = {give("age", {Reply::Status::given, {}, 0.25}),
                    give("a", {Reply::Status::not_sure, {}, 0}), give("d", {})};
  scenario.expect.triage = Located<LevelId>{LevelId("soon"), {}};
  scenario.expect.concludes_not = {{FindingId("f"), {}}};
  WhatIf what_if;
  what_if.change = {give("d", {Reply::Status::given, {OptionId("ex"), OptionId("zed")}, 0})};
  what_if.expect.triage = Located<LevelId>{LevelId("soon"), {}};
  scenario.what_if = {what_if};
  return scenario;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a found scenario is read back as it was written") {
  const auto engine = test::engine_of(plants);
  const Scenario written = some_scenario();
  const std::string text = scenario_file(engine->knowledge(), written, "Found.");
  CAPTURE(text);
  const auto again = test::engine_of(plants + text);
  REQUIRE(again->knowledge().scenarios.size() == 1);
  const Scenario& read = again->knowledge().scenarios.front();
  CHECK(read.name == written.name);
  CHECK(read.came_for.front().value == written.came_for.front().value);
  REQUIRE(read.given.size() == written.given.size());
  for (std::size_t i = 0; i < read.given.size(); ++i) {
    CHECK(read.given[i].first.value == written.given[i].first.value);
    CHECK(read.given[i].second.value == written.given[i].second.value);
  }
  CHECK(read.expect.triage->value == LevelId("soon"));
  CHECK(read.expect.concludes_not.size() == 1);
  REQUIRE(read.what_if.size() == 1);
  CHECK(read.what_if[0].change[0].second.value == written.what_if[0].change[0].second.value);
}

TEST_CASE("a found scenario never overwrites another file, and is not saved twice") {
  const auto engine = test::engine_of(plants);
  const auto folder = std::filesystem::temp_directory_path() / "peyer-found-scenario-test";
  std::filesystem::remove_all(folder);
  const auto save = [&](const Scenario& scenario) {
    return save_scenario(folder / "found", "flag/never-lowers", engine->knowledge(), scenario,
                         "F.");
  };
  Scenario scenario = some_scenario();
  const auto first = save(scenario);
  CHECK(first.filename() == "flag-never-lowers.yaml");
  const std::string before = text_of(first);
  CHECK(save(scenario) == first);
  scenario.given.pop_back();
  const auto second = save(scenario);
  CHECK(second.filename() == "flag-never-lowers-2.yaml");
  CHECK(text_of(first) == before);
  CHECK(text_of(second).find("colon (2)") != std::string::npos);
  const auto files = std::filesystem::directory_iterator(folder / "found");
  CHECK(std::distance(begin(files), end(files)) == 2);
  std::filesystem::remove_all(folder);
}
