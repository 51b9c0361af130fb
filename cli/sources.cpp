// peyer sources: the sources of a pack, for readers and for programs that manage references.
#include <unistd.h>

#include <algorithm>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "cli/references.h"
#include "engine/bibliography.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

// "3 links, 1 warning sign", or "nothing".
std::string cited_by(const TimesCited& times) {
  const Phrases& say = Phrases::english();
  std::string text;
  const auto add = [&](const char* key, std::size_t count) {
    if (count > 0) text += (text.empty() ? "" : ", ") + say.count(key, static_cast<int>(count));
  };
  add("sources.links", times.links);
  add("sources.rules", times.rules);
  add("sources.red_flags", times.red_flags);
  add("sources.advice", times.advice);
  add("sources.concepts", times.concepts);
  add("sources.safety_net", times.safety_net);
  return text.empty() ? say("sources.nothing") : text;
}

std::string list_of(const KnowledgeBase& base, const std::vector<const Source*>& sources,
                    const Surface& surface) {
  const Phrases& say = Phrases::english();
  Page page(surface);
  page.heading(say("sources.title", {{"title", base.pack.title}}));
  page.text(say.count("sources.count", static_cast<int>(sources.size())));
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const Source& source = *sources[i];
    const std::string marker = numbered(i + 1, sources.size());
    const int indent = columns_of(marker) + 1;
    page.blank().item(marker, citation_in_lines(source));
    page.text(say("sources.id", {{"id", source.id.str()}}), indent);
    page.text(say("sources.type." + source.type), indent);
    page.text(say("sources.verified." + source.verified), indent);
    page.text(say("sources.cited_by", {{"what", cited_by(times_cited(base, source.id))}}), indent);
  }
  return page.str();
}

}  // namespace

std::vector<std::string> sources_formats() {
  return {"text", "json", "bibtex", "ris", "csl-json"};
}

ExitCode run_sources(const SourcesOptions& options) {
  const KnowledgeBase base = open_pack(options.pack);
  std::string query;
  for (const std::string& word : options.words) query += word + " ";
  const std::vector<const Source*> sources = find_sources(base, query);
  if (options.format == "json") {
    write_result(as_text(sources_to_json(base, sources)));
  } else if (options.format == "csl-json") {
    write_result(as_text(to_csl_json(sources)));
  } else if (options.format == "bibtex") {
    write_result(to_bibtex(sources));
  } else if (options.format == "ris") {
    write_result(to_ris(sources));
  } else {
    write_result(list_of(base, sources, surface_of(STDOUT_FILENO, options.plain)));
  }
  return ExitCode::good;
}

}  // namespace peyer
