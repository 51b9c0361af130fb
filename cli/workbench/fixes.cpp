#include "cli/workbench/fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "knowledge/strict_yaml.h"

namespace peyer {
namespace {

// Mending one mistake can bring another to light; nobody's file needs more rounds than this.
constexpr int most_rounds = 20;

std::size_t offset_of(const std::string& text, const Location& at) {
  std::size_t line = 0;
  for (int i = 1; i < at.line; ++i) line = text.find('\n', line) + 1;
  return line + static_cast<std::size_t>(std::max(at.column - 1, 0));
}

struct Replacement {
  std::size_t start = 0, length = 0;
  std::string text;
};

bool operator<(const Replacement& a, const Replacement& b) {
  return std::tie(a.start, a.length, a.text) < std::tie(b.start, b.length, b.text);
}

bool intersect(const Replacement& a, const Replacement& b) {
  return a.start < b.start + std::max<std::size_t>(b.length, 1) &&
         b.start < a.start + std::max<std::size_t>(a.length, 1);
}

// From the end, so that what comes before stays where it is.
std::string edited(std::string text, const std::set<Replacement>& replacements) {
  // clang-tidy 14 wants std::views::reverse, which clang 14 can't read.
  // NOLINTNEXTLINE(modernize-loop-convert)
  for (auto one = replacements.rbegin(); one != replacements.rend(); ++one) {
    text.replace(one->start, one->length, one->text);
  }
  return text;
}

// Quotes are only put where they make the line readable; what else is meant nobody knows.
bool helps(const Diagnostic& diagnostic) {
  if (diagnostic.code != "K005") return true;
  const auto& file = diagnostic.at.file;
  std::set<Replacement> replacements;
  for (const Edit& edit : diagnostic.fix) {
    replacements.insert(
        {offset_of(file->text, edit.at), static_cast<std::size_t>(edit.at.length), edit.text});
  }
  Diagnostics after;
  read_strict_yaml(
      std::make_shared<const SourceFile>(SourceFile{file->path, edited(file->text, replacements)}),
      after);
  return std::none_of(after.begin(), after.end(), [&](const Diagnostic& one) {
    return one.code == "K005" && one.at.line <= diagnostic.at.line + 1;
  });
}

class Mender {
 public:
  explicit Mender(SourceFiles files) : files_(std::move(files)) {}

  // True when something was mended.
  bool round() {
    std::map<const SourceFile*, std::set<Replacement>> edits;
    for (const Diagnostic& diagnostic : load(files_).diagnostics) {
      if (diagnostic.fix.empty() || !is_new(diagnostic) || !helps(diagnostic)) continue;
      add(diagnostic, edits);
    }
    for (auto& file : files_) {
      const auto found = edits.find(file.get());
      if (found == edits.end()) continue;
      file = std::make_shared<const SourceFile>(
          SourceFile{file->path, edited(file->text, found->second)});
    }
    return !edits.empty();
  }

  const SourceFiles& files() const { return files_; }

  std::size_t mended() const { return mended_; }

 private:
  // An edit that did not help must not be tried for ever.
  bool is_new(const Diagnostic& diagnostic) {
    return tried_
        .insert(fmt::format("{} {} {}", diagnostic.code, diagnostic.at.place(), diagnostic.message))
        .second;
  }

  void add(const Diagnostic& diagnostic,
           std::map<const SourceFile*, std::set<Replacement>>& edits) {
    for (const Edit& edit : diagnostic.fix) {
      const std::string& text = edit.at.file->text;
      const Replacement wanted{offset_of(text, edit.at), static_cast<std::size_t>(edit.at.length),
                               edit.text};
      std::set<Replacement>& replacements = edits[edit.at.file.get()];
      const auto clashes = [&](const Replacement& other) { return intersect(wanted, other); };
      if (std::any_of(replacements.begin(), replacements.end(), clashes)) continue;
      replacements.insert(wanted);
    }
    ++mended_;
  }

  SourceFiles files_;
  std::set<std::string> tried_;
  std::size_t mended_ = 0;
};

}  // namespace

Fixes find_fixes(const SourceFiles& files) {
  Mender mender(files);
  for (int round = 0; round < most_rounds && mender.round(); ++round) {
  }
  Fixes fixes;
  fixes.mended = mender.mended();
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string& after = mender.files()[i]->text;
    if (after != files[i]->text) fixes.files.push_back({files[i]->path, files[i]->text, after});
  }
  return fixes;
}

}  // namespace peyer
