#include "knowledge/condition.h"

#include <catch2/catch.hpp>

#include "knowledge/condition_logic.h"
#include "knowledge/condition_parser.h"
#include "support.h"

namespace peyer::testing {
namespace {

Condition parse(const std::string& yaml) {
  Diagnostics diagnostics;
  const std::optional<YamlNode> root =
      read_strict_yaml(file("test.yaml", "when: " + yaml + "\n"), diagnostics);
  REQUIRE(root);
  std::optional<Condition> condition = parse_condition(*root->find("when"), diagnostics);
  INFO(render(diagnostics));
  REQUIRE(condition);
  return *condition;
}

// The condition as a formula in prefix form.
std::string shape(const Condition& condition) {
  static const char* const names[] = {"all", "any", "none", "not"};
  if (condition.kind == Condition::Kind::comparison) return condition.text;
  std::string out = names[static_cast<int>(condition.kind)];
  out += "(";
  for (const Condition& child : condition.children) {
    out += (out.back() == '(' ? "" : "; ") + shape(child);
  }
  return out + ")";
}

Question question(const std::string& id, Question::Kind kind, bool sometimes = false) {
  Question out;
  out.id = QuestionId(id);
  out.kind = kind;
  out.options = {{OptionId("a"), "A", {}}, {OptionId("b"), "B", {}}, {OptionId("c"), "C", {}}};
  out.max = 120;
  if (sometimes) out.applies = Condition{};
  return out;
}

class Asked {
 public:
  bool never(const std::string& yaml) const { return never_holds(parse(yaml), finder()); }

  bool always(const std::string& yaml) const { return always_holds(parse(yaml), finder()); }

 private:
  FindQuestion finder() const {
    return [this](const std::string& id) { return find_by_id(questions_, QuestionId(id)); };
  }

  std::vector<Question> questions_ = {question("one", Question::Kind::one),
                                      question("many", Question::Kind::many),
                                      question("number", Question::Kind::number),
                                      question("hidden", Question::Kind::one, true),
                                      question("hidden-number", Question::Kind::number, true),
                                      half_numbers()};

