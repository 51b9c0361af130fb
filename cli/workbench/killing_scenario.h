// Looks for answers at which a mutant of a formula gives another outcome, and writes them down as a
// scenario that would kill it.
//
// Every answer set is run by CLIPS, with and without the mutant. Where a formula asks questions
// only, and these always apply, all that can be answered to them is tried from nothing, one answer
// for each that its comparisons can't tell apart; a mutant that comes to the same in all of these
// is equivalent.
#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/workbench/mutation_run.h"
#include "engine/variant_runner.h"

namespace peyer {

// A survivor, and what became of the search for it.
struct Sought {
  const Mutant* mutant;
  std::size_t place;  // among the runner's items
  MutantVerdict verdict;
};

class KillingSearch {
 public:
  // `original`: the place of the formula itself among the runner's items. `stop`, if any, leaves
  // off.
  KillingSearch(const Engine& engine, VariantRunner& runner, std::size_t original,
                const std::atomic<bool>* stop)
      : engine_(engine), runner_(runner), original_(original), stop_(stop) {}

  // Mutants of one formula. Starts at nothing and at each of `starts`. Leaves a verdict in each.
  void find(std::vector<Sought>& sought, const std::vector<Answers>& starts);

 private:
  // What can be said to one question: nothing, or a reply.
  struct Slot {
    QuestionId question;
    std::vector<std::optional<Reply>> replies;
  };

  std::vector<Slot> slots_of(const std::vector<Sought>& sought);
  bool try_all(const Answers& start, const std::vector<Slot>& slots, std::vector<Sought>& sought);
  void try_some(const Answers& start, const std::vector<Slot>& slots, std::vector<Sought>& sought);
  void look_at(const Answers& answers, std::vector<Sought>& sought);
  bool settled(const std::vector<Sought>& sought) const;
  void note(Sought& one, const Answers& answers);
  Answers without_idle(const Sought& one, Answers answers);
  std::string differs(const Sought& one, const Answers& answers);

  bool stopped() const { return stop_ != nullptr && stop_->load(); }

  const Engine& engine_;
  VariantRunner& runner_;
  std::size_t original_;
  const std::atomic<bool>* stop_;
  bool exhaustive_ = true;  // the slots hold all that the formula and its mutants can tell apart
  long tried_ = 0;
  std::vector<bool> apart_;  // of each sought: some answers gave it another fate
};

// What an author can expect of `right` that does not hold of `wrong`, as the lines below `expect:`
// of a scenario, indented by `indent`; empty when there is nothing.
std::string telling_expectations(const Outcome& right, const Outcome& wrong, std::size_t indent);

}  // namespace peyer
