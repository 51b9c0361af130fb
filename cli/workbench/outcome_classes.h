// How what visitors are told changes, sorted into classes with a name, a count and a witness each.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/answers.h"
#include "engine/outcome.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// What one visitor is told. What is not known (a journal holds no advice) is left empty.
struct Told {
  LevelId level;
  std::map<FindingId, Grade> findings;  // those that are shown
  std::optional<std::set<AdviceId>> advice;
  std::optional<std::vector<QuestionId>> next;  // empty list: nothing more is asked
};

Told told(const Outcome& outcome);

struct ClassOfChange {
  // In the order in which classes are told.
  enum class Kind {
    level,  // the triage level
    finding_vanishes,
    finding_appears,
    grade_down,
    grade_up,
    advice_vanishes,
    advice_appears,
    next_question
  };

  Kind kind = Kind::level;
  std::string name;         // "soon-to-routine", "finding-leaky-appears", "next-question"
  std::string from, to;     // levels, grades or questions; empty where there is none
  bool downgrade = false;   // less urgent than before, or it can't be told: see less_urgent
  int count = 0;            // cases
  std::string witness;      // the name of the first case
  Answers witness_answers;  // what it answered, as the old version takes it
};

// Gathers cases; not thread-safe.
class ClassesOfChange {
 public:
  // Levels are compared in the order of these packs, which must outlive this.
  ClassesOfChange(const KnowledgeBase& before, const KnowledgeBase& after)
      : before_(before), after_(after) {}

  // True when something changed.
  bool add(const Told& was, const Told& is, const std::string& witness, const Answers& answers);

  // Downgrades first; then by kind, more cases before fewer, and by name.
  std::vector<ClassOfChange> sorted() const;

 private:
  void count(ClassOfChange one, const std::string& witness, const Answers& answers);

  const KnowledgeBase& before_;
  const KnowledgeBase& after_;
  std::map<std::string, ClassOfChange> classes_;
};

// Whether `to` is less urgent than `from`: by the order of the pack before where it has both
// levels, else of the pack after; else by what the levels say of themselves (stops, urgent,
// person). Levels that none of this tells apart count as less urgent, lest a downgrade go unseen.
bool less_urgent(const KnowledgeBase& before, const KnowledgeBase& after, const LevelId& from,
                 const LevelId& to);

// Names of downgrades in the levels themselves: "level-soon-weakened" for a level that no longer
// stops, is urgent or means seeing somebody; "levels-reordered" when two changed places.
std::vector<std::string> weakened_levels(const KnowledgeBase& before, const KnowledgeBase& after);

}  // namespace peyer
