#include "cli/edited_conversation.h"

#include <histedit.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace peyer {
namespace {

constexpr int longest_history = 200;  // lines
constexpr std::size_t longest_line = 4096;

bool can_edit(bool plain) {
  const char* term = std::getenv("TERM");
  const std::string_view name = term == nullptr ? "" : term;
  return !plain && isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 && !name.empty() &&
         name != "dumb";
}

}  // namespace

// libedit's handles. It writes where questions go, to standard error.
class EditedConversation::Editor {
 public:
  Editor() : edit_(el_init("peyer", stdin, stderr, stderr)), history_(history_init()) {
    HistEvent event;
    history(history_, &event, H_SETSIZE, longest_history);
    history(history_, &event, H_SETUNIQUE, 1);
    el_set(edit_, EL_CLIENTDATA, this);
    el_set(edit_, EL_PROMPT, &Editor::prompt);
    el_set(edit_, EL_HIST, history, history_);
    el_set(edit_, EL_EDITOR, "emacs");
  }

  ~Editor() {
    history_end(history_);
    el_end(edit_);
  }

  Editor(const Editor&) = delete;
  Editor& operator=(const Editor&) = delete;

  Heard listen(const std::string& prompt) {
    prompt_ = prompt;
    int count = 0;
    errno = 0;
    const char* line = el_gets(edit_, &count);
    if (line == nullptr || count <= 0) {
      return {errno == EINTR ? Heard::Kind::interrupted : Heard::Kind::end, ""};
    }
    std::string text(line, static_cast<std::size_t>(count));
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    HistEvent event;
    if (!text.empty()) history(history_, &event, H_ENTER, text.c_str());
    if (text.size() > longest_line) text.resize(longest_line);
    return {Heard::Kind::line, std::move(text)};
  }

 private:
  static char* prompt(EditLine* edit) {
    void* self = nullptr;
    el_get(edit, EL_CLIENTDATA, &self);
    return static_cast<Editor*>(self)->prompt_.data();
  }

  EditLine* edit_;
  History* history_;
  std::string prompt_;
};

EditedConversation::EditedConversation(bool plain)
    : bare_(plain), editor_(can_edit(plain) ? std::make_unique<Editor>() : nullptr) {}

EditedConversation::~EditedConversation() = default;

Heard EditedConversation::listen(const std::string& prompt) {
  if (!editor_) return bare_.listen(prompt);
  Heard heard = editor_->listen(prompt);
  if (heard.kind != Heard::Kind::line) say("\n");
  return heard;
}

}  // namespace peyer
