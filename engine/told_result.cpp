#include "engine/told_result.h"

#include <algorithm>

namespace peyer {
namespace {

constexpr std::size_t most_answers = 4;   // quoted under one conclusion
constexpr std::size_t least_in_full = 3;  // conclusions, if there are so many
constexpr std::size_t most_in_full = 8;   // conclusions
constexpr std::size_t most_named = 8;     // warning signs
constexpr int most_doubtful_in_full = 3;  // warning signs in doubt

NamedFlags named(const KnowledgeBase& base, const std::vector<RuleId>& flags) {
  NamedFlags told;
  for (const RuleId& id : flags) {
    if (told.named.size() == most_named) {
      ++told.more;
    } else {
      told.named.push_back(find_by_id(base.red_flags, id));
    }
  }
  return told;
}

// What was told in full; what was in doubt too, unless there is much of it.
ToldReasons told_reasons(const KnowledgeBase& base, const std::vector<TriageReason>& all) {
  const bool fold = std::count_if(all.begin(), all.end(), [](const auto& one) {
                      return one.doubt;
                    }) > most_doubtful_in_full;
  ToldReasons told;
  std::vector<RuleId> folded;
  for (const TriageReason& reason : all) {
    if (fold && reason.doubt) {
      folded.push_back(reason.rule);
    } else {
      told.in_full.push_back({find_by_id(base.red_flags, reason.rule),
                              find_by_id(base.rules, reason.rule), reason.doubt});
    }
  }
  told.in_doubt = named(base, folded);
  return told;
}

// Could a yes to this red flag make it more urgent than `level`?
bool is_more_urgent(const KnowledgeBase& base, const RuleId& flag, const LevelId& level) {
  return level_place(base, find_by_id(base.red_flags, flag)->level.value) <
         level_place(base, level);
}

NamedFlags told_open(const KnowledgeBase& base, const Triage& triage) {
  std::vector<RuleId> open = triage.open_red_flags;
  if (!triage.floor) {
    std::erase_if(open, [&](const RuleId& id) { return !is_more_urgent(base, id, triage.level); });
  }
  return named(base, open);
}

bool names_a_sign(const ToldReasons& reasons) {
  return !reasons.in_doubt.empty() ||
         std::any_of(reasons.in_full.begin(), reasons.in_full.end(),
                     [](const ToldReason& reason) { return reason.flag != nullptr; });
}

void collect_answers(const ProofNode& proof, std::vector<const ProofNode*>& answers) {
  if (proof.kind == ProofNode::Kind::answer) {
    const auto same = [&](const ProofNode* known) { return known->id == proof.id; };
    if (std::none_of(answers.begin(), answers.end(), same)) answers.push_back(&proof);
  }
  for (const ProofNode& child : proof.because) collect_answers(child, answers);
}

}  // namespace

bool ToldConclusions::is_in_full(std::size_t place) const {
  return place < std::max(came_for, least_in_full) && place < most_in_full;
}

ToldConclusions told_conclusions(const Consultation& visit) {
  const auto wanted = [&](const Conclusion& conclusion) {
    const auto& findings = visit.knowledge().findings;
    const auto& topics = find_by_id(findings, conclusion.finding)->topics;
    return std::any_of(topics.begin(), topics.end(), [&](const auto& topic) {
      return visit.answers().came_for.contains(topic.value);
    });
  };
  ToldConclusions told{visit.outcome().conclusions, 0};
  const auto rest = std::stable_partition(told.all.begin(), told.all.end(), wanted);
  told.came_for = static_cast<std::size_t>(rest - told.all.begin());
  return told;
}

ToldResult told_result(const Consultation& visit) {
  const KnowledgeBase& base = visit.knowledge();
  const Outcome& outcome = visit.outcome();
  const Triage& triage = outcome.triage;
  ToldResult told;
  told.level = find_by_id(base.levels, triage.level);
  told.unfinished = outcome.next && !told.level->stops;
  told.not_known = triage.floor;
  told.settled = !outcome.next && !told.level->stops;
  told.reasons = told_reasons(base, triage.reasons);
  told.also = told_reasons(base, triage.also);
  told.open = told_open(base, triage);
  if (!names_a_sign(told.reasons) && !names_a_sign(told.also)) {
    told.signs = triage.open_red_flags.empty() ? ToldResult::Signs::none_found
                                               : ToldResult::Signs::none_found_so_far;
  }
  told.conclusions = told_conclusions(visit);
  told.safety_net = safety_net_of(base, outcome);
  return told;
}

std::vector<const ProofNode*> quoted_answers(const ProofNode& proof) {
  std::vector<const ProofNode*> answers;
  collect_answers(proof, answers);
  if (answers.size() > most_answers) answers.resize(most_answers);
  return answers;
}

}  // namespace peyer
