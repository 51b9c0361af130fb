// The visits that are under way on the pages. They live in memory, for minutes, under an id that
// nobody can guess; what is wiped is gone.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/answers.h"
#include "engine/inquiry.h"
#include "engine/outcome.h"
#include "web/served_pack.h"

namespace peyer {

// A question of the visitor's own, and how it was understood; the answer is found anew for a page.
struct AskedQuestion {
  std::string words;
  std::optional<Inquiry> before;  // what it follows up
};

struct Journey {
  std::shared_ptr<const ServedPack> pack;  // it began with this one, and ends with it
  LocaleId locale;                         // empty: not chosen yet
  bool about_chosen = false;               // what was come for has been said, or passed over
  Answers answers;
  std::vector<QuestionId> order;     // as first answered
  std::vector<NextQuestions> steps;  // question pages shown so far; the last may be unanswered
  std::vector<AskedQuestion> asked;
  std::set<RuleId> told;  // contradictions that were asked about, and still stand
  bool asks = false;      // came to ask a question of their own, not to be asked
  int text_size = 0;      // 0, 1, 2: letters as they are, larger, largest
  bool recorded = false;  // it stands in the journal
};

// 128 random bits in base64url: 22 characters.
using JourneyId = std::string;

// Where journeys are kept. Narrow, so that several servers can share a store with expiry. All
// methods are thread-safe; whoever looks up a journey gets a copy.
class JourneyStore {
 public:
  virtual ~JourneyStore() = default;

  // Nothing when no more can be kept.
  virtual std::optional<JourneyId> add(Journey journey) = 0;

  // Nothing when it was wiped, ran out, or never was. Finding it lets it live on.
  virtual std::optional<Journey> find(const JourneyId& id) = 0;

  // False where find() would find nothing; then nothing is kept. The last to put wins.
  virtual bool put(const JourneyId& id, Journey journey) = 0;

  virtual void wipe(const JourneyId& id) = 0;

  // Lets what ran out leave memory, also when nobody asks for it again.
  virtual void sweep() = 0;

  virtual std::size_t size() const = 0;

  // How many were wiped or ran out so far.
  virtual std::size_t gone() const = 0;
};

class JourneysInMemory : public JourneyStore {
 public:
  using Clock = std::chrono::steady_clock;

  // `now` is for tests.
  JourneysInMemory(std::size_t most, std::chrono::seconds life,
                   std::function<Clock::time_point()> now = Clock::now);

  std::optional<JourneyId> add(Journey journey) override;
  std::optional<Journey> find(const JourneyId& id) override;
  bool put(const JourneyId& id, Journey journey) override;
  void wipe(const JourneyId& id) override;
  void sweep() override;
  std::size_t size() const override;
  std::size_t gone() const override;

 private:
  struct Kept {
    Journey journey;
    Clock::time_point until;
  };

  void drop_old();

  const std::size_t most_;
  const std::chrono::seconds life_;
  const std::function<Clock::time_point()> now_;
  mutable std::mutex mutex_;  // guards the rest
  std::unordered_map<JourneyId, Kept> kept_;
  std::size_t gone_ = 0;
};

}  // namespace peyer
