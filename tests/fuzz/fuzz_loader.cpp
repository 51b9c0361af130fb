// Any bytes at all as a knowledge file, by themselves and beside a good pack: the loader comes back
// with a base or with errors, never with both or neither, and its diagnostics can be shown.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "knowledge/format.h"
#include "knowledge/loader.h"

namespace {

using namespace peyer;

std::shared_ptr<const SourceFile> file(std::string path, std::string text) {
  return std::make_shared<const SourceFile>(SourceFile{std::move(path), std::move(text)});
}

const std::shared_ptr<const SourceFile>& good_pack() {
  static const auto pack = [] {
    std::ifstream stream(PEYER_SOURCE_DIR "/tests/knowledge/base.yaml", std::ios::binary);
    return file("pack.yaml", {std::istreambuf_iterator<char>(stream), {}});
  }();
  return pack;
}

void expect_an_answer(const SourceFiles& files) {
  const Loaded loaded = load(files);
  if (loaded.base.has_value() == has_errors(loaded.diagnostics)) std::abort();
  if (!loaded.diagnostics.empty() && render(loaded.diagnostics).empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto typed = file("typed.yaml", std::string(reinterpret_cast<const char*>(data), size));
  expect_an_answer({typed});
  expect_an_answer({good_pack(), typed});
  return 0;
}
