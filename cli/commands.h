// What a visitor can type at any prompt besides an answer.
#pragma once

#include <optional>
#include <string>

#include "knowledge/phrases/phrases.h"

namespace peyer {

struct Command {
  enum class Kind {
    back,
    why,
    how,
    skip,
    summary,
    change,
    what_if,
    why_not,
    what_matters,
    result,
    save,
    wrong,  // for authors: see dispute.h
    help,
    quit
  };

  Kind kind = Kind::help;
  std::string about;  // what follows the command, as it was typed: "3" of "change 3"
};

// Nothing when it is no command, and so must be an answer.
std::optional<Command> read_command(const std::string& typed, const Phrases& phrases);

// "soil is dry" of "what if soil is dry": the question and the answer. Nothing when "is" is
// missing.
struct Supposition {
  std::string question, answer;
};

std::optional<Supposition> read_supposition(const std::string& about, const Phrases& phrases);

}  // namespace peyer
