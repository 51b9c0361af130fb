// peyer compile: the pack's rulebook as CLIPS text, for the stock shell or for reading.
#include <memory>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "rules/compiler.h"

namespace peyer {

ExitCode run_compile(const CompileOptions& options) {
  const auto base = std::make_shared<const KnowledgeBase>(open_pack(options.pack));
  const Rulebook book = compile(base);
  if (options.output.empty()) {
    write_result(book.constructs);
    return ExitCode::good;
  }
  write_to_file(options.output, book.constructs, Existing::replace);
  return ExitCode::good;
}

}  // namespace peyer
