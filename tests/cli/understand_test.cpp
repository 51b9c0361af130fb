#include "cli/understand.h"

#include <catch2/catch.hpp>

#include "cli/matching.h"
#include "engine/explanation.h"
#include "support.h"

using namespace peyer;

namespace {

const Phrases& phrases() {
  return Phrases::english();
}

// The reply in words, or "!" and the complaint.
std::string understood(const std::string& id, const std::string& typed) {
  const Question& question = test::question(id);
  const Understood result = understand(question, typed, phrases());
  if (const auto* mistake = std::get_if<NotUnderstood>(&result)) return "!" + mistake->sentence;
  return in_words(question, std::get<Replies>(result).front().second);
}

bool refused(const std::string& id, const std::string& typed, const std::string& because) {
  const std::string result = understood(id, typed);
  INFO(result);
  return result.starts_with("!") && test::contains(result, because);
}

// The two warning signs' answers: "Yes No".
std::string on_screen(const std::string& typed) {
  const std::vector<const Question*> screen = {&test::question("chewed"),
                                               &test::question("burning")};
  const Understood result = understand(screen, typed, phrases());
  if (const auto* mistake = std::get_if<NotUnderstood>(&result)) return "!" + mistake->sentence;
  std::string words;
  for (const auto& [id, reply] : std::get<Replies>(result)) {
    words += (words.empty() ? "" : " / ") + in_words(test::question(id.str()), reply);
  }
  return words;
}

}  // namespace

TEST_CASE("an option is meant by its number, its id or words of its text") {
  CHECK(understood("soil", "1") == "Dry");
  CHECK(understood("soil", " 2. ") == "A little moist");
  CHECK(understood("soil", "soggy") == "Wet");
  CHECK(understood("soil", "WET") == "Wet");
  CHECK(understood("soil", "a litt") == "A little moist");
  CHECK(understood("spot", "corner") == "In a dark corner");
}

TEST_CASE("an answer that is no option is refused with what would be") {
  CHECK(refused("soil", "4", "from 1 to 3"));
  CHECK(refused("soil", "0", "from 1 to 3"));
  CHECK(refused("soil", "drry", "Did you mean “Dry”?"));
  CHECK(refused("soil", "purple", "not understood"));
  CHECK(refused("soil", "", "Nothing was typed"));
  CHECK(refused("spot", "in", "In good light"));
  CHECK(refused("soil", "-1", "not understood"));
  CHECK(refused("soil", "1 2", "not understood"));
}

TEST_CASE("every kind of question takes not sure and rather not say") {
  for (const char* id : {"chewed", "soil", "signs", "days-since-water"}) {
    for (const char* typed : {"not sure", "Not-Sure", "?", "don't know"}) {
      CHECK(understood(id, typed) == "not sure");
    }
    for (const char* typed : {"rather not say", "-", "prefer not to say"}) {
      CHECK(understood(id, typed) == "rather not say");
    }
  }
}

TEST_CASE("yes and no may be typed as people do") {
  CHECK(understood("chewed", "y") == "Yes");
  CHECK(understood("chewed", "YES") == "Yes");
  CHECK(understood("chewed", "n") == "No");
  CHECK(refused("chewed", "maybe", "not understood"));
}

TEST_CASE("several choices are parted by spaces, commas or words") {
  CHECK(understood("signs", "1 3") == "Yellow lower leaves; Fine webs");
  CHECK(understood("signs", "3,1") == "Yellow lower leaves; Fine webs");
  CHECK(understood("signs", "1, 2 and 3") == "Yellow lower leaves; A soft stem; Fine webs");
  CHECK(understood("signs", "webs soft-stem") == "A soft stem; Fine webs");
  CHECK(understood("signs", "yellow, fine webs") == "Yellow lower leaves; Fine webs");
  CHECK(understood("signs", "2 2") == "A soft stem");
  CHECK(understood("signs", "none") == "none of these");
  CHECK(refused("signs", "1 9", "from 1 to 3"));
  CHECK(refused("signs", "1 purple", "not understood"));
  CHECK(refused("signs", ",", "Nothing was typed"));
}

