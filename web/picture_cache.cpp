#include "web/picture_cache.h"

#include <utility>

namespace peyer {

PictureCache::PictureCache(std::size_t most, std::chrono::seconds life,
                           std::function<Clock::time_point()> now)
    : most_(most), life_(life), now_(std::move(now)) {}

std::string PictureCache::get(const std::string& content,
                              const std::function<std::string()>& draw) {
  {
    const std::scoped_lock lock(mutex_);
    while (!order_.empty() && order_.front().until <= now_()) forget_oldest();
    const auto found = pictures_.find(content);
    if (found != pictures_.end()) return found->second;
  }
  // Not under the lock: who wants a picture that is there need not wait for this one.
  std::string picture = draw();
  const std::scoped_lock lock(mutex_);
  if (!pictures_.emplace(content, picture).second) return picture;
  order_.push_back({content, now_() + life_});
  while (order_.size() > most_) forget_oldest();
  return picture;
}

std::size_t PictureCache::size() const {
  const std::scoped_lock lock(mutex_);
  return pictures_.size();
}

void PictureCache::forget_oldest() {
  pictures_.erase(order_.front().content);
  order_.pop_front();
}

}  // namespace peyer
