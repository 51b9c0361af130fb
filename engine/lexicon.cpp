#include "engine/lexicon.h"

#include <algorithm>
#include <set>

#include "knowledge/diagnostic.h"

namespace peyer {
namespace {

constexpr std::size_t most_words = 5;  // in one name

bool is_letter_or_digit(char c) {
  // Bytes beyond ASCII are parts of letters here.
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Lower case (ASCII only), cut at everything that is neither letter nor digit.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool within = false;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (is_letter_or_digit(c)) {
      if (!within) words.emplace_back();
      words.back() += c;
    }
    within = is_letter_or_digit(c);
  }
  return words;
}

std::string joined(const std::vector<std::string>& words, std::size_t from, std::size_t count) {
  std::string text;
  for (std::size_t i = from; i < from + count; ++i) text += (i > from ? " " : "") + words[i];
  return text;
}

std::string key_of(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  return joined(words, 0, words.size());
}

}  // namespace

Lexicon::Lexicon(const KnowledgeBase& knowledge) {
  const auto add = [&](const LexiconWord& word, const std::string& name) {
    names_.emplace(key_of(name), LexiconHit{&word, name});
  };
  for (const LexiconWord& word : knowledge.lexicon) {
    add(word, word.name);
    for (const std::string& synonym : word.synonyms) add(word, synonym);
    for (const LexiconWord::Brands& brands : word.brands) {
      for (const std::string& brand : brands.names) add(word, brand);
    }
  }
}

const LexiconHit* Lexicon::find(std::string_view name) const {
  const auto found = names_.find(key_of(name));
  return found == names_.end() ? nullptr : &found->second;
}

std::vector<LexiconHit> Lexicon::find_within(std::string_view words) const {
  const std::vector<std::string> all = words_of(words);
  std::vector<LexiconHit> hits;
  for (std::size_t from = 0; from < all.size();) {
    std::size_t count = std::min(most_words, all.size() - from);
    auto found = names_.end();
    for (; count > 0 && found == names_.end(); --count) {
      found = names_.find(joined(all, from, count));
      if (found != names_.end()) break;
    }
    if (found != names_.end()) hits.push_back(found->second);
    from += std::max<std::size_t>(count, 1);
  }
  return hits;
}

std::vector<LexiconHit> Lexicon::beginning_with(std::string_view typed, std::size_t most) const {
  const std::string beginning = key_of(typed);
  std::vector<LexiconHit> hits;
  if (beginning.empty()) return hits;
  std::set<const LexiconWord*> taken;
  const auto take = [&](const LexiconHit& hit) {
    if (hits.size() < most && taken.insert(hit.word).second) hits.push_back(hit);
  };
  // The general name before brands that begin like it.
  for (const bool general : {true, false}) {
    for (auto at = names_.lower_bound(beginning);
         at != names_.end() && at->first.starts_with(beginning); ++at) {
      if ((at->second.name == at->second.word->name) == general) take(at->second);
    }
  }
  for (const auto& [key, hit] : names_) {
    if (key.find(" " + beginning) != std::string::npos) take(hit);
  }
  return hits;
}

std::optional<LexiconHit> Lexicon::like(std::string_view typed) const {
  std::vector<std::string> keys;
  keys.reserve(names_.size());
  for (const auto& [key, hit] : names_) keys.push_back(key);
  const std::string near = closest(key_of(typed), keys);
  if (near.empty()) return std::nullopt;
  return names_.at(near);
}

}  // namespace peyer
