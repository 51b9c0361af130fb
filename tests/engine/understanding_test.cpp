// From words to what is asked, on a pack of a few made-up things.
#include "engine/understanding.h"

#include <catch2/catch.hpp>
#include <map>

#include "engine/folding.h"
#include "knowledge/phrases/phrases.h"
#include "support.h"

using namespace peyer;

namespace {

const char* const pack = R"(
kinds: [{id: medication, title: Medicines}, {id: condition, title: Conditions}, {id: test, title: Tests}]
concepts:
  - {id: painkillers, kind: medication, name: Painkillers, synonyms: [zolpane], brands: [Brandex], card: Against pain.}
  - {id: sleepers, kind: medication, name: Sleeping pills, synonyms: [dormex], card: For sleep.}
  - {id: lining, kind: thing, name: Gut lining, synonyms: [gut wall, lining of the gut], card: A lining.}
  - {id: gut, kind: thing, name: Gut, synonyms: [bowel], card: A gut.}
  - {id: wobble, kind: condition, name: Wobble disease, synonyms: [mollerosis], card: It wobbles.}
  - {id: kit, kind: test, name: Wobble kit, card: A test.}
  - {id: left-one, kind: thing, name: Left twin, synonyms: [twin thing], card: Left.}
  - {id: right-one, kind: thing, name: Right twin, synonyms: [twin thing], card: Right.}
links:
  - {id: p-l, from: painkillers, relation: harms, to: lining, grade: strong, population: people, say: s, cite: [src]}
  - {id: s-l, from: sleepers, relation: harms, to: lining, grade: limited, population: people, say: s, cite: [src]}
  - {id: g-l, from: gut, relation: feeds, to: lining, grade: limited, population: people, say: s, cite: [src]}
  - {id: w-k, from: wobble, relation: feeds, to: kit, grade: limited, population: people, say: s, cite: [src]}
  - {id: l-r, from: left-one, relation: feeds, to: right-one, grade: limited, population: people, say: s, cite: [src]}
questions:
  - {id: tar, topic: one, ask: "Black poo?", why: w, kind: yes-no}
  - {id: choke, topic: one, ask: "Choking?", why: w, kind: yes-no}
red_flags:
  - {id: black-poo, title: Black poo, when: tar is yes, level: soon, say: s, cite: [src]}
  - {id: choking, title: Choking, when: choke is yes, level: emergency, say: s, cite: [src]}
heard:
  - {red_flag: black-poo, words: [black poo, poo is black]}
  - {red_flag: choking, words: ["can't breathe", throat swelling, took twenty zolpane]}
lexicon:
  - {id: herb, name: oddwort, chooses: {tar: "yes"}}
  - {id: plainol, name: plainol, concept: painkillers, chooses: {choke: "no"}}
)";

const Engine& engine() {
  static const std::unique_ptr<Engine> made = test::engine_of(pack);
  return *made;
}

Inquiry read(const std::string& question) {
  return engine().understanding().read(question);
}

