#include "cli/interview.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "support.h"

using namespace peyer;
using test::contains;
using test::flat;
using test::hold;
using test::Script;

namespace {

std::string answer(const Consultation& visit, const std::string& id) {
  const auto reply = visit.answers().replies.find(QuestionId(id));
  if (reply == visit.answers().replies.end()) return "";
  return to_words(test::question(id), reply->second).front();
}

// Everything, no warning sign, another plant, wet soil, watered two days ago.
const std::vector<std::string> wet_soil = {"", "none", "3", "wet", "2"};

std::vector<std::string> after_wet_soil(const std::vector<std::string>& more) {
  std::vector<std::string> lines = wet_soil;
  lines.insert(lines.end(), more.begin(), more.end());
  return lines;
}

}  // namespace

TEST_CASE("an interview asks until nothing can change the result, and says so") {
  Script script(after_wet_soil({"1", "none", "1", ""}));
  const auto held = hold(script);
  CHECK(held.ending == Interview::Ending::finished);
  CHECK_FALSE(held.unfinished);
  CHECK(contains(flat(held.said),
                 "The questions on the main topics are answered, and so are the warning signs"));
  CHECK(answer(held.visit, "soil") == "soggy");
  CHECK(answer(held.visit, "chewed") == "no");
  CHECK_FALSE(test::has_gap(held.said));
}

TEST_CASE("the visitor may say what they came for, and less is asked") {
  Script script({"3", "none", "none", ""});
  const auto held = hold(script);
  CHECK(held.visit.answers().came_for == std::set{TopicId("pests")});
  CHECK(held.ending == Interview::Ending::finished);
  CHECK(answer(held.visit, "soil").empty());
  CHECK(contains(flat(held.said), "The questions on what you came for are answered"));
}

TEST_CASE("an emergency stops the questions at once and says first what to do") {
  Script script({"", "1", ""});
  const auto held = hold(script);
  CHECK(held.ending == Interview::Ending::finished);
  CHECK_FALSE(held.unfinished);
  const std::string after = script.after("1");
  CHECK(after.find("Ring a poisons line") < after.find("The reasons"));
  CHECK(after.find("Wipe out the mouth") < after.find("The reasons"));
  CHECK_FALSE(contains(after, "What your answers touch"));
  CHECK_FALSE(contains(held.said, "What kind of plant"));
}

TEST_CASE("a slip that looked like an emergency can be taken back") {
  Script script({"", "1", "back", "none", "3"});
  const auto held = hold(script);
  CHECK(answer(held.visit, "chewed") == "no");
  CHECK(answer(held.visit, "plant-kind") == "other");
  CHECK(contains(script.after("none"), "It is less urgent now"));
}

TEST_CASE("back asks the last question again, and Enter keeps its answer") {
  Script script({"", "none", "3", "back", "", "1"});
  const auto held = hold(script);
  CHECK(contains(script.after("back"), "Your answer so far: Another plant"));
  CHECK(answer(held.visit, "plant-kind") == "other");
  CHECK(answer(held.visit, "soil") == "dry");
}

TEST_CASE("going back further keeps the answers in between") {
  Script script({"", "none", "3", "wet", "back", "back", "2", "5"});
  const auto held = hold(script);
  CHECK(answer(held.visit, "plant-kind") == "succulent");
  CHECK(answer(held.visit, "soil") == "soggy");
  CHECK(answer(held.visit, "days-since-water") == "5");
}

TEST_CASE("back at the start says that it is the start and asks again") {
  Script script({"back", "2", "none"});
  const auto held = hold(script);
  CHECK(contains(script.after("back"), "This is the start"));
  CHECK(held.visit.answers().came_for == std::set{TopicId("roots")});
}

TEST_CASE("back reaches what the visitor came for") {
  Script script({"2", "back", "1", "none"});
  const auto held = hold(script);
  CHECK(held.visit.answers().came_for == std::set{TopicId("water")});
}

TEST_CASE("a skipped question stays open, comes back once, and then may stay open") {
  Script script({"", "none", "3", "skip", "none", "1", "skip", ""});
  const auto held = hold(script);
  CHECK(test::times(held.said, "How does the soil feel") == 2);
  CHECK(contains(held.said, "You skipped some questions"));
  CHECK(answer(held.visit, "soil").empty());
  CHECK(held.unfinished);
  CHECK(contains(flat(held.said), "could still change the result"));
}

TEST_CASE("what only applies on some answers to a skipped question waits as well") {
  Script script({"", "none", "3", "skip"});
  CHECK_FALSE(contains(hold(script).said, "How do the roots look"));
}

TEST_CASE("why tells what hangs on a question, and one of a screen can be asked about") {
  Script script({"", "why 1", "why", "none", "why"});
  hold(script);
  CHECK(contains(script.after("why 1"), "Somebody chewed the plant (this would be an emergency)"));
  CHECK(contains(script.after("why"), "Plants differ in their thirst"));
  CHECK_FALSE(test::has_gap(script.said()));
}