TEST_CASE("a number may carry its unit, and its range is told when it does not fit") {
  CHECK(understood("days-since-water", "4") == "4 days");
  CHECK(understood("days-since-water", "4 days") == "4 days");
  CHECK(understood("days-since-water", "4days") == "4 days");
  CHECK(refused("days-since-water", "91", "a whole number from 0 to 90 (days)"));
  CHECK(refused("days-since-water", "2.5", "a whole number"));
  CHECK(refused("days-since-water", "2,5", "a whole number"));
  CHECK(refused("days-since-water", "four", "a whole number"));
  CHECK(refused("days-since-water", "99999999999999999999999", "a whole number"));
  CHECK(refused("days-since-water", "1e1", "a whole number"));
}

TEST_CASE("on a screen the numbers of what is true answer every question") {
  CHECK(on_screen("1") == "Yes / No");
  CHECK(on_screen("2, 1") == "Yes / Yes");
  CHECK(on_screen("none") == "No / No");
  CHECK(on_screen("no") == "No / No");
  CHECK(on_screen("2?") == "No / not sure");
  CHECK(on_screen("1 2 ?") == "Yes / not sure");
  CHECK(on_screen("1- 2") == "rather not say / Yes");
  CHECK(on_screen("not sure") == "not sure / not sure");
  CHECK(on_screen("-") == "rather not say / rather not say");
}

TEST_CASE("on a screen nothing is taken for no that was not said") {
  CHECK(test::contains(on_screen(""), "please type none"));
  CHECK(test::contains(on_screen("yes"), "Which of them?"));
  CHECK(test::contains(on_screen("3"), "from 1 to 2"));
  CHECK(test::contains(on_screen("1 3"), "from 1 to 2"));
  CHECK(test::contains(on_screen("1 cat"), "not understood"));
  CHECK(test::contains(on_screen("99999999999999999999"), "from 1 to 2"));
}

TEST_CASE("what was typed is repeated in part only, and without control characters") {
  const std::string long_word(10000, 'x');
  CHECK(understood("soil", long_word).size() < 200);
}

namespace {

Question symptoms() {
  Question question;
  question.id = QuestionId("symptoms");
  question.kind = Question::Kind::many;
  const std::vector<std::pair<const char*, const char*>> options = {
      {"dough", "Lumps, firm and not sticky"},
      {"pain", "Tummy pain"},
      {"fever", "Fever"},
      {"warm", "Red skin, whether or not hot"},
      {"met", "Met an ill person"}};
  for (const auto& [id, text] : options) question.options.push_back({OptionId(id), text, {}});
  return question;
}

std::string noted(const std::string& typed) {
  const Question question = symptoms();
  const Understood result = understand(question, typed, phrases());
  if (std::holds_alternative<NotUnderstood>(result)) return "!";
  return in_words(question, std::get<Replies>(result).front().second);
}

}  // namespace

TEST_CASE("at a question for many, no means none of these") {
  for (const char* typed : {"no", "No", "nope", "nothing", "none"}) {
    INFO(typed);
    CHECK(noted(typed) == "none of these");
  }
}

TEST_CASE("a reply that denies something is never taken for it") {
  for (const char* typed : {"no pain", "no fever", "not fever", "without fever", "never fever",
                            "fever, no pain", "no fever, pain", "I don't have fever",
                            "i don’t have fever", "none of fever", "no.", "pain no"}) {
    INFO(typed);
    CHECK(noted(typed) == "!");
  }
  CHECK(noted("lumps, firm and not sticky") == "Lumps, firm and not sticky");
}

TEST_CASE("words count whole, or by four letters, and not where an option denies them") {
  for (const char* typed : {"hot", "sticky", "son", "fev", "or", "ain", "with fever in"}) {
    INFO(typed);
    CHECK(noted(typed) == "!");
  }
  CHECK(noted("pain") == "Tummy pain");
  CHECK(noted("feve") == "Fever");
  CHECK(noted("tummy fever") == "Tummy pain; Fever");
}

TEST_CASE("what was meant by words is told apart from numbers, ids, yes and no") {
  const Question question = symptoms();
  for (const char* typed : {"1", "1 3", "pain", "none", "no", "not sure"}) {
    INFO(typed);
    CHECK_FALSE(is_in_words(question, typed, phrases()));
  }
  for (const char* typed : {"tummy", "1, tummy"}) {
    INFO(typed);
    CHECK(is_in_words(question, typed, phrases()));
  }
}

