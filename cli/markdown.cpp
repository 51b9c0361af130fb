#include "cli/markdown.h"

#include "cli/page.h"
#include "engine/citation.h"

namespace peyer {
namespace {

// Between angle brackets these would end the link; registries allow them in a DOI.
std::string link_to(const std::string& address) {
  std::string link = "<";
  for (const char c : address) {
    if (c == '<') {
      link += "%3C";
    } else if (c == '>') {
      link += "%3E";
    } else {
      link += c;
    }
  }
  return link + ">";
}

}  // namespace

std::string markdown(std::string_view text) {
  std::string out;
  for (const char c : clean(text)) {
    if (std::string_view("\\`*_[]<|").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown(const Source& source) {
  std::string text = citation(source);
  const std::string where = address(source);
  if (where.empty() || !text.ends_with(where)) return markdown(std::string_view(text));
  text.resize(text.size() - where.size());
  return markdown(std::string_view(text)) + link_to(where);
}

void MarkdownPage::begin(Block block) {
  const bool goes_on = last_ == block && block != Block::text;
  if (last_ != Block::none && !goes_on) out_ += '\n';
  last_ = block;
}

MarkdownPage& MarkdownPage::heading(int depth, std::string_view markdown) {
  begin(Block::text);
  out_.append(static_cast<std::size_t>(depth), '#').append(" ").append(markdown) += '\n';
  return *this;
}

MarkdownPage& MarkdownPage::paragraph(std::string_view markdown) {
  begin(Block::text);
  out_.append(markdown) += '\n';
  return *this;
}

MarkdownPage& MarkdownPage::item(std::string_view marker, std::string_view markdown, int depth) {
  begin(Block::list);
  out_.append(static_cast<std::size_t>(depth) * 2, ' ');
  out_.append(marker).append(" ").append(markdown) += '\n';
  return *this;
}

MarkdownPage& MarkdownPage::row(const std::vector<std::string>& cells) {
  begin(Block::table);
  for (const std::string& cell : cells) out_ += "| " + cell + " ";
  out_ += "|\n";
  return *this;
}

}  // namespace peyer
