#include "cli/workbench/diagnostic_pages.h"

#include <catch2/catch.hpp>
#include <set>

#include "knowledge/never_list.h"
#include "knowledge/readability.h"

using namespace peyer;

TEST_CASE("a page is found however its code is typed") {
  for (const char* typed : {"K012", "k012", "K12", "k12", "12", "012"}) {
    INFO(typed);
    const DiagnosticPage* page = diagnostic_page(typed);
    REQUIRE(page != nullptr);
    CHECK(page->code == "K012");
    CHECK(page->title == "unknown name");
  }
  for (const char* typed : {"", "K", "K999", "K0012", "12a", "unknown", "99999999999999999999"}) {
    INFO(typed);
    CHECK(diagnostic_page(typed) == nullptr);
  }
}

TEST_CASE("an unknown code gets the nearest, words get the titles that hold them") {
  CHECK(nearest_pages("K019x").front()->code == "K019");
  CHECK(nearest_pages("K069").front()->code == "K066");
  CHECK(nearest_pages("TAB").front()->code == "K004");
  for (const char* typed : {"", "zzz", "K999"}) CHECK(nearest_pages(typed).size() == 3);
}

TEST_CASE("every page says why it matters and how to cure it, in plain words") {
  std::set<std::string> titles;
  for (const DiagnosticPage& page : diagnostic_pages()) {
    INFO(page.code);
    const std::string why = section_of(page, "Why it matters");
    CHECK_FALSE(why.empty());
    CHECK_FALSE(section_of(page, "Cure").empty());
    CHECK(readability(why).longest_sentence <= 30);
    CHECK(titles.insert(page.title).second);
  }
  CHECK(titles.size() > 60);
}
