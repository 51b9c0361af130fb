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

// Markdown read line by line; a paragraph is gathered until it ends.
class TerminalPage {
 public:
  explicit TerminalPage(const Surface& surface) : page_(surface) {}

  std::string render(std::string_view markdown) {
    while (!markdown.empty()) {
      const std::size_t end = std::min(markdown.find('\n'), markdown.size());
      line(markdown.substr(0, end));
      markdown.remove_prefix(std::min(end + 1, markdown.size()));
    }
    end_paragraph();
    return page_.str();
  }

 private:
  void line(std::string_view text) {
    if (text.starts_with("```")) {
      end_paragraph();
      fenced_ = !fenced_;
      if (!fenced_) page_.blank();
    } else if (fenced_) {
      page_.preformatted("  " + std::string(text));
    } else if (text.empty()) {
      end_paragraph();
      page_.blank();
    } else if (text.starts_with("#")) {
      end_paragraph();
      const std::size_t start = std::min(text.find_first_not_of("# "), text.size());
      page_.heading(inline_text(text.substr(start)));
    } else if (text.starts_with("- ") || text.starts_with("1. ")) {
      end_paragraph();
      const std::size_t space = text.find(' ');
      page_.item(text.substr(0, space), inline_text(text.substr(space + 1)));
    } else {
      paragraph_ += (paragraph_.empty() ? "" : " ") + std::string(text);
    }
  }

  void end_paragraph() {
    if (!paragraph_.empty()) page_.text(inline_text(paragraph_));
    paragraph_.clear();
  }

  // "[text](address)" becomes its text; stars and backticks stay, since they show what is a word of
  // a file.
  static std::string inline_text(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const std::size_t close = text[at] == '[' ? text.find("](", at) : std::string_view::npos;
      const std::size_t end = close == std::string_view::npos ? close : text.find(')', close);
      if (end == std::string_view::npos) {
        out += text[at];
        continue;
      }
      out += text.substr(at + 1, close - at - 1);
      at = end;
    }
    return out;
  }

  Page page_;
  std::string paragraph_;
  bool fenced_ = false;
};

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

std::string render_markdown(std::string_view markdown, const Surface& surface) {
  return TerminalPage(surface).render(markdown);
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
