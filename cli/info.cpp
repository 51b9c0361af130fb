// peyer info: what a pack is and how much is in it.
#include <unistd.h>

#include <algorithm>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "engine/to_json.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

// "  questions   11": labels filled up so that the numbers stand in one column.
void write_counts(const Json& info, const Phrases& phrases, Page& page) {
  constexpr std::size_t number_columns = 5;
  std::size_t widest = 0;
  for (const auto& [key, value] : info.items()) {
    if (value.is_number()) widest = std::max(widest, phrases("info." + key).size());
  }
  for (const auto& [key, value] : info.items()) {
    if (!value.is_number()) continue;
    const std::string label = phrases("info." + key);
    const std::string number = value.dump();
    const std::size_t gap =
        widest - label.size() + 1 + number_columns - std::min(number_columns, number.size());
    std::string line = page.surface().plain ? label + ":" : "  " + label;
    line.append(page.surface().plain ? 1 : gap, ' ').append(number);
    page.preformatted(line);
  }
}

}  // namespace

ExitCode run_info(const InfoOptions& options) {
  const KnowledgeBase base = open_pack(options.pack);
  const Json info = info_to_json(base);
  if (options.format == "json") {
    write_result(as_text(info));
    return ExitCode::good;
  }
  const Phrases& phrases = Phrases::english();
  Page page(surface_of(STDOUT_FILENO, options.plain));
  page.heading(base.pack.title);
  page.text(base.pack.about).blank();
  page.text(phrases("info.pack", {{"id", base.pack.id}, {"version", base.pack.version}}));
  page.text(phrases("info.hash", {{"hash", base.pack.hash}}));
  page.text(base.pack.signer.empty() ? phrases("info.unsigned")
                                     : phrases("info.signer", {{"signer", base.pack.signer}}));
  if (!base.pack.review.empty()) page.text(base.pack.review);
  page.blank();
  write_counts(info, phrases, page);
  write_result(page.str());
  return ExitCode::good;
}

}  // namespace peyer
