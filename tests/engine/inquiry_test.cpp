// Answers on the shipped pack.
#include "engine/inquiry.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "support.h"

using namespace peyer;

namespace {

const KnowledgeBase& base() {
  return test::gut_immune().knowledge();
}

Answer answer_to(const std::string& question) {
  return ask(test::gut_immune(), question);
}

void check_joins(const LinkChain& chain) {
  const std::vector<const Link*> links = links_of(base(), chain);
  REQUIRE_FALSE(links.empty());
  Grade weakest = Grade::as_told;
  for (std::size_t i = 0; i < links.size(); ++i) {
    REQUIRE(links[i] != nullptr);
    if (i > 0) CHECK(links[i - 1]->to.value == links[i]->from.value);
    weakest = std::min(
        weakest,
        effective_grade(*links[i], *find_by_id(base().populations, links[i]->population.value)));
  }
  CHECK(links.front()->from.value == chain.from);
  CHECK(links.back()->to.value == chain.to);
  CHECK(weakest == chain.grade);
}

bool mentions(const Answer& answer, const ConceptId& id) {
  return std::find(answer.concepts.begin(), answer.concepts.end(), id) != answer.concepts.end();
}

}  // namespace

TEST_CASE("chains between any two concepts join, and end where they were asked to") {
  for (std::size_t i = 0; i < base().concepts.size(); i += 3) {
    const ConceptId& from = base().concepts[i].id;
    const Linked linked = test::gut_immune().linked({from}, {from});
    for (const LinkChain& chain : linked.chains) {
      check_joins(chain);
      CHECK((chain.from == from || chain.to == from));
      CHECK(chain.links.size() <= static_cast<std::size_t>(base().pack.chain_steps));
    }
  }
}

TEST_CASE("an association never grows into a chain with another effect") {
  for (const LinkChain& chain : test::gut_immune().linked({ConceptId("antibiotics")}, {}).chains) {
    if (chain.effect != Effect::linked || chain.links.size() == 1) continue;
    int associations = 0;
    for (const Link* link : links_of(base(), chain)) {
      const Effect effect = find_by_id(base().relations, link->relation.value)->effect;
      CHECK((effect == Effect::linked || effect == Effect::is));
      if (effect == Effect::linked) ++associations;
    }
    CHECK(associations == 1);
  }
}

TEST_CASE("asking leaves no trace in what CLIPS knows") {
  const auto engine = test::engine_of(R"(
concepts:
  - {id: a, kind: thing, name: Alpha, card: A.}
  - {id: b, kind: thing, name: Beta, card: B.}
links:
  - {id: a-b, from: a, relation: feeds, to: b, grade: strong, population: people, say: s, cite: [src]}
)");
  const Linked before = engine->linked({ConceptId("a")}, {});
  CHECK(before.chains.size() == 1);
  CHECK(engine->linked({ConceptId("b")}, {}).chains.empty());
  CHECK(engine->linked({ConceptId("a")}, {}).chains == before.chains);
  CHECK_THROWS_AS(engine->linked({ConceptId("none")}, {}), std::invalid_argument);
}

TEST_CASE("the strongest chain answers, graded by its weakest link") {
  const Answer answer = answer_to("can ibuprofen make my gut leaky?");
  CHECK(answer.kind == InquiryKind::effect);
  CHECK(answer.grade == Grade::strong);
  REQUIRE(answer.chain);
  check_joins(*answer.chain);
  CHECK(answer.chain->from == ConceptId("nsaids"));
  CHECK(answer.chain->to == ConceptId("altered-intestinal-permeability"));
  for (const Link* link : links_of(base(), *answer.chain)) {
    for (const auto& source : link->cite) {
      CHECK(std::count(answer.sources.begin(), answer.sources.end(), source.value) == 1);
    }
  }
}

TEST_CASE("the ends of a chain are the concepts asked about") {
  for (const char* question :
       {"does stress harm the gut lining", "can a tummy bug leave you with ibs",
        "does smoking cause autoimmune disease", "is leaky gut linked to crohns"}) {
    INFO(question);
    const Answer answer = answer_to(question);
    REQUIRE(answer.chain);
    CHECK(mentions(answer, answer.chain->from));
    CHECK(mentions(answer, answer.chain->to));
    for (const LinkChain& other : answer.alternatives) check_joins(other);
  }
}

TEST_CASE("a claim that the evidence contradicts is answered with no, and why people believe it") {
  const Answer answer = answer_to("is it true that leaky gut causes food intolerance");
  CHECK(answer.grade == Grade::against);
  CHECK(answer.text.front().starts_with("No."));
  REQUIRE(answer.chain);
  CHECK_FALSE(links_of(base(), *answer.chain).front()->believed.empty());
}

TEST_CASE("where no link joins two things, none is made up") {
  const Answer answer = answer_to("does omeprazole cause leaky gut");
  CHECK(answer.kind == InquiryKind::unknown);
  CHECK_FALSE(answer.chain);
  CHECK_FALSE(answer.grade);
  CHECK(answer.alternatives.empty());
  CHECK_FALSE(answer.nearest.empty());
}

TEST_CASE("a described warning sign is answered with how soon to be seen, and nothing else") {
  const Answer answer = answer_to("my throat is swelling, does ibuprofen cause leaky gut?");
  CHECK(answer.kind == InquiryKind::triage);
  CHECK(answer.triage == LevelId("emergency-now"));
  CHECK_FALSE(answer.chain);
  CHECK(answer.text.front().find(base().levels.front().now) != std::string::npos);
}

TEST_CASE("every phrase by which a warning sign is known gets its triage") {
  for (const HeardSign& heard : base().heard) {
    for (const std::string& words : heard.words) {
      INFO(words);
      const Inquiry inquiry = test::gut_immune().understanding().read("help, i have " + words);
      CHECK(inquiry.kind == InquiryKind::triage);
      CHECK(std::count(inquiry.red_flags.begin(), inquiry.red_flags.end(), heard.red_flag.value) ==
            1);
    }
  }
}

TEST_CASE("a refusal names whom to ask and what to bring") {
  for (const char* question : {"do i have coeliac disease", "should i stop my prednisolone",
                               "how much ibuprofen can i take"}) {
    INFO(question);
    const Answer answer = answer_to(question);
    CHECK(answer.kind == InquiryKind::refusal);
    CHECK_FALSE(answer.chain);
    std::string all;
    for (const std::string& paragraph : answer.text) all += paragraph;
    CHECK(all.find("Whom to ask") != std::string::npos);
    CHECK(all.find("What to bring") != std::string::npos);
  }
}

TEST_CASE("the same question is always answered the same") {
  const Answer first = answer_to("what causes a leaky gut");
  std::vector<std::thread> threads;
  std::vector<int> same(4);
  for (std::size_t i = 0; i < same.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 10; ++round) {
        const Answer again = answer_to("what causes a leaky gut");
        same[i] += again.chain == first.chain && again.alternatives == first.alternatives &&
                   again.text == first.text;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(same == std::vector<int>(4, 10));
}
