#include "cli/commands.h"

#include <array>

#include "cli/matching.h"

namespace peyer {
namespace {

struct Known {
  Command::Kind kind;
  const char* key;  // of its words in the catalogue
  bool takes_more;
};

// Longer ones first: "why not" before "why".
constexpr std::array<Known, 14> known_commands = {{
    {Command::Kind::what_matters, "words.command.what_matters", true},
    {Command::Kind::what_if, "words.command.what_if", true},
    {Command::Kind::why_not, "words.command.why_not", true},
    {Command::Kind::change, "words.command.change", true},
    {Command::Kind::save, "words.command.save", true},
    {Command::Kind::wrong, "words.command.wrong", true},
    {Command::Kind::why, "words.command.why", true},
    {Command::Kind::how, "words.command.how", true},
    {Command::Kind::back, "words.command.back", false},
    {Command::Kind::skip, "words.command.skip", false},
    {Command::Kind::summary, "words.command.summary", false},
    {Command::Kind::result, "words.command.result", false},
    {Command::Kind::help, "words.command.help", false},
    {Command::Kind::quit, "words.command.quit", false},
}};

// As typed, but trimmed and with single spaces: file names keep their capitals.
std::string squeezed(const std::string& typed) {
  std::string out;
  for (const std::string& word : split_words(typed)) out += (out.empty() ? "" : " ") + word;
  return out;
}

}  // namespace

std::optional<Command> read_command(const std::string& typed, const Phrases& phrases) {
  const std::string text = squeezed(typed);
  std::string lower = tidy(text);
  if (lower.size() > 1 && lower.ends_with('?')) lower.pop_back();  // "why?"
  for (const Known& known : known_commands) {
    for (const std::string& word : phrases.words(known.key)) {
      if (lower == word) return Command{known.kind, ""};
      if (known.takes_more && lower.starts_with(word + " ")) {
        std::string about = text.substr(word.size() + 1);
        if (known.kind != Command::Kind::what_if && about.ends_with('?')) about.pop_back();
        return Command{known.kind, about};
      }
    }
  }
  return std::nullopt;
}

std::optional<Supposition> read_supposition(const std::string& about, const Phrases& phrases) {
  const std::string lower = tidy(about);
  for (const std::string& word : phrases.words("words.is")) {
    const std::string middle = " " + word + " ";
    const std::size_t at = lower.find(middle);
    if (at == std::string::npos) continue;
    return Supposition{lower.substr(0, at), lower.substr(at + middle.size())};
  }
  return std::nullopt;
}

}  // namespace peyer
