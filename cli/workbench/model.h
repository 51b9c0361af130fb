// A pack as formulas over a visitor's answers: what rules/core.clp and triage.clp make CLIPS do,
// said once more for a solver. tests/workbench/model_test.cpp holds it against CLIPS.
//
// Private to the workbench. Nothing is searched or derived here: every term is written down from
// the rulebook that CLIPS got (the same conditions, clauses and literals) and from the chains that
// CLIPS found. Terms are made when first asked for; equal ones are one term in a z3::context, so
// that models of one pack over replies that differ a little share what does not differ. What was
// come for is no part of it: only what is asked next depends on that.
#pragma once

#include <z3++.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/workbench/reply_terms.h"
#include "engine/engine.h"

namespace peyer {

class PackModel {
 public:
  // None of the three: not known yet.
  struct Truth {
    z3::expr met, unmet, unsure;
  };

  // `replies`: by question, in the pack's order. The engine must outlive the model.
  PackModel(z3::context& context, const Engine& engine, std::vector<ReplyTerms> replies);

  // The same pack over other replies.
  PackModel(const PackModel& model, std::vector<ReplyTerms> replies);

  z3::context& context() const { return context_; }

  const Engine& engine() const { return engine_; }

  const std::vector<ReplyTerms>& replies() const { return replies_; }

  // By the condition's number in the rulebook.
  const Truth& truth(std::size_t condition);
  const z3::expr& inapplicable(std::size_t question);

  // By the formula's place in the rulebook.
  const z3::expr& met(std::size_t formula);
  const z3::expr& ruled_out(std::size_t formula);
  z3::expr clause_met(const Clause& clause);
  const z3::expr& settled(std::size_t formula);
  // Every part of some clause is true or in doubt, and some part of the sign itself is in doubt.
  const z3::expr& in_doubt(std::size_t formula);

  // By the finding's place in the pack.
  const z3::expr& concluded(std::size_t finding);
  const z3::expr& absent(std::size_t finding);
  const z3::expr& exhausted(std::size_t finding);

  z3::expr advised(const AdviceId& advice);

  // The visit's level is the pack's level at this place, from 0, or a more urgent one.
  const z3::expr& at_least(std::size_t level);
  z3::expr exactly(std::size_t level);

  // Some answers can't all be right.
  z3::expr contradictory();

  // The condition is met, as the condition of a rule would be.
  z3::expr holds(const Condition& condition);

  std::size_t formula_place(std::string_view id) const { return formulas_.at(std::string(id)); }

  std::size_t finding_place(std::string_view id) const { return findings_.at(std::string(id)); }

  std::size_t level_place(const LevelId& level) const;

 private:
  // By place, made when first asked for.
  using Memo = std::vector<std::optional<z3::expr>>;

  void forget_terms();

  template <typename Make>
  const z3::expr& remembered(Memo& memo, std::size_t place, Make make);

  const KnowledgeBase& knowledge() const { return engine_.knowledge(); }

  Truth truth_of(const Comparison& comparison);
  Truth truth_of_finding(std::size_t finding);
  z3::expr compares(const Comparison& comparison, std::size_t question) const;

  z3::expr literal(const Truth& truth, bool met) const { return met ? truth.met : truth.unmet; }

  z3::expr contradicted(const Clause& clause);
  z3::expr live(const Clause& clause, bool careful);
  z3::expr closed(const Formula& formula);
  std::vector<z3::expr> urging(std::size_t level);

  z3::context& context_;
  const Engine& engine_;
  std::vector<ReplyTerms> replies_;
  std::map<std::string, std::size_t> questions_, findings_, formulas_;
  std::vector<std::vector<std::size_t>> makers_;   // formulas, by finding
  std::vector<std::vector<std::size_t>> origins_;  // findings, by finding: CLIPS's chains
  std::size_t floor_ = 0;
  std::vector<std::optional<Truth>> truths_;
  Memo inapplicable_, met_, ruled_out_, settled_, in_doubt_, concluded_, absent_, exhausted_,
      at_least_;
};

}  // namespace peyer
