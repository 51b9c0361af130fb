// peyer ask, from the outside and at its prompt.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli/ask_prompt.h"
#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::flat;
using test::run;
using test::Script;
using test::TerminalSession;

namespace {

std::vector<std::string> about_plants(const std::vector<std::string>& more) {
  std::vector<std::string> arguments = {"ask", "--pack", test::houseplants_folder()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::string prompted(Script& script, AskPrompt::Ending ending) {
  CHECK(AskPrompt(test::houseplants(), script, Phrases::english()).run() == ending);
  CHECK_FALSE(test::has_gap(script.said()));
  return flat(script.said());
}

}  // namespace

TEST_CASE("a question is answered with its grade, its steps, its sources and the notice", "[ask]") {
  const auto ran = run(about_plants({"does", "soggy", "soil", "cause", "root", "rot?"}));
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(contains(flat(ran.out), "evidence)"));
  CHECK(contains(ran.out, "[1]"));
  CHECK(contains(ran.out, "Sources"));
  CHECK(contains(ran.out, "Please note"));
}

TEST_CASE("an answer can be had as JSON", "[ask]") {
  const auto ran = run(about_plants({"--format", "json", "what is root rot"}));
  CHECK(ran.code == 0);
  const auto json = nlohmann::json::parse(ran.out);
  CHECK(json["kind"] == "definition");
  CHECK(json["concepts"][0] == "root-rot");
}

TEST_CASE("questions from a pipe are answered one by one", "[ask]") {
  const auto ran = run({"ask", "--plain"}, "what is zonulin?\nwhy?\nquit\n");
  CHECK(ran.code == 0);
  CHECK(contains(ran.err, "Zonulin"));
}

TEST_CASE("the words of a place are those of --locale", "[ask]") {
  const auto ran = run({"ask", "--locale", "uk", "my throat is swelling"});
  CHECK(contains(ran.out, "999"));
  CHECK(run({"ask", "--locale", "mars", "what is zonulin"}).code == 2);
}

TEST_CASE("the prompt answers what is asked about the last answer", "[ask]") {
  Script script({"why?", "does soggy soil cause root rot", "why?", "how sure?", "sources", "map",
                 "more", "help", "quit"});
  const std::string said = prompted(script, AskPrompt::Ending::quit);
  CHECK(contains(said, "Ask something first."));
  CHECK(contains(flat(script.after("how sure?")), "weakest step"));
  CHECK(contains(script.after("sources"), "[1]"));
  CHECK(contains(script.after("map"), "└─"));
  CHECK(contains(flat(script.after("help")), "go over to the interview"));
}

TEST_CASE("the prompt hands over to the interview, and ends with the input", "[ask]") {
  Script over({"consult"});
  prompted(over, AskPrompt::Ending::consult);
  Script silent({"what is root rot"});
  prompted(silent, AskPrompt::Ending::input_ended);
  Script stopped({"what is root rot"});
  stopped.then_interrupt();
  prompted(stopped, AskPrompt::Ending::interrupted);
}

TEST_CASE("lines of an answer keep to the width", "[ask]") {
  Script narrow({"does soggy soil cause root rot", "more", "map", "quit"}, 40);
  prompted(narrow, AskPrompt::Ending::quit);
  CHECK(test::widest_line(narrow.said()) <= 40);
}

TEST_CASE("at a terminal a question can be typed and called back", "[ask]") {
  TerminalSession session(about_plants({}), 80, {{"TERM", "xterm"}});
  REQUIRE(session.expect("Ask in your own words"));
  session.type("what is root rot\r");
  REQUIRE(session.expect("fungi"));
  session.type("quit\r");
  CHECK(session.finish() == 0);
}
