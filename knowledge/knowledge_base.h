// What is known: one pack as plain values, each with its place in a knowledge file.
// docs/knowledge-format.md describes every key from the author's side; the names here are the same.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/condition.h"
#include "knowledge/grade.h"
#include "knowledge/id.h"
#include "knowledge/location.h"
#include "knowledge/reply.h"

namespace peyer {

using Cite = std::vector<Located<SourceId>>;

struct PackInfo {
  std::string id, title, version, language, about;
  std::string notice;   // the safety notice that ends every result
  std::string review;   // who has reviewed the content, or that nobody has
  int chain_steps = 3;  // how many links one chain may have, 1 … 6
  // Whose answers decide which half of "[you|they]" is read: the second where this question is
  // answered with one of `other_voice`.
  std::optional<Located<QuestionId>> voice_question;
  std::vector<Located<OptionId>> other_voice;
  std::string hash;  // SHA-256 over the pack's files, hex; set by the loader
  // The Ed25519 key, hex, whose owner signed the pack file that this came from; empty when it is
  // unsigned or came from a folder.
  std::string signer;
  Location at;
};

// What questions and findings are grouped by, and what a visitor may say they came for.
struct Topic {
  TopicId id;
  std::string title, about;
  bool come_for = true;  // offered as something that one can have come for
  bool core = true;      // asked about when nobody said what they came for
  Location at;
};

// How soon to talk to whom. Most urgent first in KnowledgeBase::levels.
struct Level {
  LevelId id;
  std::string title, meaning, who, how_soon;
  std::string now;     // what to do now
  bool stops = false;  // an emergency: no more questions
  bool person = true;  // it means seeing somebody; false for self-care
  // Rules that urge it are asked about whatever was come for; and whoever stands here is asked no
  // more than what they came for.
  bool urgent = false;
  Location at;
};

// Where the visitor is: what `{emergency-number}` and the like read there.
struct Locale {
  LocaleId id;
  std::string title;
  std::vector<std::pair<Located<std::string>, std::string>> words;
  Location at;
};

struct Source {
  SourceId id;
  std::string type;  // guideline, systematic-review, rct, …: see docs/knowledge-format.md
  std::string authors, title, journal, body, code, volume, issue, pages, doi, pmid, url, note;
  std::optional<int> year;
  std::string verified;  // "stored-copy": its record was seen; "from-memory": it was not
  std::string seen_in;   // where
  Location at;
};

struct ConceptKind {
  KindId id;
  std::string title;
  Location at;
};

struct Concept {
  ConceptId id;
  Located<KindId> kind;
  std::string name;
  std::vector<std::string> synonyms, brands;
  std::string card;  // what it is, in plain words
  Cite cite;
  Location at;
};

// What a link does to the thing that it points at; decides how links chain.
//   raises, lowers   more or less of it; two of them combine by sign
//   linked           goes with it, no cause claimed: not transitive, so it combines with `is` only
//   is               is a kind of it: the effect passes through
//   none             does not chain (tests, recommendations, "does not cause")
enum class Effect { raises, lowers, linked, is, none };

std::string_view to_string(Effect effect);

struct Relation {
  RelationId id;
  std::string says;     // "may damage"
  std::string reverse;  // "may be damaged by"
  Effect effect = Effect::none;
  Location at;
};

struct Population {
  PopulationId id;
  std::string title;
  Grade at_most = Grade::strong;  // a link shown only here never counts for more
  Location at;
};

struct Link {
  LinkId id;
  Located<ConceptId> from, to;
  Located<RelationId> relation;
  Grade grade = Grade::hypothesis;
  Located<PopulationId> population;
  std::string say, caveat;
  std::string believed;  // why people believe it, for claims that the evidence does not support
  Cite cite;
  Location at;
};

// What people or an article say, and the links that answer it.
struct Statement {
  StatementId id;
  std::string says;
  std::vector<Located<LinkId>> links;
  Location at;
};

struct Option {
  OptionId id;
  std::string text;
  Location at;
};

// Questions asked together on one screen ("is any of these true right now?"). All yes-no.
struct Screen {
  ScreenId id;
  std::string ask, help;
  Location at;
};

// Another unit for a number: twelve months are one year.
struct Unit {
  std::string name;
  double per = 1;  // how many of it make one of the question's own unit
};

struct Question {
  enum class Kind { yes_no, one, many, number };