TEST_CASE("why tells what hung on a question that was answered already") {
  Script script({"", "none", "3", "wet", "change soil", "why"});
  hold(script);
  CHECK_FALSE(contains(script.after("why"), "Nothing hangs on it"));
}

TEST_CASE("an answer in words is said back, one by number is not") {
  Script script({"", "none", "3", "wet"});
  const auto held = hold(script);
  CHECK(contains(script.after("wet"), "Noted: Wet"));
  CHECK(test::times(held.said, "Noted:") == 1);
}

TEST_CASE("how lists what follows so far, and shows one proof with references") {
  Script script(after_wet_soil({"1", "1", "how", "how 1", "how 0", "how 99"}));
  hold(script);
  CHECK(contains(script.after("how"), "Signs that fit root rot"));
  const std::string proof = script.after("how 1");
  CHECK(contains(proof, "You said: What do you see? – Yellow lower leaves"));
  // Places in files are for authors, who ask for them with --how.
  CHECK_FALSE(contains(proof, "houseplants.yaml:"));
  CHECK(contains(proof, "[1] Pokorny J."));
  CHECK(contains(script.after("how 99"), "Nothing that follows"));
  CHECK_FALSE(test::has_gap(script.said()));
}

TEST_CASE("why not shows the closest rule, condition by condition") {
  Script script(after_wet_soil({"1", "none", "1", "why not thirst", "why not unicorns"}));
  hold(script);
  const std::string reasons = flat(script.after("why not thirst"));
  CHECK(
      contains(reasons, "✗ How does the soil feel a finger deep? – needed: Dry; your answer: Wet"));
  CHECK(contains(reasons, "needed: at least 4 days; your answer: 2 days"));
  CHECK(contains(reasons, "✓ What kind of plant is it? – needed: not “A cactus or succulent”"));
  CHECK(contains(script.after("why not unicorns"), "Nothing fits"));
  CHECK_FALSE(test::has_gap(script.said()));
}

TEST_CASE("what if tells what would change and changes nothing") {
  Script script(after_wet_soil(
      {"1", "1", "what if soil is dry", "what if 1 is yes", "what if", "what if soil is purple"}));
  const auto held = hold(script);
  CHECK(
      contains(script.after("what if soil is dry"), "This would go away: Signs that fit root rot"));
  CHECK(contains(script.after("what if 1 is yes"), "It would be more urgent"));
  CHECK(contains(script.after("what if"), "Type “what if”"));
  CHECK(contains(script.after("what if soil is purple"), "not understood"));
  CHECK(answer(held.visit, "soil") == "soggy");
  CHECK(answer(held.visit, "chewed") == "no");
}

TEST_CASE("what matters names the smallest set of answers and what would undo it") {
  Script script(after_wet_soil({"2", "none", "1", "what matters"}));
  hold(script);
  const std::string told = script.after("what matters");
  CHECK(contains(told, "How do the roots look? – Brown and mushy"));
  CHECK_FALSE(contains(told, "What kind of plant"));
  CHECK(contains(told, "It would be less urgent if you had answered:"));
}

TEST_CASE("a summary lists the answers, and one can be changed without losing the rest") {
  Script script(
      {"", "none", "3", "wet", "summary", "change 3", "2", "change soil", "dry", "change 0", "1"});
  const auto held = hold(script);
  const std::string summary = script.after("summary");
  CHECK(contains(summary, "3. What kind of plant is it?\n    Another plant"));
  CHECK(contains(summary, "You came for: nothing in particular"));
  CHECK(answer(held.visit, "plant-kind") == "succulent");
  CHECK(answer(held.visit, "soil") == "dry");
  CHECK(answer(held.visit, "burning") == "no");
  CHECK(held.visit.answers().came_for == std::set{TopicId("water")});
}

TEST_CASE("answers that do not fit together are told at once, and one can be changed") {
  Script script({"1", "none", "3", "dry", "0", "2", "wet"});
  const auto held = hold(script);
  CHECK(contains(script.after("0"), "You said that you watered today, and that the soil is dry."));
  CHECK(answer(held.visit, "soil") == "soggy");
  CHECK(answer(held.visit, "days-since-water") == "0");
}

TEST_CASE("both answers can be kept, and it is told only once") {
  Script script({"", "none", "3", "dry", "0", "keep both", "none", "1", "result"});
  const auto held = hold(script);
  CHECK(test::times(held.said, "Two answers do not seem to fit together") == 1);
  CHECK(answer(held.visit, "soil") == "dry");
  CHECK(contains(script.after("result"), "Two of your answers may not fit together"));
  CHECK_FALSE(test::has_gap(held.said));
}

