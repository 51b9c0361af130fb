// One private CLIPS world. The only place that knows CLIPS's C interface (6.30).
//
// Used by one thread at a time; may move between threads under a lock. After a ClipsError throw the
// environment away: CLIPS keeps no promise about its state.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace peyer {

// What CLIPS printed on its error channel, in its own words.
class ClipsError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A fact as CLIPS holds it. Valid until the next change of the environment; copy what you keep.
class FactView {
 public:
  explicit FactView(const void* fact) : fact_(fact) {}

  // Slots count from 0 in the order of the deftemplate.
  std::string_view symbol(int slot) const;
  long long integer(int slot) const;
  std::string_view template_name() const;

  const void* address() const { return fact_; }

 private:
  const void* fact_;
};

// One reason why a fact stands: the rule that asserted it and the facts that matched. Patterns with
// `not` matched nothing and are left out.
struct Support {
  std::string_view rule;
  std::vector<FactView> facts;
};

class ClipsEnvironment {
 public:
  // What a slot of an asserted fact can hold: a symbol, or for a multislot symbols and numbers.
  using Field = std::variant<std::string, double>;
  using SlotValue = std::variant<std::string, std::vector<Field>>;
  using Slots = std::vector<std::pair<const char*, SlotValue>>;

  ClipsEnvironment();

  // Reads constructs from text. Throws ClipsError when CLIPS refuses any of them.
  void load(const std::string& constructs);

  // The loaded constructs as a binary image, and back: much quicker than text. An image is read
  // unchecked, so give it only what this process made.
  void save_image(const std::string& path);
  void load_image(const std::string& path);

  void reset();

  // Runs until nothing fires. Returns the number of rules fired. Throws ClipsError on a run-time
  // error or when `limit` rules have fired, which means that the rulebook loops.
  long long run(long long limit);

  // A fact from outside, or null when an equal one stands already. Throws ClipsError for an unknown
  // template or slot.
  void* assert_fact(const char* template_name, const Slots& slots);
  void retract(void* fact);
  void retract(FactView fact);

  // The number of a slot, for FactView. Throws ClipsError when there is none.
  int slot(const char* template_name, const char* slot_name) const;

  template <typename Visit>
  void for_each(const char* template_name, Visit visit) const {
    for (const void* fact = next_fact(template_name, nullptr); fact != nullptr;
         fact = next_fact(template_name, fact)) {
      visit(FactView(fact));
    }
  }

  // Every way in which the fact is supported; none for a fact from outside.
  static std::vector<Support> supports_of(FactView fact);

  // Names of rules whose logical support would not cover their whole left-hand side, which would
  // make explanations incomplete. Empty for a sound rulebook.
  std::vector<std::string> rules_without_full_support() const;

 private:
  struct Destroy {
    void operator()(void* environment) const noexcept;
  };

  const void* next_fact(const char* template_name, const void* after) const;
  void throw_if_complained(const char* doing);

  // Declared first so that it dies last: CLIPS may still print while closing.
  std::unique_ptr<std::string> complaints_;
  std::unique_ptr<void, Destroy> environment_;
};

}  // namespace peyer
