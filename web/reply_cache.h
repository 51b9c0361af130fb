// Replies of the JSON interface that may be asked for again at once: a reply to answers rests on
// nothing but them and the pack.
//
// What is kept: bodies of replies, in memory only, at most `bytes` of them. Each is found for at
// most `life`, and is overwritten when the cache is next used or swept after that. A body tells
// what somebody answered, so it is found only by who sends exactly the same again: its key is a
// hash with a secret that this process made for itself and never tells. Nothing is kept of who
// asked.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace peyer {

// Thread-safe.
class ReplyCache {
 public:
  using Clock = std::chrono::steady_clock;
  using Key = std::array<unsigned char, 32>;

  // `now` is for tests.
  explicit ReplyCache(std::size_t bytes, std::chrono::seconds life,
                      std::function<Clock::time_point()> now = Clock::now);

  // Of all that a reply rests on: the pack, the path, the body.
  Key key_of(std::initializer_list<std::string_view> parts) const;

  std::optional<std::string> find(const Key& key);

  // Leaves out what is too long to be worth its place, and drops the oldest for the newest.
  void put(const Key& key, const std::string& body);

  // Overwrites what has lived long enough, as find() and put() do too.
  void sweep();

  std::size_t bytes() const;

 private:
  struct Kept {
    Key key;
    // Overwritten when nobody holds it any more.
    std::shared_ptr<const std::string> body;
    Clock::time_point until;
  };

  struct Hash {
    std::size_t operator()(const Key& key) const noexcept;
  };

  void drop_oldest();
  void drop_old(Clock::time_point now);

  const std::size_t most_bytes_;
  const std::chrono::seconds life_;
  const std::function<Clock::time_point()> now_;
  Key secret_;
  mutable std::mutex mutex_;  // guards the rest
  std::list<Kept> kept_;      // the oldest first
  std::unordered_map<Key, std::list<Kept>::iterator, Hash> by_key_;
  std::size_t bytes_ = 0;
};

}  // namespace peyer
