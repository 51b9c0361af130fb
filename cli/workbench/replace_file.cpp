#include "cli/workbench/replace_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "cli/workbench/write_file.h"

namespace peyer {
namespace {

[[noreturn]] void fail(const std::string& path, const std::string& reason) {
  throw std::runtime_error("can't write '" + path + "': " + reason);
}

// As late as can be: whoever is editing the file must not lose what they wrote.
void check_unchanged(const FileChange& change) {
  std::ifstream stream(change.path, std::ios::binary);
  const std::string there{std::istreambuf_iterator<char>(stream), {}};
  if (there != change.before) fail(change.path, "it was changed meanwhile");
}

}  // namespace

void replace_file(const FileChange& change) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(change.path, failure)) {
    fail(change.path, failure ? failure.message() : "it is no regular file");
  }
  try {
    write_file(change.path, change.after, Existing::replace, [&] { check_unchanged(change); });
  } catch (const std::system_error& error) {
    fail(change.path, error.code().message());
  }
}

}  // namespace peyer
