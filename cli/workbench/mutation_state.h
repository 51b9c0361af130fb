// What a run of mutants has decided, kept in a file so that a run that was stopped can go on.
//
// JSON lines: first which pack it is about, by its hash, then one verdict a line. A line that was
// cut off is left out, and so is decided again.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "cli/workbench/mutation_run.h"

namespace peyer {

struct MutationState {
  std::string problem;  // why the file can't be used, in words; empty: it can
  Verdicts verdicts;    // of an earlier run; none for a new file
};

// What stands in `path`; nothing where there is no file. A file about another version of the pack,
// or about anything else, is a problem: it is neither used nor overwritten.
MutationState read_mutation_state(const std::string& path, const std::string& pack_hash);

class MutationStateWriter {
 public:
  // Goes on at the end of the file, or begins it. Throws std::runtime_error when it can't be
  // written.
  MutationStateWriter(const std::string& path, const std::string& pack_hash);

  // Safe once it returns. Throws std::runtime_error when the disk is full.
  void add(const Mutant& mutant, const MutantVerdict& verdict);

 private:
  struct Close {
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };

  void write(const std::string& line);

  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
};

std::string_view to_string(MutantVerdict::State state);

}  // namespace peyer
