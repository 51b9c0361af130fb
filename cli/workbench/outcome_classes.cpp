#include "cli/workbench/outcome_classes.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace peyer {
namespace {

using Kind = ClassOfChange::Kind;

// Its place among a pack's levels, the most urgent first; nothing when it has no such level.
std::optional<std::size_t> place_of(const KnowledgeBase& base, const LevelId& level) {
  const std::size_t place = level_place(base, level);
  return place < base.levels.size() ? std::optional(place) : std::nullopt;
}

auto weight_of(const Level& level) {
  return std::tuple(level.stops, level.urgent, level.person);
}

std::string joined(const std::vector<QuestionId>& questions) {
  std::string text;
  for (const QuestionId& id : questions) text += (text.empty() ? "" : ", ") + id.str();
  return text;
}

}  // namespace

Told told(const Outcome& outcome) {
  Told is;
  is.level = outcome.triage.level;
  for (const Conclusion& one : outcome.conclusions) is.findings.emplace(one.finding, one.grade);
  is.advice.emplace();
  for (const GivenAdvice& one : outcome.advice) is.advice->insert(one.advice);
  is.next.emplace();
  if (outcome.next) is.next = outcome.next->questions;
  return is;
}

bool ClassesOfChange::add(const Told& was, const Told& is, const std::string& witness,
                          const Answers& answers) {
  bool changed = false;
  const auto note = [&](Kind kind, std::string name, std::string from, std::string to,
                        bool downgrade = false) {
    changed = true;
    count({kind, std::move(name), std::move(from), std::move(to), downgrade, 0, "", {}}, witness,
          answers);
  };
  if (was.level != is.level) {
    note(Kind::level, was.level.str() + "-to-" + is.level.str(), was.level.str(), is.level.str(),
         less_urgent(before_, after_, was.level, is.level));
  }
  for (const auto& [finding, grade] : was.findings) {
    const auto now = is.findings.find(finding);
    if (now == is.findings.end()) {
      note(Kind::finding_vanishes, "finding-" + finding.str() + "-vanishes", "", "");
    } else if (now->second != grade) {
      const bool down = now->second < grade;
      note(down ? Kind::grade_down : Kind::grade_up,
           "grade-" + finding.str() + (down ? "-down" : "-up"), std::string(to_string(grade)),
           std::string(to_string(now->second)));
    }
  }
  for (const auto& [finding, grade] : is.findings) {
    if (was.findings.contains(finding)) continue;
    note(Kind::finding_appears, "finding-" + finding.str() + "-appears", "", "");
  }
  if (was.advice && is.advice) {
    for (const AdviceId& id : *was.advice) {
      if (is.advice->contains(id)) continue;
      note(Kind::advice_vanishes, "advice-" + id.str() + "-vanishes", "", "");
    }
    for (const AdviceId& id : *is.advice) {
      if (was.advice->contains(id)) continue;
      note(Kind::advice_appears, "advice-" + id.str() + "-appears", "", "");
    }
  }
  if (was.next && is.next && *was.next != *is.next) {
    note(Kind::next_question, "next-question", joined(*was.next), joined(*is.next));
  }
  return changed;
}

void ClassesOfChange::count(ClassOfChange one, const std::string& witness, const Answers& answers) {
  const auto [at, is_new] = classes_.try_emplace(one.name, one);
  if (is_new) {
    at->second.witness = witness;
    at->second.witness_answers = answers;
  }
  ++at->second.count;
}

std::vector<ClassOfChange> ClassesOfChange::sorted() const {
  std::vector<ClassOfChange> sorted;
  for (const auto& [name, one] : classes_) sorted.push_back(one);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return std::tuple(!a.downgrade, a.kind, -a.count) < std::tuple(!b.downgrade, b.kind, -b.count);
  });
  return sorted;
}

bool less_urgent(const KnowledgeBase& before, const KnowledgeBase& after, const LevelId& from,
                 const LevelId& to) {
  for (const KnowledgeBase* base : {&before, &after}) {
    const auto was = place_of(*base, from);
    const auto is = place_of(*base, to);
    if (was && is) return *is > *was;
  }
  const Level* was = find_by_id(before.levels, from);
  const Level* is = find_by_id(after.levels, to);
  return was == nullptr || is == nullptr || weight_of(*is) <= weight_of(*was);
}

std::vector<std::string> weakened_levels(const KnowledgeBase& before, const KnowledgeBase& after) {
  std::vector<std::string> names;
  std::vector<std::size_t> places;
  for (const Level& level : before.levels) {
    const auto now = place_of(after, level.id);
    if (!now) continue;
    places.push_back(*now);
    const Level& is = after.levels[*now];
    if ((level.stops && !is.stops) || (level.urgent && !is.urgent) ||
        (level.person && !is.person)) {
      names.push_back("level-" + level.id.str() + "-weakened");
    }
  }
  if (!std::is_sorted(places.begin(), places.end())) names.emplace_back("levels-reordered");
  return names;
}

}  // namespace peyer
