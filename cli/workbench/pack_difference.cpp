#include "cli/workbench/pack_difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "cli/workbench/exact_difference.h"
#include "engine/scenario.h"

namespace peyer {
namespace {

bool contains(const std::vector<Answers>& seen, const Answers& answers) {
  return std::find(seen.begin(), seen.end(), answers) != seen.end();
}

}  // namespace

std::vector<AnswerCase> scenario_cases(const KnowledgeBase& before, const KnowledgeBase& after) {
  std::vector<AnswerCase> cases;
  std::map<std::string, std::vector<Answers>> seen;  // by scenario, where equal ones are likely
  for (const KnowledgeBase* base : {&before, &after}) {
    for (const Scenario& scenario : base->scenarios) {
      const std::vector<Answers> sets = answer_sets_of(scenario);
      for (std::size_t i = 0; i < sets.size(); ++i) {
        if (contains(seen[scenario.name], sets[i])) continue;
        seen[scenario.name].push_back(sets[i]);
        cases.push_back({i == 0 ? scenario.name : fmt::format("{}, what if {}", scenario.name, i),
                         answers_for(before, sets[i]), answers_for(after, sets[i])});
      }
    }
  }
  return cases;
}

std::vector<AnswerCase> visit_cases(const std::vector<JournalEntry>& visits,
                                    const KnowledgeBase& before, const KnowledgeBase& after) {
  std::vector<AnswerCase> cases;
  cases.reserve(visits.size());
  for (const JournalEntry& visit : visits) {
    cases.push_back(
        {"a visit of " + visit.day, recall(visit, before).answers, recall(visit, after).answers});
  }
  return cases;
}

OutcomeDifference outcome_difference(const Engine& before, const Engine& after,
                                     const std::vector<AnswerCase>& cases) {
  OutcomeDifference difference;
  ClassesOfChange classes(before.knowledge(), after.knowledge());
  for (const AnswerCase& one : cases) {
    const Told was = told(before.consult(one.before));
    const Told is = told(after.consult(one.after));
    ++difference.cases;
    if (classes.add(was, is, one.name, one.before)) ++difference.changed;
    if (was.level != is.level) ++difference.relevelled;
  }
  difference.classes = classes.sorted();
  return difference;
}

}  // namespace peyer
