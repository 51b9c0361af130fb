#include "cli/ask_prompt.h"

#include <algorithm>

#include "cli/matching.h"
#include "cli/render_answer.h"

namespace peyer {

AskPrompt::AskPrompt(const Engine& engine, Conversation& talk, const Phrases& phrases)
    : engine_(engine), talk_(talk), phrases_(phrases), visit_(engine) {}

void AskPrompt::tell(const std::string& text) {
  talk_.say("\n" + text + "\n");
}

void AskPrompt::tell_if(bool there, const char* otherwise, const std::string& text) {
  if (there) {
    tell(text);
  } else {
    tell(Page(talk_.surface()).text(phrases_(otherwise)).str());
  }
}

bool AskPrompt::is(const std::string& typed, const char* command) const {
  std::string plain = tidy(typed);
  while (plain.size() > 1 && (plain.ends_with('?') || plain.ends_with('.'))) plain.pop_back();
  const std::vector<std::string> words =
      phrases_.words(std::string("words.ask_command.") + command);
  return std::find(words.begin(), words.end(), tidy(plain)) != words.end();
}

// Nothing: stay. A command about the last answer answers at once.
std::optional<AskPrompt::Ending> AskPrompt::obey(const std::string& typed) {
  if (is(typed, "quit")) return Ending::quit;
  if (is(typed, "consult")) return Ending::consult;
  if (is(typed, "help")) {
    Page page(talk_.surface());
    page.heading(phrases_("ask.prompt.help_title"));
    tell(page.text(phrases_("ask.prompt.help")).str());
    return std::nullopt;
  }
  const bool why = is(typed, "why"), sure = is(typed, "how_sure"), more = is(typed, "more"),
             sources = is(typed, "sources"), map = is(typed, "map");
  if (!why && !sure && !more && !sources && !map) {
    answer(typed);
  } else if (!last_) {
    tell_if(false, "ask.prompt.no_answer", "");
  } else if (why) {
    tell(render_answer(scene(), *last_, {.more = false, .sources = false, .notice = false}));
  } else if (sure) {
    tell(render_sureness(scene(), *last_));
  } else if (more) {
    tell_if(!last_->alternatives.empty() || last_->chain, "ask.prompt.no_more",
            render_answer(scene(), *last_, {.sources = false, .notice = false}));
  } else if (sources) {
    tell_if(!last_->sources.empty(), "ask.prompt.no_sources",
            render_answer(scene(), *last_, {.steps = false, .more = false, .notice = false}));
  } else {
    tell(render_chain(scene(), *last_));
  }
  return std::nullopt;
}

void AskPrompt::answer(const std::string& question) {
  last_ = ask(engine_, question, last_ ? &last_->inquiry : nullptr);
  Page page(talk_.surface());
  page.text(phrases_("ask.prompt.follow_up"), 0, Tone::quiet);
  tell(render_answer(scene(), *last_, {.more = false, .sources = false, .notice = false}) +
       (last_->chain ? "\n" + page.str() : ""));
}

AskPrompt::Ending AskPrompt::run() {
  tell(Page(talk_.surface()).text(phrases_("ask.prompt.welcome")).str());
  const std::string prompt = scene().sign("prompt") + " ";
  while (true) {
    const Heard heard = talk_.listen(prompt);
    if (heard.kind == Heard::Kind::interrupted) return Ending::interrupted;
    if (heard.kind == Heard::Kind::end) return Ending::input_ended;
    if (tidy(heard.text).empty()) continue;
    if (const auto ending = obey(heard.text)) return *ending;
  }
}

}  // namespace peyer
