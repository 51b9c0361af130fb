// The compiled rulebook in the stock CLIPS shell finds what the engine finds.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "support.h"

using namespace peyer;

namespace {

const char* const show_outcome = R"(
(deffunction show ()
  (do-for-all-facts ((?f triage)) TRUE (printout t "level " ?f:level crlf))
  (do-for-all-facts ((?f concluded)) TRUE (printout t "finding " ?f:finding " " ?f:rank crlf))
  (do-for-all-facts ((?f advised)) TRUE (printout t "advice " ?f:advice crlf))
  (do-for-all-facts ((?f next)) TRUE (printout t "next " ?f:question crlf))
  (printout t "end" crlf))
)";

std::string assertion(const KnowledgeBase& base, const QuestionId& id, const Reply& reply) {
  const Question& question = *find_by_id(base.questions, id);
  const std::vector<std::string> words = to_words(question, reply);
  std::string value;
  if (reply.given() && question.kind == Question::Kind::number)
    value = fmt::format("{}", reply.number);
  if (reply.given() && question.kind != Question::Kind::number) {
    for (const OptionId& option : reply.options) value += " " + option.str();
  }
  return fmt::format("(assert (answer (question {}) (status {}) (value {})))\n", id.str(),
                     reply.given() ? "given" : words.front(), value);
}

std::vector<std::string> sorted_lines(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}

std::vector<std::string> of_engine(const Outcome& outcome) {
  std::vector<std::string> lines = {"level " + outcome.triage.level.str()};
  for (const auto* list : {&outcome.conclusions, &outcome.stepping_stones}) {
    for (const Conclusion& conclusion : *list) {
      lines.push_back(fmt::format("finding {} {}", conclusion.finding.str(),
                                  static_cast<int>(conclusion.grade)));
    }
  }
  for (const GivenAdvice& advice : outcome.advice) lines.push_back("advice " + advice.advice.str());
  return sorted_lines(lines);
}

void compare_with_shell(const Engine& engine, const std::string& name, unsigned rounds,
                        double share) {
  const std::string folder = PEYER_BINARY_DIR "/";
  std::ofstream(folder + name + ".clp") << engine.rulebook().constructs << show_outcome;
  std::vector<Answers> visits;
  {
    std::ofstream script(folder + name + ".bat");
    script << "(load \"" << folder << name << ".clp\")\n";
    for (unsigned round = 0; round < rounds; ++round) {
      std::mt19937 random(round);
      visits.push_back(test::random_answers(engine.knowledge(), random, share));
      script << "(reset)\n";
      for (const auto& [question, reply] : visits.back().replies) {
        script << assertion(engine.knowledge(), question, reply);
      }
      script << "(run)\n(show)\n";
    }
    script << "(exit)\n";
  }
  const std::string command =
      "clips -f2 " + folder + name + ".bat > " + folder + name + ".out 2>&1";
  REQUIRE(std::system(command.c_str()) == 0);

  std::ifstream output(folder + name + ".out");
  std::size_t visit = 0;
  std::vector<std::string> lines;
  std::string next = "next nothing";
  for (std::string line; std::getline(output, line);) {
    if (line.starts_with("level ") || line.starts_with("finding ") || line.starts_with("advice ")) {
      lines.push_back(line);
    }
    if (line.starts_with("next ")) next = line;
    if (line != "end") continue;
    REQUIRE(visit < visits.size());
    CAPTURE(visit);
    const Outcome outcome = engine.consult(visits[visit]);
    CHECK(sorted_lines(lines) == of_engine(outcome));
    if (!outcome.next) CHECK(next == "next nothing");
    if (outcome.next && !outcome.next->screen) {
      CHECK(next == "next " + outcome.next->questions.front().str());
    }
    lines.clear();
    next = "next nothing";
    ++visit;
  }
  CHECK(visit == visits.size());
}

}  // namespace

TEST_CASE("the stock CLIPS shell finds the same in the small pack", "[shell]") {
  compare_with_shell(test::houseplants(), "houseplants", 300, 0.7);
}

TEST_CASE("the stock CLIPS shell finds the same in the shipped pack", "[shell]") {
  compare_with_shell(test::gut_immune(), "gut-immune", 200, 0.5);
}
