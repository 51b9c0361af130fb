// Keeps the answers in a file while the interview runs, so that a crash or a closed window loses
// nothing.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/consultation.h"

namespace peyer {

class AnswersKeeper {
 public:
  AnswersKeeper() = default;

  // Where to keep them. A file that exists is refused unless `may_replace`: nothing is overwritten
  // unasked. Returns what is wrong, in words for the visitor of `errno`'s kind.
  std::optional<std::string> keep_in(const std::filesystem::path& path, bool may_replace);

  bool keeping() const { return !path_.empty(); }

  const std::filesystem::path& path() const { return path_; }

  // Writes the answers beside the file and puts them in its place, readable to the owner only:
  // either the old or the new answers are there, never half of them. Returns what went wrong.
  std::optional<std::string> write(const Consultation& visit) const;

 private:
  std::filesystem::path path_;
};

}  // namespace peyer
