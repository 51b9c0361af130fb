// Runs many variants of a pack's rules in one warm CLIPS environment (see compile_variants()).
//
// Moving to other answers costs what it costs any environment; after that CLIPS has the fate of
// every variant at these answers, and letting one stand in for its formula costs no more than what
// rests on it. One thread at a time; different books may be run by different threads.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/answers.h"
#include "engine/outcome.h"
#include "rules/compiler.h"

namespace peyer {

// What becomes of a formula at some answers: all that the rest of a rulebook sees of it, beside
// what it concludes when met.
struct Fate {
  int rank = -1;           // when met: the best grade that it gives, see Grade; -1: not met
  bool doubt = false;      // a red flag's sign is in doubt
  bool ruled_out = false;  // it can't be met by what is not answered yet
  bool closed = false;     // nothing that could be answered meets it

  bool met() const { return rank >= 0; }

  friend bool operator==(const Fate&, const Fate&) = default;
};

// A rulebook with variants, and the environment that CLIPS read it into.
class VariantBook {
 public:
  // Throws ClipsError when CLIPS refuses the rulebook, which no items of a checked pack make it do.
  VariantBook(std::shared_ptr<const KnowledgeBase> knowledge, std::vector<VariantItem> items);
  ~VariantBook();
  VariantBook(const VariantBook&) = delete;
  VariantBook& operator=(const VariantBook&) = delete;

  const std::vector<VariantItem>& items() const { return items_; }

 private:
  friend class VariantRunner;
  struct Loaded;

  std::vector<VariantItem> items_;
  std::unique_ptr<Loaded> loaded_;
};

class VariantRunner {
 public:
  // Uses the book's environment until it ends; std::logic_error while another runner does.
  explicit VariantRunner(VariantBook& book);
  ~VariantRunner();
  VariantRunner(const VariantRunner&) = delete;
  VariantRunner& operator=(const VariantRunner&) = delete;

  // Kept, as it is in a new book, or left from the next move on; see Engine::consult.
  void set(Agenda agenda);

  // Answers must fit the pack, as for Engine::consult; wrong ones are undefined behaviour here.
  void move_to(const Answers& answers);

  // By place in VariantBook::items().
  std::vector<Fate> fates() const;

  // What the answers come to: as the pack has it, or with one variant in its formula's place.
  Outcome outcome();
  Outcome outcome_with(std::size_t variant);

  // What `use` makes of the runner while a variant stands, such as its outcome and the fates of
  // properties. When `use` throws, throw the runner and its book away.
  template <typename Use>
  auto while_standing(std::size_t variant, Use use) {
    stand_in(variant);
    auto result = use();
    stand_back(variant);
    return result;
  }

 private:
  void stand_in(std::size_t variant);
  void stand_back(std::size_t variant);

  VariantBook& book_;
};

}  // namespace peyer
