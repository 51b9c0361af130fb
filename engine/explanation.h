// Why things are as they are, read from what CLIPS did. See counterfactual.h for what would change
// them.
//
// Every function takes a consultation as it stands. Thread-safe across different consultations.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/consultation.h"

namespace peyer {

// A proof: what stands at the top rests on what stands below it.
struct ProofNode {
  enum class Kind {
    triage,   // id: a level
    finding,  // id: a finding
    advice,   // id: an advice
    rule,     // id: a rule or red flag; text: its `say`
    chain,    // links from one finding on; its children are that finding and the links, in order
    link,     // id: a link; text: its `say`
    answer,   // id: a question; text: "question – answer"
    not_applicable,  // id: a question that does not apply, and so is not so
    not_concluded,   // id: a finding that was ruled out (an author's `not`), or is in doubt
    open_red_flags   // warning signs that were not asked about yet
  };

  Kind kind = Kind::finding;
  std::string id;
  std::string text;            // for the visitor
  std::optional<Grade> grade;  // of findings, rules, chains and links
  bool doubt = false;  // a rule that counts *not sure* as a yes; an answer that was *not sure*
  std::string caveat;  // links
  std::vector<SourceId> sources;  // cited by this very node
  std::string place;              // in the knowledge file: "rules/medicines.yaml:14"
  std::vector<ProofNode> because;
};

std::string_view to_string(ProofNode::Kind kind);

// What this very node says, without its grade: "You said: …", "Reason: …".
std::string in_words(const ProofNode& proof);

// The full proof of a finding that is concluded; nothing when it isn't. Several ways to the same
// conclusion stand side by side, the strongest first.
std::optional<ProofNode> how(const Consultation& visit, const FindingId& finding);
std::optional<ProofNode> how(const Consultation& visit, const AdviceId& advice);
ProofNode how_triage(const Consultation& visit);

// What to watch for, of the pack's items those that concern this visitor.
std::vector<const SafetyNet*> safety_net_of(const KnowledgeBase& knowledge, const Outcome& outcome);

// Every source that a proof cites, each once, in the order in which it is first cited.
std::vector<SourceId> sources_of(const ProofNode& proof);

// Why a question is asked now.
struct Why {
  QuestionId question;
  std::string why;  // the author's reason

  struct Hanging {
    std::string formula;  // a rule or red flag whose outcome hangs on the answer, or "applies/…"
    std::string title;    // what it would conclude, in words; never empty
    int tier = 3;         // 0 emergency, 1 warning sign, 2 what was come for, 3 the rest
    std::string place;
  };

  std::vector<Hanging> hanging;  // empty: the answer can't change the outcome any more
};

Why why(const Consultation& visit, const QuestionId& question);

// One condition of a rule, held against the answers.
struct ConditionVerdict {
  enum class Mark { yes, no, open, doubt };  // ✓ ✗ ? and ? (answered not sure)

  Mark mark = Mark::open;
  std::string
      text;  // as the author wrote it, with "not" in front where the rule wants the contrary
  std::string question;  // the question's id, or the finding's
  bool on_finding = false;
  std::string answer;  // what was answered, in words; "" when nothing was
};

// "yes", "no", "open", "doubt": as in JSON.
std::string_view to_string(ConditionVerdict::Mark mark);

// How near one rule (or chain of links) came to concluding something.
struct RuleAttempt {
  RuleId rule;                               // empty for a chain
  FindingId origin;                          // of the chain
  std::vector<ConditionVerdict> conditions;  // of the clause that came closest
  int missing = 0;                           // conditions that are not so
  int open = 0;                              // not known yet, or in doubt
  std::string say_not;                       // the author's words for it, if any
  std::string place;
};

struct WhyNot {
  bool concluded = false;             // it is concluded; there is nothing to explain
  std::vector<RuleAttempt> attempts;  // closest first
};

WhyNot why_not(const Consultation& visit, const FindingId& finding);
// The same for a single rule, red flag or contradiction. Empty for an unknown one.
std::optional<RuleAttempt> attempt(const Consultation& visit, const RuleId& rule);

// What a conclusion says to the visitor: its strongest rule's words, else the finding's own.
std::string text_of(const KnowledgeBase& knowledge, const Conclusion& conclusion);

// A reply in words: "Most days", "Bloating; Wind", "34 years", "not sure".
std::string in_words(const Question& question, const Reply& reply);

}  // namespace peyer