std::vector<std::string> named(const std::string& question) {
  std::vector<std::string> ids;
  for (const Mention& mention : read(question).mentions) ids.push_back(mention.concept_id.str());
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace

TEST_CASE("concepts are found by name, synonym and brand, in their order") {
  CHECK(named("does Brandex harm the lining of my gut?") == Ids{"painkillers", "lining"});
  CHECK(named("can the gut wall be harmed by zolpanes") == Ids{"lining", "painkillers"});
}

TEST_CASE("the longest name at a place counts") {
  CHECK(named("what is the gut lining") == Ids{"lining"});
  CHECK(named("what is the gut") == Ids{"gut"});
}

TEST_CASE("a small misspelling is read, and told") {
  const Inquiry inquiry = read("does molerosis exist");
  REQUIRE(inquiry.mentions.size() == 1);
  CHECK(inquiry.mentions[0].concept_id == ConceptId("wobble"));
  REQUIRE(inquiry.corrected.size() == 1);
  CHECK(inquiry.corrected[0].second == "mollerosis");
}

TEST_CASE("of two that can be meant neither is guessed") {
  const Inquiry inquiry = read("what is a twin thing?");
  CHECK(inquiry.kind == InquiryKind::clarify);
  REQUIRE(inquiry.unclear.size() == 1);
  CHECK(inquiry.unclear[0].second.size() == 2);
}

TEST_CASE("the shape of a question tells its kind") {
  CHECK(read("what is mollerosis?").kind == InquiryKind::definition);
  CHECK(read("mollerosis").kind == InquiryKind::definition);
  CHECK(read("what causes mollerosis?").kind == InquiryKind::what_affects);
  CHECK(read("what does zolpane do?").kind == InquiryKind::what_it_affects);
  CHECK(read("what helps with mollerosis?").kind == InquiryKind::what_helps);
  CHECK(read("is zolpane the same as dormex?").kind == InquiryKind::comparison);
  CHECK(read("is it true that zolpane harms the gut lining?").kind == InquiryKind::claim);
  CHECK(read("is the wobble kit worth it?").kind == InquiryKind::test);
  CHECK(read("should i take zolpane?").kind == InquiryKind::advice);
  CHECK(read("does zolpane cause mollerosis?").kind == InquiryKind::effect);
}

TEST_CASE("what is asked of oneself, and to change a medicine, is refused") {
  CHECK(read("do i have mollerosis?").refusal == Inquiry::Refusal::diagnosis);
  CHECK(read("could my son have mollerosis").refusal == Inquiry::Refusal::diagnosis);
  CHECK(read("should i stop my zolpane?").refusal == Inquiry::Refusal::medicine);
  CHECK(read("can i come off dormex").refusal == Inquiry::Refusal::medicine);
  CHECK(read("how much zolpane can i take").refusal == Inquiry::Refusal::dose);
  CHECK(read("does zolpane cause mollerosis?").refusal == Inquiry::Refusal::none);
}

TEST_CASE("a described warning sign goes before everything") {
  CHECK(read("my poo is black, is it mollerosis?").kind == InquiryKind::triage);
  CHECK(read("is my throat really swelling from zolpane").red_flags ==
        std::vector{RuleId("choking")});
  CHECK(read("I can’t breathe").kind == InquiryKind::triage);
}

TEST_CASE("a denied warning sign is none") {
  CHECK(read("no black poo. what is mollerosis?").kind == InquiryKind::definition);
  CHECK(read("i never had black poo, what is mollerosis?").red_flags.empty());
  CHECK_FALSE(read("i don't know why my poo is black").red_flags.empty());
}

TEST_CASE("what nobody knows of is not passed over") {
  CHECK(read("does zolpane cause gout?").kind == InquiryKind::unknown);
  CHECK(read("does zolpane cause gout?").not_known == std::vector<std::string>{"gout"});
  CHECK(read("does oddwort harm the gut lining?").kind == InquiryKind::unknown);
  CHECK(read("who won the world cup").kind == InquiryKind::unknown);
  CHECK(read("is it bad?").kind == InquiryKind::clarify);
}

TEST_CASE("a speaker is not what is asked about") {
  CHECK(named("my bowel says mollerosis is real") == Ids{"wobble"});
}

TEST_CASE("a follow-up asks the same of something else") {
  const Inquiry before = read("does zolpane harm the gut lining?");
  const Inquiry after = engine().understanding().read("and dormex?", &before);
  CHECK(after.kind == InquiryKind::effect);
  REQUIRE(after.mentions.size() == 2);
  CHECK(after.mentions[0].concept_id == ConceptId("sleepers"));
  CHECK(after.mentions[1].concept_id == ConceptId("lining"));
}

TEST_CASE("cause and effect may stand the other way round") {
  CHECK(read("is the gut lining harmed by zolpane?").backwards);
  CHECK_FALSE(read("does zolpane harm the gut lining?").backwards);
}

TEST_CASE("anything that can be typed is read") {
  for (const char* question : {"", " ", "?", "\"'*()", "NEAR AND OR NOT", "\xff\xfe", "a* ^b",
                               "gut gut gut gut gut gut gut gut gut gut gut gut"}) {
    CHECK_NOTHROW(read(question));
  }
  CHECK_NOTHROW(read(std::string(20000, 'x')));
}

TEST_CASE("a warning sign is known in words that mean the same") {
  CHECK(read("my stool looks pitch black").red_flags == std::vector<RuleId>{RuleId("black-poo")});
  CHECK(read("i am unable to breathe").red_flags == std::vector<RuleId>{RuleId("choking")});
  CHECK(read("my windpipe is swelling").red_flags.empty());
  CHECK(read("my throat has ballooned").red_flags == std::vector<RuleId>{RuleId("choking")});
}

TEST_CASE("what is a kind of a sign is one, and not the other way round") {
  CHECK_FALSE(read("my diarrhoea is black").red_flags.empty());
}

TEST_CASE("a medicine's brand stands for it in a sign") {
  CHECK_FALSE(read("my son took thirty Brandex").red_flags.empty());
  CHECK(read("my son took thirty Brandex 20 mg").red_flags ==
        read("my son took thirty Brandex").red_flags);
  CHECK(read("i take Brandex 20 mg").red_flags.empty());
}

TEST_CASE("a general question wants a sign in its own words") {
  CHECK(read("does Brandex cause black poo").red_flags == std::vector<RuleId>{RuleId("black-poo")});
  CHECK(read("does Brandex cause blackish stool").red_flags.empty());
}

TEST_CASE("no word is of two minds: each stands in one group of its own right") {
  std::map<std::string, std::string> group_of;
  const std::string prefix = "words.ask.alike.";
  for (const auto& [key, text] : Phrases::english().all()) {
    if (!key.starts_with(prefix)) continue;
    for (const std::string& words : Phrases::english().words(key)) {
      if (words.starts_with('@')) {
        CHECK(Phrases::english().has(prefix + words.substr(1)));
        continue;
      }
      std::string folded;
      for (const FoldedWord& word : folded_words(words)) folded += word.folded + " ";
      const auto [place, is_new] = group_of.try_emplace(folded, key);
      INFO(words << " in " << key << " and " << place->second);
      CHECK((is_new || place->second == key));
    }
  }
}

TEST_CASE("short forms are written out, and idioms say nothing") {
  CHECK(read("wat r painkillers").kind == InquiryKind::definition);
  CHECK(read("in the long run do painkillers harm the gut lining").kind == InquiryKind::effect);
  CHECK(read("in the long run").mentions.empty());
}

TEST_CASE("a strange word that is asked about is not passed over, one beside is") {
  CHECK(read("does zorbing cause wobble disease of the gut lining").kind == InquiryKind::unknown);
  CHECK(read("do painkillers cause zorbism in the gut lining").kind == InquiryKind::unknown);
  CHECK(read("do painkillers and zorbs harm the gut lining").kind == InquiryKind::unknown);
  const Inquiry beside = read("do painkillers harm the gut lining of my zorb");
  CHECK(beside.kind == InquiryKind::effect);
  CHECK(beside.passed_over == std::vector<std::string>{"zorb"});
}
