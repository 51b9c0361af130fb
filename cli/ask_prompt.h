// The prompt for questions: answers each, and what is asked about the last answer.
#pragma once

#include <optional>
#include <string>

#include "cli/conversation.h"
#include "cli/scene.h"
#include "engine/inquiry.h"

namespace peyer {

class AskPrompt {
 public:
  enum class Ending { quit, consult, input_ended, interrupted };

  // All three must outlive it.
  AskPrompt(const Engine& engine, Conversation& talk, const Phrases& phrases);

  Ending run();

 private:
  std::optional<Ending> obey(const std::string& typed);
  bool is(const std::string& typed, const char* command) const;
  void answer(const std::string& question);
  void tell(const std::string& text);
  void tell_if(bool there, const char* otherwise, const std::string& text);

  Scene scene() const { return {visit_, phrases_, talk_.surface()}; }

  const Engine& engine_;
  Conversation& talk_;
  const Phrases& phrases_;
  Consultation visit_;  // a scene needs one; nobody is consulted
  std::optional<Answer> last_;
};

}  // namespace peyer
