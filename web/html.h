// Writes HTML in which nothing that comes from elsewhere can be anything but text: every text and
// every attribute's value is escaped, and elements are closed in the order in which they were
// opened.
//
//   HtmlWriter html;
//   html.open("fieldset").leaf("legend", question.ask).close();
#pragma once

#include <functional>
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

  // From now on, an element that begins with a text for which this gives an address has it as its
  // `data-clip`: where the text can be heard. Null: no longer.
  HtmlWriter& sound_of(std::function<std::string(std::string_view)> address);

  // Throws std::logic_error while an element is open.
  const std::string& str() const;

 private:
  void begin(std::string_view element, const HtmlAttributes& attributes);

  std::string out_;
  std::vector<std::string> open_;
  std::size_t opened_at_ = 0;  // where out_ ended when the last element was opened
  std::function<std::string(std::string_view)> sound_of_;
};

}  // namespace peyer
