// A pack while it is being written: the files of its folder with what editors hold open laid over
// them, and the names and items of the last state of each file that could be read.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/workbench/pack_names.h"
#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/loader.h"
#include "knowledge/strict_yaml.h"

namespace peyer {

// Path to unsaved text.
using OpenTexts = std::map<std::string, std::string>;

// The folder of the pack that a file belongs to: the nearest one above it that holds a pack.yaml,
// or a knowledge file with a `pack:` section. Nothing when there is none.
std::optional<std::filesystem::path> pack_folder_of(const std::filesystem::path& file,
                                                    const OpenTexts& open);

class LivePack {
 public:
  // An empty folder stands for none: only what is open counts, and is held to the format where it
  // has a section of it.
  explicit LivePack(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const { return folder_; }

  // Reads the folder anew. Files that did not change are not parsed again.
  void refresh(const OpenTexts& open);

  // All that `peyer check` says of the pack as it was last refreshed.
  Diagnostics diagnose() const;

  struct File {
    std::shared_ptr<const SourceFile> source;     // as it is now
    std::shared_ptr<const SourceFile> read_from;  // the last that could be read
    std::optional<YamlNode> tree;                 // of that
    std::vector<NameUse> names;                   // in it

    bool current() const { return source == read_from; }
  };

  const std::map<std::string, File>& files() const { return files_; }  // by path

  const File* find_file(const std::string& path) const;

  // What the readable states hold, mistakes and all. Kept until something changes.
  const KnowledgeBase& items() const;

  // Where an item is defined; null when it isn't.
  const NameUse* definition_of(const NamedItem& item) const;

 private:
  void take(const std::string& path, const std::string& text);

  std::filesystem::path folder_;
  std::map<std::string, File> files_;
  Diagnostics unreadable_;  // files and folders that can't be read
  mutable std::optional<KnowledgeBase> items_;
};

}  // namespace peyer
