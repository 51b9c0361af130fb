#include "web/html.h"

#include <stdexcept>

namespace peyer {
namespace {

// A hyphen that begins a word, as in "-pril", stays with it: browsers break a line behind hyphens.
std::string held_together(std::string_view text) {
  static constexpr std::string_view unbroken = "\u2011";
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view before = text.substr(0, i);
    const bool begins = i == 0 || before.back() == ' ' || before.back() == '(' ||
                        before.ends_with("“") || before.ends_with("‘");
    if (text[i] == '-' && begins && i + 1 < text.size() && is_letter(text[i + 1])) {
      out += unbroken;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void HtmlWriter::begin(std::string_view element, const HtmlAttributes& attributes) {
  out_.append("<").append(element);
  for (const auto& [name, value] : attributes) {
    out_.append(" ").append(name);
    if (!value.empty()) out_.append("=\"").append(html_escaped(value)).append("\"");
  }
  out_ += '>';
}

HtmlWriter& HtmlWriter::open(std::string_view element, const HtmlAttributes& attributes) {
  begin(element, attributes);
  open_.emplace_back(element);
  opened_at_ = out_.size();
  return *this;
}

HtmlWriter& HtmlWriter::close() {
  if (open_.empty()) throw std::logic_error("an HTML element is closed that was never opened");
  out_.append("</").append(open_.back()).append(">");
  open_.pop_back();
  return *this;
}

HtmlWriter& HtmlWriter::leaf(std::string_view element, std::string_view text,
                             const HtmlAttributes& attributes) {
  return open(element, attributes).text(text).close();
}

HtmlWriter& HtmlWriter::empty(std::string_view element, const HtmlAttributes& attributes) {
  begin(element, attributes);
  return *this;
}

HtmlWriter& HtmlWriter::text(std::string_view text) {
  if (sound_of_ && opened_at_ > 0 && opened_at_ == out_.size()) {
    const std::string address = sound_of_(text);
    if (!address.empty()) {
      out_.insert(out_.size() - 1, " data-clip=\"" + html_escaped(address) + "\"");
    }
  }
  out_ += html_escaped(held_together(text));
  return *this;
}

HtmlWriter& HtmlWriter::sound_of(std::function<std::string(std::string_view)> address) {
  sound_of_ = std::move(address);
  return *this;
}

HtmlWriter& HtmlWriter::markup(std::string_view made) {
  out_ += made;
  return *this;
}

const std::string& HtmlWriter::str() const {
  if (!open_.empty()) throw std::logic_error("HTML element left open: " + open_.back());
  return out_;
}

}  // namespace peyer
