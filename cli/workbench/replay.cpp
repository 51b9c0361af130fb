#include "cli/workbench/replay.h"

namespace peyer {
namespace {

// As it was told then; advice and questions are not in a journal.
Told told_then(const JournalEntry& visit) {
  Told was;
  was.level = LevelId(visit.level);
  for (const auto& [finding, grade] : visit.findings) {
    was.findings.emplace(FindingId(finding), parse_grade(grade).value_or(Grade::as_told));
  }
  return was;
}

}  // namespace

Replay replay(const Engine& engine, const std::vector<JournalEntry>& visits) {
  const KnowledgeBase& base = engine.knowledge();
  Replay result;
  ClassesOfChange classes(base, base);
  for (const JournalEntry& visit : visits) {
    ++result.visits;
    if (visit.pack != base.pack.id) {
      ++result.of_another_pack;
      continue;
    }
    const AnswersRecalled recalled = recall(visit, base);
    if (recalled.left_out > 0) ++result.not_whole;
    const Told is = told(engine.consult(recalled.answers));
    if (classes.add(told_then(visit), is, "a visit of " + visit.day, recalled.answers)) {
      ++result.changed;
    }
  }
  result.classes = classes.sorted();
  return result;
}

}  // namespace peyer
