// One CLIPS environment with a rulebook loaded, moved from answers to answers.
//
// Private to the engine. One thread at a time. Moving costs what the answers differ in: CLIPS
// withdraws what rested on a changed answer and keeps the rest.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "engine/answers.h"
#include "engine/clips_environment.h"
#include "engine/engine.h"
#include "engine/outcome.h"
#include "rules/rulebook.h"

namespace peyer {

// Where things stand in a rulebook, by name. Built once per rulebook and shared.
class RulebookIndex {
 public:
  explicit RulebookIndex(const Rulebook& book);

  int finding(std::string_view id) const { return findings_.at(id); }

  int advice(std::string_view id) const { return advice_.at(id); }

  int question(std::string_view id) const { return questions_.at(id); }

  const Question* find_question(std::string_view id) const;

  int formula(std::string_view id) const { return formulas_.at(id); }

 private:
  // Keys point into the rulebook and its knowledge, which outlive the index.
  using Places = std::unordered_map<std::string_view, int>;

  const KnowledgeBase& knowledge_;
  Places findings_, advice_, questions_, formulas_;
};

// The chain of links by which one finding leads to another with a certain rank, as CLIPS built it;
// the shortest when several are equally strong. Keyed by the finding reached, where it starts, and
// the rank.
// (Of what findings reach; an inquiry has its own, see inquiry.h.)
using Chains = std::map<std::tuple<std::string, std::string, long long>, std::vector<LinkId>>;

class Reasoner {
 public:
  // From CLIPS text; throws ClipsError, also when a rule's logical support has gaps.
  Reasoner(const Rulebook& book, const RulebookIndex& index);

  // From an image that another reasoner of the same rulebook wrote.
  Reasoner(const Rulebook& book, const RulebookIndex& index, const std::string& image_path);

  void save_image(const std::string& path) { clips_.save_image(path); }

  // How many answers would have to change; another agenda counts as some.
  std::size_t distance(const Answers& answers, Agenda agenda) const;

  // Keeps the agenda, as it is from the start, or leaves it from the next move on.
  void set(Agenda agenda);

  Agenda agenda() const { return agenda_; }

  void move_to(const Answers& answers);

  Outcome outcome(const Chains& chains) const;

  // The truth of every condition, where it is known.
  std::vector<std::optional<Ground>> truths() const;

  // Whether each formula is met, by its place in the rulebook.
  std::vector<bool> met() const;

  std::vector<AskedFor> asked_for(const QuestionId& question) const;

  Chains chains() const;

  // What CLIPS chains from these concepts and to those, whatever was answered: asserts them, reads,
  // and takes them back.
  Linked linked(const std::vector<ConceptId>& from, const std::vector<ConceptId>& to);

  // ---- of a rulebook with variants (compile_variants) ----

  // Lets a formula, or a variant, stand from the next settle() on; stand_back() takes it back.
  void* stand(const std::string& symbol);

  void stand_back(void* standing) { clips_.retract(standing); }

  void settle() { clips_.run(1'000'000'000); }

  // Calls `met` with each variant that is met and a rank that it gives, and `note` with the name of
  // each fact that is known of a variant ("variant-doubt", "ruled-out", "closed") and its symbol,
  // or with a formula's id.
  template <typename Met, typename Note>
  void read_variants(Met met, Note note) const {
    clips_.for_each("variant-met",
                    [&](FactView fact) { met(fact.symbol(0), static_cast<int>(fact.integer(1))); });
    for (const char* name : {"variant-doubt", "ruled-out", "closed"}) {
      clips_.for_each(name, [&](FactView fact) { note(name, fact.symbol(0)); });
    }
  }

 private:
  void start();
  void read_ways(const char* kind, const std::vector<ConceptId>& at, int slot,
                 std::vector<LinkChain>& chains) const;
  Ground ground(FactView truth) const;
  std::vector<Ground> grounds(const Support& support) const;
  void note_inapplicable() const;
  Triage triage() const;
  void read_conclusions(const Chains& chains, Outcome& outcome) const;
  std::vector<GivenAdvice> advice() const;
  std::vector<std::string> safety_net() const;
  std::vector<NoticedContradiction> contradictions() const;
  std::optional<NextQuestions> next() const;

  const Rulebook& book_;
  const RulebookIndex& index_;
  ClipsEnvironment clips_;
  Answers answers_;
  Agenda agenda_ = Agenda::kept;
  std::map<QuestionId, void*> answer_facts_;
  std::map<TopicId, void*> topic_facts_;
  mutable std::vector<bool> inapplicable_;  // by question, as of the last note_inapplicable()
};

}  // namespace peyer