TEST_CASE("a bad answer is told with the cure, and nothing that was answered is lost") {
  Script script({"", "none", "9", "3"});
  const auto held = hold(script);
  CHECK(contains(script.after("9"), "The numbers go from 1 to 3"));
  CHECK(answer(held.visit, "plant-kind") == "other");
  CHECK(answer(held.visit, "chewed") == "no");
}

TEST_CASE("every prompt takes help, and no prompt is left without a way on") {
  Script script({"help", "summary", "nonsense", "", "help", "none", "help", "3"});
  const auto held = hold(script);
  CHECK(test::times(held.said, "What you can type at any time") == 3);
  CHECK(answer(held.visit, "plant-kind") == "other");
}

TEST_CASE("progress is shown with every question") {
  Script script({"", "none"});
  const std::string said = hold(script).said;
  CHECK(contains(said, "step 1 · at most 6 more"));
  CHECK(contains(said, "step 2 · at most 5 more"));
}

TEST_CASE("Ctrl-D and Ctrl-C leave with the answers") {
  Script ended({"", "none"});
  CHECK(hold(ended).ending == Interview::Ending::input_ended);
  Script interrupted({"", "none"});
  const auto held = hold(interrupted.then_interrupt());
  CHECK(held.ending == Interview::Ending::interrupted);
  CHECK(answer(held.visit, "chewed") == "no");
  CHECK(held.unfinished);
}

TEST_CASE("quit offers to keep the answers") {
  const auto path = std::filesystem::temp_directory_path() / "peyer-quit-test.yaml";
  std::filesystem::remove(path);
  Script script({"", "none", "quit", path.string(), "never heard"});
  CHECK(hold(script).ending == Interview::Ending::quit);
  std::ifstream stream(path);
  const std::string kept{std::istreambuf_iterator<char>(stream), {}};
  CHECK(contains(kept, "chewed: no"));
  std::filesystem::remove(path);
}

TEST_CASE("a narrow terminal gets narrow lines") {
  Script script(after_wet_soil({"why", "how", "2", "help", "summary", "why not thirst",
                                "what if 1 is yes", "1", "2"}),
                34);
  const std::string said = hold(script).said;
  CHECK(test::widest_line(said) <= 34);
  Script plain({"", "none", "3"}, 34);
  CHECK(test::widest_line(hold(plain).said) <= 34);
}

TEST_CASE("how counts as the result does, what the visitor came for first") {
  Script script({"3", "none", "3", "change roots", "2", "change soil", "wet", "how 1", "how 2"});
  hold(script);
  CHECK(contains(script.after("how 1"), "How this came about: Signs that fit spider mites"));
  CHECK(contains(script.after("how 2"), "How this came about: Signs that fit root rot"));
}

TEST_CASE("whoever is not sure what they came for came for nothing in particular") {
  for (const char* typed : {"not sure", "rather not say", "skip", "none", ""}) {
    Script script({typed, "none"});
    const auto held = hold(script);
    INFO(typed);
    CHECK(held.visit.answers().came_for.empty());
    CHECK(answer(held.visit, "chewed") == "no");
  }
}

TEST_CASE("who came for everything is asked about every topic") {
  Script script({"everything", "none"});
  CHECK(hold(script).visit.answers().came_for.size() == 4);
}

TEST_CASE("leaving can be thought over, and no word is mistaken for a file's name") {
  Script back({"", "none", "quit", "back", "3"});
  CHECK(answer(hold(back).visit, "plant-kind") == "other");
  for (const char* typed : {"", "quit", "no", "none"}) {
    Script script({"", "none", "quit", typed, "3"});
    const auto held = hold(script);
    INFO(typed);
    CHECK(held.ending == Interview::Ending::quit);
    CHECK(answer(held.visit, "plant-kind").empty());
    if (*typed != '\0') CHECK_FALSE(std::filesystem::exists(typed));
  }
}

TEST_CASE("skip where no question stands says so") {
  Script script(after_wet_soil({"1", "none", "1", "skip"}));
  hold(script);
  CHECK(contains(script.after("skip"), "no question to skip"));
}

TEST_CASE("an emergency comes before answers that do not fit together") {
  Script script({""});
  InterviewOptions options;
  options.taken_up = true;
  Interview interview(
      test::visit_with({{"chewed", "yes"}, {"soil", "dry"}, {"days-since-water", "0"}}), script,
      Phrases::english(), AnswersKeeper(), options);
  CHECK(interview.run() == Interview::Ending::finished);
  CHECK(contains(script.said(), "Ring a poisons line"));
  CHECK_FALSE(contains(script.said(), "do not seem to fit together"));
}

TEST_CASE("a yes to keeping the answers is no file's name") {
  Script script({"", "none", "quit", "yes", "", "3"});
  CHECK(hold(script).ending == Interview::Ending::quit);
  CHECK_FALSE(std::filesystem::exists("yes"));
}
