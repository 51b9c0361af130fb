// Writes HTML in which nothing that comes from elsewhere can be anything but text: every text and
// every attribute's value is escaped, and elements are closed in the order in which they were
// opened.
//
//   HtmlWriter html;
//   html.open("fieldset").leaf("legend", question.ask).close();
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peyer {

// Names are the program's own; values may come from anywhere. An attribute without a value
// ("checked") has an empty one.
using HtmlAttributes = std::vector<std::pair<std::string_view, std::string>>;

// With & < > " ' as references.
std::string html_escaped(std::string_view text);

class HtmlWriter {
 public:
  HtmlWriter& open(std::string_view element, const HtmlAttributes& attributes = {});
  HtmlWriter& close();  // the innermost that is open; std::logic_error when none is

  // An element that holds only this text.
  HtmlWriter& leaf(std::string_view element, std::string_view text,
                   const HtmlAttributes& attributes = {});

  // <input>, <br>, <img> …
  HtmlWriter& empty(std::string_view element, const HtmlAttributes& attributes = {});

  HtmlWriter& text(std::string_view text);

  // Markup that this program made: of another writer, or a picture.
  HtmlWriter& markup(std::string_view made);

  // Throws std::logic_error while an element is open.
  const std::string& str() const;

 private:
  void begin(std::string_view element, const HtmlAttributes& attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace peyer
