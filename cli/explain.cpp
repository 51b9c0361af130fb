// peyer explain: what a diagnostic code means, why it matters, and the cure.
#include <unistd.h>

#include "cli/command_line.h"
#include "cli/markdown.h"
#include "cli/output.h"
#include "cli/page.h"
#include "cli/workbench/diagnostic_pages.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

std::string all_codes(const Surface& surface) {
  Page page(surface);
  for (const DiagnosticPage& one : diagnostic_pages()) page.item(one.code, one.title);
  page.blank().text(Phrases::english()("check.explain_one"));
  return page.str();
}

std::string unknown_code(const std::string& typed) {
  std::string known;
  for (const DiagnosticPage* page : nearest_pages(typed)) {
    known += "\n  " + page->code + "  " + page->title;
  }
  return Phrases::english()("error.no_code", {{"typed", typed}, {"known", known}});
}

}  // namespace

ExitCode run_explain(const ExplainOptions& options) {
  const Surface surface = surface_of(STDOUT_FILENO, options.plain);
  if (options.codes.empty()) {
    write_result(all_codes(surface));
    return ExitCode::good;
  }
  std::string pages;
  for (const std::string& code : options.codes) {
    const DiagnosticPage* page = diagnostic_page(code);
    if (page == nullptr) throw Failure(ExitCode::wrong_use, unknown_code(code));
    if (!pages.empty()) pages += '\n';
    pages += page->markdown;
  }
  write_result(render_markdown(pages, surface));
  return ExitCode::good;
}

}  // namespace peyer