  QuestionId id;
  Located<TopicId> topic;              // asked under this heading, for whoever came for it…
  std::vector<Located<TopicId>> also;  // …or for one of these
  std::optional<Located<ScreenId>> screen;
  std::string ask, why, help;
  Kind kind = Kind::yes_no;
  std::vector<Option> options;  // yes-no: always `yes`, `no`
  std::string unit;             // number only, as are the next four
  std::vector<Unit> units;      // others that an answer may be given in
  double min = 0, max = 0;      // inclusive, in `unit`
  bool whole = true;            // no fractions
  std::optional<Condition> applies;
  Location at;
};

std::string_view to_string(Question::Kind kind);

// Concluded when a chain of links from something established reaches `target`.
struct Reached {
  Located<ConceptId> target;
  std::vector<Effect> effects;  // raises, lowers, linked or is: at least one
};

struct Finding {
  FindingId id;
  std::string title;
  std::vector<Located<TopicId>> topics;
  std::string say;                          // when the rule that concludes it says nothing itself
  bool show = true;                         // false: a stepping stone, not told to the visitor
  std::optional<Located<ConceptId>> about;  // chains start here when it holds
  std::optional<Reached> reached;           // …or it is itself the end of chains; never both
  Location at;
};

struct Advice {
  AdviceId id;
  std::string title, say;
  std::vector<Located<TopicId>> topics;
  Cite cite;
  Location at;
};

struct Rule {
  RuleId id;
  Condition when;
  std::optional<Located<FindingId>> finding;
  std::optional<Located<LevelId>> triage;
  std::vector<Located<AdviceId>> advice;
  std::string say;                     // why it holds, to the visitor
  std::string say_not;                 // why it does not
  std::optional<Grade> grade;          // how good the evidence for the conclusion is…
  std::vector<Located<LinkId>> links;  // …or the links that it rests on: their weakest grade
  Cite cite;
  Location at;
};

// A warning sign. Unlike in a rule, doubt counts: *not sure* (or *rather not say*) about `when`
// gives `not_sure`, and doubt about `together` counts as true.
struct RedFlag {
  RuleId id;
  std::string title;
  Condition when;
  std::optional<Condition> together;  // the setting that must be true as well
  Located<LevelId> level;
  Located<LevelId> not_sure;
  std::string say;        // why it matters
  std::string meanwhile;  // the safe step until help is there
  std::string threshold;  // the numbers in words
  std::string basis;      // guideline, common-advice, project-choice: where the numbers come from
  std::string checked;    // stored-copy, partly, from-memory: whether they were re-read
  Cite cite;
  Location at;
};

// Phrases by which people describe a warning sign in a question of their own: "blood in my poo".
struct HeardSign {
  Located<RuleId> red_flag;
  std::vector<std::string> words;
  Location at;
};

// Answers that can't all be right; the visitor is asked which one to change.
struct Contradiction {
  RuleId id;
  Condition when;
  std::string say;
  Location at;
};

// What to watch for whatever the result below an emergency says.
struct SafetyNet {
  std::string id, say;
  std::optional<Condition> when;  // left out where it is ruled out
  Cite cite;
  Location at;
};

using GivenAnswers = std::vector<std::pair<Located<QuestionId>, Located<Reply>>>;

// A word that people use for an option of a question: a medicine's generic, brand or class name.
struct LexiconWord {
  struct Brands {
    Located<LocaleId> locale;  // where they are sold
    std::vector<std::string> names;
  };

