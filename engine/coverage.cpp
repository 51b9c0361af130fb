#include "engine/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/scenario.h"
#include "knowledge/dependencies.h"

namespace peyer {

namespace {

using Lack = Uncovered::Lack;

// What was seen of one condition.
struct Seen {
  bool met = false, unmet = false;

  bool both() const { return met && unmet; }

  Lack lack() const {
    if (!met && !unmet) return Lack::never_known;
    return met ? Lack::never_false : Lack::never_true;
  }
};

// What happened to one formula within one scenario.
struct Fate {
  bool met = false, doubtful_setting = false, sign_in_doubt = false;
};

bool in_doubt(const std::vector<Ground>& grounds) {
  return std::any_of(grounds.begin(), grounds.end(),
                     [](const Ground& ground) { return ground.state == Ground::State::unsure; });
}

bool rests_on_doubt(const TriageReason& reason) {
  return std::all_of(reason.derivations.begin(), reason.derivations.end(), in_doubt);
}

// Watches the answer sets go by, and then says what was not among them.
class Observer {
 public:
  explicit Observer(const Engine& engine)
      : base_(engine.knowledge()), book_(engine.rulebook()), seen_(book_.conditions.size()) {
    for (const Formula& formula : book_.formulas) {
      coverage_.firings.push_back({formula.id, formula.kind, 0, 0, 0, formula.at});
    }
  }

  void watch(const Scenario& scenario, const std::vector<Observation>& observations) {
    ++coverage_.scenarios;
    std::vector<Fate> fates(book_.formulas.size());
    const std::vector<Answers> sets = answer_sets_of(scenario);
    for (std::size_t i = 0; i < sets.size(); ++i) watch(sets[i], observations[i], fates);
    for (std::size_t place = 0; place < fates.size(); ++place) {
      Firing& firing = coverage_.firings[place];
      firing.met += fates[place].met ? 1 : 0;
      firing.met_in_doubtful_setting += fates[place].doubtful_setting ? 1 : 0;
      firing.sign_in_doubt += fates[place].sign_in_doubt ? 1 : 0;
    }
  }

  Coverage finish() {
    for (const Firing& firing : coverage_.firings) {
      if (Tally* tally = tally_of(firing.kind)) {
        add(*tally, firing.met > 0, Lack::never_fired, firing.id, "", firing.at);
      }
    }
    for (const Formula& formula : book_.formulas) add_conditions(formula);
    for (const Question& question : base_.questions) add_question(question);
    add_items(coverage_.advice, base_.advice, given_, Lack::never_given);
    add_items(coverage_.findings, base_.findings, concluded_, Lack::never_concluded);
    add_items(coverage_.levels, base_.levels, reached_, Lack::never_reached);
    return std::move(coverage_);
  }

 private:
  void watch(const Answers& answers, const Observation& observed, std::vector<Fate>& fates) {
    ++coverage_.answer_sets;
    for (const auto& [question, reply] : answers.replies) {
      answered_.insert(question);
      for (const OptionId& option : reply.options) chosen_.emplace(question, option);
    }
    watch(observed.outcome, fates);
    for (const auto& truth : observed.truths) {
      if (!truth) continue;
      Seen& seen = seen_[static_cast<std::size_t>(truth->condition)];
      seen.met |= truth->state == Ground::State::met;
      seen.unmet |= truth->state == Ground::State::unmet;
    }
    for (std::size_t place = 0; place < observed.met.size(); ++place) {
      fates[place].met |= observed.met[place];
    }
  }

  void watch(const Outcome& outcome, std::vector<Fate>& fates) {
    reached_.insert(outcome.triage.level);
    for (const auto* list : {&outcome.conclusions, &outcome.stepping_stones}) {
      for (const Conclusion& conclusion : *list) concluded_.insert(conclusion.finding);
    }
    for (const GivenAdvice& advice : outcome.advice) given_.insert(advice.advice);
    for (const auto* list : {&outcome.triage.reasons, &outcome.triage.also}) {
      for (const TriageReason& reason : *list) note_doubt(reason, fates);
    }
  }

  // A flag's sign is certain or in doubt; a certain one may still lean on a doubtful setting.
  void note_doubt(const TriageReason& reason, std::vector<Fate>& fates) const {
    const std::size_t place = place_of(reason.rule.str());
    if (book_.formulas[place].kind != Formula::Kind::red_flag) return;
    fates[place].sign_in_doubt |= reason.doubt;
    fates[place].doubtful_setting |= !reason.doubt && rests_on_doubt(reason);
  }

  std::size_t place_of(const std::string& id) const {
    const auto formula = std::find_if(book_.formulas.begin(), book_.formulas.end(),
                                      [&](const Formula& one) { return one.id == id; });
    return static_cast<std::size_t>(formula - book_.formulas.begin());
  }

  // `applies` has no tally of its own: only its conditions count.
  Tally* tally_of(Formula::Kind kind) {
    switch (kind) {
      case Formula::Kind::rule:
        return &coverage_.rules;
      case Formula::Kind::red_flag:
        return &coverage_.red_flags;
      case Formula::Kind::contradiction:
        return &coverage_.contradictions;
      case Formula::Kind::applies:
        break;
    }
    return nullptr;
  }

