#include "knowledge/condition_parser.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/reply.h"
#include "knowledge/shape.h"
#include "knowledge/shape_check.h"

namespace peyer {
namespace {

using Test = Comparison::Test;

constexpr const char* how_to_compare =
    "write 'question is option', 'question include option', 'question >= number' or "
    "'concluded finding'";

struct Token {
  std::string_view text;
  std::size_t at = 0;
};

bool is_operator_character(char c) {
  return c == '<' || c == '>' || c == '=' || c == '!';
}

// Words, numbers, commas and operators; "age>=65" needs no blanks.
std::vector<Token> tokens_of(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  const auto take_while = [&](auto belongs) {
    const std::size_t start = at;
    while (at < text.size() && belongs(text[at])) ++at;
    tokens.push_back({text.substr(start, at - start), start});
  };
  while (at < text.size()) {
    const char c = text[at];
    if (c == ' ' || c == '\n') {
      ++at;
    } else if (c == ',') {
      tokens.push_back({text.substr(at, 1), at});
      ++at;
    } else if (is_operator_character(c)) {
      take_while(is_operator_character);
    } else {
      take_while(
          [](char d) { return d != ' ' && d != '\n' && d != ',' && !is_operator_character(d); });
    }
  }
  return tokens;
}

struct Operator {
  std::string_view text;
  Test test;
};

constexpr std::array<Operator, 5> operators = {{{"<", Test::less},
                                                {"<=", Test::at_most},
                                                {">", Test::more},
                                                {">=", Test::at_least},
                                                {"=", Test::equals}}};

// Reads one scalar from left to right and stops at the first mistake.
class ScalarParser {
 public:
  ScalarParser(const YamlNode& scalar, Diagnostics& diagnostics)
      : scalar_(scalar), diagnostics_(diagnostics), tokens_(tokens_of(scalar.text)) {}

  std::optional<Comparison> comparison();
  std::optional<ParsedClaim> claim();

 private:
  bool at_end() const { return next_ >= tokens_.size(); }

  std::string_view peek(std::size_t ahead = 0) const {
    return next_ + ahead < tokens_.size() ? tokens_[next_ + ahead].text : std::string_view();
  }

  bool skip(std::initializer_list<std::string_view> words);
  bool name(Located<std::string>& out, std::string_view what);
  bool names(std::vector<Located<std::string>>& out, std::string_view what);
  bool number(double& out);
  bool unit(std::optional<Located<std::string>>& out);
  bool second_finding(Located<std::string>& out);
  bool end();
  bool read_test(Comparison& out);
  bool read_is(Comparison& out);
  bool read_include(Comparison& out);
  bool read_operator(Comparison& out);

  Location place(const Token& token) const { return inside(scalar_, token.at, token.text.size()); }

  Location place_of_next() const {
    if (!at_end()) return place(tokens_[next_]);
    return inside(scalar_, scalar_.text.size(), 0);
  }

  bool fail(const Location& at, std::string message, std::string help) {
    diagnostics_.push_back({Severity::error, "K030", std::move(message), std::move(help), at});
    return false;
  }

