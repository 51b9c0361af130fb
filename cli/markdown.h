// Markdown that reads well as it stands: for the pages that commands write for readers and
// reviewers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/terminal.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// A text on one line, with what Markdown would take for its own signs made harmless.
std::string markdown(std::string_view text);

// A source as it is cited, its address as a link.
std::string markdown(const Source& source);

// A page of Markdown for a terminal: headings, paragraphs, lists, and fenced blocks as they stand.
// Of a link its text is left, and of `code` the word. For the program's own pages, not for those of
// others.
std::string render_markdown(std::string_view markdown, const Surface& surface);

class MarkdownPage {
 public:
  // Depth 1 is the page's title. A blank line stands around it, as around every block.
  MarkdownPage& heading(int depth, std::string_view markdown);
  MarkdownPage& paragraph(std::string_view markdown);

  // "- …" or "1. …"; lines of one list follow each other. Two columns of indent for each depth.
  MarkdownPage& item(std::string_view marker, std::string_view markdown, int depth = 0);

  // "| a | b |"
  MarkdownPage& row(const std::vector<std::string>& cells);

  const std::string& str() const { return out_; }

 private:
  enum class Block { none, text, list, table };

  void begin(Block block);

  std::string out_;
  Block last_ = Block::none;
};

}  // namespace peyer
