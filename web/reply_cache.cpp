#include "web/reply_cache.h"

#include <sodium.h>

#include <cstring>
#include <stdexcept>
#include <utility>

namespace peyer {

namespace {

void overwrite_and_delete(std::string* text) {
  sodium_memzero(text->data(), text->size());
  delete text;
}

}  // namespace

ReplyCache::ReplyCache(std::size_t bytes, std::chrono::seconds life,
                       std::function<Clock::time_point()> now)
    : most_bytes_(bytes), life_(life), now_(std::move(now)) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium can't be initialised");
  crypto_generichash_keygen(secret_.data());
}

ReplyCache::Key ReplyCache::key_of(std::initializer_list<std::string_view> parts) const {
  const auto bytes = [](const void* at) { return static_cast<const unsigned char*>(at); };
  Key key;
  crypto_generichash_state state;
  crypto_generichash_init(&state, secret_.data(), secret_.size(), key.size());
  for (const std::string_view part : parts) {
    // With its length, so that no other parts make the same.
    const std::size_t length = part.size();
    crypto_generichash_update(&state, bytes(&length), sizeof length);
    crypto_generichash_update(&state, bytes(part.data()), part.size());
  }
  crypto_generichash_final(&state, key.data(), key.size());
  return key;
}

std::optional<std::string> ReplyCache::find(const Key& key) {
  std::shared_ptr<const std::string> body;
  {
    const std::scoped_lock lock(mutex_);
    drop_old(now_());
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return std::nullopt;
    body = found->second->body;
  }
  return *body;
}

void ReplyCache::put(const Key& key, const std::string& body) {
  if (body.size() > most_bytes_ / 8) return;
  std::shared_ptr<const std::string> copy(new std::string(body), overwrite_and_delete);
  const std::scoped_lock lock(mutex_);
  const Clock::time_point now = now_();
  drop_old(now);
  if (by_key_.contains(key)) return;
  while (bytes_ + body.size() > most_bytes_) drop_oldest();
  bytes_ += body.size();
  by_key_[key] = kept_.insert(kept_.end(), {key, std::move(copy), now + life_});
}

void ReplyCache::sweep() {
  const std::scoped_lock lock(mutex_);
  drop_old(now_());
}

std::size_t ReplyCache::bytes() const {
  const std::scoped_lock lock(mutex_);
  return bytes_;
}

// The secret makes a key as good as random, so that any part of it is a hash.
std::size_t ReplyCache::Hash::operator()(const Key& key) const noexcept {
  std::size_t hash = 0;
  std::memcpy(&hash, key.data(), sizeof hash);
  return hash;
}

void ReplyCache::drop_oldest() {
  bytes_ -= kept_.front().body->size();
  by_key_.erase(kept_.front().key);
  kept_.pop_front();
}

void ReplyCache::drop_old(Clock::time_point now) {
  while (!kept_.empty() && kept_.front().until <= now) drop_oldest();
}

}  // namespace peyer
