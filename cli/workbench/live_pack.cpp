#include "cli/workbench/live_pack.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "knowledge/draft.h"
#include "knowledge/shape.h"
#include "knowledge/shape_check.h"

namespace peyer {
namespace {

namespace fs = std::filesystem;

constexpr int most_folders_up = 8;

bool has_pack_section(const std::string& text) {
  return text.starts_with("pack:") || text.find("\npack:") != std::string::npos;
}

// Does it look like a knowledge file at all? Editors open every YAML file there is.
bool has_known_section(const std::string& text) {
  const std::vector<Key>& sections = mapping_shape("file").keys;
  return std::any_of(sections.begin(), sections.end(), [&](const Key& section) {
    const std::string begin = std::string(section.name) + ":";
    return text.starts_with(begin) || text.find("\n" + begin) != std::string::npos;
  });
}

std::string text_of(const fs::path& path, const OpenTexts& open) {
  const auto unsaved = open.find(path.string());
  if (unsaved != open.end()) return unsaved->second;
  std::error_code failure;
  const std::uintmax_t size = fs::is_regular_file(path, failure) ? fs::file_size(path, failure) : 0;
  if (failure || size > largest_file) return "";
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

bool holds_a_pack(const fs::path& folder, const OpenTexts& open) {
  std::error_code failure;
  if (fs::is_regular_file(folder / "pack.yaml", failure)) return true;
  for (const auto& [path, text] : open) {
    if (fs::path(path).parent_path() == folder && has_pack_section(text)) return true;
  }
  fs::directory_iterator entry(folder, failure);
  for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    const fs::path extension = entry->path().extension();
    if (extension != ".yaml" && extension != ".yml") continue;
    if (has_pack_section(text_of(entry->path(), open))) return true;
  }
  return false;
}

bool is_hidden_below(const fs::path& path, const fs::path& folder) {
  const fs::path below = path.lexically_relative(folder);
  return std::any_of(below.begin(), below.end(),
                     [](const fs::path& part) { return part.string().starts_with('.'); });
}

}  // namespace

std::optional<fs::path> pack_folder_of(const fs::path& file, const OpenTexts& open) {
  fs::path folder = file.parent_path();
  for (int up = 0; up < most_folders_up; ++up) {
    if (holds_a_pack(folder, open)) return folder;
    std::error_code failure;
    const bool repository = fs::exists(folder / ".git", failure);
    if (repository || folder == folder.parent_path()) break;
    folder = folder.parent_path();
  }
  return std::nullopt;
}

void LivePack::refresh(const OpenTexts& open) {
  unreadable_.clear();
  std::set<std::string> there;
  if (!folder_.empty()) {
    for (const auto& file : read_folder(folder_, unreadable_)) {
      there.insert(file->path);
      const auto unsaved = open.find(file->path);
      take(file->path, unsaved == open.end() ? file->text : unsaved->second);
    }
  }
  // Files that were never saved, and those that can be read in the editor alone.
  for (const auto& [path, text] : open) {
    const fs::path extension = fs::path(path).extension();
    const bool mine = folder_.empty() || (path.starts_with(folder_.string() + "/") &&
                                          !is_hidden_below(path, folder_) &&
                                          (extension == ".yaml" || extension == ".yml"));
    if (mine && there.insert(path).second) take(path, text);
  }
  const auto gone = [&](const auto& file) { return !there.contains(file.first); };
  if (std::erase_if(files_, gone) > 0) items_.reset();
}

void LivePack::take(const std::string& path, const std::string& text) {
  File& file = files_[path];
  if (file.source && file.source->text == text) return;
  file.source = std::make_shared<const SourceFile>(SourceFile{path, text});
  if (text.size() > largest_file) return;
  Diagnostics ignored;
  std::optional<YamlNode> tree = read_strict_yaml(file.source, ignored);
  if (!tree) return;
  file.read_from = file.source;
  file.tree = std::move(tree);
  file.names = names_in(*file.tree);
  items_.reset();
}

Diagnostics LivePack::diagnose() const {
  if (!unreadable_.empty()) return unreadable_;
  SourceFiles sources;
  sources.reserve(files_.size());
  for (const auto& [path, file] : files_) sources.push_back(file.source);
  if (!folder_.empty()) return load(std::move(sources)).diagnostics;
  Diagnostics diagnostics;
  for (const auto& source : sources) {
    if (!has_known_section(source->text)) continue;
    NamePlaces names;
    const auto tree = read_strict_yaml(source, diagnostics);
    if (tree) check_shape(*tree, diagnostics, names);
  }
  sort_diagnostics(diagnostics);
  return diagnostics;
}

const LivePack::File* LivePack::find_file(const std::string& path) const {
  const auto file = files_.find(path);
  return file == files_.end() ? nullptr : &file->second;
}

const KnowledgeBase& LivePack::items() const {
  if (items_) return *items_;
  std::vector<YamlNode> trees;
  for (const auto& [path, file] : files_) {
    if (file.tree) trees.push_back(*file.tree);
  }
  Diagnostics ignored;
  items_ = std::move(read_draft(trees, ignored).base);
  return *items_;
}

const NameUse* LivePack::definition_of(const NamedItem& item) const {
  for (const auto& [path, file] : files_) {
    for (const NameUse& use : file.names) {
      if (use.definition && use.item == item) return &use;
    }
  }
  return nullptr;
}

}  // namespace peyer
