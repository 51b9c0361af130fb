#include "web/served_pack.h"

#include <utility>

namespace peyer {

ServedPack::ServedPack(KnowledgeBase pack, LocaleId first, std::size_t environments)
    : pack_(std::move(pack)), first_(std::move(first)), environments_(environments) {
  if (first_.empty() && !pack_.locales.empty()) first_ = pack_.locales.front().id;
  engine(first_).consult({});
}

const Engine& ServedPack::engine(const LocaleId& locale) const {
  const LocaleId& wanted = locale.empty() ? first_ : locale;
  const std::scoped_lock lock(making_);
  std::unique_ptr<const Engine>& engine = engines_[wanted];
  if (!engine) {
    try {
      engine = std::make_unique<const Engine>(
          pack_, EngineOptions{.environments = environments_, .locale = wanted});
    } catch (...) {
      engines_.erase(wanted);
      throw;
    }
  }
  return *engine;
}

}  // namespace peyer
