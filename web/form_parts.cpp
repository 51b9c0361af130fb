#include "web/form_parts.h"

namespace peyer {

void write_choice(const Choice& choice, HtmlWriter& html) {
  HtmlAttributes attributes = {{"type", choice.several ? "checkbox" : "radio"},
                               {"name", choice.name},
                               {"value", choice.value},
                               {"id", choice.id}};
  if (choice.chosen) attributes.emplace_back("checked", "");
  if (choice.alone) attributes.emplace_back("data-alone", "");
  html.open("div", {{"class", "choice"}});
  html.empty("input", attributes);
  html.open("label", {{"for", choice.id}}).open("span").text(choice.text);
  if (!choice.about.empty()) html.leaf("small", choice.about);
  html.close().close().close();
}

void write_mistakes(const Phrases& phrases,
                    const std::vector<std::pair<std::string, std::string>>& mistakes,
                    HtmlWriter& html) {
  if (mistakes.empty()) return;
  html.open("div", {{"class", "errors"},
                    {"role", "alert"},
                    {"tabindex", "-1"},
                    {"autofocus", ""},
                    {"aria-labelledby", "errors"}});
  html.leaf("h2", phrases("kiosk.wrong.title"), {{"id", "errors"}});
  html.open("ul");
  for (const auto& [field, sentence] : mistakes) {
    html.open("li").leaf("a", sentence, {{"href", "#" + field}}).close();
  }
  html.close().close();
}

void write_actions(const Phrases& phrases, const std::string& back, HtmlWriter& html,
                   bool rest_no) {
  html.open("div", {{"class", "actions go"}});
  html.leaf("button", phrases("kiosk.go_on"), {{"class", "primary"}});
  if (rest_no) {
    html.leaf("button", phrases("kiosk.rest_no"), {{"name", "do"}, {"value", "rest-no"}});
  }
  if (!back.empty()) {
    html.leaf("a", phrases("kiosk.back"), {{"class", "button back"}, {"href", back}});
  }
  html.close();
}

}  // namespace peyer
