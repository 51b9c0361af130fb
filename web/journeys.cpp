#include "web/journeys.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace peyer {
namespace {

JourneyId new_id() {
  if (sodium_init() < 0) throw std::runtime_error("no source of random numbers");
  std::array<unsigned char, 16> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::array<char, sodium_base64_ENCODED_LEN(16, variant)> text{};
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
  return text.data();
}

}  // namespace

JourneysInMemory::JourneysInMemory(std::size_t most, std::chrono::seconds life,
                                   std::function<Clock::time_point()> now)
    : most_(most), life_(life), now_(std::move(now)) {}

void JourneysInMemory::sweep() {
  const std::scoped_lock lock(mutex_);
  drop_old();
}

void JourneysInMemory::drop_old() {
  const Clock::time_point now = now_();
  gone_ += std::erase_if(kept_, [&](const auto& one) { return one.second.until <= now; });
}

std::optional<JourneyId> JourneysInMemory::add(Journey journey) {
  const std::scoped_lock lock(mutex_);
  if (kept_.size() >= most_) drop_old();
  if (kept_.size() >= most_) return std::nullopt;
  JourneyId id = new_id();
  kept_.emplace(id, Kept{std::move(journey), now_() + life_});
  return id;
}

std::optional<Journey> JourneysInMemory::find(const JourneyId& id) {
  const std::scoped_lock lock(mutex_);
  const auto found = kept_.find(id);
  if (found == kept_.end() || found->second.until <= now_()) return std::nullopt;
  found->second.until = now_() + life_;
  return found->second.journey;
}

bool JourneysInMemory::put(const JourneyId& id, Journey journey) {
  const std::scoped_lock lock(mutex_);
  const auto found = kept_.find(id);
  if (found == kept_.end() || found->second.until <= now_()) return false;
  found->second = {std::move(journey), now_() + life_};
  return true;
}

void JourneysInMemory::wipe(const JourneyId& id) {
  const std::scoped_lock lock(mutex_);
  gone_ += kept_.erase(id);
}

std::size_t JourneysInMemory::size() const {
  const std::scoped_lock lock(mutex_);
  return kept_.size();
}

std::size_t JourneysInMemory::gone() const {
  const std::scoped_lock lock(mutex_);
  return gone_;
}

}  // namespace peyer
