#include "cli/pack_source.h"

#include <filesystem>
#include <utility>

#include "cli/failure.h"
#include "knowledge/embedded_file.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

const std::vector<EmbeddedFile>& shipped_pack_files();  // see CMakeLists.txt

namespace {

Loaded load_shipped() {
  SourceFiles files;
  for (const EmbeddedFile& file : shipped_pack_files()) {
    files.push_back(std::make_shared<const SourceFile>(SourceFile{file.path, file.text}));
  }
  return load(std::move(files));
}

}  // namespace

Loaded load_pack(const std::string& folder) {
  if (folder.empty()) return load_shipped();
  std::error_code failure;
  if (!std::filesystem::is_directory(folder, failure)) {
    const bool there = std::filesystem::exists(folder, failure);
    throw Failure(ExitCode::wrong_use,
                  Phrases::english()(there ? "error.pack_no_folder" : "error.pack_missing",
                                     {{"folder", folder}}));
  }
  return load_folder(folder);
}

KnowledgeBase open_pack(const std::string& folder) {
  Loaded loaded = load_pack(folder);
  if (loaded.base) return std::move(*loaded.base);
  throw Failure(ExitCode::findings, render(loaded.diagnostics) + Phrases::english()("error.pack"));
}

}  // namespace peyer
