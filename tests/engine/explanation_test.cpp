// Explanations are read from what CLIPS did: what they name is what the conclusion rests on.
#include "engine/explanation.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "support.h"

using namespace peyer;

namespace {

using Kind = ProofNode::Kind;

void walk(const ProofNode& node, const std::function<void(const ProofNode&)>& see) {
  see(node);
  for (const ProofNode& child : node.because) walk(child, see);
}

std::set<std::string> ids(const ProofNode& proof, Kind kind) {
  std::set<std::string> found;
  walk(proof, [&](const ProofNode& node) {
    if (node.kind == kind) found.insert(node.id);
  });
  return found;
}

}  // namespace

TEST_CASE_METHOD(test::HouseplantVisit,
                 "how: a conclusion names every answer, finding and source it rests on") {
  tell("soil", {"soggy"});
  tell("days-since-water", {"9"});
  tell("signs", {"yellow-leaves"});
  tell("spot", {"bright"});
  const auto proof = how(visit, FindingId("rot-signs"));
  REQUIRE(proof);
  CHECK(ids(*proof, Kind::answer) == std::set<std::string>{"soil", "days-since-water", "signs"});
  CHECK(ids(*proof, Kind::finding) == std::set<std::string>{"rot-signs", "stays-wet"});
  CHECK(ids(*proof, Kind::rule) == std::set<std::string>{"rot-guessed", "soil-still-wet"});
  CHECK(ids(*proof, Kind::link) == std::set<std::string>{"wet-soil-favours-rot"});
  CHECK(sources_of(*proof) == std::vector{SourceId("umn-rot"), SourceId("unl-rot")});
  walk(*proof, [](const ProofNode& node) {
    CAPTURE(node.id);
    CHECK((node.kind == Kind::chain || node.place.find("houseplants.yaml:") != std::string::npos));
  });
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "how: a conclusion by a chain shows where it starts and each link in order") {
  tell("spot", {"dark"});
  const auto proof = how(visit, FindingId("roots-at-risk"));
  REQUIRE(proof);
  REQUIRE(proof->because.size() == 1);
  const ProofNode& chain = proof->because.front();
  CHECK(chain.kind == Kind::chain);
  REQUIRE(chain.because.size() == 3);
  CHECK(chain.because[0].id == "poor-light");
  CHECK(chain.because[1].id == "dark-favours-rot");
  CHECK(chain.because[2].id == "rot-harms-roots");
  CHECK(chain.grade == Grade::limited);
}

TEST_CASE_METHOD(test::HouseplantVisit, "how: nothing is explained that is not concluded") {
  CHECK_FALSE(how(visit, FindingId("rot-signs")));
  CHECK_FALSE(how(visit, FindingId("no-such-finding")));
  CHECK_FALSE(how(visit, AdviceId("airy-soil")));
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "how: two ways to the same conclusion stand side by side, stronger first") {
  tell("soil", {"soggy"});
  tell("days-since-water", {"9"});
  tell("signs", {"soft-stem"});
  tell("roots", {"brown"});
  const auto proof = how(visit, FindingId("rot-signs"));
  REQUIRE(proof);
  CHECK(proof->because.size() == 2);
  CHECK(proof->because.front().grade >= proof->because.back().grade);
  CHECK(how(visit, AdviceId("airy-soil")));
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "how: the level shows the red flag in doubt, or what is still open") {
  tell("chewed", {"not-sure"});
  const ProofNode doubt = how_triage(visit);
  REQUIRE(doubt.because.size() == 1);
  CHECK(doubt.because.front().id == "plant-chewed");
  CHECK(doubt.because.front().doubt);
  tell("chewed", {"no"});
  const ProofNode open = how_triage(visit);
  REQUIRE(open.because.size() == 1);
  CHECK(open.because.front().kind == Kind::open_red_flags);
  CHECK(open.because.front().because.front().id == "sap-burns");
}

TEST_CASE("how: every proof of a random visit rests on its answers alone", "[property]") {
  for (unsigned seed = 0; seed < 100; ++seed) {
    std::mt19937 random(seed);
    Consultation visit(test::houseplants());
    for (const auto& [question, reply] :
         test::random_answers(test::houseplants().knowledge(), random, 0.8).replies) {
      visit.answer(question, reply);
    }
    for (const Conclusion& conclusion : visit.outcome().conclusions) {
      const auto proof = how(visit, conclusion.finding);
      REQUIRE(proof);
      CHECK_FALSE(ids(*proof, Kind::answer).empty());
      CHECK_FALSE(sources_of(*proof).empty());
      // The answers that it names are enough for it.
      Answers alone;
      for (const std::string& id : ids(*proof, Kind::answer)) {
        alone.replies[QuestionId(id)] = visit.answers().replies.at(QuestionId(id));
      }
      CHECK(test::concludes(test::houseplants().consult(alone), conclusion.finding.str()));
    }
  }
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "why: a question names what hangs on it now, the most pressing first") {
  const Why first = why(visit, QuestionId("chewed"));
  CHECK(first.why == "Some houseplants are poisonous.");
  REQUIRE_FALSE(first.hanging.empty());
  CHECK(first.hanging.front().formula == "plant-chewed");
  CHECK(first.hanging.front().tier == 0);
  CHECK(first.hanging.front().title == "Somebody chewed the plant");

  tell("soil", {"moist"});
  tell("plant-kind", {"other"});
  CHECK(why(visit, QuestionId("days-since-water")).hanging.empty());
  CHECK(why(visit, QuestionId("no-such-question")).hanging.empty());
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "why not: the closest rule comes first, each condition marked") {
  using Mark = ConditionVerdict::Mark;
  tell("soil", {"dry"});
  tell("days-since-water", {"2"});
  tell("signs", {"not-sure"});
  const WhyNot why = why_not(visit, FindingId("thirst-signs"));
  CHECK_FALSE(why.concluded);
  REQUIRE(why.attempts.size() == 2);
  const RuleAttempt& nearest = why.attempts.front();
  std::map<std::string, Mark> marks;
  for (const ConditionVerdict& verdict : nearest.conditions) marks[verdict.text] = verdict.mark;
  CHECK(nearest.missing == 1);
  CHECK(marks.at("soil is dry") == Mark::yes);
  CHECK((marks.contains("days-since-water >= 4") ? marks.at("days-since-water >= 4")
                                                 : marks.at("days-since-water >= 30")) == Mark::no);
  const auto thirst = attempt(visit, RuleId("thirst"));
  REQUIRE(thirst);
  marks.clear();
  for (const ConditionVerdict& verdict : thirst->conditions) marks[verdict.text] = verdict.mark;
  CHECK(marks.at("not plant-kind is succulent") == Mark::open);
  CHECK(marks.at("not signs include soft-stem") == Mark::doubt);
  CHECK(marks.at("days-since-water >= 4") == Mark::no);
  CHECK_FALSE(attempt(visit, RuleId("no-such-rule")));
}

TEST_CASE_METHOD(test::HouseplantVisit,
                 "why not: for what chains would conclude, the rules where they start") {
  tell("spot", {"bright"});
  const WhyNot why = why_not(visit, FindingId("roots-at-risk"));
  std::set<std::string> origins;
  for (const RuleAttempt& attempt : why.attempts) origins.insert(attempt.origin.str());
  CHECK(origins == std::set<std::string>{"poor-light", "stays-wet"});
  tell("spot", {"dark"});
  CHECK(why_not(visit, FindingId("roots-at-risk")).concluded);
}
