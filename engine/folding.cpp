#include "engine/folding.h"

#include <algorithm>
#include <array>
#include <utility>

#include "knowledge/utf8.h"

namespace peyer {
namespace {

// Letters of Latin-1 and Latin Extended-A that names of illnesses and people come with.
constexpr std::array<std::pair<std::string_view, std::string_view>, 36> accents = {{
    {"à", "a"},  {"á", "a"}, {"â", "a"}, {"ã", "a"}, {"ä", "a"},  {"å", "a"},
    {"æ", "ae"}, {"ç", "c"}, {"è", "e"}, {"é", "e"}, {"ê", "e"},  {"ë", "e"},
    {"ì", "i"},  {"í", "i"}, {"î", "i"}, {"ï", "i"}, {"ñ", "n"},  {"ò", "o"},
    {"ó", "o"},  {"ô", "o"}, {"õ", "o"}, {"ö", "o"}, {"ø", "o"},  {"ù", "u"},
    {"ú", "u"},  {"û", "u"}, {"ü", "u"}, {"ý", "y"}, {"ÿ", "y"},  {"œ", "oe"},
    {"Ö", "o"},  {"Ä", "a"}, {"Ü", "u"}, {"É", "e"}, {"Œ", "oe"}, {"Æ", "ae"},
}};

std::string without_accent(std::string_view letter) {
  for (const auto& [accented, bare] : accents) {
    if (accented == letter) return std::string(bare);
  }
  return std::string(letter);
}

bool is_word_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_break(char c) {
  return c == ',' || c == '.' || c == ';' || c == '?' || c == '!' || c == ':' || c == '(' ||
         c == ')' || c == '\n';
}

bool is_apostrophe(std::string_view letter) {
  return letter == "'" || letter == "’" || letter == "`" || letter == "‘";
}

constexpr std::string_view soft_hyphen = "\u00AD";

// Quotation marks, dashes and spaces beyond ASCII, of which pasted text is full: U+0080 to U+00BF
// and U+2000 to U+207F.
bool is_wide_punctuation(std::string_view letter) {
  return letter.starts_with("\xC2") || letter.starts_with("\xE2\x80") ||
         letter.starts_with("\xE2\x81");
}

void replace_all(std::string& word, std::string_view from, std::string_view to) {
  for (std::size_t at = word.find(from); at != std::string::npos;
       at = word.find(from, at + to.size())) {
    word.replace(at, from.size(), to);
  }
}

bool replace_end(std::string& word, std::string_view from, std::string_view to) {
  if (!word.ends_with(from)) return false;
  word.replace(word.size() - from.size(), from.size(), to);
  return true;
}

void fold_spelling(std::string& word) {
  if (word.size() >= 6) {
    replace_all(word, "ae", "e");
    replace_all(word, "oe", "e");
  }
  if (word.size() >= 5) {
    replace_end(word, "our", "or");
    replace_end(word, "ours", "ors");
    for (const std::string_view end : {"tre", "bre"}) {
      if (word.ends_with(end)) replace_end(word, "re", "er");
      if (word.ends_with(std::string(end) + "s")) replace_end(word, "res", "ers");
    }
    for (const std::string_view end : {"e", "ed", "es", "er", "ing", "ation"}) {
      if (replace_end(word, "is" + std::string(end), "iz" + std::string(end))) break;
      if (replace_end(word, "ys" + std::string(end), "yz" + std::string(end))) break;
    }
  }
}

bool has_plural_es(const std::string& word) {
  for (const std::string_view end : {"ses", "xes", "zes", "ches", "shes"}) {
    if (word.ends_with(end)) return true;
  }
  return false;
}

void fold_plural(std::string& word) {
  if (word.size() <= 3) return;
  if (word.size() > 4 && replace_end(word, "ies", "y")) return;
  if (has_plural_es(word)) {
    word.resize(word.size() - 2);
    return;
  }
  if (word.ends_with("ss") || word.ends_with("us") || word.ends_with("is")) return;
  replace_end(word, "s", "");
}

void fold_ending(std::string& word) {
  const bool long_enough = word.size() >= 6;
  const bool cut = long_enough && replace_end(word, "ing", "");
  if (long_enough && !cut && !word.ends_with("eed")) replace_end(word, "ed", "");
  if ((word.size() >= 5 && word.ends_with('y')) || (word.size() >= 4 && word.ends_with('e'))) {
    word.pop_back();
  }
  if (word.size() >= 4 && word[word.size() - 1] == word[word.size() - 2]) word.pop_back();
}

// What follows an apostrophe: "'s" goes, "n't" and "'ve" join.
void close_word(std::string& plain, std::size_t apostrophe) {
  if (apostrophe == std::string::npos) return;
  if (plain.substr(apostrophe) == "s" && apostrophe > 3) plain.resize(apostrophe);
}

class Cutter {
 public:
  std::vector<FoldedWord> cut(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t length = std::max<std::size_t>(1, utf8_length(text, at));
      if (text[at] == '.' && is_decimal_point(text, at)) {
        plain_ += '.';
      } else {
        letter(text.substr(at, length));
      }
      at += length;
    }
    close();
    return std::move(words_);
  }

 private:
  // "38.2" is one word.
  bool is_decimal_point(std::string_view text, std::size_t at) const {
    const auto is_digit = [](char one) { return one >= '0' && one <= '9'; };
    return !plain_.empty() && std::all_of(plain_.begin(), plain_.end(), is_digit) &&
           at + 1 < text.size() && is_digit(text[at + 1]);
  }

  void letter(std::string_view one) {
    if (is_apostrophe(one)) {
      if (!plain_.empty()) apostrophe_ = plain_.size();
      return;
    }
    if (one == soft_hyphen) return;
    std::string bare = without_accent(one);
    if (bare.size() == 1 && bare[0] >= 'A' && bare[0] <= 'Z') {
      bare[0] = static_cast<char>(bare[0] - 'A' + 'a');
    }
    if (is_word_letter(bare[0]) || (bare.size() > 1 && bare == one && !is_wide_punctuation(one))) {
      plain_ += bare;
      return;
    }
    close();
    // "C. diff" is one name.
    const bool initial = bare[0] == '.' && !words_.empty() && words_.back().plain.size() == 1;
    if (is_break(bare[0]) && !initial) break_ = true;
  }

  void close() {
    if (plain_.empty()) return;
    close_word(plain_, apostrophe_);
    words_.push_back({plain_, fold(plain_), break_ && !words_.empty()});
    plain_.clear();
    apostrophe_ = std::string::npos;
    break_ = false;
  }

  std::vector<FoldedWord> words_;
  std::string plain_;
  std::size_t apostrophe_ = std::string::npos;
  bool break_ = false;
};

}  // namespace

std::string fold(std::string_view plain) {
  std::string word(plain);
  if (word.size() <= 3) return word;
  fold_spelling(word);
  fold_plural(word);
  fold_ending(word);
  return word;
}

std::vector<FoldedWord> folded_words(std::string_view text) {
  return Cutter().cut(text);
}

}  // namespace peyer
