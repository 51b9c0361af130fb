#include "engine/concept_names.h"

#include <algorithm>

#include "knowledge/diagnostic.h"

namespace peyer {
namespace {

constexpr std::string_view curly_apostrophe = "\xE2\x80\x99";
constexpr std::size_t shortest_plural = 4;  // "gas" is no plural

bool is_letter_or_digit(char c) {
  // Bytes beyond ASCII are parts of letters here.
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

// Without the "s" of a plural; "ss", "is" and "us" end words of their own.
std::string singular(std::string word) {
  const bool plural = word.size() >= shortest_plural && word.ends_with('s') &&
                      !word.ends_with("ss") && !word.ends_with("is") && !word.ends_with("us");
  if (plural) word.pop_back();
  return word;
}

// The bytes of a character of general punctuation (U+2000 … U+206F), such as a curly quote; else 0.
std::size_t punctuation(std::string_view text) {
  const bool found = text.starts_with("\xE2\x80") || text.starts_with("\xE2\x81");
  return found && text.size() >= 3 ? 3 : 0;
}

// Lower case (ASCII only), cut at everything that is neither letter nor digit, apostrophes left
// out.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool within = false;
  while (!text.empty()) {
    const std::size_t sign = punctuation(text);
    const bool apostrophe = text.starts_with('\'') || text.starts_with(curly_apostrophe);
    char c = text.front();
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool part = sign == 0 && is_letter_or_digit(c);
    if (part && !within) words.emplace_back();
    if (part) words.back() += c;
    if (!apostrophe) within = part;
    text.remove_prefix(std::max<std::size_t>(sign, 1));
  }
  std::transform(words.begin(), words.end(), words.begin(), singular);
  return words;
}

std::string key_of(std::string_view name) {
  std::string key;
  for (const std::string& word : words_of(name)) key += (key.empty() ? "" : " ") + word;
  return key;
}

bool holds_every_word(const std::string& key, const std::vector<std::string>& words) {
  const std::string padded = " " + key + " ";
  return !words.empty() && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return padded.find(" " + word + " ") != std::string::npos;
  });
}

}  // namespace

ConceptNames::ConceptNames(const KnowledgeBase& knowledge) : knowledge_(&knowledge) {
  std::map<ConceptId, std::size_t> places;
  const auto add = [](Keys& keys, const std::string& name, std::size_t place) {
    std::vector<std::size_t>& known = keys[key_of(name)];
    if (std::find(known.begin(), known.end(), place) == known.end()) known.push_back(place);
  };
  for (std::size_t i = 0; i < knowledge.concepts.size(); ++i) {
    const Concept& one = knowledge.concepts[i];
    places[one.id] = i;
    ids_[one.id.str()].push_back(i);
    add(names_, one.name, i);
    for (const std::string& synonym : one.synonyms) add(others_, synonym, i);
    for (const std::string& brand : one.brands) add(others_, brand, i);
  }
  for (const LexiconWord& word : knowledge.lexicon) {
    if (!word.concept_id) continue;
    const std::size_t place = places.at(word.concept_id->value);
    add(others_, word.name, place);
    for (const std::string& synonym : word.synonyms) add(others_, synonym, place);
    for (const LexiconWord::Brands& there : word.brands) {
      for (const std::string& brand : there.names) add(others_, brand, place);
    }
  }
}

std::vector<ConceptId> ConceptNames::find(std::string_view typed) const {
  const std::string key = key_of(typed);
  const auto in = [&](const Keys& keys, std::string_view wanted) {
    std::vector<ConceptId> found;
    if (wanted.empty()) return found;
    const auto at = keys.find(wanted);
    if (at == keys.end()) return found;
    std::vector<std::size_t> places = at->second;
    std::sort(places.begin(), places.end());
    for (const std::size_t place : places) found.push_back(knowledge_->concepts[place].id);
    return found;
  };
  std::vector<ConceptId> found = in(ids_, typed);
  if (found.empty()) found = in(names_, key);
  if (found.empty()) found = in(others_, key);
  return found;
}

std::vector<ConceptId> ConceptNames::nearest(std::string_view typed, std::size_t most) const {
  std::vector<ConceptId> near;
  const auto take = [&](const std::vector<std::size_t>& places) {
    for (const std::size_t place : places) {
      const ConceptId& id = knowledge_->concepts[place].id;
      if (near.size() < most && std::find(near.begin(), near.end(), id) == near.end()) {
        near.push_back(id);
      }
    }
  };
  const std::vector<std::string> words = words_of(typed);
  for (const Keys* keys : {&names_, &others_}) {
    for (const auto& [key, places] : *keys) {
      if (holds_every_word(key, words)) take(places);
    }
  }
  if (!near.empty()) return near;
  std::vector<std::string> keys;
  for (const Keys* known : {&ids_, &names_, &others_}) {
    for (const auto& [key, places] : *known) keys.push_back(key);
  }
  const std::string wanted = key_of(typed);
  if (wanted.empty()) return near;
  const std::string like = closest(wanted, keys);
  if (like.empty()) return near;
  for (const Keys* known : {&names_, &others_, &ids_}) {
    if (const auto at = known->find(like); at != known->end()) take(at->second);
  }
  return near;
}

}  // namespace peyer
