#include "cli/workbench/check_report.h"

#include <catch2/catch.hpp>
#include <regex>

#include "../knowledge/support.h"
#include "cli/workbench/diagnostic_pages.h"

using namespace peyer;

namespace {

Diagnostics of(const std::string& text) {
  return testing::load_with_base(text).diagnostics;
}

}  // namespace

TEST_CASE("a diagnostic in JSON says where it is and how it can be mended") {
  const Json json = diagnostics_to_json(of("topics:\n  - {id: sleep, titel: Sleep}\n"));
  CHECK(json["errors"] == 1);
  CHECK(json["warnings"] == 0);
  const Json& one = json["diagnostics"][0];
  CHECK(one["code"] == "K013");
  CHECK(one["severity"] == "error");
  CHECK(one["file"] == "knowledge.yaml");
  CHECK(one["line"] == 2);
  CHECK(one["column"] == 17);
  CHECK(one["length"] == 5);
  CHECK(one["fix"][0]["text"] == "title");
}

TEST_CASE("no diagnostics are an empty list, not nothing") {
  CHECK(diagnostics_to_json({}).dump() == R"({"errors":0,"warnings":0,"diagnostics":[]})");
  CHECK(diagnostics_to_sarif({}, "1.0.0")["runs"][0]["results"] == Json::array());
}

// The schema of SARIF can't be had offline: what hosts of code read of it is checked by hand.
TEST_CASE("SARIF has what code hosts read: rules, levels, regions in code points, fixes") {
  const Diagnostics diagnostics = of("topics:\n  - {title: \"Schön\", id: sleep, titel: Sleep}\n");
  const Json sarif = diagnostics_to_sarif(diagnostics, "0.1.0");
  CHECK(sarif["version"] == "2.1.0");
  REQUIRE(sarif["runs"].size() == 1);
  const Json& run = sarif["runs"][0];
  CHECK(run["columnKind"] == "unicodeCodePoints");
  const Json& driver = run["tool"]["driver"];
  CHECK(driver["name"] == "peyer");
  CHECK(driver["version"] == "0.1.0");
  CHECK(driver["rules"].size() == diagnostic_pages().size());
  REQUIRE(run["results"].size() == diagnostics.size());
  const Json& result = run["results"][0];
  CHECK(result["level"] == "error");
  CHECK(driver["rules"][result["ruleIndex"].get<std::size_t>()]["id"] == result["ruleId"]);
  CHECK_FALSE(result["message"]["text"].get<std::string>().empty());
  const Json& place = result["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "knowledge.yaml");
  // "titel" begins behind an ö, which is two bytes
  CHECK(place["region"].dump() == R"({"startLine":2,"startColumn":33,"endColumn":38})");
}

TEST_CASE("a fix in SARIF names what is taken out and what is put in") {
  const Json sarif = diagnostics_to_sarif(of("topics:\n  - {id: sleep, titel: Sleep}\n"), "0.1.0");
  const Json& fix = sarif["runs"][0]["results"][0]["fixes"][0];
  CHECK_FALSE(fix["description"]["text"].get<std::string>().empty());
  const Json& change = fix["artifactChanges"][0];
  CHECK(change["artifactLocation"]["uri"] == "knowledge.yaml");
  CHECK(change["replacements"][0]["insertedContent"]["text"] == "title");
  CHECK(change["replacements"][0]["deletedRegion"]["startColumn"] == 17);
}

TEST_CASE("every case of the checker becomes JSON and SARIF that can be written") {
  const std::regex address("[A-Za-z0-9._~/%-]+");
  for (const auto& folder : testing::case_folders()) {
    INFO(folder);
    const Diagnostics diagnostics = load(testing::case_files(folder)).diagnostics;
    const auto replace = Json::error_handler_t::replace;
    CHECK_FALSE(diagnostics_to_json(diagnostics).dump(-1, ' ', false, replace).empty());
    const Json sarif = diagnostics_to_sarif(diagnostics, "0.1.0");
    CHECK_FALSE(sarif.dump(-1, ' ', false, replace).empty());
    for (const Json& result : sarif["runs"][0]["results"]) {
      for (const Json& place : result.value("locations", Json::array())) {
        CHECK(std::regex_match(
            place["physicalLocation"]["artifactLocation"]["uri"].get<std::string>(), address));
        const Json& region = place["physicalLocation"].value("region", Json::object());
        if (region.empty()) continue;
        CHECK(region["startColumn"] >= 1);
        CHECK(region["endColumn"] >= region["startColumn"]);
      }
    }
  }
}
