#include "knowledge/readability.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

namespace peyer {
namespace {

bool is_figure(char c) {
  return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool is_upper(char c) {
  return std::isupper(static_cast<unsigned char>(c)) != 0;
}

bool is_vowel(char c) {
  return std::string_view("aeiouy").find(c) != std::string_view::npos;
}

// ASCII for what a text is written with: the apostrophe, and an "e" for a letter with an accent.
// Any other sign parts words.
std::string plain_letters(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      out += text[i];
    } else if (text.substr(i, 3) == "\u2019") {
      out += '\'';
    } else if (byte >= 0xC3 && byte <= 0xC9) {
      out += 'e';
    } else if (byte >= 0xC0) {
      out += ' ';
    }
  }
  return out;
}

bool joins(char sign, char before, char after) {
  if (sign == '.' || sign == ',') return is_figure(before) && is_figure(after);
  return (sign == '-' || sign == '\'') && std::isalnum(static_cast<unsigned char>(after)) != 0;
}

std::vector<std::string> words_of(std::string_view text) {
  const std::string plain = plain_letters(text) + " ";
  std::vector<std::string> words;
  bool inside = false;
  for (std::size_t i = 0; i + 1 < plain.size(); ++i) {
    const bool part = std::isalnum(static_cast<unsigned char>(plain[i])) != 0 ||
                      (inside && joins(plain[i], plain[i - 1], plain[i + 1]));
    if (part && !inside) words.emplace_back();
    if (part) words.back() += plain[i];
    inside = part;
  }
  return words;
}

// ---- syllables

// Beginnings of words that the rules count a syllable short, and those that they count one too
// many.
constexpr auto one_more = std::to_array<std::string_view>(
    {"anyone",   "area",      "associat", "autoimm",    "breastfed", "caveat",  "creat",
     "diabetes", "diarrhoea", "everyone", "fluid",      "gastroen",  "giardia", "idea",
     "influen",  "maybe",     "nausea",   "nsaid",      "permea",    "recipe",  "reintro",
     "reuse",    "ruin",      "science",  "scientific", "sesame",    "suicid"});
constexpr auto one_less = std::to_array<std::string_view>(
    {"ageing", "beforehand", "evening", "every", "foretell", "whereas", "eyelid"});

// What may follow an e that is silent inside a word: "likely", "something", "lifestyle".
constexpr auto after_silent = std::to_array<std::string_view>(
    {"ly", "ful", "less", "ness", "ty", "ment", "thing", "body", "times", "time", "what", "how",
     "line", "style", "long", "where", "plant"});

bool is_spelt(std::string_view word) {
  return word.size() <= 4 && word.size() > 1 && std::any_of(word.begin() + 1, word.end(), is_upper);
}

template <typename Starts>
bool starts_with_any(std::string_view word, const Starts& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return word.starts_with(start); });
}

bool ends_with_any(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

// 1 where the vowel at `i` is spoken apart from the one before it: "di-et", "be-ing", "roy-al".
int apart(std::string_view word, std::size_t i) {
  const std::string_view pair = word.substr(i - 1, 2);
  const std::string_view after = word.substr(i + 1);
  const char before = i > 1 ? word[i - 2] : ' ';
  const bool soft = std::string_view("tcsgx").find(before) != std::string_view::npos;
  if (pair == "io" && (before == 'l' || before == 'n') && after.starts_with("n")) return 0;
  if (pair == "ia" || pair == "io" || pair == "iu") return soft ? 0 : 1;
  if (pair == "ie" && (after == "r" || after == "rs")) return 1;
  if (pair == "ie" && (after.starts_with("nc") || after.starts_with("nt"))) return soft ? 0 : 1;
  if (pair == "ie") return after.starts_with("t") || after == "st" ? 1 : 0;
  if (pair == "ea") return after.starts_with("ct") && before == 'r' ? 1 : 0;
  if (pair == "ua" || pair == "uo") return before == 'q' || before == 'g' || i == 1 ? 0 : 1;
  if (pair[0] == 'y' && is_vowel(before)) {
    return pair[1] == 'e' && (after.empty() || after == "s" || after == "d") ? 0 : 1;
  }
  return pair[1] == 'i' && after.starts_with("ng") ? 1 : 0;
}

// 1 for a last e that nobody hears, alone or in -es and -ed.
int silent_end(std::string_view word) {
  if (ends_with_any(word, {"gue", "gues", "que", "ques"})) return 1;
  if (ends_with_any(word, {"ses", "xes", "zes", "ches", "shes", "ces", "ges", "ted", "ded"}))
    return 0;
  if (ends_with_any(word, {"es", "ed"})) word.remove_suffix(1);
  if (word.size() < 3 || !word.ends_with("e")) return 0;
  const char last = word[word.size() - 2];
  const char before = word[word.size() - 3];
  if (is_vowel(last)) return 0;
  const bool own = (last == 'l' || last == 'r') && !is_vowel(before) && before != last;
  return own ? 0 : 1;  // own: "ta-ble", "fi-bre"
}

bool silent_inside(std::string_view word, std::size_t i) {
  if (word[i] != 'e' || i < 2 || is_vowel(word[i - 1])) return false;
  const std::string_view after = word.substr(i + 1);
  if (after.starts_with("ment") && word[i - 1] == 'l') return false;  // "supplement"
  return starts_with_any(after, after_silent);
}

int spoken(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  int count = ends_with_any(word, {"sn't", "dn't"}) ? 1 : 0;
  word.resize(std::min(word.find('\''), word.size()));
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (is_figure(word[i])) ++count;
    if (!is_vowel(word[i]) || silent_inside(word, i)) continue;
    count += i > 0 && is_vowel(word[i - 1]) ? apart(word, i) : 1;
  }
  count -= silent_end(word);
  if (ends_with_any(word, {"sm", "sms"})) ++count;  // "or-ga-nis-m"
  if (starts_with_any(word, one_more)) ++count;
  if (starts_with_any(word, one_less)) --count;
  return std::max(count, 1);
}

