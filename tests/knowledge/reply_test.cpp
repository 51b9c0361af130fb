#include "knowledge/reply.h"

#include <catch2/catch.hpp>

#include "knowledge/knowledge_base.h"

namespace peyer::testing {
namespace {

Question question(Question::Kind kind) {
  Question out;
  out.id = QuestionId("q");
  out.kind = kind;
  out.options = {{OptionId("daily"), "Daily", {}},
                 {OptionId("monthly"), "Monthly", {}},
                 {OptionId("never"), "Never", {}}};
  if (kind == Question::Kind::yes_no) {
    out.options = {{OptionId("yes"), "Yes", {}}, {OptionId("no"), "No", {}}};
  }
  if (kind == Question::Kind::number) out.options.clear();
  out.min = -5;
  out.max = 120;
  out.unit = "years";
  return out;
}

std::string outcome(const Question& asked, const std::vector<std::string>& words) {
  const auto parsed = parse_reply(asked, words);
  if (const auto* mistake = std::get_if<ReplyMistake>(&parsed)) {
    return mistake->message + " / " + mistake->help;
  }
  std::string out;
  for (const std::string& word : to_words(asked, std::get<Reply>(parsed))) out += word + " ";
  return out;
}

}  // namespace

TEST_CASE("a reply of one option is read and written back", "[reply]") {
  const Question asked = question(Question::Kind::one);
  CHECK(outcome(asked, {"daily"}) == "daily ");
  CHECK(outcome(asked, {"not-sure"}) == "not-sure ");
  CHECK(outcome(asked, {"rather-not-say"}) == "rather-not-say ");
  CHECK(outcome(asked, {"dayly"}) ==
        "'dayly' is no answer to 'q' / did you mean 'daily'? (daily, monthly, never, not-sure, "
        "rather-not-say)");
  CHECK(outcome(asked, {"weekly"}) ==
        "'weekly' is no answer to 'q' / it can be daily, monthly, never, not-sure, "
        "rather-not-say");
  CHECK(outcome(asked, {"daily", "never"}) ==
        "'q' takes exactly one answer, not 2 / only questions of the kind many take several");
  CHECK(outcome(asked, {}) ==
        "'q' takes exactly one answer, not 0 / only questions of the kind many take several");
  CHECK(outcome(asked, {"none"}).find("no answer") != std::string::npos);
}

TEST_CASE("yes and no are the options of a yes-no question", "[reply]") {
  const Question asked = question(Question::Kind::yes_no);
  CHECK(outcome(asked, {"yes"}) == "yes ");
  CHECK(outcome(asked, {"no"}) == "no ");
  CHECK(outcome(asked, {"Yes"}).find("no answer") != std::string::npos);
}

TEST_CASE("many options are kept in the question's order", "[reply]") {
  const Question asked = question(Question::Kind::many);
  CHECK(outcome(asked, {"never", "daily"}) == "daily never ");
  CHECK(outcome(asked, {}) == "none ");
  CHECK(outcome(asked, {"none"}) == "none ");
  CHECK(outcome(asked, {"daily", "daily"}) == "'daily' is given twice for 'q' / once is enough");
  CHECK(outcome(asked, {"none", "daily"}) ==
        "'none' can't stand beside other answers to 'q' / give it alone");
  CHECK(outcome(asked, {"daily", "not-sure"}) ==
        "'not-sure' can't stand beside other answers to 'q' / give it alone");
  const auto ticked = std::get<Reply>(parse_reply(asked, {}));
  CHECK(ticked.given());
  CHECK(ticked.options.empty());
}

TEST_CASE("numbers are plain decimals within the range", "[reply]") {
  Question asked = question(Question::Kind::number);
  CHECK(outcome(asked, {"34"}) == "34 ");
  CHECK(outcome(asked, {"-5"}) == "-5 ");
  CHECK(outcome(asked, {"120"}) == "120 ");
  CHECK(outcome(asked, {"-0"}) == "0 ");
  CHECK(outcome(asked, {"34.0"}) == "34 ");
  CHECK(outcome(asked, {"121"}) ==
        "121 is out of range for 'q' / it takes a whole number from -5 to 120 years, or not-sure "
        "or rather-not-say");
  CHECK(outcome(asked, {"34.5"}).find("takes whole numbers, not 34.5") != std::string::npos);
  for (const char* wrong : {"070", "1e2", "0x10", "12:30", "1_0", "+3", " 3", "3 ", ".5", "5.", "",
                            "-", "nan", "inf", "3,5", "99999999999"}) {
    INFO(wrong);
    CHECK(outcome(asked, {wrong}).find("is no answer") != std::string::npos);
  }
  asked.whole = false;
  CHECK(outcome(asked, {"37.8"}) == "37.8 ");
  CHECK(outcome(asked, {"-0.25"}) == "-0.25 ");
  CHECK(outcome(asked, {"120.000001"}).find("out of range") != std::string::npos);
}

TEST_CASE("every reply survives being written and read", "[reply]") {
  for (const auto kind : {Question::Kind::yes_no, Question::Kind::one, Question::Kind::many,
                          Question::Kind::number}) {
    Question asked = question(kind);
    asked.whole = false;
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"yes"},
                                               {"daily"},
                                               {"daily", "never"},
                                               {},
                                               {"0.1"},
                                               {"100"},
                                               {"not-sure"},
                                               {"rather-not-say"}}) {
      const auto parsed = parse_reply(asked, words);
      if (!std::holds_alternative<Reply>(parsed)) continue;
      const Reply& reply = std::get<Reply>(parsed);
      const auto again = parse_reply(asked, to_words(asked, reply));
      REQUIRE(std::holds_alternative<Reply>(again));
      CHECK(std::get<Reply>(again) == reply);
    }
  }
}

TEST_CASE("a number can be given in any of the question's units, and comes back in one",
          "[reply]") {
  Question asked = question(Question::Kind::number);
  asked.units = {{"months", 12}, {"weeks", 52}};
  CHECK(outcome(asked, {"4 months"}) == "4 months ");
  CHECK(outcome(asked, {"24 months"}) == "2 ");
  CHECK(outcome(asked, {"2 years"}) == "2 ");
  CHECK(outcome(asked, {"10 weeks"}) == "10 weeks ");
  CHECK(outcome(asked, {"26 weeks"}) == "6 months ");
  CHECK(outcome(asked, {"4 days"}).starts_with("'4 days' is no answer to 'q'"));
  CHECK(outcome(asked, {"4 "}).starts_with("'4 ' is no answer to 'q'"));
  CHECK(outcome(asked, {"1.5 months"}).starts_with("'q' takes whole numbers"));
  CHECK(outcome(asked, {"1441 months"}).starts_with("1441 months is out of range"));
}

TEST_CASE("every whole number of every unit fits, and nothing between", "[reply]") {
  Question asked = question(Question::Kind::number);
  asked.units = {{"months", 12}, {"weeks", 52}};
  for (const Unit& unit : asked.units) {
    for (int count = 0; count <= 120 * unit.per; ++count) {
      const std::vector<std::string> words = {std::to_string(count) + " " + unit.name};
      const auto parsed = parse_reply(asked, words);
      REQUIRE(std::holds_alternative<Reply>(parsed));
      const Reply& reply = std::get<Reply>(parsed);
      CHECK(fits(asked, reply));
      CHECK(std::get<Reply>(parse_reply(asked, to_words(asked, reply))) == reply);
    }
  }
  Reply between;
  between.number = 0.4321;
  CHECK_FALSE(fits(asked, between));
}

}  // namespace peyer::testing
