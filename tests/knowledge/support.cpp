#include "support.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace peyer::testing {
namespace fs = std::filesystem;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) out.push_back(line);
  return out;
}

// The lines that differ, without what is the same before and after them.
std::string difference(const std::string& expected, const std::string& actual) {
  std::vector<std::string> a = lines(expected);
  std::vector<std::string> b = lines(actual);
  const auto [a_begin, b_begin] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto same_before = a_begin - a.begin();
  a.erase(a.begin(), a_begin);
  b.erase(b.begin(), b_begin);
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.pop_back();
    b.pop_back();
  }
  std::string out = "from line " + std::to_string(same_before + 1) + " on:\n";
  for (const std::string& line : a) out += "- " + line + "\n";
  for (const std::string& line : b) out += "+ " + line + "\n";
  return out;
}

bool update_wanted() {
  const char* value = std::getenv("PEYER_UPDATE");
  return value != nullptr && std::string(value) == "1";
}

}  // namespace

fs::path source_folder() {
  return PEYER_SOURCE_DIR;
}

fs::path test_folder() {
  return source_folder() / "tests" / "knowledge";
}

std::string read(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void expect_text(const fs::path& expected, const std::string& actual) {
  if (update_wanted()) {
    std::ofstream(expected, std::ios::binary) << actual;
    return;
  }
  const std::string wanted = read(expected);
  INFO(expected.string() << "\n" << difference(wanted, actual));
  CHECK((wanted == actual));
}

std::shared_ptr<const SourceFile> file(std::string path, std::string text) {
  return std::make_shared<SourceFile>(SourceFile{std::move(path), std::move(text)});
}

Loaded load_with_base(const std::vector<std::pair<std::string, std::string>>& files) {
  SourceFiles sources = {file("base.yaml", read(test_folder() / "base.yaml"))};
  for (const auto& [path, text] : files) sources.push_back(file(path, text));
  return load(std::move(sources));
}

Loaded load_with_base(const std::string& text) {
  return load_with_base({std::pair<std::string, std::string>("knowledge.yaml", text)});
}

SourceFiles case_files(const fs::path& folder) {
  SourceFiles sources;
  bool own_pack = false;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string path = entry.path().lexically_relative(folder).string();
    own_pack = own_pack || path == "pack.yaml";
    sources.push_back(file(path, read(entry.path())));
  }
  if (!own_pack) sources.push_back(file("base.yaml", read(test_folder() / "base.yaml")));
  return sources;
}

std::vector<fs::path> case_folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(test_folder() / "cases")) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

}  // namespace peyer::testing
