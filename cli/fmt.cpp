// peyer fmt: knowledge files in the one layout.
#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/page.h"
#include "cli/workbench/replace_file.h"
#include "cli/workbench/text_diff.h"
#include "knowledge/format.h"
#include "knowledge/loader.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

// The files of folders and files that were named.
SourceFiles files_of(const std::vector<std::string>& paths, Diagnostics& diagnostics) {
  SourceFiles files;
  for (const std::string& path : paths) {
    std::error_code failure;
    if (std::filesystem::is_directory(path, failure)) {
      for (auto& file : read_folder(path, diagnostics)) files.push_back(std::move(file));
    } else {
      files.push_back(std::make_shared<const SourceFile>(SourceFile{path, read_whole_file(path)}));
    }
  }
  return files;
}

struct Seen {
  std::vector<FileChange> changes;
  Diagnostics diagnostics;  // of files that are left as they are
  std::vector<std::string> left_alone;
};

Seen look_at(const std::vector<std::string>& paths) {
  Seen seen;
  for (const auto& file : files_of(paths, seen.diagnostics)) {
    Formatted formatted = format(file);
    seen.diagnostics.insert(seen.diagnostics.end(), formatted.diagnostics.begin(),
                            formatted.diagnostics.end());
    if (formatted.left_alone) seen.left_alone.push_back(file->path);
    if (formatted.text == file->text) continue;
    seen.changes.push_back({file->path, file->text, std::move(formatted.text)});
  }
  return seen;
}

void write_change(const FileChange& change) {
  try {
    replace_file(change);
  } catch (const std::runtime_error& error) {
    throw Failure(ExitCode::internal, Phrases::english()("error.fix", {{"reason", error.what()}}));
  }
}

}  // namespace

ExitCode run_fmt(const FmtOptions& options) {
  const Seen seen = look_at(options.paths);
  std::string out = render(seen.diagnostics);
  const bool only_look = options.check || options.diff;
  for (const FileChange& change : seen.changes) {
    if (!only_look) write_change(change);
    out +=
        options.diff ? unified_diff(change.path, change.before, change.after) : change.path + "\n";
  }
  write_result(clean_lines(out));
  for (const std::string& path : seen.left_alone) {
    std::fputs((Phrases::english()("check.left_alone", {{"file", clean(path)}}) + "\n").c_str(),
               stderr);
  }
  const bool findings = !seen.diagnostics.empty() || !seen.left_alone.empty() ||
                        (options.check && !seen.changes.empty());
  return findings ? ExitCode::findings : ExitCode::good;
}

}  // namespace peyer
