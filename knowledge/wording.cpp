#include "knowledge/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/shape_check.h"
#include "knowledge/texts.h"

namespace peyer {
namespace {

struct Piece {
  enum class Kind { plain, voices, word };

  Kind kind = Kind::plain;
  std::string_view first, second;  // second: of voices
};

// One thing that can be wrong with a text's markup.
struct Mistake {
  std::string message, help;
};

constexpr std::string_view signs = "[|]{}";

std::string_view take_until(std::string_view& text, std::string_view stops) {
  const std::string_view taken = text.substr(0, text.find_first_of(stops));
  text.remove_prefix(taken.size());
  return taken;
}

bool skip(std::string_view& text, char sign) {
  if (text.empty() || text.front() != sign) return false;
  text.remove_prefix(1);
  return true;
}

// Reads on behind an opening bracket or brace; nothing when it is not closed as it should be.
std::optional<Piece> voices(std::string_view& text) {
  Piece piece{Piece::Kind::voices, take_until(text, signs), {}};
  if (!skip(text, '|')) return std::nullopt;
  piece.second = take_until(text, signs);
  return skip(text, ']') ? std::optional(piece) : std::nullopt;
}

std::optional<Piece> word(std::string_view& text) {
  const Piece piece{Piece::Kind::word, take_until(text, signs), {}};
  return !piece.first.empty() && skip(text, '}') ? std::optional(piece) : std::nullopt;
}

// The pieces of a text; `mistake` is set when it can't be taken apart.
std::vector<Piece> pieces_of(std::string_view text, std::optional<Mistake>& mistake) {
  std::vector<Piece> pieces;
  while (!text.empty()) {
    const std::string_view plain = take_until(text, signs);
    if (!plain.empty()) pieces.push_back({Piece::Kind::plain, plain, {}});
    if (text.empty()) break;
    const char sign = text.front();
    text.remove_prefix(1);
    std::optional<Piece> piece;
    if (sign == '[') piece = voices(text);
    if (sign == '{') piece = word(text);
    if (!piece) {
      mistake = {fmt::format("'{}' in a text without its counterpart", sign),
                 "write '[you|they]' for the two voices and '{word}' for a word of the locales; "
                 "these signs stand for nothing else"};
      return pieces;
    }
    pieces.push_back(*piece);
  }
  return pieces;
}

const std::string* find_word(const Locale& locale, std::string_view name) {
  for (const auto& [word, text] : locale.words) {
    if (word.value == name) return &text;
  }
  return nullptr;
}

const Locale* find_locale(const KnowledgeBase& base, const LocaleId& id) {
  if (id.empty()) return base.locales.empty() ? nullptr : &base.locales.front();
  return find_by_id(base.locales, id);
}

std::string word_text(std::string_view text, const Locale* locale, Voice voice) {
  std::optional<Mistake> mistake;
  std::string out;
  for (const Piece& piece : pieces_of(text, mistake)) {
    if (piece.kind == Piece::Kind::word && locale != nullptr) {
      if (const std::string* known = find_word(*locale, piece.first)) out += *known;
    } else {
      out +=
          piece.kind == Piece::Kind::voices && voice == Voice::other ? piece.second : piece.first;
    }
  }
  return out;
}

class WordingChecker {
 public:
  WordingChecker(const KnowledgeBase& base, Diagnostics& diagnostics)
      : base_(base), diagnostics_(diagnostics) {}

  void check() {
    check_voice();
    for (const Locale& locale : base_.locales) check_locale(locale);
    for_each_text(base_, [this](const TextAddress& address, const std::string& text) {
      check_text(address, text);
    });
  }

 private:
  void complain(const char* code, const Location& at, std::string message, std::string help) {
    diagnostics_.push_back({Severity::error, code, std::move(message), std::move(help), at});
  }

  void check_voice() {
    if (!base_.pack.voice_question) return;
    const Question* question = find_by_id(base_.questions, base_.pack.voice_question->value);
    if (question == nullptr) return;  // complained about as an unknown name
    for (const Located<OptionId>& option : base_.pack.other_voice) {
      if (find_by_id(question->options, option.value) != nullptr) continue;
      complain("K032", option.at,
               fmt::format("'{}' is no option of '{}'", option.value.str(), question->id.str()),
               "name the options whose visitors answer about somebody else");
    }
  }

  // Every locale explains what the first one does.
  void check_locale(const Locale& locale) {
    const Locale& first = base_.locales.front();
    for (const auto& [word, text] : first.words) {
      if (find_word(locale, word.value) != nullptr) continue;
      complain("K065", locale.at,
               fmt::format("the locale '{}' lacks the word '{}'", locale.id.str(), word.value),
               fmt::format("'{}' has it; every locale has the same words", first.id.str()));
    }
    for (const auto& [word, text] : locale.words) {
      if (find_word(first, word.value) != nullptr) continue;
      complain("K065", word.at,
               fmt::format("the locale '{}' lacks the word '{}'", first.id.str(), word.value),
               fmt::format("'{}' has it; every locale has the same words", locale.id.str()));
    }
  }

  void check_text(const TextAddress& address, const std::string& text) {
    if (text.find_first_of(signs) == std::string::npos) return;
    std::optional<Mistake> mistake;
    const std::vector<Piece> pieces = pieces_of(text, mistake);
    if (mistake) {
      complain("K063", address.at, fmt::format("{}: {}", address.str(), mistake->message),
               mistake->help);
      return;
    }
    for (const Piece& piece : pieces) check_piece(address, piece);
  }

  void check_piece(const TextAddress& address, const Piece& piece) {
    if (piece.kind == Piece::Kind::voices && !base_.pack.voice_question) {
      complain("K063", address.at,
               fmt::format("{}: '[{}|{}]', but the pack has no voices", address.str(), piece.first,
                           piece.second),
               "say below 'pack: voice:' which question decides");
    }
    if (piece.kind != Piece::Kind::word) return;
    const Locale* locale = find_locale(base_, {});
    if (locale != nullptr && find_word(*locale, piece.first) != nullptr) return;
    std::vector<std::string> words;
    if (locale != nullptr) {
      for (const auto& known : locale->words) words.push_back(known.first.value);
    }
    const std::string cure = words.empty()
                                 ? "explain it below 'locales:', in each of them"
                                 : fmt::format("the locales explain {}", fmt::join(words, ", "));
    const std::string name(piece.first);
    complain("K064", address.at,
             fmt::format("{}: no locale explains '{{{}}}'", address.str(), name),
             did_you_mean(name, words, cure));
  }

  const KnowledgeBase& base_;
  Diagnostics& diagnostics_;
};

}  // namespace

KnowledgeBase worded(KnowledgeBase base, const Wording& wording) {
  const Locale* locale = find_locale(base, wording.locale);
  if (locale == nullptr && !wording.locale.empty()) {
    throw std::invalid_argument("the pack has no locale '" + wording.locale.str() + "'");
  }
  for_each_text(base, [&](const TextAddress&, std::string& text) {
    if (text.find_first_of(signs) != std::string::npos) {
      text = word_text(text, locale, wording.voice);
    }
  });
  return base;
}

std::string worded_text(std::string_view text, const KnowledgeBase& base, const Wording& wording) {
  return word_text(text, find_locale(base, wording.locale), wording.voice);
}

void check_wording(const KnowledgeBase& base, Diagnostics& diagnostics) {
  WordingChecker(base, diagnostics).check();
}

}  // namespace peyer
