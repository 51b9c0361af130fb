#include "cli/matching.h"

#include <algorithm>
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

bool holds_every_word(const std::string& text, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

}  // namespace

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

std::vector<std::size_t> matches(std::string_view typed, const std::vector<Named>& candidates) {
  const std::string wanted = tidy(typed);
  if (wanted.empty()) return {};
  const std::vector<std::string> words = split_words(wanted);
  const std::vector<Test> tests = {
      [&](const Named& named) { return named.id == wanted || tidy(named.text) == wanted; },
      [&](const Named& named) { return tidy(named.text).starts_with(wanted); },
      [&](const Named& named) { return named.id.starts_with(wanted); },
      [&](const Named& named) { return holds_every_word(tidy(named.text), words); }};
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
    for (const std::string& word : split_words(tidy(named.text))) names.push_back(word);
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
