#include "rules/compiler.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <random>

#include "knowledge/loader.h"

using namespace peyer;

namespace {

Condition comparison(const std::string& question) {
  Condition condition;
  condition.kind = Condition::Kind::comparison;
  condition.comparison.subject.value = question;
  condition.comparison.options = {{"yes", {}}};
  condition.text = question + " is yes";
  return condition;
}

Condition group(Condition::Kind kind, std::vector<Condition> children) {
  Condition condition;
  condition.kind = kind;
  condition.children = std::move(children);
  return condition;
}

constexpr auto all = Condition::Kind::all;
constexpr auto any = Condition::Kind::any;
constexpr auto none = Condition::Kind::none;
constexpr auto negation = Condition::Kind::negation;

// "a !b | c" for readability: clauses by |, literals by space, sorted.
std::string shown(const Condition& condition) {
  ConditionTable table;
  std::vector<std::string> clauses;
  for (const Clause& clause : to_clauses(condition, table)) {
    std::vector<std::string> literals;
    for (const Literal& literal : clause) {
      const auto& c = table.conditions()[static_cast<std::size_t>(literal.condition)];
      literals.push_back((literal.met ? "" : "!") + c.comparison.subject.value);
    }
    std::sort(literals.begin(), literals.end());
    std::string text;
    for (const std::string& literal : literals) text += (text.empty() ? "" : " ") + literal;
    clauses.push_back(text);
  }
  std::sort(clauses.begin(), clauses.end());
  std::string text;
  for (const std::string& clause : clauses) text += (text.empty() ? "" : " | ") + clause;
  return text;
}

const Condition a = comparison("a"), b = comparison("b"), c = comparison("c");

// The plain meaning of a tree when every comparison is known.
bool holds(const Condition& condition, unsigned truth) {
  const auto child_holds = [&](const Condition& child) { return holds(child, truth); };
  const auto& children = condition.children;
  switch (condition.kind) {
    case Condition::Kind::all:
      return std::all_of(children.begin(), children.end(), child_holds);
    case Condition::Kind::any:
      return std::any_of(children.begin(), children.end(), child_holds);
    case Condition::Kind::none:
      return std::none_of(children.begin(), children.end(), child_holds);
    case Condition::Kind::negation:
      return !holds(children.front(), truth);
    case Condition::Kind::comparison:
      break;
  }
  return (truth >> (condition.comparison.subject.value[0] - 'a') & 1U) != 0;
}

Condition random_tree(std::mt19937& random, int depth) {
  const int kind = std::uniform_int_distribution<int>(depth == 0 ? 4 : 0, 4)(random);
  if (kind == 4) {
    return comparison(
        std::string(1, static_cast<char>('a' + std::uniform_int_distribution<int>(0, 3)(random))));
  }
  if (kind == 3) return group(negation, {random_tree(random, depth - 1)});
  std::vector<Condition> children;
  const int count = std::uniform_int_distribution<int>(1, 3)(random);
  for (int i = 0; i < count; ++i) children.push_back(random_tree(random, depth - 1));
  return group(static_cast<Condition::Kind>(kind), std::move(children));
}

}  // namespace

TEST_CASE("a condition tree becomes clauses of comparisons") {
  CHECK(shown(a) == "a");
  CHECK(shown(group(all, {a, b})) == "a b");
  CHECK(shown(group(any, {a, b})) == "a | b");
  CHECK(shown(group(none, {a, b})) == "!a !b");
  CHECK(shown(group(all, {a, group(any, {b, c})})) == "a b | a c");
}

TEST_CASE("not is pushed down to the comparisons") {
  CHECK(shown(group(negation, {group(all, {a, b})})) == "!a | !b");
  CHECK(shown(group(negation, {group(any, {a, b})})) == "!a !b");
  CHECK(shown(group(negation, {group(none, {a, b})})) == "a | b");
  CHECK(shown(group(negation, {group(negation, {a})})) == "a");
}

TEST_CASE("clauses that add nothing or can't hold are left out") {
  CHECK(shown(group(any, {a, group(all, {a, b})})) == "a");
  CHECK(shown(group(any, {a, a})) == "a");
  CHECK(shown(group(all, {a, a})) == "a");
  CHECK(shown(group(all, {a, group(negation, {a})})) == "");
}

TEST_CASE("an empty `all` always holds and an empty `any` never") {
  ConditionTable table;
  CHECK(to_clauses(group(all, {}), table) == std::vector<Clause>{Clause{}});
  CHECK(to_clauses(group(any, {}), table).empty());
}

TEST_CASE("equal comparisons are one condition, whatever the order of their options") {
  ConditionTable table;
  Condition one = comparison("a"), other = comparison("a");
  one.comparison.options = {{"x", {}}, {"y", {}}};
  other.comparison.options = {{"y", {}}, {"x", {}}};
  CHECK(table.number(one) == table.number(other));
  CHECK(table.number(comparison("a")) != table.number(one));
  CHECK(table.conditions().size() == 2);
}

TEST_CASE("the clauses of any tree mean what the tree means", "[property]") {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    const Condition tree = random_tree(random, 4);
    ConditionTable table;
    const std::vector<Clause> clauses = to_clauses(tree, table);
    for (unsigned truth = 0; truth < 16; ++truth) {
      const auto literal_holds = [&](const Literal& literal) {
        const auto& subject =
            table.conditions()[static_cast<std::size_t>(literal.condition)].comparison.subject;
        return ((truth >> (subject.value[0] - 'a') & 1U) != 0) == literal.met;
      };
      const bool some_clause =
          std::any_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
            return std::all_of(clause.begin(), clause.end(), literal_holds);
          });
      REQUIRE(some_clause == holds(tree, truth));
    }
  }
}

TEST_CASE("the same pack always compiles to the same text, a defrule for every clause") {
  const Loaded loaded = load_folder(PEYER_SOURCE_DIR "/knowledge/bases/houseplants");
  REQUIRE(loaded.base);
  const auto base = std::make_shared<const KnowledgeBase>(*loaded.base);
  const Rulebook book = compile(base);
  CHECK(book.constructs == compile(base).constructs);
  for (const Formula& formula : book.formulas) {
    for (std::size_t i = 1; i <= formula.clauses.size(); ++i) {
      CAPTURE(formula.id, i);
      const std::string name = "(defrule " + formula.id + "/" + std::to_string(i) + " ";
      CHECK(book.constructs.find(name) != std::string::npos);
    }
  }
}

TEST_CASE("quotes and line breaks in a pack's texts can't break out of the CLIPS text") {
  KnowledgeBase base = *load_folder(PEYER_SOURCE_DIR "/knowledge/bases/houseplants").base;
  base.pack.title = "A \"title\"\n(deffacts intruder (level (id x)))";
  const Rulebook book = compile(std::make_shared<const KnowledgeBase>(std::move(base)));
  CHECK(book.constructs.find("\n(deffacts intruder") == std::string::npos);
}
