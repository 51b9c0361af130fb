// What a set of answers comes to. Plain values that name things of the pack by id; texts are looked
// up in the KnowledgeBase by whoever renders them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "knowledge/grade.h"
#include "knowledge/id.h"

namespace peyer {

// A condition as it took part in a derivation.
struct Ground {
  enum class State { met, unmet, unsure };

  int condition = 0;          // index into Rulebook::conditions
  State state = State::met;   // `unmet` under an author's `not`; `unsure` for a red flag in doubt
  bool inapplicable = false;  // unmet because the question does not apply
  friend bool operator==(const Ground&, const Ground&) = default;
};

// One way in which something was concluded: by a rule from its conditions, or by a chain of links
// that starts at another finding.
struct Derivation {
  RuleId rule;                  // empty for a chain
  std::vector<Ground> grounds;  // of the rule; empty for a chain
  FindingId origin;             // of the chain; empty for a rule
  std::vector<LinkId> chain;    // from the origin's concept on
  Grade grade = Grade::as_told;
  friend bool operator==(const Derivation&, const Derivation&) = default;
};

struct Conclusion {
  FindingId finding;
  Grade grade = Grade::as_told;         // of the strongest derivation
  std::vector<Derivation> derivations;  // strongest first, then rules before chains, then by id
  friend bool operator==(const Conclusion&, const Conclusion&) = default;
};

struct GivenAdvice {
  AdviceId advice;
  std::vector<Derivation> derivations;
  friend bool operator==(const GivenAdvice&, const GivenAdvice&) = default;
};

// Why the triage level is what it is: a red flag or a rule.
struct TriageReason {
  RuleId rule;
  bool doubt = false;  // from *not sure* about a red flag, not from a yes
  std::vector<std::vector<Ground>> derivations;
  friend bool operator==(const TriageReason&, const TriageReason&) = default;
};

struct Triage {
  LevelId level;
  std::vector<TriageReason> reasons;   // at this level, in the pack's order
  std::vector<TriageReason> also;      // red flags that stand at a less urgent level
  std::vector<RuleId> open_red_flags;  // not settled yet
  bool floor = false;  // the level is "see somebody" only because red flags are open
  friend bool operator==(const Triage&, const Triage&) = default;
};

struct NoticedContradiction {
  RuleId contradiction;
  std::vector<QuestionId> questions;  // the answers that can't all be right
  friend bool operator==(const NoticedContradiction&, const NoticedContradiction&) = default;
};

// What to ask now: one question, or several that stand on one screen.
struct NextQuestions {
  std::optional<ScreenId> screen;
  std::vector<QuestionId> questions;  // at least one, in the pack's order
  friend bool operator==(const NextQuestions&, const NextQuestions&) = default;
};

// Whether CLIPS works out what to ask next. It is half of the work, and nothing else hangs on it.
enum class Agenda { kept, left };

struct Outcome {
  Triage triage;
  std::vector<Conclusion>
      conclusions;  // shown findings: strongest grade first, then the pack's order
  std::vector<Conclusion> stepping_stones;  // findings that only lead on to others
  std::vector<GivenAdvice> advice;          // in the pack's order
  std::vector<std::string> safety_net;      // ids of what concerns this visitor, or may
  std::vector<NoticedContradiction> contradictions;
  std::vector<QuestionId> set_aside;  // answered, but the question does not apply
  std::optional<NextQuestions> next;  // nothing when nothing that remains can change the outcome
  bool stopped = false;               // an emergency ended the questions
  int answered = 0;                   // replies that count
  int remaining = 0;                  // questions that could still be asked, at the most
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

// The conclusion about a finding, shown or stepping stone; null when it is not concluded.
const Conclusion* find_conclusion(const Outcome& outcome, const FindingId& finding);

}  // namespace peyer
