// What the program itself says to people, kept apart from the code so that it can be translated and
// checked. Texts of a pack are not here: they stand in the pack.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/embedded_file.h"

namespace peyer {

// Thread-safe once built.
class Phrases {
 public:
  // What stands for the {names} in a phrase.
  using Values = std::vector<std::pair<std::string_view, std::string>>;

  // Reads a catalogue: nested mappings, whose keys are joined with dots. Throws
  // std::invalid_argument naming the place when it can't be read.
  Phrases(const std::string& path, const std::string& text);

  // The catalogue that the program carries.
  static const Phrases& english();

  // The phrase with its {names} filled in. A key or a name that is missing is shown in brackets
  // rather than thrown: whoever waits for help must not get a crash. Tests see to it that none is
  // missing.
  std::string operator()(std::string_view key, const Values& values = {}) const;

  // The same for a number of things: `key`.one for 1, `key`.many for any other; {n} is the number.
  std::string count(std::string_view key, int number, Values values = {}) const;

  // Words that people may type, written as "yes | y | yeah".
  std::vector<std::string> words(std::string_view key) const;

  bool has(std::string_view key) const { return texts_.find(key) != texts_.end(); }

  const std::map<std::string, std::string, std::less<>>& all() const { return texts_; }

 private:
  std::map<std::string, std::string, std::less<>> texts_;
};

// The catalogues, embedded; see CMakeLists.txt.
const std::vector<EmbeddedFile>& phrase_files();

}  // namespace peyer
