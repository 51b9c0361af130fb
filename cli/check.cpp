// peyer check: what is wrong with a pack.
#include <cstdio>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

ExitCode run_check(const CheckOptions& options) {
  const Loaded loaded = load_pack(options.pack);
  write_result(render(loaded.diagnostics));
  if (!loaded.base) return ExitCode::findings;
  // On standard error, so that no findings is no output; but silence would leave doubts.
  if (!options.quiet) {
    const KnowledgeBase& base = *loaded.base;
    const Phrases::Values counts = {{"pack", base.pack.id},
                                    {"questions", std::to_string(base.questions.size())},
                                    {"rules", std::to_string(base.rules.size())},
                                    {"links", std::to_string(base.links.size())},
                                    {"red_flags", std::to_string(base.red_flags.size())},
                                    {"warnings", std::to_string(loaded.diagnostics.size())}};
    const char* key = loaded.diagnostics.empty() ? "check.clean" : "check.warnings";
    std::fputs((Phrases::english()(key, counts) + "\n").c_str(), stderr);
  }
  return ExitCode::good;
}

}  // namespace peyer
