#include "cli/matching.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "knowledge/diagnostic.h"

namespace peyer {
namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

using Test = std::function<bool(const Named&)>;

std::vector<std::size_t> all_that(const std::vector<Named>& candidates, const Test& test) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (test(candidates[i])) found.push_back(i);
  }
  return found;
}

constexpr std::size_t shortest_beginning = 4;  // letters that may stand for a longer word
constexpr std::size_t shortest_telling = 3;    // "or" and "in" alone tell nothing

bool stands_for(const std::string& typed, const std::string& word) {
  return typed == word || (typed.size() >= shortest_beginning && word.starts_with(typed));
}

bool holds_every_word(const std::string& text, const std::vector<PlainWord>& typed) {
  const std::vector<PlainWord> words = plain_words(text);
  const bool telling = std::any_of(typed.begin(), typed.end(), [](const PlainWord& one) {
    return one.word.size() >= shortest_telling;
  });
  return telling && std::all_of(typed.begin(), typed.end(), [&](const PlainWord& one) {
           return std::any_of(words.begin(), words.end(), [&](const PlainWord& word) {
             return stands_for(one.word, word.word);
           });
         });
}

bool begins_with(const std::string& text, const std::vector<PlainWord>& typed) {
  const std::vector<PlainWord> words = plain_words(text);
  if (typed.empty() || typed.size() > words.size()) return false;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const bool last = i + 1 == typed.size();
    if (last ? !stands_for(typed[i].word, words[i].word) : typed[i].word != words[i].word) {
      return false;
    }
  }
  return true;
}

// Letters beyond ASCII count as such, general punctuation (U+2000 ... U+206F) does not.
std::size_t word_character(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ? 1 : 0;
  }
  const bool punctuation = byte == 0xE2 && at + 1 < text.size() &&
                           (static_cast<unsigned char>(text[at + 1]) == 0x80 ||
                            static_cast<unsigned char>(text[at + 1]) == 0x81);
  return punctuation ? 0 : 1;
}

bool is_exactly(const Named& named, const std::string& wanted) {
  return named.id == wanted || tidy(named.text) == wanted;
}

}  // namespace

std::optional<std::size_t> number_in(std::string_view text) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return whole ? std::optional(number) : std::nullopt;
}

std::string tidy(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_space(c)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    words.emplace_back(text.substr(start, at - start));
  }
  return words;
}

std::vector<PlainWord> plain_words(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  // The curly apostrophe of "don’t" and the straight one are the same.
  const std::string_view curly = "\xE2\x80\x99";
  std::vector<PlainWord> words;
  bool within = false;
  for (std::size_t at = 0; at < lower.size();) {
    const std::size_t length = word_character(lower, at);
    const bool is_curly = std::string_view(lower).substr(at).starts_with(curly);
    const std::size_t apostrophe = is_curly ? curly.size() : lower[at] == '\'' ? 1 : 0;
    const std::size_t after = at + apostrophe;
    if (length > 0) {
      if (!within) words.push_back({"", at});
      words.back().word.append(lower, at, length);
      within = true;
      at += length;
    } else if (within && apostrophe > 0 && after < lower.size() &&
               word_character(lower, after) > 0) {
      words.back().word += '\'';
      at = after;
    } else {
      within = false;
      // All bytes of a punctuation character beyond ASCII.
      at += static_cast<unsigned char>(lower[at]) < 0x80
                ? 1
                : std::min<std::size_t>(3, lower.size() - at);
    }
  }
  return words;
}

std::vector<std::size_t> exact_matches(std::string_view typed,
                                       const std::vector<Named>& candidates) {
  const std::string wanted = tidy(typed);
  if (wanted.empty()) return {};
  return all_that(candidates, [&](const Named& named) { return is_exactly(named, wanted); });
}

std::vector<std::size_t> matches(std::string_view typed, const std::vector<Named>& candidates) {
  const std::string wanted = tidy(typed);
  if (wanted.empty()) return {};
  const std::vector<PlainWord> words = plain_words(wanted);
  const std::vector<Test> tests = {
      [&](const Named& named) { return is_exactly(named, wanted); },
      [&](const Named& named) { return begins_with(named.text, words); },
      [&](const Named& named) { return begins_with(named.id, words); },
      [&](const Named& named) {
        return holds_every_word(named.by_words.value_or(named.text), words);
      }};
  for (const Test& test : tests) {
    std::vector<std::size_t> found = all_that(candidates, test);
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<std::string> suggestions(std::string_view typed, const std::vector<Named>& candidates) {
  constexpr std::size_t most = 3;
  const std::string wanted = tidy(typed);
  std::vector<std::string> names;
  for (const Named& named : candidates) {
    names.push_back(named.id);
    names.push_back(tidy(named.text));
    for (const PlainWord& word : plain_words(named.text)) names.push_back(word.word);
  }
  std::vector<std::string> offered;
  const std::string near = closest(wanted, names);
  if (near.empty()) return offered;
  for (const std::size_t i : matches(near, candidates)) {
    if (offered.size() < most) offered.push_back(candidates[i].text);
  }
  return offered;
}

}  // namespace peyer
