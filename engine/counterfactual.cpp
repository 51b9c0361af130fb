#include "engine/counterfactual.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/explanation.h"

namespace peyer {

namespace {

int order_of(const KnowledgeBase& knowledge, const LevelId& level) {
  return static_cast<int>(level_place(knowledge, level));
}

template <typename Item, typename Key>
std::set<Key> keys(const std::vector<Item>& items, Key Item::*key) {
  std::set<Key> set;
  for (const Item& item : items) set.insert(item.*key);
  return set;
}

// Those of `items` that `others` lacks, in the order of `items`.
template <typename Item, typename Key>
std::vector<Key> without(const std::vector<Item>& items, const std::vector<Item>& others,
                         Key Item::*key) {
  const std::set<Key> known = keys(others, key);
  std::vector<Key> rest;
  for (const Item& item : items) {
    if (!known.contains(item.*key)) rest.push_back(item.*key);
  }
  return rest;
}

// ---- what matters -------------------------------------------------------------------------------

// Enough for every pair of changes over a dozen answers; a search that needs more is cut short and
// says so.
constexpr int search_budget = 4000;

// Whether the target still stands with other answers, at least as strongly as it does now.
class Standing {
 public:
  Standing(const Consultation& visit, Target target)
      : engine_(visit.engine()), target_(std::move(target)), now_(measure(visit.outcome())) {}

  bool holds_now() const { return now_ > 0; }

  bool stands(const Answers& answers) {
    ++tried_;
    return measure(engine_.consult(answers)) >= now_;
  }

  // A level that only awaits unanswered red flags carries nothing by itself.
  bool undone(const Answers& answers) {
    ++tried_;
    const int then = measure(engine_.consult(answers));
    return std::holds_alternative<TriageLevelNow>(target_) ? then < now_ : then == 0;
  }

  bool exhausted() const { return tried_ >= search_budget; }

 private:
  // 0: it does not hold; otherwise the greater, the stronger.
  int measure(const Outcome& outcome) const {
    if (const auto* finding = std::get_if<FindingId>(&target_)) {
      const Conclusion* conclusion = find_conclusion(outcome, *finding);
      return conclusion == nullptr ? 0 : 1 + static_cast<int>(conclusion->grade);
    }
    if (const auto* advice = std::get_if<AdviceId>(&target_)) {
      const auto given = keys(outcome.advice, &GivenAdvice::advice);
      return given.contains(*advice) ? 1 : 0;
    }
    if (outcome.triage.reasons.empty()) return 0;
    const KnowledgeBase& knowledge = engine_.knowledge();
    return static_cast<int>(knowledge.levels.size()) - order_of(knowledge, outcome.triage.level);
  }

  const Engine& engine_;
  Target target_;
  int now_;
  int tried_ = 0;
};

Answers only(const Answers& answers, const std::vector<QuestionId>& questions) {
  Answers some;
  some.came_for = answers.came_for;
  for (const QuestionId& question : questions) {
    some.replies[question] = answers.replies.at(question);
  }
  return some;
}

// Drops one answer after another as long as the target stands: what is left is irreducible.
std::vector<QuestionId> irreducible(const Answers& answers, Standing& standing) {
  std::vector<QuestionId> kept;
  for (const auto& [question, reply] : answers.replies) kept.push_back(question);
  for (std::size_t i = 0; i < kept.size();) {
    std::vector<QuestionId> fewer = kept;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (standing.stands(only(answers, fewer))) {
      kept = std::move(fewer);
    } else {
      ++i;
    }
  }
  return kept;
}

// The first set of `size` questions, from `at` on and beside `chosen`, on which the target stands.
bool choose(const Answers& answers, const std::vector<QuestionId>& candidates, std::size_t at,
            std::size_t size, std::vector<QuestionId>& chosen, Standing& standing) {
  if (chosen.size() == size) return standing.stands(only(answers, chosen));
  for (; at < candidates.size() && !standing.exhausted(); ++at) {
    chosen.push_back(candidates[at]);
    if (choose(answers, candidates, at + 1, size, chosen, standing)) return true;
    chosen.pop_back();
  }
  return false;
}

void find_sufficient(const Consultation& visit, Standing& standing, WhatMatters& result) {
  const Answers& answers = visit.answers();
  result.sufficient = irreducible(answers, standing);
  std::vector<QuestionId> candidates;
  for (const auto& [question, reply] : answers.replies) candidates.push_back(question);
  for (std::size_t size = 0; size < result.sufficient.size() && !standing.exhausted(); ++size) {
    std::vector<QuestionId> chosen;
    if (!choose(answers, candidates, 0, size, chosen, standing)) continue;
    result.sufficient = std::move(chosen);
    break;
  }
  result.smallest = !standing.exhausted();
}

// Every other reply worth trying: the other options, one tick more or less, and the numbers on
// either side of each threshold, nearest first.
class OtherReplies {
 public:
  explicit OtherReplies(const Engine& engine) : engine_(engine) {}

