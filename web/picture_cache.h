// Pictures that were drawn lately. Graphviz takes some 30 ms for one, and draws one at a time.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace peyer {

// Thread-safe. The same content is found by whoever asks for it; nothing tells who did. What a
// visitor answered can be part of it, so it is cleared when a visit ends.
class PictureCache {
 public:
  using Clock = std::chrono::steady_clock;

  // `most` pictures, each for `life`. `now` is for tests.
  PictureCache(std::size_t most, std::chrono::seconds life,
               std::function<Clock::time_point()> now = Clock::now);

  // The picture of this content: kept, or drawn now. Whatever `draw` throws passes.
  std::string get(const std::string& content, const std::function<std::string()>& draw);

  // Forgets what has lived its life, as get() does too.
  void sweep();

  void clear();

  std::size_t size() const;

 private:
  struct Drawn {
    std::string content;
    Clock::time_point until;
  };

  void drop_oldest();
  void drop_old();

  const std::size_t most_;
  const std::chrono::seconds life_;
  const std::function<Clock::time_point()> now_;
  mutable std::mutex mutex_;  // guards the rest
  std::map<std::string, std::string> pictures_;
  std::deque<Drawn> order_;  // oldest first
};

}  // namespace peyer
