#include "knowledge/loader.h"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <fstream>
#include <numeric>
#include <system_error>
#include <thread>
#include <utility>

#include "knowledge/checker.h"
#include "knowledge/draft.h"
#include "knowledge/shape_check.h"
#include "knowledge/strict_yaml.h"

namespace peyer {
namespace {

namespace fs = std::filesystem;

// Nobody reads further; a broken file of megabytes could bring forth millions.
constexpr std::size_t most_diagnostics = 1000;

// A diagnostic about a file or folder as a whole.
Diagnostic about_path(const fs::path& path, std::string message, std::string help) {
  auto file = std::make_shared<SourceFile>();
  file->path = path.string();
  return error_at("K001", Location{std::move(file), 0, 0, 0}, std::move(message), std::move(help));
}

// ---- Reading files

bool is_hidden(const fs::path& path) {
  return path.filename().string().rfind('.', 0) == 0;
}

bool is_knowledge_file(const fs::path& path) {
  const fs::path extension = path.extension();
  return extension == ".yaml" || extension == ".yml";
}

std::vector<fs::path> knowledge_files(const fs::path& folder, std::error_code& failure) {
  std::vector<fs::path> paths;
  fs::recursive_directory_iterator entry(folder, failure);
  while (!failure && entry != fs::recursive_directory_iterator()) {
    std::error_code ignored;  // what has no readable type is no file of ours
    if (is_hidden(entry->path())) {
      if (entry->is_directory(ignored)) entry.disable_recursion_pending();
    } else if (is_knowledge_file(entry->path()) && !entry->is_directory(ignored)) {
      paths.push_back(entry->path());
    }
    entry.increment(failure);
  }
  return paths;
}

// One byte more than is allowed is enough to know that a file is too large.
std::shared_ptr<const SourceFile> read_file(const fs::path& path, Diagnostics& diagnostics) {
  auto file = std::make_shared<SourceFile>();
  file->path = path.string();
  std::error_code failure;
  std::ifstream stream;
  if (fs::is_regular_file(path, failure)) stream.open(path, std::ios::binary);
  if (stream.is_open()) {
    const std::uintmax_t size =
        std::min<std::uintmax_t>(fs::file_size(path, failure), largest_file + 1);
    file->text.resize(failure ? 0 : static_cast<std::size_t>(size));
    stream.read(file->text.data(), static_cast<std::streamsize>(file->text.size()));
  }
  if (failure || !stream.is_open() || !stream) {
    diagnostics.push_back(about_path(path, "can't read this file", "check that you may read it"));
    return nullptr;
  }
  return file;
}

// ---- Parsing

struct ParsedFile {
  std::optional<YamlNode> root;
  Diagnostics diagnostics;
};

// Parsing takes most of the time that a pack needs to load, and files don't need one another for
// it.
std::vector<ParsedFile> parse_all(const SourceFiles& files) {
  std::vector<ParsedFile> parsed(files.size());
  std::vector<std::size_t> order(files.size());
  std::iota(order.begin(), order.end(), 0U);
  // The largest first, lest everybody wait for it at the end.
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return files[a]->text.size() > files[b]->text.size();
  });
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      ParsedFile& out = parsed[order[i]];
      out.root = read_strict_yaml(files[order[i]], out.diagnostics);
    }
  };
  const std::size_t cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
  std::vector<std::jthread> helpers;
  for (std::size_t i = 1; i < std::min(cores, files.size()); ++i) {
    try {
      helpers.emplace_back(work);
    } catch (const std::system_error&) {
      break;  // no thread to be had; this one does it all
    }
  }
  work();
  helpers.clear();
  return parsed;
}

void check_one_pack(const SourceFiles& sources, const std::vector<YamlNode>& files,
                    Diagnostics& diagnostics) {
  const YamlNode* first = nullptr;
  for (const YamlNode& file : files) {
    const YamlNode* pack = file.find("pack");
    if (pack == nullptr) continue;
    if (first != nullptr) {
      diagnostics.push_back(error_at("K025", pack->key_at, "a second 'pack:' section",
                                     fmt::format("the first is at {}", first->key_at.place())));
    } else {
      first = pack;
    }
  }
  if (first != nullptr) return;
  diagnostics.push_back(error_at("K025", Location{sources.front(), 0, 0, 0},
                                 "no file has a 'pack:' section",
                                 "begin one with 'pack:', as docs/knowledge-format.md shows"));
}