  std::vector<Reply> to(const Question& question, const Reply& given) const {
    switch (question.kind) {
      case Question::Kind::number:
        return numbers(question, given);
      case Question::Kind::many:
        return ticks(question, given);
      default:
        return options(question, given);
    }
  }

 private:
  static std::vector<Reply> options(const Question& question, const Reply& given) {
    std::vector<Reply> replies;
    for (const Option& option : question.options) {
      Reply reply{Reply::Status::given, {option.id}, 0};
      if (reply != given) replies.push_back(std::move(reply));
    }
    return replies;
  }

  static std::vector<Reply> ticks(const Question& question, const Reply& given) {
    std::vector<Reply> replies;
    for (const Option& option : question.options) {
      Reply reply;
      for (const Option& other : question.options) {
        const bool ticked =
            std::find(given.options.begin(), given.options.end(), other.id) != given.options.end();
        if (ticked != (other.id == option.id)) reply.options.push_back(other.id);
      }
      replies.push_back(std::move(reply));
    }
    return replies;
  }

  static void add_tenths(const Question& question, double limit, std::set<double>& values) {
    for (const double value : {limit - 0.1, limit, limit + 0.1}) {
      // Decimal fractions are what people can type; binary ones are not.
      const double typed = std::round(value * 1e6) / 1e6;
      if (typed >= question.min && typed <= question.max) values.insert(typed);
    }
  }

  std::vector<Reply> numbers(const Question& question, const Reply& given) const {
    std::set<double> values;
    for (const CompiledCondition& condition : engine_.rulebook().conditions) {
      if (condition.comparison.subject.value != question.id.str()) continue;
      values.merge(numbers_around(question, condition.comparison.number));
      if (!question.whole) add_tenths(question, condition.comparison.number, values);
    }
    std::vector<Reply> replies;
    for (const double value : values) {
      Reply reply{Reply::Status::given, {}, value};
      if (reply != given) replies.push_back(std::move(reply));
    }
    std::stable_sort(replies.begin(), replies.end(), [&](const Reply& a, const Reply& b) {
      return std::abs(a.number - given.number) < std::abs(b.number - given.number);
    });
    return replies;
  }