  const YamlNode& scalar_;
  Diagnostics& diagnostics_;
  std::vector<Token> tokens_;
  std::size_t next_ = 0;
};

// Steps over these words if all of them come next.
bool ScalarParser::skip(std::initializer_list<std::string_view> words) {
  std::size_t ahead = 0;
  for (const std::string_view word : words) {
    if (peek(ahead++) != word) return false;
  }
  next_ += words.size();
  return true;
}

bool ScalarParser::name(Located<std::string>& out, std::string_view what) {
  if (at_end()) return fail(place_of_next(), fmt::format("{} is missing here", what), "");
  const Token& token = tokens_[next_];
  if (!is_id(token.text)) {
    std::string help = "names are lower-case letters, digits and hyphens, and begin with a letter";
    if (is_decimal(token.text)) {
      help = next_ == 0 ? "the question comes first: 'age >= 18'"
                        : "numbers are compared with a sign: 'age = 18', 'age >= 18'";
    }
    return fail(place(token), fmt::format("'{}' where {} belongs", token.text, what),
                std::move(help));
  }
  out = {std::string(token.text), place(token)};
  ++next_;
  return true;
}

bool ScalarParser::names(std::vector<Located<std::string>>& out, std::string_view what) {
  do {
    Located<std::string> option;
    if (!name(option, what)) return false;
    out.push_back(std::move(option));
  } while (skip({","}));
  if (peek() == "or" || peek() == "and") {
    return fail(place_of_next(), fmt::format("'{}' between options", peek()),
                "separate them with commas");
  }
  return true;
}

bool ScalarParser::number(double& out) {
  if (at_end()) return fail(place_of_next(), "a number is missing here", "");
  const Token& token = tokens_[next_];
  if (!is_decimal(token.text)) {
    return fail(place(token), fmt::format("'{}' where a number belongs", token.text),
                "write plain decimals: 65, 37.8, -2");
  }
  out = std::strtod(std::string(token.text).c_str(), nullptr);
  ++next_;
  return true;
}

// "3 months"; without a unit the number is in the question's own.
bool ScalarParser::unit(std::optional<Located<std::string>>& out) {
  const std::string_view word = peek();
  if (at_end() || !is_id(word) || word == "and" || word == "or" || word == "but") return true;
  return name(out.emplace(), "a unit");
}

bool ScalarParser::second_finding(Located<std::string>& out) {
  if (!skip({"and"})) {
    return fail(place_of_next(), "'never both' needs a second finding",
                "write 'never both a and b'");
  }
  return name(out, "a finding");
}

bool ScalarParser::end() {
  if (at_end()) return true;
  const std::string_view word = peek();
  std::string help = "a comparison ends here";
  if (word == "and" || word == "or" || word == "but") {
    help = fmt::format("write the parts as a list below '{}:'", word == "or" ? "any" : "all");
  } else if (word == ",") {
    help = "write 'is one of a, b' or 'include any of a, b'";
  } else if (is_operator_character(word[0])) {
    help = "write each comparison by itself, below 'all:'";
  }
  return fail(place_of_next(), fmt::format("'{}' is not expected here", word), help);
}

bool ScalarParser::read_is(Comparison& out) {
  if (peek() == "not" || peek() == "no-longer") {
    return fail(place_of_next(), fmt::format("'is {}' is not a comparison", peek()),
                "put 'not:' in front of the whole comparison");
  }
  out.test = Test::is;
  if (skip({"one", "of"})) return names(out.options, "an option");
  Located<std::string> option;
  if (!name(option, "an option")) return false;
  if (option.value == not_sure_word) {
    out.test = Test::not_sure;
  } else {
    out.options.push_back(std::move(option));
  }
  return true;
}

bool ScalarParser::read_include(Comparison& out) {
  out.test = Test::include;
  if (skip({"nothing"})) return true;
  if (skip({"any", "of"})) return names(out.options, "an option");
  Located<std::string> option;
  if (!name(option, "an option")) return false;
  out.options.push_back(std::move(option));
  return true;
}

bool ScalarParser::read_operator(Comparison& out) {
  for (const Operator& known : operators) {
    if (!skip({known.text})) continue;
    out.test = known.test;
    return number(out.number) && unit(out.unit);
  }
  std::string help = "comparisons are <, <=, >, >= and =";
  if (peek() == "!=" || peek() == "<>") help = "put 'not:' in front of a comparison with '='";
  if (peek() == "==") help = "write '='";
  return fail(place_of_next(), fmt::format("'{}' is not a comparison", peek()), help);
}

bool ScalarParser::read_test(Comparison& out) {
  if (at_end()) {
    return fail(out.subject.at, fmt::format("nothing is said about '{}'", out.subject.value),
                "write a comparison; inside [ ], put quotes around one that contains a comma");
  }
  if (skip({"is"})) return read_is(out);
  if (skip({"include"})) return read_include(out);
  if (is_operator_character(peek()[0])) return read_operator(out);
  std::string help = how_to_compare;
  if (peek() == "includes") help = "write 'include'";
  if (peek() == "are") help = "write 'is'";
  return fail(place_of_next(), fmt::format("'{}' is not a comparison", peek()), help);
}

std::optional<Comparison> ScalarParser::comparison() {
  Comparison out;
  if (peek() == "not") {
    fail(place_of_next(), "'not' inside a comparison", "write it as a key: 'not: …'");
    return std::nullopt;
  }
  if (peek() == "concluded" && peek(1) != "is" && peek(1) != "include") {
    ++next_;
    out.test = Test::concluded;
    if (!name(out.subject, "a finding") || !end()) return std::nullopt;
    return out;
  }
  if (!name(out.subject, "a question") || !read_test(out) || !end()) return std::nullopt;
  return out;
}

std::optional<ParsedClaim> ScalarParser::claim() {
  ParsedClaim out;
  std::string_view what = "a finding";
  if (skip({"triage", "at", "least"})) {
    out.claim = Property::Claim::triage_at_least;
    what = "a level";
  } else if (skip({"triage", "at", "most"})) {
    out.claim = Property::Claim::triage_at_most;
    what = "a level";
  } else if (skip({"never", "concludes"})) {
    out.claim = Property::Claim::never_concludes;
  } else if (skip({"never", "both"})) {
    out.claim = Property::Claim::never_both;
  } else if (skip({"concludes"})) {
    out.claim = Property::Claim::concludes;
  } else if (skip({"advises"})) {
    out.claim = Property::Claim::advises;
    what = "advice";
  } else {
    fail(place_of_next(), fmt::format("'{}' does not begin a claim", peek()),
         "write 'triage at least …', 'triage at most …', 'concludes …', 'never concludes …', "
         "'never both … and …' or 'advises …'");
    return std::nullopt;
  }
  if (!name(out.subject, what)) return std::nullopt;
  if (out.claim == Property::Claim::never_both && !second_finding(out.other)) return std::nullopt;
  if (!end()) return std::nullopt;
  return out;
}

std::optional<Condition> parse_scalar(const YamlNode& node, Diagnostics& diagnostics) {
  std::optional<Comparison> comparison = ScalarParser(node, diagnostics).comparison();
  if (!comparison) return std::nullopt;
  Condition condition;
  condition.kind = Condition::Kind::comparison;
  condition.comparison = std::move(*comparison);
  condition.text = node.text;
  condition.at = node.at;
  return condition;
}

Condition::Kind kind_of(const std::string& key) {
  if (key == "any") return Condition::Kind::any;
  if (key == "none") return Condition::Kind::none;
  if (key == "not") return Condition::Kind::negation;
  return Condition::Kind::all;
}

// Reads on after a mistake, so that each of several is told.
bool parse_children(const YamlNode& list, Diagnostics& diagnostics,
                    std::vector<Condition>& children) {
  if (list.kind != YamlNode::Kind::list || list.items.empty()) return false;
  bool complete = true;
  for (const YamlNode& item : list.items) {
    std::optional<Condition> child = parse_condition(item, diagnostics);
    complete = complete && child.has_value();
    if (child) children.push_back(std::move(*child));
  }
  return complete;
}

}  // namespace

std::optional<Condition> parse_condition(const YamlNode& node, Diagnostics& diagnostics) {
  if (node.kind == YamlNode::Kind::scalar) return parse_scalar(node, diagnostics);
  if (node.kind != YamlNode::Kind::mapping || node.items.size() != 1) return std::nullopt;
  const YamlNode& part = node.items[0];
  Condition condition;
  condition.kind = kind_of(part.key);
  condition.at = part.key_at;
  if (condition.kind == Condition::Kind::negation) {
    std::optional<Condition> child = parse_condition(part, diagnostics);
    if (!child) return std::nullopt;
    condition.children.push_back(std::move(*child));
    return condition;
  }
  if (!parse_children(part, diagnostics, condition.children)) return std::nullopt;
  return condition;
}

std::optional<ParsedClaim> parse_claim(const YamlNode& scalar, Diagnostics& diagnostics) {
  return ScalarParser(scalar, diagnostics).claim();
}

}  // namespace peyer