  static void add(Tally& tally, bool covered, Lack lack, const std::string& id,
                  const std::string& part, const Location& at) {
    ++tally.total;
    if (covered) {
      ++tally.covered;
    } else {
      tally.missing.push_back({lack, id, part, at});
    }
  }

  template <typename Items, typename Ids>
  static void add_items(Tally& tally, const Items& items, const Ids& seen, Lack lack) {
    for (const auto& item : items) {
      add(tally, seen.contains(item.id), lack, item.id.str(), "", item.at);
    }
  }

  // The conditions that an author wrote for a formula.
  std::vector<const Condition*> written_for(const Formula& formula) const {
    std::vector<const Condition*> written;
    const auto add_of = [&](const auto* item) {
      if (item != nullptr) written.push_back(&item->when);
    };
    switch (formula.kind) {
      case Formula::Kind::rule:
        add_of(find_by_id(base_.rules, RuleId(formula.id)));
        break;
      case Formula::Kind::red_flag: {
        const RedFlag* flag = find_by_id(base_.red_flags, RuleId(formula.id));
        add_of(flag);
        if (flag != nullptr && flag->together) written.push_back(&*flag->together);
        break;
      }
      case Formula::Kind::contradiction:
        add_of(find_by_id(base_.contradictions, RuleId(formula.id)));
        break;
      case Formula::Kind::applies:
        for (const Question& question : base_.questions) {
          if (question.applies && formula.id == "applies/" + question.id.str()) {
            written.push_back(&*question.applies);
          }
        }
        break;
    }
    return written;
  }

  // Where a condition stands in the formula; the formula's own place when it can't be told.
  Location place_of(const Formula& formula, const std::string& text) const {
    for (const Condition* written : written_for(formula)) {
      if (const Condition* found = find_comparison(*written, text)) return found->at;
    }
    return formula.at;
  }

  void add_conditions(const Formula& formula) {
    std::set<int> conditions;
    for (const Clause& clause : formula.clauses) {
      for (const Literal& literal : clause) conditions.insert(literal.condition);
    }
    for (const int number : conditions) {
      const auto place = static_cast<std::size_t>(number);
      add(coverage_.conditions, seen_[place].both(), seen_[place].lack(), formula.id,
          book_.conditions[place].text, place_of(formula, book_.conditions[place].text));
    }
  }

  void add_question(const Question& question) {
    add(coverage_.questions, answered_.contains(question.id), Lack::never_answered,
        question.id.str(), "", question.at);
    for (const Option& option : question.options) {
      add(coverage_.options, chosen_.contains({question.id, option.id}), Lack::never_chosen,
          question.id.str(), option.id.str(), option.at.file ? option.at : question.at);
    }
  }

  const KnowledgeBase& base_;
  const Rulebook& book_;
  Coverage coverage_;
  std::vector<Seen> seen_;  // by condition
  std::set<QuestionId> answered_;
  std::set<std::pair<QuestionId, OptionId>> chosen_;
  std::set<AdviceId> given_;
  std::set<FindingId> concluded_;
  std::set<LevelId> reached_;
};

}  // namespace

std::string_view to_string(Uncovered::Lack lack) {
  switch (lack) {
    case Lack::never_fired:
      return "never fired";
    case Lack::never_true:
      return "was never true";
    case Lack::never_false:
      return "was never false";
    case Lack::never_known:
      return "was never true and never false";
    case Lack::never_answered:
      return "was never answered";
    case Lack::never_chosen:
      return "was never chosen";
    case Lack::never_given:
      return "was never given";
    case Lack::never_concluded:
      return "was never concluded";
    case Lack::never_reached:
      return "was never reached";
  }
  return "";
}

std::string in_words(const Uncovered& uncovered) {
  const std::string part = uncovered.part.empty() ? "" : fmt::format(": '{}'", uncovered.part);
  return fmt::format("{} {}{} {}", uncovered.at.place(), uncovered.id, part,
                     to_string(uncovered.lack));
}

Coverage coverage(const Engine& engine) {
  std::vector<std::vector<Observation>> observations;
  for (const Scenario& scenario : engine.knowledge().scenarios) {
    std::vector<Observation>& seen = observations.emplace_back();
    for (const Answers& answers : answer_sets_of(scenario)) {
      seen.push_back(engine.observe(answers, Agenda::left));
    }
  }
  return coverage(engine, observations);
}

Coverage coverage(const Engine& engine, const std::vector<std::vector<Observation>>& observations) {
  Observer observer(engine);
  const std::vector<Scenario>& scenarios = engine.knowledge().scenarios;
  for (std::size_t i = 0; i < scenarios.size(); ++i) observer.watch(scenarios[i], observations[i]);
  return observer.finish();
}

std::vector<Uncovered> all_missing(const Coverage& coverage) {
  std::vector<Uncovered> missing;
  for (const Tally* tally : {&coverage.rules, &coverage.red_flags, &coverage.contradictions,
                             &coverage.conditions, &coverage.questions, &coverage.options,
                             &coverage.advice, &coverage.findings, &coverage.levels}) {
    missing.insert(missing.end(), tally->missing.begin(), tally->missing.end());
  }
  std::stable_sort(missing.begin(), missing.end(),
                   [](const Uncovered& a, const Uncovered& b) { return a.at < b.at; });
  return missing;
}

}  // namespace peyer
