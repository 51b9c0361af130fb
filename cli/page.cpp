#include "cli/page.h"

#include <algorithm>

#include "knowledge/utf8.h"

namespace peyer {
namespace {

constexpr int narrowest_text = 12;  // deep indents give way before text gets narrower than this

bool is_control(unsigned char byte) {
  return byte < 0x20 || byte == 0x7F;
}

// The C1 controls U+0080 … U+009F, two bytes each; some terminals obey them.
bool is_c1_control(std::string_view text, std::size_t at, std::size_t length) {
  return length == 2 && static_cast<unsigned char>(text[at]) == 0xC2 &&
         static_cast<unsigned char>(text[at + 1]) < 0xA0;
}

// U+202A ... U+202E and U+2066 ... U+2069: they make text read otherwise than it is.
bool is_bidi_control(std::string_view text, std::size_t at, std::size_t length) {
  if (length != 3 || !text.substr(at).starts_with("\xE2")) return false;
  const auto second = static_cast<unsigned char>(text[at + 1]);
  const auto third = static_cast<unsigned char>(text[at + 2]);
  return (second == 0x80 && third >= 0xAA && third <= 0xAE) ||
         (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t start = text.find_first_not_of(' ', at);
    if (start == std::string::npos) break;
    const std::size_t end = std::min(text.find(' ', start), text.size());
    words.push_back(text.substr(start, end - start));
    at = end;
  }
  return words;
}

// The longest beginning of a word that fits into `width` columns: at least one character.
std::size_t fitting_bytes(const std::string& word, int width) {
  std::size_t at = 0;
  int used = 0;
  while (at < word.size()) {
    used += display_width(word, at);
    if (used > width && at > 0) break;
    at += std::max<std::size_t>(utf8_length(word, at), 1);
  }
  return at;
}

bool is_address(const std::string& word) {
  return word.find('/') != std::string::npos;
}

const char* escape_for(Tone tone) {
  switch (tone) {
    case Tone::normal:
      return "";
    case Tone::strong:
      return "\x1b[1m";
    case Tone::quiet:
      return "\x1b[36m";
    case Tone::urgent:
      return "\x1b[1;31m";
    case Tone::soon:
      return "\x1b[1;33m";
    case Tone::calm:
      return "\x1b[1;32m";
  }
  return "";
}

}  // namespace

// White space becomes one space, and what a terminal might obey or choke on goes.
std::string clean(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    const auto byte = static_cast<unsigned char>(text[at]);
    if (length == 0) {
      out += "\xEF\xBF\xBD";  // ill-formed: the replacement character
      ++at;
      continue;
    }
    if (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') {
      out += ' ';
    } else if (!is_control(byte) && !is_c1_control(text, at, length) &&
               !is_bidi_control(text, at, length)) {
      out.append(text, at, length);
    }
    at += length;
  }
  return out;
}

std::string clean_lines(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    out += clean(text.substr(at, end - at));
    if (end < text.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

std::string numbered(std::size_t place, std::size_t count) {
  const std::string number = std::to_string(place) + ".";
  const std::size_t widest = std::to_string(count).size() + 1;
  return std::string(widest > number.size() ? widest - number.size() : 0, ' ') + number;
}

int columns_of(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    columns += display_width(text, at);
    at += std::max<std::size_t>(utf8_length(text, at), 1);
  }
  return columns;
}

std::vector<std::string> wrap(std::string_view text, int width) {
  std::vector<std::string> lines;
  std::string line;
  int used = 0;
  const auto finish = [&] {
    if (!line.empty()) lines.push_back(line);
    line.clear();
    used = 0;
  };
  for (std::string word : words_of(clean(text))) {
    int columns = columns_of(word);
    if (used > 0 && used + 1 + columns > width) finish();
    while (columns > width && !is_address(word)) {
      const std::size_t cut = fitting_bytes(word, width);
      lines.push_back(word.substr(0, cut));
      word.erase(0, cut);
      columns = columns_of(word);
    }
    if (word.empty()) continue;
    line += (used > 0 ? " " : "") + word;
    used += columns + (used > 0 ? 1 : 0);
  }
  finish();
  return lines;
}

Page& Page::heading(std::string_view text, Tone tone) {
  blank();
  int widest = 0;
  for (const std::string& part : wrap(text, surface_.width)) {
    line(part, tone);
    widest = std::max(widest, columns_of(part));
  }
  // Without colours a rule sets a heading apart; a screen reader would read every dash of it.
  if (!surface_.colour && !surface_.plain) {
    line(std::string(static_cast<std::size_t>(widest), '-'), tone);
  }
  return *this;
}

Page& Page::text(std::string_view text, int indent, Tone tone) {
  return item("", text, indent, tone);
}

Page& Page::item(std::string_view marker, std::string_view text, int indent, Tone tone) {
  const int hang = marker.empty() ? 0 : columns_of(marker) + 1;
  indent = std::min(indent, std::max(0, surface_.width - hang - narrowest_text));
  const std::string margin(static_cast<std::size_t>(indent), ' ');
  const std::string hanging(static_cast<std::size_t>(indent + hang), ' ');
  std::string lead = marker.empty() ? margin : margin + std::string(marker) + " ";
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    for (const std::string& part : wrap(text.substr(0, end), surface_.width - indent - hang)) {
      line(lead + part, tone);
      lead = hanging;
    }
    if (end == text.size()) return *this;
    text.remove_prefix(end + 1);
  }
}

Page& Page::preformatted(std::string_view text) {
  line(text, Tone::normal);
  return *this;
}

Page& Page::blank() {
  if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  return *this;
}

void Page::line(std::string_view text, Tone tone) {
  const std::string escape = surface_.colour ? escape_for(tone) : "";
  out_ += escape;
  out_ += text;
  if (!escape.empty()) out_ += "\x1b[0m";
  out_ += '\n';
}

}  // namespace peyer
