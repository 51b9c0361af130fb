#include "web/citations.h"

#include <string>

#include "engine/citation.h"

namespace peyer {

void Citations::mark(const std::vector<SourceId>& sources, HtmlWriter& html) {
  if (sources.empty()) return;
  const std::size_t before = sources_.cited().size();
  html.open("span", {{"class", "cites"}});
  for (const std::size_t number : sources_.numbers(sources)) {
    const std::string n = std::to_string(number);
    HtmlAttributes attributes = {{"href", "#ref-" + n},
                                 {"aria-label", phrases_("shown.reference", {{"n", n}})}};
    // The list leads back to the first place only.
    if (number > before) attributes.emplace_back("id", "cite-" + n);
    html.leaf("a", "[" + n + "]", attributes);
  }
  html.close();
}

void Citations::mark(const Cite& cite, HtmlWriter& html) {
  mark(ids_of(cite), html);
}

void Citations::list(const std::vector<Source>& sources, HtmlWriter& html) const {
  html.open("ol", {{"class", "references"}});
  const std::vector<SourceId>& cited = sources_.cited();
  for (std::size_t i = 0; i < cited.size(); ++i) {
    const std::string n = std::to_string(i + 1);
    const Source* source = find_by_id(sources, cited[i]);
    html.open("li", {{"id", "ref-" + n}});
    if (source != nullptr) html.text(citation(*source) + "\u00a0");
    html.leaf("a", "↑", {{"href", "#cite-" + n}, {"aria-label", phrases_("shown.back_to_text")}});
    html.close();
  }
  html.close();
}

}  // namespace peyer
