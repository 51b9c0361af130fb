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
    drop_old();
    const auto found = pictures_.find(content);
    if (found != pictures_.end()) return found->second;
  }
  // Not under the lock: who wants a picture that is there need not wait for this one.
  std::string picture = draw();
  const std::scoped_lock lock(mutex_);
  if (!pictures_.emplace(content, picture).second) return picture;
  order_.push_back({content, now_() + life_});
  while (order_.size() > most_) drop_oldest();
  return picture;
}

void PictureCache::sweep() {
  const std::scoped_lock lock(mutex_);
  drop_old();
}

void PictureCache::clear() {
  const std::scoped_lock lock(mutex_);
  pictures_.clear();
  order_.clear();
}

std::size_t PictureCache::size() const {
  const std::scoped_lock lock(mutex_);
  return pictures_.size();
}

void PictureCache::drop_oldest() {
  pictures_.erase(order_.front().content);
  order_.pop_front();
}

void PictureCache::drop_old() {
  while (!order_.empty() && order_.front().until <= now_()) drop_oldest();
}

}  // namespace peyer
