#include "cli/workbench/new_pack.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <system_error>

#include "knowledge/diagnostic.h"
#include "knowledge/shape.h"

namespace peyer {

const std::vector<EmbeddedFile>& template_files();  // see CMakeLists.txt

namespace {

namespace fs = std::filesystem;

// As template/pack.yaml has them.
constexpr const char* template_id = "  id: tummy-bug\n";
constexpr const char* template_title = "  title: A small child with a tummy bug\n";

void replace(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  if (at != std::string::npos) text.replace(at, from.size(), to);
}

// A name that the format takes, made of a folder's; "" when little is left of it.
std::string id_of(const std::string& folder_name) {
  std::string id;
  for (const char c : folder_name) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool letter = small >= 'a' && small <= 'z';
    const bool digit = small >= '0' && small <= '9';
    if (letter || (digit && !id.empty())) {
      id += small;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  static constexpr std::array<std::string_view, 5> reserved = {"null", "true", "false", "none",
                                                               "nil"};
  const bool taken = std::find(reserved.begin(), reserved.end(), id) != reserved.end();
  return is_id(id) && !taken ? id : "";
}

}  // namespace

std::vector<EmbeddedFile> new_pack(const std::string& folder_name, const std::string& title) {
  std::vector<EmbeddedFile> files = template_files();
  const std::string id = id_of(folder_name);
  for (EmbeddedFile& file : files) {
    if (!id.empty()) replace(file.text, template_id, "  id: " + id + "\n");
    if (!title.empty()) {
      replace(file.text, template_title, "  title: " + in_quotes(title) + "\n");
    }
  }
  return files;
}

void write_pack(const std::vector<EmbeddedFile>& files, const std::string& folder) {
  std::error_code failure;
  if (fs::exists(folder, failure) &&
      !(fs::is_directory(folder, failure) && fs::is_empty(folder, failure))) {
    throw std::runtime_error("'" + folder + "' is there already, and not an empty folder");
  }
  fs::create_directories(folder, failure);
  if (failure) throw std::runtime_error("can't make '" + folder + "': " + failure.message());
  for (const EmbeddedFile& file : files) {
    const fs::path path = fs::path(folder) / file.path;
    errno = 0;
    std::ofstream stream(path, std::ios::binary);
    stream << file.text;
    stream.close();
    if (!stream) {
      throw std::runtime_error("can't write '" + path.string() + "': " + std::strerror(errno));
    }
  }
}

}  // namespace peyer
