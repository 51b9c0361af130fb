#include "knowledge/diagnostic.h"

#include <catch2/catch.hpp>

#include "support.h"

namespace peyer::testing {
namespace {

Diagnostic at(const std::string& text, int line, int column, int length) {
  return {Severity::error, "K012", "unknown question 'nsaid-us'", "did you mean 'nsaid-use'?",
          Location{file("rules.yaml", text), line, column, length}};
}

}  // namespace

TEST_CASE("a diagnostic shows the line, a caret and the cure", "[diagnostic]") {
  const std::string text = std::string(13, '\n') + "      - nsaid-us is daily\n";
  CHECK(render(at(text, 14, 9, 8)) ==
        "rules.yaml:14:9: error[K012]: unknown question 'nsaid-us'\n"
        "  14 |       - nsaid-us is daily\n"
        "     |         ^~~~~~~~\n"
        "help: did you mean 'nsaid-use'?\n");
}

TEST_CASE("without a length the caret stands alone, at the end of a line too", "[diagnostic]") {
  CHECK(render(at("abc", 1, 4, 0)) ==
        "rules.yaml:1:4: error[K012]: unknown question 'nsaid-us'\n"
        "  1 | abc\n"
        "    |    ^\n"
        "help: did you mean 'nsaid-use'?\n");
}

TEST_CASE("tabs, accents, combining marks and wide letters keep the caret in place",
          "[diagnostic]") {
  Diagnostic diagnostic = at("\té e\u0301 睡: x", 1, 12, 1);
  diagnostic.help.clear();
  CHECK(render(diagnostic) ==
        "rules.yaml:1:12: error[K012]: unknown question 'nsaid-us'\n"
        "  1 | \té e\u0301 睡: x\n"
        "    | \t      ^\n");
  diagnostic = at("睡眠", 1, 1, 6);
  diagnostic.help.clear();
  CHECK(render(diagnostic) ==
        "rules.yaml:1:1: error[K012]: unknown question 'nsaid-us'\n"
        "  1 | 睡眠\n"
        "    | ^~~~\n");
}

TEST_CASE("a long line is shown around the mistake", "[diagnostic]") {
  const std::string text = std::string(500, 'a') + "WRONG" + std::string(500, 'b');
  const std::string shown = render(at(text, 1, 501, 5));
  CHECK(shown.find("  1 | … aaaa") != std::string::npos);
  CHECK(shown.find("aWRONGb") != std::string::npos);
  CHECK(shown.find("b …\n") != std::string::npos);
  CHECK(shown.find(std::string(60, ' ') + "  ^~~~~\n") != std::string::npos);
  CHECK(shown.size() < 600);
}

TEST_CASE("what a terminal might obey is not printed", "[diagnostic]") {
  const std::string shown = render(at("a\x1b[2J\xff", 1, 1, 1));
  CHECK(shown.find('\x1b') == std::string::npos);
  CHECK(shown.find("a\xEF\xBF\xBD[2J\xEF\xBF\xBD\n") != std::string::npos);
}

TEST_CASE("a diagnostic about no place at all is one line", "[diagnostic]") {
  const Diagnostic nowhere{Severity::warning, "K061", "unused", "", {}};
  CHECK(render(nowhere) == "warning[K061]: unused\n");
  const Diagnostic whole{
      Severity::error, "K001", "can't read it", "", {file("x.yaml", ""), 0, 0, 0}};
  CHECK(render(whole) == "x.yaml: error[K001]: can't read it\n");
}

TEST_CASE("diagnostics are sorted by place, code and message", "[diagnostic]") {
  const auto a = file("a.yaml", "");
  const auto b = file("b.yaml", "");
  Diagnostics all = {{Severity::error, "K2", "x", "", {b, 1, 1, 0}},
                     {Severity::error, "K2", "y", "", {a, 10, 1, 0}},
                     {Severity::error, "K2", "x", "", {a, 10, 1, 0}},
                     {Severity::error, "K1", "z", "", {a, 10, 1, 0}},
                     {Severity::error, "K9", "x", "", {a, 9, 5, 0}},
                     {Severity::error, "K9", "x", "", {}}};
  sort_diagnostics(all);
  std::string order;
  for (const Diagnostic& one : all) {
    order += one.at.place() + one.code + one.message + " ";
  }
  CHECK(order == "K9x a.yaml:9K9x a.yaml:10K1z a.yaml:10K2x a.yaml:10K2y b.yaml:1K2x ");
}

TEST_CASE("errors are told from warnings", "[diagnostic]") {
  CHECK_FALSE(has_errors({}));
  CHECK_FALSE(has_errors({{Severity::warning, "K061", "", "", {}}}));
  CHECK(
      has_errors({{Severity::warning, "K061", "", "", {}}, {Severity::error, "K001", "", "", {}}}));
}

TEST_CASE("the closest name counts one swap of neighbours as one mistake", "[diagnostic]") {
  const std::vector<std::string> names = {"nsaid-use", "age", "symptoms", "daily", "dairy"};
  CHECK(closest("nsaid-us", names) == "nsaid-use");
  CHECK(closest("nasid-use", names) == "nsaid-use");
  CHECK(closest("symptons", names) == "symptoms");
  CHECK(closest("aeg", names) == "age");
  CHECK(closest("dayly", names) == "daily");
  CHECK(closest("daiyr", names) == "dairy");
  CHECK(closest("zzz", names).empty());
  CHECK(closest("", names).empty());
  CHECK(closest("sleep", names).empty());
  CHECK(closest("age", {}).empty());
}

TEST_CASE("a place reads as path and line", "[diagnostic]") {
  CHECK(Location{}.place().empty());
  CHECK(Location{file("a/b.yaml", "x"), 3, 1, 0}.place() == "a/b.yaml:3");
  CHECK(Location{file("a.yaml", "one\r\ntwo"), 1, 1, 0}.line_text() == "one");
  CHECK(Location{file("a.yaml", "one\r\ntwo"), 2, 1, 0}.line_text() == "two");
  CHECK(Location{file("a.yaml", "one"), 5, 1, 0}.line_text().empty());
}

}  // namespace peyer::testing