  const Engine& engine_;
};

// How natural a change is to name, the most natural first: one that takes something back, then
// another choice; numbers last, for few people can change their age.
int effort(const Question& question, const Reply& given, const Reply& changed) {
  if (question.kind == Question::Kind::number) return 2;
  if (question.kind == Question::Kind::many) {
    return changed.options.size() < given.options.size() ? 0 : 1;
  }
  return question.kind == Question::Kind::yes_no && changed.options[0].str() == "no" ? 0 : 1;
}

// One change each: first of the answers that the target rests on, then by effort.
std::vector<Changes> single_changes(const Consultation& visit, const std::set<QuestionId>& behind) {
  const OtherReplies others(visit.engine());
  std::vector<std::pair<std::pair<bool, int>, Changes>> ranked;
  for (const auto& [id, given] : visit.answers().replies) {
    const Question* question = find_by_id(visit.knowledge().questions, id);
    for (Reply& reply : others.to(*question, given)) {
      const std::pair rank(!behind.contains(id), effort(*question, given, reply));
      ranked.push_back({rank, {{id, std::move(reply)}}});
    }
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Changes> changes;
  changes.reserve(ranked.size());
  for (auto& [rank, change] : ranked) changes.push_back(std::move(change));
  return changes;
}

void collect_answers(const ProofNode& proof, std::set<QuestionId>& questions) {
  if (proof.kind == ProofNode::Kind::answer) questions.insert(QuestionId(proof.id));
  for (const ProofNode& child : proof.because) collect_answers(child, questions);
}

// The answers that the target rests on, in all its proofs.
std::set<QuestionId> answers_behind(const Consultation& visit, const Target& target) {
  std::set<QuestionId> questions;
  if (const auto* finding = std::get_if<FindingId>(&target)) {
    if (const auto proof = how(visit, *finding)) collect_answers(*proof, questions);
  } else if (const auto* advice = std::get_if<AdviceId>(&target)) {
    if (const auto proof = how(visit, *advice)) collect_answers(*proof, questions);
  } else {
    collect_answers(how_triage(visit), questions);
  }
  return questions;
}

void find_undoing(const Consultation& visit, const Target& target, Standing& standing,
                  WhatMatters& result) {
  const std::set<QuestionId> behind = answers_behind(visit, target);
  std::vector<Changes> singles = single_changes(visit, behind);
  for (const Changes& change : singles) {
    if (!standing.undone(with(visit.answers(), change))) continue;
    result.undo = change;
    return;
  }
  std::erase_if(singles, [&](const Changes& one) { return !behind.contains(one.begin()->first); });
  for (const Changes& one : singles) {
    for (const Changes& other : singles) {
      if (standing.exhausted()) return;
      if (!(one.begin()->first < other.begin()->first)) continue;
      Changes both = one;
      both.insert(*other.begin());
      if (!standing.undone(with(visit.answers(), both))) continue;
      result.undo = std::move(both);
      return;
    }
  }
}

// ---- the nearest answers that would make something so -------------------------------------------

// What could be answered to each question instead, the most natural first.
std::vector<std::vector<Reply>> replies_to(const Consultation& visit,
                                           const std::vector<QuestionId>& questions) {
  const OtherReplies others(visit.engine());
  std::vector<std::vector<Reply>> replies;
  for (const QuestionId& id : questions) {
    const Question* question = find_by_id(visit.knowledge().questions, id);
    const auto given = visit.answers().replies.find(id);
    // To somebody who answered nothing, or was not sure, any reply is another.
    const Reply now = given != visit.answers().replies.end() && given->second.given()
                          ? given->second
                          : Reply{Reply::Status::not_sure, {}, question->min};
    std::vector<Reply> list = others.to(*question, now);
    std::stable_sort(list.begin(), list.end(), [&](const Reply& a, const Reply& b) {
      return effort(*question, now, a) < effort(*question, now, b);
    });
    replies.push_back(std::move(list));
  }
  return replies;
}

class ChangeSearch {
 public:
  ChangeSearch(const Consultation& visit, const std::vector<QuestionId>& questions,
               const std::function<bool(const Outcome&)>& wanted)
      : visit_(visit),
        questions_(questions),
        replies_(replies_to(visit, questions)),
        wanted_(wanted) {}

  // Whether some `left` further changes, of questions from `at` on, make it so.
  bool found(std::size_t left, std::size_t at = 0) {
    if (left == 0) {
      ++tried_;
      return wanted_(visit_.engine().consult(with(visit_.answers(), changes)));
    }
    for (; at < questions_.size(); ++at) {
      for (const Reply& reply : replies_[at]) {
        if (tried_ >= search_budget) return false;
        changes[questions_[at]] = reply;
        if (found(left - 1, at + 1)) return true;
      }
      changes.erase(questions_[at]);
    }
    return false;
  }

  Changes changes;

 private:
  const Consultation& visit_;
  const std::vector<QuestionId>& questions_;
  std::vector<std::vector<Reply>> replies_;
  const std::function<bool(const Outcome&)>& wanted_;
  int tried_ = 0;
};

}  // namespace

std::optional<Changes> nearest_change(const Consultation& visit,
                                      const std::vector<QuestionId>& questions,
                                      const std::function<bool(const Outcome&)>& wanted,
                                      std::size_t most) {
  ChangeSearch search(visit, questions, wanted);
  for (std::size_t size = 0; size <= std::min(most, questions.size()); ++size) {
    if (search.found(size)) return search.changes;
  }
  return std::nullopt;
}

Answers with(const Answers& answers, const Changes& changes) {
  Answers changed = answers;
  for (const auto& [question, reply] : changes) {
    if (reply) {
      changed.replies[question] = *reply;
    } else {
      changed.replies.erase(question);
    }
  }
  return changed;
}

OutcomeChange compare(const KnowledgeBase& knowledge, const Outcome& before, const Outcome& after) {
  OutcomeChange change;
  change.level_before = before.triage.level;
  change.level_after = after.triage.level;
  change.urgency =
      order_of(knowledge, before.triage.level) - order_of(knowledge, after.triage.level);
  const std::vector<RuleId>& open = after.triage.open_red_flags;
  change.open_after = std::any_of(open.begin(), open.end(), [&](const RuleId& id) {
    const LevelId& level = find_by_id(knowledge.red_flags, id)->level.value;
    return order_of(knowledge, level) < order_of(knowledge, after.triage.level);
  });
  change.appeared = without(after.conclusions, before.conclusions, &Conclusion::finding);
  change.vanished = without(before.conclusions, after.conclusions, &Conclusion::finding);
  change.advice_appeared = without(after.advice, before.advice, &GivenAdvice::advice);
  change.advice_vanished = without(before.advice, after.advice, &GivenAdvice::advice);
  for (const Conclusion& was : before.conclusions) {
    for (const Conclusion& is : after.conclusions) {
      if (was.finding == is.finding && was.grade != is.grade) {
        change.regraded.push_back({was.finding, was.grade, is.grade});
      }
    }
  }
  return change;
}

OutcomeChange what_if(const Consultation& visit, const Changes& changes) {
  const Outcome after = visit.engine().consult(with(visit.answers(), changes));
  return compare(visit.knowledge(), visit.outcome(), after);
}

WhatMatters what_matters(const Consultation& visit, const Target& target) {
  WhatMatters result;
  Standing standing(visit, target);
  result.holds = standing.holds_now();
  if (!result.holds) return result;
  find_sufficient(visit, standing, result);
  Standing afresh(visit, target);  // with a budget of its own
  find_undoing(visit, target, afresh, result);
  return result;
}

}  // namespace peyer