TEST_CASE("words that fit several things choose none of them") {
  const std::vector<Named> named = {
      {"dry", "Dry soil", {}}, {"drying", "Drying out", {}}, {"wet", "Wet soil", {}}};
  CHECK(matches("dry", named) == std::vector<std::size_t>{0});
  CHECK(matches("soil", named) == std::vector<std::size_t>{0, 2});
  CHECK(matches("soil wet", named) == std::vector<std::size_t>{2});
  CHECK(matches("", named).empty());
  CHECK(suggestions("dryng", named) == std::vector<std::string>{"Drying out"});
}

namespace {

// A question about medicines, and a lexicon with a brand for one of its options.
KnowledgeBase medicine_cabinet() {
  KnowledgeBase base;
  Question question;
  question.id = QuestionId("medicines");
  question.kind = Question::Kind::many;
  question.options = {{OptionId("nsaids"), "Painkillers such as ibuprofen", {}},
                      {OptionId("water-tablets"), "Water tablets", {}},
                      {OptionId("iron"), "Iron", {}}};
  base.questions = {question};
  const auto word = [](const char* id, const char* asked, const char* option) {
    LexiconWord out;
    out.id = WordId(id);
    out.name = id;
    Reply reply;
    reply.options = {OptionId(option)};
    out.chooses = {{{QuestionId(asked), {}}, {reply, {}}}};
    return out;
  };
  base.lexicon = {word("nurofen", "medicines", "nsaids"),
                  word("furosemide", "medicines", "water-tablets"),
                  word("amoxicillin", "antibiotics-lately", "yes")};
  return base;
}

std::string in_cabinet(const std::string& typed) {
  const KnowledgeBase base = medicine_cabinet();
  const Lexicon lexicon(base);
  const Question& question = base.questions.front();
  const Understood result = understand(question, typed, phrases(), &lexicon);
  if (const auto* mistake = std::get_if<NotUnderstood>(&result)) return "!" + mistake->sentence;
  std::string ids;
  for (const OptionId& id : std::get<Replies>(result).front().second.options) ids += id.str() + " ";
  return ids;
}

}  // namespace

TEST_CASE("the name on the packet ticks its option, alone or among others") {
  CHECK(in_cabinet("Nurofen") == "nsaids ");
  CHECK(in_cabinet("nurofen 200mg, iron") == "nsaids iron ");
  CHECK(in_cabinet("iron and nurofen and furosemide") == "nsaids water-tablets ");
  CHECK(in_cabinet("3, furosemide") == "water-tablets iron ");
  CHECK(in_cabinet("2") == "water-tablets ");
}

TEST_CASE("a medicine that is denied, misspelt or asked about elsewhere is not taken") {
  CHECK(in_cabinet("no nurofen").starts_with("!"));
  CHECK(test::contains(in_cabinet("nurofin"), "Did you mean “nurofen”?"));
  CHECK(test::contains(in_cabinet("amoxicillin"), "belongs to another question"));
  CHECK(test::contains(in_cabinet("xyzzy"), "not understood"));
}

TEST_CASE("an age is understood in years, months and words around them") {
  Question age;
  age.id = QuestionId("age");
  age.kind = Question::Kind::number;
  age.unit = "years";
  age.units = {{"months", 12}, {"weeks", 52}};
  age.max = 120;
  const auto said = [&](const std::string& typed) {
    const Understood result = understand(age, typed, phrases());
    if (std::holds_alternative<NotUnderstood>(result)) return std::string("!");
    return in_words(age, std::get<Replies>(result).front().second);
  };
  CHECK(said("34") == "34 years");
  CHECK(said("1") == "1 year");
  CHECK(said("4 months") == "4 months");
  CHECK(said("4months") == "4 months");
  CHECK(said("about 4 mo old") == "4 months");
  CHECK(said("1 month") == "1 month");
  CHECK(said("10 weeks") == "10 weeks");
  CHECK(said("1 year and 6 months") == "18 months");
  CHECK(said("2 years 12 months") == "3 years");
  CHECK(said("he is 7 years old") == "7 years");
  for (const char* typed :
       {"four", "4 hours", "4-5 years", "121", "-1", "1.5 months", "4 5", "months"}) {
    INFO(typed);
    CHECK(said(typed) == "!");
  }
}
