#include "engine/heard_signs.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "knowledge/diagnostic.h"

namespace peyer {
namespace {

constexpr std::size_t widest_gap = 3;         // other words between two words of a phrase
constexpr std::size_t widest_spread = 5;      // other words among those of a phrase in any order
constexpr std::size_t reach_of_negation = 2;  // words between "no" and the sign
constexpr std::size_t least_corrected = 5;    // letters

// "Stopped" is more than "stop": "should I stop my tablets?" tells of nothing that happened.
std::string key_of(const FoldedWord& word) {
  return word.plain.ends_with("ed") ? word.folded + "+" : word.folded;
}

}  // namespace

// The words of one question that count.
struct HeardSigns::Reader {
  const SignWords& words;
  std::vector<const FoldedWord*> counted;
  std::vector<std::vector<std::size_t>> meant;  // words of phrases that each may be
  std::vector<std::size_t> places;

  Reader(const HeardSigns& signs, const std::vector<FoldedWord>& question,
         const std::vector<bool>& known)
      : words(signs.words_) {
    for (std::size_t i = 0; i < question.size(); ++i) {
      if (words.small.contains(question[i].folded)) continue;
      counted.push_back(&question[i]);
      meant.push_back(signs.meant_by(question[i], known[i]));
      places.push_back(i);
    }
  }

  bool may_be(std::size_t at, std::size_t word) const {
    return std::find(meant[at].begin(), meant[at].end(), word) != meant[at].end();
  }

  bool negates(std::size_t at) const {
    if (!words.negation.contains(counted[at]->folded)) return false;
    const bool idle =
        at + 1 < counted.size() && words.not_negation.contains(counted[at + 1]->folded);
    return !idle;
  }

  bool denied_before(std::size_t first) const {
    for (std::size_t back = 0; back <= reach_of_negation && back < first; ++back) {
      const std::size_t at = first - back;
      if (counted[at]->after_break) return false;
      if (negates(at - 1)) return true;
    }
    return false;
  }

  std::optional<std::size_t> somewhere(const Phrase& phrase, std::size_t first) const {
    const auto ordered = end_of(phrase, first);
    return ordered ? ordered : end_in_any_order(phrase, first);
  }

  // "Poo with blood" for "blood in my poo": the words in any order, close together. A phrase with a
  // negation means something else then.
  std::optional<std::size_t> end_in_any_order(const Phrase& phrase, std::size_t first) const {
    if (phrase.negative || phrase.words.size() < 2) return std::nullopt;
    std::vector<std::size_t> left = phrase.words;
    const std::size_t end = std::min(counted.size(), first + phrase.words.size() + widest_spread);
    for (std::size_t at = first; at < end; ++at) {
      if (negates(at)) return std::nullopt;
      const auto found = std::find_if(left.begin(), left.end(),
                                      [&](std::size_t word) { return may_be(at, word); });
      if (found == left.end() && at == first) return std::nullopt;
      if (found == left.end()) continue;
      left.erase(found);
      if (left.empty()) return at;
    }
    return std::nullopt;
  }

  std::size_t spread(std::size_t first, std::size_t last) const {
    return places[last] - places[first];
  }

  // The place of the phrase's last word when it begins at `first`.
  std::optional<std::size_t> end_of(const Phrase& phrase, std::size_t first) const {
    std::size_t at = first;
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      const std::size_t last = std::min(counted.size(), at + (i == 0 ? 1 : widest_gap + 1));
      while (at < last && !may_be(at, phrase.words[i])) {
        if (!phrase.negative && negates(at)) return std::nullopt;
        ++at;
      }
      if (at == last) return std::nullopt;
      ++at;
    }
    return at - 1;
  }
};

HeardSigns::HeardSigns(const KnowledgeBase& knowledge, SignWords words) : words_(std::move(words)) {
  for (const HeardSign& heard : knowledge.heard) {
    for (const std::string& text : heard.words) {
      Phrase phrase{heard.red_flag.value, {}, 0, false};
      std::size_t place = 0, first = 0;
      for (const FoldedWord& word : folded_words(text)) {
        ++place;
        if (words_.small.contains(word.folded)) continue;
        if (phrase.words.empty()) first = place;
        phrase.spread = place - first;
        phrase.negative = phrase.negative || words_.negation.contains(word.folded);
        phrase.words.push_back(number_of(word));
      }
      if (!phrase.words.empty()) phrases_.push_back(std::move(phrase));
    }
  }
}

std::size_t HeardSigns::number_of(const FoldedWord& word) {
  const auto [place, is_new] = numbers_.try_emplace(key_of(word), vocabulary_.size());
  if (is_new) vocabulary_.push_back(word);
  return place->second;
}

// The word itself, and where it is no good English, those that it may be a misspelling of.
std::vector<std::size_t> HeardSigns::meant_by(const FoldedWord& typed, bool known) const {
  std::vector<std::size_t> meant;
  const bool happened = typed.plain.ends_with("ed") || typed.plain.ends_with("ing");
  for (const std::string& key : {typed.folded, typed.folded + "+"}) {
    const auto exact = numbers_.find(key);
    if (exact != numbers_.end() && (key == typed.folded || happened))
      meant.push_back(exact->second);
  }
  if (!meant.empty()) return meant;
  if (known || typed.plain.size() < least_corrected) return meant;
  for (std::size_t i = 0; i < vocabulary_.size(); ++i) {
    const std::string& word = vocabulary_[i].plain;
    if (word[0] != typed.plain[0]) continue;
    if (edit_distance(typed.plain, word, 1) <= 1) meant.push_back(i);
  }
  return meant;
}

std::vector<HeardSigns::Sign> HeardSigns::find(const std::vector<FoldedWord>& question,
                                               const std::vector<bool>& known, bool closely) const {
  const Reader reader(*this, question, known);
  std::vector<Sign> signs;
  for (const Phrase& phrase : phrases_) {
    if (closely && phrase.words.size() == 1) continue;
    for (std::size_t first = 0; first < reader.counted.size(); ++first) {
      const auto last = closely ? reader.end_of(phrase, first) : reader.somewhere(phrase, first);
      if (last && closely && reader.spread(first, *last) != phrase.spread) continue;
      if (!last || (!phrase.negative && reader.denied_before(first))) continue;
      signs.push_back({phrase.red_flag, reader.places[first], reader.places[*last]});
      break;
    }
  }
  return signs;
}

}  // namespace peyer
