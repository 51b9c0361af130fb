#include "engine/heard_signs.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "knowledge/diagnostic.h"

namespace peyer {
namespace {

constexpr std::size_t widest_gap = 3;         // other words between two words of a phrase
constexpr std::size_t widest_spread = 5;      // other words among those of a phrase in any order
constexpr std::size_t reach_of_negation = 2;  // words between "no" and the sign
constexpr std::size_t least_corrected = 5;    // letters
constexpr int deepest_alike = 4;              // "@child" names "@baby" names "@newborn"

// "Stopped" is more than "stop": "should I stop my tablets?" tells of nothing that happened.
std::string key_of(const FoldedWord& word) {
  return word.plain.ends_with("ed") ? word.folded + "+" : word.folded;
}

bool has(const std::vector<std::size_t>& some, std::size_t one) {
  return std::find(some.begin(), some.end(), one) != some.end();
}

}  // namespace

// The words of one question that count.
struct HeardSigns::Reader {
  struct Token {
    const FoldedWord* word = nullptr;  // the first of the piece
    std::vector<std::size_t> meant;    // words of phrases, and senses, that it may be
    std::size_t first = 0, count = 1;  // its words in the question
  };

  const SignWords& words;
  bool closely;
  std::vector<Token> tokens;
  std::vector<bool> present;  // by number: is it meant by any of the tokens?

  Reader(const HeardSigns& signs, const std::vector<FoldedWord>& question,
         const std::vector<bool>& known, bool in_these_words)
      : words(signs.words_), closely(in_these_words), present(signs.numbers_.size()) {
    for (const Piece& piece : signs.pieces_of(question)) {
      const FoldedWord& word = question[piece.first];
      tokens.push_back(
          {&word, signs.meant_by(piece, word, known[piece.first]), piece.first, piece.count});
      for (const std::size_t meant : tokens.back().meant) present[meant] = true;
    }
  }

  // Most phrases are ruled out by this alone.
  bool has_all(const Phrase& phrase) const {
    return std::all_of(phrase.words.begin(), phrase.words.end(), [&](const PhraseWord& word) {
      return present[closely ? word.written : word.sense];
    });
  }

  bool may_be(std::size_t at, const PhraseWord& word) const {
    return has(tokens[at].meant, closely ? word.written : word.sense);
  }

  bool negates(std::size_t at) const {
    if (tokens[at].count > 1 || !words.negation.contains(tokens[at].word->folded)) return false;
    const bool idle =
        at + 1 < tokens.size() && words.not_negation.contains(tokens[at + 1].word->folded);
    return !idle;
  }