// ---- The hash

std::string common_folder(const SourceFiles& files) {
  std::string common = files.front()->path;
  common.resize(common.rfind('/') == std::string::npos ? 0 : common.rfind('/') + 1);
  for (const auto& file : files) {
    while (file->path.compare(0, common.size(), common) != 0) {
      common.pop_back();
      common.resize(common.rfind('/') == std::string::npos ? 0 : common.rfind('/') + 1);
    }
  }
  return common;
}

// Over "path NUL size NUL bytes" of each file in the order of their paths below the folder that
// they have in common, so that it does not depend on where the pack lies.
std::string hash_of(const SourceFiles& files) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&](const std::string& bytes) {
    crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(bytes.data()),
                              bytes.size());
  };
  const std::size_t prefix = common_folder(files).size();
  for (const auto& file : files) {
    add(file->path.substr(prefix) + '\0' + std::to_string(file->text.size()) + '\0');
    add(file->text);
  }
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_final(&state, digest.data());
  std::string hex;
  for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
  return hex;
}

void finish(Diagnostics& diagnostics) {
  sort_diagnostics(diagnostics);
  if (diagnostics.size() <= most_diagnostics) return;
  const std::size_t left_out = diagnostics.size() - most_diagnostics;
  diagnostics.resize(most_diagnostics);
  diagnostics.push_back(
      error_at("K027", Location{}, fmt::format("{} more mistakes", left_out), "mend these first"));
}

std::optional<KnowledgeBase> read_and_check(const SourceFiles& sources, Diagnostics& diagnostics) {
  std::vector<YamlNode> files;
  NamePlaces names;
  for (ParsedFile& parsed : parse_all(sources)) {
    diagnostics.insert(diagnostics.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    if (!parsed.root) continue;
    check_shape(*parsed.root, diagnostics, names);
    files.push_back(std::move(*parsed.root));
  }
  // What an unreadable file holds would be missing everywhere.
  if (files.size() < sources.size()) return std::nullopt;
  check_one_pack(sources, files, diagnostics);
  Draft draft = read_draft(files, diagnostics);
  check(draft, names, diagnostics);
  draft.base.pack.hash = hash_of(sources);
  return std::move(draft.base);
}

}  // namespace

Loaded load(SourceFiles files) {
  Loaded loaded;
  const auto by_path = [](const auto& a, const auto& b) { return a->path < b->path; };
  std::sort(files.begin(), files.end(), by_path);
  if (files.empty()) {
    loaded.diagnostics.push_back(
        error_at("K001", Location{}, "there is no knowledge file", "a pack has at least one"));
    return loaded;
  }
  loaded.base = read_and_check(files, loaded.diagnostics);
  if (has_errors(loaded.diagnostics)) loaded.base.reset();
  finish(loaded.diagnostics);
  return loaded;
}

SourceFiles read_folder(const fs::path& folder, Diagnostics& diagnostics) {
  std::error_code failure;
  const std::vector<fs::path> paths = knowledge_files(folder, failure);
  if (failure || paths.empty()) {
    diagnostics.push_back(failure
                              ? about_path(folder, "can't read this folder: " + failure.message(),
                                           "give the folder that holds the pack's *.yaml files")
                              : about_path(folder, "no knowledge file in this folder",
                                           "a pack is a folder of *.yaml files"));
    return {};
  }
  SourceFiles files;
  for (const fs::path& path : paths) {
    if (auto file = read_file(path, diagnostics)) files.push_back(std::move(file));
  }
  const auto by_path = [](const auto& a, const auto& b) { return a->path < b->path; };
  std::sort(files.begin(), files.end(), by_path);
  sort_diagnostics(diagnostics);
  return files;
}

Loaded load_folder(const fs::path& folder) {
  Diagnostics diagnostics;
  SourceFiles files = read_folder(folder, diagnostics);
  // Files that can't be read would be missing everywhere.
  if (!has_errors(diagnostics)) return load(std::move(files));
  return {std::nullopt, std::move(diagnostics)};
}

}  // namespace peyer
