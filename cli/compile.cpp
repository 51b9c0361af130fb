// peyer compile: the pack's rulebook as CLIPS text, for the stock shell or for reading.
#include <cerrno>
#include <cstring>
#include <fstream>
#include <memory>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "knowledge/phrases/phrases.h"
#include "rules/compiler.h"

namespace peyer {

ExitCode run_compile(const CompileOptions& options) {
  const auto base = std::make_shared<const KnowledgeBase>(open_pack(options.pack));
  const Rulebook book = compile(base);
  if (options.output.empty()) {
    write_result(book.constructs);
    return ExitCode::good;
  }
  errno = 0;
  std::ofstream stream(options.output, std::ios::binary);
  stream << book.constructs;
  stream.close();
  if (stream) return ExitCode::good;
  throw Failure(ExitCode::wrong_use,
                Phrases::english()("error.write_file",
                                   {{"file", options.output}, {"reason", std::strerror(errno)}}));
}

}  // namespace peyer
