// peyer check: what is wrong with a pack, and mending what can be mended without a doubt.
#include <cstdio>
#include <set>
#include <stdexcept>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "cli/workbench/check_report.h"
#include "cli/workbench/fixes.h"
#include "cli/workbench/text_diff.h"
#include "knowledge/lint.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

// "more: peyer explain K012 K033"
std::string where_to_read_on(const Diagnostics& diagnostics) {
  if (diagnostics.empty()) return "";
  std::set<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics) codes.insert(diagnostic.code);
  std::string line = "more: peyer explain";
  for (const std::string& code : codes) line += " " + code;
  return line + "\n";
}

std::string rendered(const Diagnostics& diagnostics, const std::string& format) {
  if (format == "json") return as_text(diagnostics_to_json(diagnostics));
  if (format == "sarif") return as_text(diagnostics_to_sarif(diagnostics, PEYER_VERSION));
  return clean_lines(render(diagnostics)) + where_to_read_on(diagnostics);
}

// On standard error, so that no findings is no output; but silence would leave doubts.
void summarize(const Loaded& loaded) {
  const std::size_t errors = count_of(loaded.diagnostics, Severity::error);
  Phrases::Values counts = {
      {"errors", std::to_string(errors)},
      {"warnings", std::to_string(count_of(loaded.diagnostics, Severity::warning))}};
  const char* key = "check.errors";
  if (loaded.base && errors == 0) {
    const KnowledgeBase& base = *loaded.base;
    counts.insert(counts.end(), {{"pack", base.pack.id},
                                 {"questions", std::to_string(base.questions.size())},
                                 {"rules", std::to_string(base.rules.size())},
                                 {"links", std::to_string(base.links.size())},
                                 {"red_flags", std::to_string(base.red_flags.size())}});
    key = loaded.diagnostics.empty() ? "check.clean" : "check.warnings";
  }
  std::fputs((Phrases::english()(key, counts) + "\n").c_str(), stderr);
}

// Mends the files and shows on standard error what was done.
void fix(const std::string& pack) {
  const Phrases& phrases = Phrases::english();
  const PackSource source = read_pack(pack);
  if (pack.empty() || source.packed) {
    throw Failure(ExitCode::wrong_use, phrases("error.fix_needs_folder"));
  }
  const Fixes fixes = find_fixes(source.files);
  for (const FileChange& change : fixes.files) {
    try {
      replace_file(change);
    } catch (const std::runtime_error& error) {
      throw Failure(ExitCode::internal, phrases("error.fix", {{"reason", error.what()}}));
    }
    std::fputs(clean_lines(unified_diff(change.path, change.before, change.after)).c_str(), stderr);
  }
  std::fputs((phrases("check.mended", {{"mistakes", std::to_string(fixes.mended)},
                                       {"files", std::to_string(fixes.files.size())}}) +
              "\n")
                 .c_str(),
             stderr);
}

}  // namespace

ExitCode run_check(const CheckOptions& options) {
  if (options.fix) fix(options.pack);
  const Loaded loaded = linted(load_pack(options.pack));
  write_result(rendered(loaded.diagnostics, options.format));
  if (!options.quiet) summarize(loaded);
  const bool refused = options.deny == "warnings" && !loaded.diagnostics.empty();
  return loaded.base && !refused ? ExitCode::good : ExitCode::findings;
}

}  // namespace peyer
