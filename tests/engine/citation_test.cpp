#include "engine/citation.h"

#include <catch2/catch.hpp>

using namespace peyer;

TEST_CASE("a journal article is cited with all that its record has") {
  Source source;
  source.authors = "Camilleri M";
  source.title = "Leaky gut: mechanisms, measurement and clinical implications in humans";
  source.journal = "Gut";
  source.year = 2019;
  source.volume = "68";
  source.issue = "8";
  source.pages = "1516-1526";
  source.doi = "10.1136/gutjnl-2019-318427";
  CHECK(citation(source) ==
        "Camilleri M. Leaky gut: mechanisms, measurement and clinical implications in humans. Gut "
        "2019;68(8):1516-1526. https://doi.org/10.1136/gutjnl-2019-318427");
}

TEST_CASE("a guideline is cited by its body, and what is not known is left out") {
  Source source;
  source.body = "NICE";
  source.title = "Coeliac disease: recognition, assessment and management";
  source.code = "NG20";
  source.year = 2015;
  CHECK(citation(source) ==
        "NICE. Coeliac disease: recognition, assessment and management. NG20. 2015.");
  source.year.reset();
  CHECK(citation(source) == "NICE. Coeliac disease: recognition, assessment and management. NG20.");
}

TEST_CASE("pages without a volume follow the year") {
  Source source;
  source.body = "Somebody";
  source.title = "A review";
  source.journal = "A Journal";
  source.year = 2012;
  source.pages = "CD005205";
  CHECK(citation(source) == "Somebody. A review. A Journal 2012:CD005205.");
}

TEST_CASE("a title that asks keeps its question mark") {
  Source source;
  source.body = "Somebody";
  source.title = "Is it so?";
  source.url = "https://example.org/a";
  CHECK(citation(source) == "Somebody. Is it so? https://example.org/a");
}
