// A conversation whose lines can be edited and called back with the arrow keys, at a terminal that
// can do that; a plain one elsewhere. Nothing of the history is kept on disk.
#pragma once

#include <memory>
#include <string>

#include "cli/prompt.h"

namespace peyer {

class EditedConversation : public Conversation {
 public:
  explicit EditedConversation(bool plain);
  ~EditedConversation() override;
  EditedConversation(const EditedConversation&) = delete;
  EditedConversation& operator=(const EditedConversation&) = delete;
  EditedConversation(EditedConversation&&) = delete;
  EditedConversation& operator=(EditedConversation&&) = delete;

  Surface surface() const override { return bare_.surface(); }

  void say(const std::string& text) override { bare_.say(text); }

  Heard listen(const std::string& prompt) override;

 private:
  class Editor;

  TerminalConversation bare_;
  std::unique_ptr<Editor> editor_;  // none where lines are not edited
};

}  // namespace peyer
