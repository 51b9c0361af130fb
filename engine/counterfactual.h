// What other answers would have done, found by asking CLIPS again.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/consultation.h"

namespace peyer {

// Answers to change: a reply to give instead, or nothing for an answer to take back.
using Changes = std::map<QuestionId, std::optional<Reply>>;

Answers with(const Answers& answers, const Changes& changes);

// How one outcome differs from another.
struct OutcomeChange {
  struct Regraded {
    FindingId finding;
    Grade before, after;
  };

  LevelId level_before, level_after;
  int urgency = 0;  // how many levels more urgent (positive) or less urgent (negative)
  // Warning signs that were not asked about could make it more urgent than `level_after`, so that
  // nobody should be told that it would be less urgent.
  bool open_after = false;
  std::vector<FindingId> appeared, vanished;  // findings that are shown
  std::vector<Regraded> regraded;
  std::vector<AdviceId> advice_appeared, advice_vanished;

  bool none() const {
    return urgency == 0 && appeared.empty() && vanished.empty() && regraded.empty() &&
           advice_appeared.empty() && advice_vanished.empty();
  }
};

OutcomeChange compare(const KnowledgeBase& knowledge, const Outcome& before, const Outcome& after);

OutcomeChange what_if(const Consultation& visit, const Changes& changes);

// What is asked about: a finding, an advice, or the triage level.
struct TriageLevelNow {};

using Target = std::variant<TriageLevelNow, FindingId, AdviceId>;

struct WhatMatters {
  bool holds = false;  // false: the target is not concluded, and the rest is empty
  // Answers that alone would carry the target. Irreducible always; `smallest` when every smaller
  // set was tried and failed, within the search's budget.
  std::vector<QuestionId> sufficient;
  bool smallest = false;
  // The fewest changed answers that would undo it (triage: make it less urgent). Empty when no
  // single change does, nor any two of the answers that it rests on, as far as the search's budget
  // went.
  Changes undo;
};

WhatMatters what_matters(const Consultation& visit, const Target& target);

// The fewest changed or added answers to `questions`, at most `most`, after which `wanted` holds;
// among equally few those that are most natural to name. Empty changes when it holds already;
// nothing when none was found within the search's budget.
std::optional<Changes> nearest_change(const Consultation& visit,
                                      const std::vector<QuestionId>& questions,
                                      const std::function<bool(const Outcome&)>& wanted,
                                      std::size_t most = 3);

}  // namespace peyer
