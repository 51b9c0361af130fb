// What the tests of the knowledge library share.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "knowledge/loader.h"
#include "knowledge/strict_yaml.h"

namespace peyer::testing {

std::filesystem::path source_folder();  // of the whole project
std::filesystem::path test_folder();    // tests/knowledge

std::string read(const std::filesystem::path& path);

// With the environment variable PEYER_UPDATE=1 the expected text is written instead of compared:
// look at the difference in version control before you keep it.
void expect_text(const std::filesystem::path& expected, const std::string& actual);

std::shared_ptr<const SourceFile> file(std::string path, std::string text);

// The small pack of base.yaml, and some more files.
Loaded load_with_base(const std::vector<std::pair<std::string, std::string>>& files);
Loaded load_with_base(const std::string& text);

// The files of a case's folder, with the small pack unless it brings a pack of its own.
SourceFiles case_files(const std::filesystem::path& folder);
std::vector<std::filesystem::path> case_folders();

}  // namespace peyer::testing
