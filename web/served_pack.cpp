#include "web/served_pack.h"

#include <stdexcept>
#include <utility>

namespace peyer {

ServedPack::ServedPack(KnowledgeBase pack, LocaleId first, std::size_t environments)
    : pack_(std::move(pack)), first_(std::move(first)), environments_(environments) {
  if (first_.empty() && !pack_.locales.empty()) first_ = pack_.locales.front().id;
  made_.try_emplace(first_);
  for (const Locale& one : pack_.locales) made_.try_emplace(one.id);
  engine(first_).consult({});
}

const Engine& ServedPack::engine(const LocaleId& locale) const {
  const LocaleId& wanted = locale.empty() ? first_ : locale;
  const auto made = made_.find(wanted);
  if (made == made_.end()) throw std::invalid_argument("no such locale: " + wanted.str());
  const std::scoped_lock lock(made->second.making);
  std::unique_ptr<const Engine>& engine = made->second.engine;
  if (!engine) {
    engine = std::make_unique<const Engine>(
        pack_, EngineOptions{.environments = environments_, .locale = wanted});
  }
  return *engine;
}

void ServedPack::forget() const {
  for (auto& [locale, made] : made_) {
    const std::scoped_lock lock(made.making);
    if (made.engine) made.engine->forget();
  }
}

}  // namespace peyer
