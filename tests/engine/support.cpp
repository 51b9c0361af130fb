#include "support.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "knowledge/loader.h"

namespace peyer::test {

namespace {

const char* const prelude = R"(
pack: {id: test, title: A test, version: 1.0.0, language: en, about: For tests., notice: Only a test.,
       review: Not reviewed.}
topics:
  - {id: one, title: One}
  - {id: two, title: Two}
levels:
  - {id: emergency, title: Emergency, meaning: m, who: w, how_soon: now, now: go, stops: yes, urgent: yes}
  - {id: soon, title: Soon, meaning: m, who: w, how_soon: soon, now: go, urgent: yes}
  - {id: some-time, title: Some time, meaning: m, who: w, how_soon: later, now: go}
  - {id: self-care, title: Self-care, meaning: m, who: w, how_soon: never, now: go, person: no}
sources:
  - {id: src, type: textbook, authors: Author A, title: A source, year: 2020, verified: stored-copy, seen_in: here}
kinds: [{id: thing, title: Things}]
relations:
  - {id: harms, says: harms, reverse: is harmed by, effect: lowers}
  - {id: feeds, says: feeds, reverse: is fed by, effect: raises}
  - {id: goes-with, says: goes with, reverse: goes with, effect: linked}
  - {id: is-a, says: is a, reverse: includes, effect: is}
populations: [{id: people, title: people}, {id: mice, title: mice, at_most: limited}]
)";

std::shared_ptr<const SourceFile> file(std::string path, std::string text) {
  return std::make_shared<const SourceFile>(SourceFile{std::move(path), std::move(text)});
}

Engine* make_engine(Loaded loaded) {
  if (!loaded.base) throw std::runtime_error(render(loaded.diagnostics));
  return new Engine(std::move(*loaded.base));
}

const Engine& shipped(const char* name) {
  const std::string folder = std::string(PEYER_SOURCE_DIR "/knowledge/bases/") + name;
  return *make_engine(load_folder(folder));
}

}  // namespace

// The engines are kept until the end on purpose, like any program's.
const Engine& houseplants() {
  static const Engine& engine = shipped("houseplants");
  return engine;
}

const Engine& gut_immune() {
  static const Engine& engine = shipped("gut-immune");
  return engine;
}

void HouseplantVisit::tell(const char* question, const std::vector<std::string>& words) {
  REQUIRE_FALSE(visit.answer(QuestionId(question), words));
}

std::unique_ptr<Engine> engine_of(const std::string& yaml) {
  return std::unique_ptr<Engine>(
      make_engine(load({file("prelude.yaml", prelude), file("test.yaml", yaml)})));
}

Reply random_reply(const Question& question, std::mt19937& random) {
  const auto chance = [&](double p) { return std::bernoulli_distribution(p)(random); };
  if (chance(0.1)) return {Reply::Status::not_sure, {}, 0};
  if (chance(0.05)) return {Reply::Status::rather_not_say, {}, 0};
  Reply reply;
  if (question.kind == Question::Kind::number) {
    const auto low = static_cast<int>(question.min);
    const auto high = static_cast<int>(question.max);
    reply.number = std::uniform_int_distribution<int>(low, high)(random);
    // The young are met as often as the old, and told in months.
    if (!question.units.empty() && chance(0.3)) {
      reply.number = std::uniform_int_distribution<int>(low, 24)(random) / question.units[0].per;
    }
    return reply;
  }
  if (question.kind == Question::Kind::many) {
    for (const Option& option : question.options) {
      if (chance(0.3)) reply.options.push_back(option.id);
    }
    return reply;
  }
  // Mostly no to a warning sign, or every random visit would be an emergency.
  const bool sign = question.screen.has_value();
  if (sign && !chance(0.05)) return {Reply::Status::given, {OptionId("no")}, 0};
  const auto last = static_cast<int>(question.options.size()) - 1;
  const auto pick = static_cast<std::size_t>(std::uniform_int_distribution<int>(0, last)(random));
  reply.options.push_back(question.options[pick].id);
  return reply;
}

Answers random_answers(const KnowledgeBase& knowledge, std::mt19937& random, double share) {
  Answers answers;
  for (const Question& question : knowledge.questions) {
    if (!std::bernoulli_distribution(share)(random)) continue;
    answers.replies[question.id] = random_reply(question, random);
  }
  return answers;
}

std::string essence(const Outcome& outcome) {
  std::string text = "level " + outcome.triage.level.str();
  for (const TriageReason& reason : outcome.triage.reasons) {
    text += fmt::format("\nreason {}{}", reason.rule.str(), reason.doubt ? " in doubt" : "");
  }
  for (const Conclusion& conclusion : outcome.conclusions) {
    text += fmt::format("\n{} {}", conclusion.finding.str(), to_string(conclusion.grade));
  }
  for (const GivenAdvice& advice : outcome.advice) text += "\nadvice " + advice.advice.str();
  return text;
}

bool concludes(const Outcome& outcome, const std::string& finding) {
  return find_conclusion(outcome, FindingId(finding)) != nullptr;
}

Grade grade_of(const Outcome& outcome, const std::string& finding) {
  const Conclusion* conclusion = find_conclusion(outcome, FindingId(finding));
  if (conclusion == nullptr) throw std::runtime_error("not concluded: " + finding);
  return conclusion->grade;
}

}  // namespace peyer::test
