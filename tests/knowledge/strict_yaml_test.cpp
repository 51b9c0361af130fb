#include "knowledge/strict_yaml.h"

#include <catch2/catch.hpp>

#include "support.h"

namespace peyer::testing {
namespace {

YamlNode parse(const std::string& text) {
  Diagnostics diagnostics;
  std::optional<YamlNode> root = read_strict_yaml(file("test.yaml", text), diagnostics);
  INFO(render(diagnostics));
  REQUIRE(root);
  CHECK(diagnostics.empty());
  return std::move(*root);
}

std::string code(const std::string& text) {
  Diagnostics diagnostics;
  read_strict_yaml(file("test.yaml", text), diagnostics);
  return diagnostics.empty() ? "" : diagnostics.front().code;
}

std::string place(const Location& at) {
  return std::to_string(at.line) + ":" + std::to_string(at.column) + "+" +
         std::to_string(at.length);
}

}  // namespace

TEST_CASE("scalars are text, whatever they look like", "[strict-yaml]") {
  const YamlNode root = parse("a: yes\nb: 070\nc: 12:30\nd: 'it''s'\ne: \"x\\ty\"\nf: ~\n");
  CHECK(root.find("a")->text == "yes");
  CHECK(root.find("b")->text == "070");
  CHECK(root.find("c")->text == "12:30");
  CHECK(root.find("d")->text == "it's");
  CHECK(root.find("e")->text == "x\ty");
  CHECK(root.find("f")->text == "~");
  CHECK(root.find("a")->plain);
  CHECK_FALSE(root.find("d")->plain);
  CHECK(root.find("g") == nullptr);
}

TEST_CASE("blocks of text lose the line breaks at their end only", "[strict-yaml]") {
  const YamlNode root = parse("a: |\n  one\n  two\nb: >\n  one\n  two\nc: >-\n  one\n\n  two\n");
  CHECK(root.find("a")->text == "one\ntwo");
  CHECK(root.find("b")->text == "one two");
  CHECK(root.find("c")->text == "one\ntwo");
}

TEST_CASE("places count lines and bytes from 1 and cover the scalar", "[strict-yaml]") {
  const YamlNode root = parse(
      "key: value # why\nlist:\n  - é: {x: 'quo''ted', y: [1, 2]}\nfold: >-  # why\n  a\n"
      "plain: one\n  two # why\n");
  CHECK(place(root.find("key")->key_at) == "1:1+3");
  CHECK(place(root.find("key")->at) == "1:6+5");
  const YamlNode& item = root.find("list")->items[0];
  CHECK(place(item.at) == "3:5+2");
  const YamlNode& map = *item.find("é");
  CHECK(place(map.at) == "3:9+1");
  CHECK(place(map.find("x")->at) == "3:13+10");
  CHECK(place(map.find("y")->items[1].at) == "3:32+1");
  CHECK(place(root.find("fold")->at) == "4:7+2");
  CHECK(place(root.find("plain")->at) == "6:8+3");
}

TEST_CASE("a place inside a scalar falls back to the scalar where it is folded or escaped",
          "[strict-yaml]") {
  const YamlNode root = parse("a: one two\nb: \"one two\"\nc: \"one\\x20two\"\nd: >-\n  one two\n");
  CHECK(place(inside(*root.find("a"), 4, 3)) == "1:8+3");
  CHECK(place(inside(*root.find("b"), 4, 3)) == "2:9+3");
  CHECK(place(inside(*root.find("c"), 4, 3)) == "3:4+12");
  CHECK(place(inside(*root.find("d"), 4, 3)) == "4:4+2");
}

TEST_CASE("a file with nothing but comments is an empty mapping", "[strict-yaml]") {
  CHECK(parse("").items.empty());
  CHECK(parse("# nothing\n\n").items.empty());
}

TEST_CASE("one document may begin with three dashes", "[strict-yaml]") {
  CHECK(parse("---\na: b\n").find("a")->text == "b");
}

TEST_CASE("hostile files are refused before they cost anything", "[strict-yaml]") {
  CHECK(code(std::string(largest_file + 1, 'a')) == "K002");
  CHECK(code("a: " + std::string(200000, '[')) == "K006");
  CHECK(code("a: " + std::string(200000, '{')) == "K006");
  std::string dashes;
  for (int i = 0; i < 100000; ++i) dashes += "- ";
  CHECK(code(dashes) == "K006");
  std::string steps;
  for (std::size_t i = 0; i < 1000; ++i) steps += std::string(i, ' ') + "a:\n";
  CHECK(code(steps) == "K006");
}

TEST_CASE("nesting up to the limit is fine", "[strict-yaml]") {
  const std::size_t inner = deepest_nesting - 1;  // the file is a mapping itself
  CHECK(code("a: " + std::string(inner, '[') + std::string(inner, ']')).empty());
  CHECK(code("a: " + std::string(inner + 1, '[') + std::string(inner + 1, ']')) == "K006");
}

}  // namespace peyer::testing
