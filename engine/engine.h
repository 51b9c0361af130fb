// A compiled pack, ready to be consulted. Start here when you embed Peyer, then read
// consultation.h.
#pragma once

#include <cstddef>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/answers.h"
#include "engine/lexicon.h"
#include "engine/outcome.h"
#include "knowledge/knowledge_base.h"
#include "rules/rulebook.h"

namespace peyer {

class Understanding;  // see understanding.h

// A formula that makes a question worth asking now.
struct AskedFor {
  std::string formula;  // a rule's or red flag's id, or "applies/" and a question's
  int tier = 3;         // 0 emergency, 1 warning sign, 2 what was come for, 3 the rest
};

// A chain of links as CLIPS built it: each begins where the one before it ends.
struct LinkChain {
  ConceptId from, to;
  Effect effect = Effect::linked;  // of the whole
  Grade grade = Grade::strong;     // of its weakest link
  std::vector<LinkId> links;

  friend bool operator==(const LinkChain&, const LinkChain&) = default;
};

// What the links of a pack say about some concepts. In no particular order.
struct Linked {
  std::vector<LinkChain> chains;
  std::vector<LinkId> claims;  // links that carry no chain, with one of the concepts at an end
};

// What CLIPS made of one answer set.
struct Observation {
  Outcome outcome;
  std::vector<std::optional<Ground>> truths;  // Engine::truths
  std::vector<bool> met;                      // Engine::met
};

struct EngineOptions {
  // CLIPS environments kept at the most, and so calls that can run at once; further callers wait.
  // Each takes 2 to 6 MB. 0: twice the number of cores.
  std::size_t environments = 0;
  LocaleId locale = {};  // in whose words texts are read; empty: the pack's first
  // CLIPS reads the rulebook in a thread of its own, and the first call that needs it waits.
  // Whatever CLIPS refuses is thrown from there then. For programs that greet somebody meanwhile.
  bool in_background = false;
};

// Thread-safe: any number of threads may call at once. Every method takes the whole set of answers
// and keeps nothing of it but a warm environment, so a caller may come back with any other. Methods
// throw ClipsError when CLIPS fails, which a rulebook of this compiler never makes it do.
class Engine {
 public:
  // Compiles the pack. Throws ClipsError when CLIPS refuses the rulebook, std::invalid_argument for
  // a locale that the pack does not have.
  explicit Engine(KnowledgeBase knowledge, const EngineOptions& options = {});
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  Engine(Engine&&) = delete;  // consultations and its own pool point at it
  Engine& operator=(Engine&&) = delete;

  // In the voice for visitors who answer for themselves (see wording.h).
  const KnowledgeBase& knowledge() const { return *book_.knowledge; }

  // In the voice that fits these answers: for texts that are shown. Lives as long as the engine.
  const KnowledgeBase& knowledge(const Answers& answers) const;

  // What people call the pack's options. Built when first asked for.
  const Lexicon& lexicon() const;

  // What visitors' questions mean in terms of the pack. Built when first asked for.
  const Understanding& understanding() const;

  const Rulebook& rulebook() const { return book_; }

  // What these answers come to. Throws std::invalid_argument when a question or topic is none of
  // the pack's, or a reply does not fit its question; so do the others that take answers. With the
  // agenda left, `next` is empty and `remaining` 0.
  Outcome consult(const Answers& answers, Agenda agenda = Agenda::kept) const;

  // The truth of every condition of the rulebook, by its number; empty where it is not known yet.
  std::vector<std::optional<Ground>> truths(const Answers& answers) const;

  // Whether each formula of the rulebook is met, by its place there. A red flag's doubt about its
  // sign does not meet it.
  std::vector<bool> met(const Answers& answers) const;

  // All three at once.
  Observation observe(const Answers& answers, Agenda agenda = Agenda::kept) const;

  // The findings from which chains of links lead to this one.
  std::vector<FindingId> origins_of(const FindingId& finding) const;

  // The chains that begin at one of `from` or end at one of `to`, and the claims about any of
  // these. Throws std::invalid_argument for a concept that the pack does not have.
  Linked linked(const std::vector<ConceptId>& from, const std::vector<ConceptId>& to) const;

  // Withdraws what warm environments still hold of the answers that they were last given. The next
  // call works its answers out from none, which takes it some milliseconds more.
  void forget() const;

  // Why a question is worth asking now, the most pressing first; empty when it isn't.
  std::vector<AskedFor> asked_for(const Answers& answers, const QuestionId& question) const;

 private:
  class Pool;

  Pool& pool() const { return *pool_.get(); }

  KnowledgeBase unworded_;
  LocaleId locale_;
  Rulebook book_;
  mutable std::once_flag other_voice_made_, lexicon_made_, understanding_made_;
  mutable std::unique_ptr<const Lexicon> lexicon_;
  mutable std::unique_ptr<const Understanding> understanding_;
  mutable std::unique_ptr<const KnowledgeBase> other_voice_;
  std::shared_future<std::unique_ptr<Pool>> pool_;  // last: it may still be reading the rulebook
};

}  // namespace peyer
