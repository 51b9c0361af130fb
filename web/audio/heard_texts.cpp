#include "web/audio/heard_texts.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "knowledge/texts.h"
#include "knowledge/wording.h"

namespace peyer {
namespace {

// Sections of the phrases that pages take theirs from.
constexpr std::array phrase_sections = {"grade.", "came_for.", "contradiction.", "question.",
                                        "why.",   "how.",      "what_matters.",  "result.",
                                        "about.", "ask.",      "kiosk.",         "shown."};

// Of a pack's texts, those that no page shows, or only in a line that it makes up.
bool is_heard(const TextAddress& address) {
  if (address.section == "relations" || address.section == "kinds") return false;
  return address.field != "say_not";
}

std::vector<std::string> texts_of(const KnowledgeBase& pack, const Wording& wording) {
  std::vector<std::string> texts;
  const KnowledgeBase base = worded(pack, wording);
  for_each_text(base, [&](const TextAddress& address, const std::string& text) {
    if (is_heard(address)) texts.push_back(text);
  });
  return texts;
}

bool is_digit(char sign) {
  return sign >= '0' && sign <= '9';
}

bool is_word(char sign) {
  return is_digit(sign) || (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
         static_cast<unsigned char>(sign) >= 0x80;
}

}  // namespace

std::map<std::string, std::string> heard_texts(const KnowledgeBase& pack) {
  KnowledgeBase spoken = pack;
  for (Locale& locale : spoken.locales) {
    for (auto& [name, words] : locale.words) words = digit_by_digit(words);
  }
  std::vector<LocaleId> places;
  for (const Locale& locale : pack.locales) places.push_back(locale.id);
  if (places.empty()) places.emplace_back();

  std::map<std::string, std::string> heard;
  for (const LocaleId& place : places) {
    for (const Voice voice : {Voice::own, Voice::other}) {
      const auto shown = texts_of(pack, {place, voice}), said = texts_of(spoken, {place, voice});
      for (std::size_t i = 0; i < shown.size(); ++i) heard.emplace(shown[i], said[i]);
    }
  }
  for (const Locale& locale : pack.locales) heard.emplace(locale.title, locale.title);
  return heard;
}

std::map<std::string, std::string> heard_texts(const Phrases& phrases) {
  std::map<std::string, std::string> heard;
  for (const auto& [key, text] : phrases.all()) {
    const bool ours =
        std::any_of(phrase_sections.begin(), phrase_sections.end(),
                    [&key = key](const char* section) { return key.starts_with(section); });
    if (ours && text.find('{') == std::string::npos) heard.emplace(text, text);
  }
  return heard;
}

std::string digit_by_digit(const std::string& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool after_digit = i > 0 && is_digit(words[i - 1]);
    const bool before_digit = i + 1 < words.size() && is_digit(words[i + 1]);
    if (after_digit && before_digit && (words[i] == '-' || words[i] == ' ')) {
      out += ", ";
      continue;
    }
    if (after_digit && is_digit(words[i])) out += ' ';
    out += words[i];
  }
  return out;
}

std::string sounded(const std::string& text, const std::map<std::string, std::string>& says) {
  std::string out;
  std::size_t i = 0;
  while (i < text.size()) {
    const bool at_start = i == 0 || !is_word(text[i - 1]);
    const auto found = std::find_if(says.rbegin(), says.rend(), [&](const auto& one) {
      const std::string& word = one.first;
      const std::size_t end = i + word.size();
      return text.compare(i, word.size(), word) == 0 && (end >= text.size() || !is_word(text[end]));
    });
    if (at_start && found != says.rend()) {
      out += found->second;
      i += found->first.size();
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace peyer
