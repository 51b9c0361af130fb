#include "engine/patterns.h"

#include <algorithm>
#include <sstream>

#include "engine/folding.h"

namespace peyer {
namespace {

constexpr std::size_t longest_gap = 8;  // words that a star stands for

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) {
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

}  // namespace

Pattern::Pattern(std::string_view text,
                 const std::function<const WordSet&(const std::string&)>& group) {
  using Kind = Element::Kind;
  for (const std::string& word : split(std::string(text), ' ')) {
    Element element;
    if (word == "X") {
      element.kind = Kind::concept_name;
    } else if (word == "M") {
      element.kind = Kind::medicine;
    } else if (word == "*") {
      element.kind = Kind::any;
    } else if (word == "_") {
      element.kind = Kind::unknown;
    } else if (word == "^") {
      element.kind = Kind::begin;
    } else if (word == "$") {
      element.kind = Kind::end;
    } else {
      for (const std::string& one : split(word, '/')) {
        if (one[0] != '@') {
          element.words.push_back(fold(one));
          continue;
        }
        element.kind = Kind::group;
        element.group = &group(one.substr(1));
      }
    }
    elements_.push_back(std::move(element));
  }
}

bool Pattern::fits(const Element& element, const QuestionToken& token) {
  switch (element.kind) {
    case Element::Kind::concept_name:
      return token.mention >= 0;
    case Element::Kind::medicine:
      return token.medicine;
    case Element::Kind::unknown:
      return token.mention < 0 && !token.known;
    default:
      break;
  }
  if (token.mention >= 0) return false;
  if (element.group != nullptr && element.group->contains(token.folded)) return true;
  return std::find(element.words.begin(), element.words.end(), token.folded) != element.words.end();
}

bool Pattern::stretches(const std::vector<QuestionToken>& tokens, std::size_t element,
                        std::size_t token) const {
  const std::size_t last = std::min(tokens.size(), token + longest_gap);
  for (std::size_t next = token; next <= last; ++next) {
    if (matches_from(tokens, element + 1, next, true)) return true;
  }
  return false;
}

bool Pattern::matches_from(const std::vector<QuestionToken>& tokens, std::size_t element,
                           std::size_t token, bool inside) const {
  if (element == elements_.size()) return true;
  const Element& wanted = elements_[element];
  if (wanted.kind == Element::Kind::any) return stretches(tokens, element, token);
  if (wanted.kind == Element::Kind::begin) {
    return token == 0 && matches_from(tokens, element + 1, token, true);
  }
  if (token == tokens.size()) {
    return wanted.kind == Element::Kind::end && matches_from(tokens, element + 1, token, true);
  }
  if (wanted.kind != Element::Kind::end && fits(wanted, tokens[token]) &&
      matches_from(tokens, element + 1, token + 1, true)) {
    return true;
  }
  return inside && tokens[token].passable && tokens[token].mention < 0 &&
         matches_from(tokens, element, token + 1, true);
}

std::vector<std::string> Pattern::words() const {
  std::vector<std::string> all;
  for (const Element& element : elements_) {
    all.insert(all.end(), element.words.begin(), element.words.end());
  }
  return all;
}

bool Pattern::matches(const std::vector<QuestionToken>& tokens) const {
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    if (matches_from(tokens, 0, at, false)) return true;
  }
  return false;
}

}  // namespace peyer