// Where a sentence ends, counted from the start of `text`: behind its sign, or at a line break.
std::size_t end_of_sentence(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') return i;
    if (std::string_view(".!?:;").find(text[i]) == std::string_view::npos) continue;
    std::size_t behind = i + 1;
    while (behind < text.size() &&
           std::string_view("\"')").find(text[behind]) != std::string_view::npos) {
      ++behind;
    }
    if (text.substr(behind, 3) == "\u201D") behind += 3;
    if (behind >= text.size() || text[behind] == ' ' || text[behind] == '\n') return behind;
  }
  return text.size();
}

// ---- passages

// Whether a field goes on with what the fields of the same item before it began. The one table of
// what is read together.
bool reads_on(const TextAddress& before, const TextAddress& now) {
  if (before.section != now.section || before.item != now.item) return false;
  static const std::map<std::string_view, std::vector<std::string_view>> together = {
      {"levels", {"title", "meaning", "who", "how_soon", "now"}},
      {"links", {"say", "caveat", "believed"}},
      {"screens", {"ask", "help"}},
      {"questions", {"ask", "why", "help"}},
      {"findings", {"title", "say"}},
      {"advice", {"title", "say"}},
      {"red_flags", {"title", "say", "meanwhile"}},
      {"topics", {"title", "about"}}};
  const auto fields = together.find(now.section);
  if (fields == together.end()) return false;
  const auto is_one = [&](const std::string& field) {
    return std::find(fields->second.begin(), fields->second.end(), field) != fields->second.end();
  };
  return is_one(before.field) && is_one(now.field);
}

}  // namespace

std::size_t syllables(std::string_view word) {
  std::size_t count = 0;
  while (!word.empty()) {
    const std::string_view part = word.substr(0, word.find('-'));
    word.remove_prefix(std::min(part.size() + 1, word.size()));
    if (is_spelt(part)) {
      count += part.size();
    } else if (!part.empty()) {
      count += static_cast<std::size_t>(spoken(std::string(part)));
    }
  }
  return count;
}

std::vector<std::string_view> sentences(std::string_view text) {
  std::vector<std::string_view> found;
  while (!text.empty()) {
    const std::string_view sentence = text.substr(0, end_of_sentence(text));
    text.remove_prefix(sentence.size());
    text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
    if (!sentence.empty()) found.push_back(sentence);
  }
  return found;
}

Readability readability(std::string_view text) {
  Readability sum;
  for (const std::string_view sentence : sentences(text)) {
    const std::vector<std::string> words = words_of(sentence);
    if (words.empty()) continue;
    ++sum.sentences;
    sum.words += words.size();
    sum.longest_sentence = std::max(sum.longest_sentence, words.size());
    for (const std::string& word : words) sum.syllables += syllables(word);
  }
  return sum;
}

double Readability::grade() const {
  if (words == 0) return 0;
  return 0.39 * sentence_length() +
         11.8 * static_cast<double>(syllables) / static_cast<double>(words) - 15.59;
}

double Readability::sentence_length() const {
  return sentences == 0 ? 0 : static_cast<double>(words) / static_cast<double>(sentences);
}

Readability& Readability::operator+=(const Readability& more) {
  words += more.words;
  sentences += more.sentences;
  syllables += more.syllables;
  longest_sentence = std::max(longest_sentence, more.longest_sentence);
  return *this;
}

std::vector<Passage> passages_of(const KnowledgeBase& base) {
  std::vector<Passage> passages;
  TextAddress last;
  for_each_text(base, [&](const TextAddress& address, const std::string& text) {
    if (address.field == "threshold") return;  // for the clinician who reviews the pack
    if (!passages.empty() && reads_on(last, address)) {
      passages.back().text += "\n" + text;
    } else {
      passages.push_back({address, text});
    }
    last = address;
  });
  return passages;
}

}  // namespace peyer
