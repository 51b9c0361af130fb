// The pack that is being served: an engine for each of its locales. And the shelf on which it
// stands, where another can take its place while visits that began with it go on.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/engine.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// Thread-safe.
class ServedPack {
 public:
  // `environments`: see EngineOptions, for each locale. The engine of `first` (empty: the pack's
  // first) is made at once and waited for, the others when they are first asked for. Throws as
  // Engine does.
  ServedPack(KnowledgeBase pack, LocaleId first, std::size_t environments = 0);

  // Empty: `first`. Lives as long as this does. Throws std::invalid_argument for a locale that the
  // pack does not have.
  const Engine& engine(const LocaleId& locale = {}) const;

  // See Engine::forget(); of all that have been made.
  void forget() const;

  // As it was read: not worded.
  const KnowledgeBase& knowledge() const { return pack_; }

  const LocaleId& first() const { return first_; }

 private:
  KnowledgeBase pack_;
  LocaleId first_;
  std::size_t environments_;

  // Of one locale. While it is made, those who ask for another need not wait.
  struct Made {
    std::mutex making;  // guards engine
    std::unique_ptr<const Engine> engine;
  };

  mutable std::map<LocaleId, Made> made_;  // one for each locale from the start
};

// Thread-safe.
class PackShelf {
 public:
  explicit PackShelf(std::shared_ptr<const ServedPack> pack) : pack_(std::move(pack)) {}

  // Hold it for one request, or one visit.
  std::shared_ptr<const ServedPack> pack() const {
    const std::scoped_lock lock(mutex_);
    return pack_;
  }

  void replace(std::shared_ptr<const ServedPack> pack) {
    const std::scoped_lock lock(mutex_);
    pack_.swap(pack);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const ServedPack> pack_;
};

}  // namespace peyer