  WordId id;
  std::string name;
  std::vector<std::string> synonyms;
  std::vector<Brands> brands;
  std::optional<Located<ConceptId>> concept_id;  // what it is in the pack's story
  GivenAnswers chooses;                          // the options that it stands for
  Location at;
};

struct Expectation {
  std::optional<Located<LevelId>> triage;
  std::vector<Located<FindingId>> concludes, concludes_not;
  std::vector<Located<AdviceId>> advises, advises_not;
  std::vector<std::pair<Located<FindingId>, std::vector<Located<RuleId>>>> because;
  std::vector<std::pair<Located<FindingId>, Located<Grade>>> grades;
  std::vector<Located<RuleId>> contradictions;
  std::optional<Located<QuestionId>> asks_next;
  std::optional<Located<int>> at_most;  // screens asked until nothing more can matter
  Location at;
};

struct WhatIf {
  GivenAnswers change;
  Expectation expect;
  Location at;
};

struct Scenario {
  std::string name;   // unique; a sentence
  std::string story;  // as people tell it
  std::vector<Located<TopicId>> came_for;
  GivenAnswers given;
  Expectation expect;
  std::vector<WhatIf> what_if;
  Location at;
};

// What must hold for every possible set of answers.
struct Property {
  enum class Claim {
    triage_at_least,
    triage_at_most,
    concludes,
    never_concludes,
    never_both,
    advises
  };

  std::string id;
  Condition when;  // an `all` without children: whatever is answered
  Claim claim = Claim::triage_at_least;
  Located<std::string> subject;  // a level, a finding or an advice
  Located<std::string> other;    // never_both: the second finding; else empty
  std::string say;
  Location at;
};

// A checked pack: every name resolves. Order is the author's, file by file in path order.
struct KnowledgeBase {
  PackInfo pack;
  std::vector<Topic> topics;
  std::vector<Level> levels;
  std::vector<Locale> locales;  // the first is the default
  std::vector<Source> sources;
  std::vector<ConceptKind> kinds;
  std::vector<Concept> concepts;
  std::vector<Relation> relations;
  std::vector<Population> populations;
  std::vector<Link> links;
  std::vector<Statement> statements;
  std::vector<Screen> screens;
  std::vector<Question> questions;
  std::vector<LexiconWord> lexicon;
  std::vector<Finding> findings;
  std::vector<Advice> advice;
  std::vector<Rule> rules;
  std::vector<RedFlag> red_flags;
  std::vector<HeardSign> heard;
  std::vector<Contradiction> contradictions;
  std::vector<SafetyNet> safety_net;
  std::vector<Scenario> scenarios;
  std::vector<Property> properties;
};

// The item with this id, or null. Linear: for loaders, commands and tests. What runs at every step
// looks up through an index of its own.
template <typename Item, typename IdType>
const Item* find_by_id(const std::vector<Item>& items, const IdType& id) {
  for (const Item& item : items) {
    if (item.id == id) return &item;
  }
  return nullptr;
}

// How many of `unit` make one of the question's own unit: 12 for "months" where years are asked.
// Nothing when it is no unit of the question.
std::optional<double> units_per(const Question& question, const std::string& unit);

// Every condition of the pack: of questions, rules, red flags, contradictions, the safety net and
// properties, in this order. Base: KnowledgeBase, or const.
template <typename Base, typename Visit>
void for_each_condition(Base& base, Visit visit) {
  for (auto& question : base.questions) {
    if (question.applies) visit(*question.applies);
  }
  for (auto& rule : base.rules) visit(rule.when);
  for (auto& flag : base.red_flags) {
    visit(flag.when);
    if (flag.together) visit(*flag.together);
  }
  for (auto& contradiction : base.contradictions) visit(contradiction.when);
  for (auto& item : base.safety_net) {
    if (item.when) visit(*item.when);
  }
  for (auto& property : base.properties) visit(property.when);
}

// A level's place in `levels`, 0 for the most urgent; their number where none has this id.
std::size_t level_place(const KnowledgeBase& knowledge, const LevelId& level);

// The grade with which a link counts in a chain: its own, capped by its population's.
Grade effective_grade(const Link& link, const Population& population);

}  // namespace peyer
