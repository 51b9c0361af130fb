// peyer new: a small pack to begin with.
#include <filesystem>
#include <stdexcept>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/page.h"
#include "cli/shell_word.h"
#include "cli/workbench/new_pack.h"
#include "knowledge/phrases/phrases.h"
#include "knowledge/utf8.h"

namespace peyer {
namespace {

// A title stands on one line of a file.
bool is_title(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    const auto byte = static_cast<unsigned char>(text[at]);
    if (length == 0 || byte < 0x20 || byte == 0x7F) return false;
    at += length;
  }
  return text.find_first_of("[]{}|") == std::string::npos;
}

}  // namespace

ExitCode run_new(const NewOptions& options) {
  const Phrases& phrases = Phrases::english();
  if (!is_title(options.title)) throw Failure(ExitCode::wrong_use, phrases("error.new_title"));
  std::filesystem::path folder = std::filesystem::path(options.folder).lexically_normal();
  if (!folder.has_filename()) folder = folder.parent_path();
  const auto files = new_pack(folder.filename().string(), options.title);
  try {
    write_pack(files, options.folder);
  } catch (const std::runtime_error& error) {
    throw Failure(ExitCode::wrong_use, phrases("error.fix", {{"reason", error.what()}}));
  }
  std::string out;
  for (const EmbeddedFile& file : files) {
    out += clean((std::filesystem::path(options.folder) / file.path).string()) + "\n";
  }
  write_result(out + phrases("check.new_pack", {{"folder", clean(for_shell(options.folder))}}) +
               "\n");
  return ExitCode::good;
}

}  // namespace peyer