  static Question half_numbers() {
    Question out = question("half", Question::Kind::number);
    out.whole = false;
    return out;
  }
};

}  // namespace

TEST_CASE("comparisons are read with any blanks between their parts", "[condition]") {
  const Comparison age = parse("age>=65").comparison;
  CHECK(age.test == Comparison::Test::at_least);
  CHECK(age.subject.value == "age");
  CHECK(age.number == 65);
  CHECK(parse("age   <  -2.5").comparison.number == -2.5);
  CHECK(parse("age <= 1").comparison.test == Comparison::Test::at_most);
  CHECK(parse("age > 1").comparison.test == Comparison::Test::more);
  CHECK(parse("age < 1").comparison.test == Comparison::Test::less);
  CHECK(parse("age = 1").comparison.test == Comparison::Test::equals);
  CHECK(parse("use is not-sure").comparison.test == Comparison::Test::not_sure);
  CHECK(parse("concluded burden").comparison.test == Comparison::Test::concluded);
  CHECK(parse("use is one of a, b,c").comparison.options.size() == 3);
  CHECK(parse("use include any of a ,b").comparison.options.size() == 2);
  CHECK(parse("use include nothing").comparison.options.empty());
  CHECK(parse("use include nothing").comparison.test == Comparison::Test::include);
}

TEST_CASE("words of the language may be names of questions and options", "[condition]") {
  CHECK(parse("use is one").comparison.options[0].value == "one");
  CHECK(parse("use include any").comparison.options[0].value == "any");
  CHECK(parse("is is is").comparison.subject.value == "is");
  CHECK(parse("concluded is yes").comparison.subject.value == "concluded");
}

TEST_CASE("each part of a comparison knows its place", "[condition]") {
  const Comparison comparison = parse("use is one of daily, never").comparison;
  CHECK(comparison.subject.at.column == 7);
  CHECK(comparison.subject.at.length == 3);
  CHECK(comparison.options[0].at.column == 21);
  CHECK(comparison.options[1].at.column == 28);
  CHECK(comparison.options[1].at.length == 5);
}

TEST_CASE("trees nest as they are written", "[condition]") {
  CHECK(shape(parse("{all: [a is b, {any: [c is d, {not: e is f}]}, {none: [g is h]}]}")) ==
        "all(a is b; any(c is d; not(e is f)); none(g is h))");
  CHECK(shape(parse("{not: {all: [a is b]}}")) == "not(all(a is b))");
}

TEST_CASE("clauses are counted as they multiply", "[condition]") {
  CHECK(count_clauses(parse("a is b")) == 1);
  CHECK(count_clauses(parse("{any: [a is b, a is c]}")) == 2);
  CHECK(count_clauses(parse("{all: [{any: [a is b, a is c]}, {any: [a is b, a is c, a is d]}]}")) ==
        6);
  CHECK(count_clauses(parse("{not: {all: [a is b, a is c, a is d]}}")) == 3);
  CHECK(count_clauses(parse("{none: [a is b, {all: [a is c, a is d]}]}")) == 2);
  CHECK(count_clauses(parse("{all: [{any: [a is b, a is c]}, {any: [a is b, a is c]}]}"), 3) == 3);
}

TEST_CASE("what can never hold is found, and nothing else", "[condition]") {
  const Asked asked;
  CHECK(asked.never("{all: [one is a, one is b]}"));
  CHECK(asked.never("{all: [one is a, {not: one is a}]}"));
  CHECK(asked.never("{all: [{not: one is a}, {not: one is b}, {not: one is c}]}"));
  CHECK(asked.never("{all: [one is not-sure, one is a]}"));
  CHECK(asked.never("{all: [one is not-sure, {not: one is a}]}"));
  CHECK(asked.never("{all: [many include nothing, many include a]}"));
  CHECK(asked.never("{all: [many include a, {not: many include a}]}"));
  CHECK(
      asked.never("{all: [{not: many include nothing}, {none: [many include a, many include b, "
                  "many include c]}]}"));
  CHECK(asked.never("{all: [number > 4, number < 5]}"));
  CHECK(asked.never("{all: [number >= 4, number <= 5, {not: number = 4}, {not: number = 5}]}"));
  CHECK(asked.never("{all: [concluded f, {not: concluded f}]}"));
  CHECK(asked.never("{all: [hidden is a, {not: hidden is a}]}"));

  CHECK_FALSE(asked.never("{all: [one is a, many include a]}"));
  CHECK_FALSE(asked.never("{all: [{not: one is a}, {not: one is b}]}"));
  CHECK_FALSE(asked.never("{all: [many include a, many include b]}"));
  CHECK_FALSE(asked.never("{all: [number > 4, number < 6]}"));
  CHECK_FALSE(asked.never("{all: [half > 4, half < 5]}"));
  CHECK_FALSE(asked.never("{any: [{all: [one is a, one is b]}, number = 3]}"));
  CHECK_FALSE(asked.never("one is not-sure"));
  CHECK_FALSE(asked.never("{all: [{not: hidden is a}, {not: hidden is b}, {not: hidden is c}]}"));
}

TEST_CASE("what always holds is found, and nothing else", "[condition]") {
  const Asked asked;
  CHECK(asked.always("{any: [number >= 35, number <= 40]}"));
  CHECK(asked.always("{any: [number < 35, number >= 35]}"));
  CHECK(asked.always("{any: [one is a, one is b, one is c]}"));
  CHECK(asked.always("{not: {all: [one is a, one is b]}}"));
  CHECK(
      asked.always("{any: [many include nothing, many include a, many include b, "
                   "many include c]}"));
  CHECK(asked.always("number >= 0"));
  CHECK(asked.always("number > -1"));

  CHECK_FALSE(asked.always("{any: [number > 40, number < 40]}"));
  CHECK_FALSE(asked.always("{any: [one is a, one is b]}"));
  CHECK_FALSE(asked.always("{not: one is not-sure}"));
  CHECK_FALSE(asked.always("{any: [hidden is a, hidden is b, hidden is c]}"));
  CHECK_FALSE(asked.always("{any: [hidden-number >= 35, hidden-number <= 40]}"));
  CHECK_FALSE(asked.always("{any: [many include a, many include b, many include c]}"));
  CHECK_FALSE(asked.always("{any: [half < 35, half > 35]}"));
}

}  // namespace peyer::testing
