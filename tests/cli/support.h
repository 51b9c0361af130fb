// What the tests of the terminal front end share.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "cli/conversation.h"
#include "cli/interview.h"
#include "engine/engine.h"

namespace peyer::test {

// The houseplants pack, loaded once.
const Engine& houseplants();
std::string houseplants_folder();

// The program's arguments for consulting it, and `more`.
std::vector<std::string> consult(const std::vector<std::string>& more);

const Question& question(const std::string& id);

// A consultation with these answers.
Consultation visit_with(const std::vector<std::pair<std::string, std::string>>& answers);

bool contains(const std::string& text, const std::string& part);
bool has_escape(const std::string& text);  // of a terminal
// On one line, with single spaces: what was wrapped can be searched.
std::string flat(const std::string& text);
std::size_t times(const std::string& text, const std::string& part);

// The widest line, in columns, of those that hold no address or path (these are left whole).
int widest_line(const std::string& text);

// Keys and placeholders that the catalogue lacks are shown as "[result.who]".
bool has_gap(const std::string& text);

// A visitor who says prepared lines and then falls silent.
class Script : public Conversation {
 public:
  explicit Script(std::vector<std::string> lines, int width = 80);

  Surface surface() const override { return surface_; }

  void say(const std::string& text) override { said_ += text; }

  Heard listen(const std::string& prompt) override;

  // Ends with Ctrl-C rather than Ctrl-D.
  Script& then_interrupt() {
    last_ = Heard::Kind::interrupted;
    return *this;
  }

  const std::string& said() const { return said_; }

  // What was said in answer to the last line that holds `line`.
  std::string after(const std::string& line) const;

 private:
  Surface surface_;
  std::deque<std::string> lines_;
  Heard::Kind last_ = Heard::Kind::end;
  std::string said_;
};

// Runs an interview from the start.
struct Held {
  Interview::Ending ending;
  Consultation visit;
  std::string said;
  bool unfinished;
};

Held hold(Script& script);

}  // namespace peyer::test