  bool denied_before(std::size_t first) const {
    for (std::size_t back = 0; back <= reach_of_negation && back < first; ++back) {
      const std::size_t at = first - back;
      if (tokens[at].word->after_break) return false;
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
    std::vector<PhraseWord> left = phrase.words;
    const std::size_t end = std::min(tokens.size(), first + phrase.words.size() + widest_spread);
    for (std::size_t at = first; at < end; ++at) {
      if (negates(at)) return std::nullopt;
      const auto found = std::find_if(left.begin(), left.end(),
                                      [&](const PhraseWord& word) { return may_be(at, word); });
      if (found == left.end() && at == first) return std::nullopt;
      if (found == left.end()) continue;
      left.erase(found);
      if (left.empty()) return at;
    }
    return std::nullopt;
  }

  // Words of the question between two tokens, those of the phrase left out.
  std::size_t between(std::size_t first, std::size_t last, const Phrase& phrase) const {
    std::size_t all = tokens[last].first + tokens[last].count - tokens[first].first;
    for (const PhraseWord& word : phrase.words) all -= std::min(all, word.count);
    return all;
  }

  // The place of the phrase's last word when it begins at `first`.
  std::optional<std::size_t> end_of(const Phrase& phrase, std::size_t first) const {
    std::size_t at = first;
    for (std::size_t i = 0; i < phrase.words.size(); ++i) {
      const std::size_t last = std::min(tokens.size(), at + (i == 0 ? 1 : widest_gap + 1));
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
  for (const auto& group : words_.alike) {
    add_alike(group.first, number_of("@" + group.first), 0);
  }
  add_medicines(knowledge);
  for (const HeardSign& heard : knowledge.heard) {
    for (const std::string& text : heard.words) add_phrase(heard.red_flag.value, text);
  }
}

std::size_t HeardSigns::number_of(const std::string& text) {
  return numbers_.try_emplace(text, numbers_.size()).first->second;
}

HeardSigns::Meaning& HeardSigns::meaning_of(const std::string& text) {
  const auto [place, is_new] = meanings_.try_emplace(text);
  if (is_new) place->second.written = number_of(text);
  return place->second;
}

// "On clindamycin" is on antibiotics. A word's group in the catalogue comes before this one.
void HeardSigns::add_medicines(const KnowledgeBase& knowledge) {
  const auto add = [this](const std::string& name, std::size_t sense) {
    add_word(name, sense, false);
  };
  std::set<ConceptId> named;
  for (const LexiconWord& word : knowledge.lexicon) {
    if (!word.concept_id) continue;
    const ConceptId& id = word.concept_id->value;
    const std::size_t sense = number_of("=" + id.str());
    add(word.name, sense);
    for (const std::string& name : word.synonyms) add(name, sense);
    for (const LexiconWord::Brands& brands : word.brands) {
      for (const std::string& name : brands.names) add(name, sense);
    }
    if (!named.insert(id).second) continue;
    const Concept& item = *find_by_id(knowledge.concepts, id);
    add(item.name, sense);
    for (const std::string& name : item.synonyms) add(name, sense);
    for (const std::string& name : item.brands) add(name, sense);
  }
}

// A word's own group comes before those that take it in by their "@".
void HeardSigns::add_alike(const std::string& name, std::size_t sense, int depth) {
  const auto group = words_.alike.find(name);
  if (group == words_.alike.end() || depth > deepest_alike) return;
  for (const std::string& words : group->second) {
    if (words.starts_with('@')) {
      add_alike(words.substr(1), sense, depth + 1);
      continue;
    }
    add_word(words, sense, depth == 0);
  }
}

void HeardSigns::add_word(const std::string& words, std::size_t sense, bool own) {
  std::string text;
  std::size_t length = 0;
  const std::vector<FoldedWord> folded = folded_words(words);
  for (const FoldedWord& word : folded) {
    if (words_.small.contains(word.folded)) continue;
    text += (text.empty() ? "" : " ") + word.folded;
    ++length;
  }
  if (text.empty()) return;
  longest_ = std::max(longest_, length);
  Meaning& meaning = meaning_of(text);
  if (has(meaning.senses, sense)) return;
  meaning.senses.insert(own ? meaning.senses.begin() : meaning.senses.end(), sense);
  if (length == 1) plain_.emplace_back(folded.back().plain, text);
}

// Small words left out; the longest run that means one thing is one piece.
std::vector<HeardSigns::Piece> HeardSigns::pieces_of(const std::vector<FoldedWord>& words) const {
  std::vector<std::size_t> counted;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words_.small.contains(words[i].folded)) counted.push_back(i);
  }
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < counted.size();) {
    Piece best{key_of(words[counted[at]]), counted[at], 1};
    std::size_t taken = 1;
    std::string run = words[counted[at]].folded;
    for (std::size_t more = 1; more < longest_ && at + more < counted.size(); ++more) {
      const std::size_t next = counted[at + more];
      if (words[next].after_break) break;
      run += " " + words[next].folded;
      if (!meanings_.contains(run)) continue;
      best = {run, counted[at], next - counted[at] + 1};
      taken = more + 1;
    }
    pieces.push_back(std::move(best));
    at += taken;
  }
  return pieces;
}

void HeardSigns::add_phrase(const RuleId& red_flag, const std::string& text) {
  const std::vector<FoldedWord> words = folded_words(text);
  Phrase phrase{red_flag, {}, 0, false};
  for (const Piece& piece : pieces_of(words)) {
    const FoldedWord& word = words[piece.first];
    if (piece.count == 1) {
      phrase.negative = phrase.negative || words_.negation.contains(word.folded);
      plain_.emplace_back(word.plain, piece.text);
    }
    const Meaning& meaning = meaning_of(piece.text);
    // "Swelled" stands in its group as "swell".
    const auto bare = meanings_.find(word.folded);
    const bool inflected = piece.count == 1 && meaning.senses.empty() && bare != meanings_.end();
    const Meaning& telling = inflected ? bare->second : meaning;
    phrase.words.push_back({meaning.written,
                            telling.senses.empty() ? meaning.written : telling.senses.front(),
                            piece.first, piece.count});
  }
  if (phrase.words.empty()) return;
  // A word that is a sign by itself is one in just this form.
  if (phrase.words.size() == 1) phrase.words.front().sense = phrase.words.front().written;
  std::size_t own = 0;
  for (const PhraseWord& word : phrase.words) own += word.count;
  const PhraseWord& last = phrase.words.back();
  phrase.between = last.first + last.count - phrase.words.front().first - own;
  phrases_.push_back(std::move(phrase));
}

void HeardSigns::add_meanings(const Meaning& meaning, std::vector<std::size_t>& meant) const {
  meant.push_back(meaning.written);
  meant.insert(meant.end(), meaning.senses.begin(), meaning.senses.end());
}

// The word itself, and where it is no good English, those that it may be a misspelling of.
std::vector<std::size_t> HeardSigns::meant_by(const Piece& piece, const FoldedWord& typed,
                                              bool known) const {
  std::vector<std::size_t> meant;
  if (piece.count > 1) {
    add_meanings(meanings_.at(piece.text), meant);
    return meant;
  }
  const bool happened = typed.plain.ends_with("ed") || typed.plain.ends_with("ing");
  for (const std::string& key : {typed.folded, typed.folded + "+"}) {
    const auto exact = meanings_.find(key);
    if (exact != meanings_.end() && (key == typed.folded || happened)) {
      add_meanings(exact->second, meant);
    }
  }
  if (!meant.empty()) return meant;
  if (known || typed.plain.size() < least_corrected) return meant;
  for (const auto& [word, key] : plain_) {
    if (word[0] != typed.plain[0]) continue;
    if (edit_distance(typed.plain, word, 1) <= 1) add_meanings(meanings_.at(key), meant);
  }
  return meant;
}

std::vector<HeardSigns::Sign> HeardSigns::find(const std::vector<FoldedWord>& question,
                                               const std::vector<bool>& known, bool closely) const {
  const Reader reader(*this, question, known, closely);
  std::vector<Sign> signs;
  for (const Phrase& phrase : phrases_) {
    if ((closely && phrase.words.size() == 1) || !reader.has_all(phrase)) continue;
    for (std::size_t first = 0; first < reader.tokens.size(); ++first) {
      const auto last = closely ? reader.end_of(phrase, first) : reader.somewhere(phrase, first);
      if (last && closely && reader.between(first, *last, phrase) != phrase.between) continue;
      if (!last || (!phrase.negative && reader.denied_before(first))) continue;
      const Reader::Token& end = reader.tokens[*last];
      signs.push_back({phrase.red_flag, reader.tokens[first].first, end.first + end.count - 1});
      break;
    }
  }
  return signs;
}

}  // namespace peyer
