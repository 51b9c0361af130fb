// peyer ask: answers a visitor's question, or starts a prompt for questions.
#include <unistd.h>

#include <cstdio>
#include <utility>

#include "cli/ask_prompt.h"
#include "cli/command_line.h"
#include "cli/edited_conversation.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/render_answer.h"
#include "engine/to_json.h"

namespace peyer {
namespace {

const Phrases& phrases() {
  return Phrases::english();
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

ExitCode answer_once(const Engine& engine, const AskOptions& options) {
  const Answer answer = ask(engine, joined(options.question));
  if (options.format == "json") {
    write_result(as_text(answer_to_json(engine.knowledge(), answer)));
    return ExitCode::good;
  }
  const Consultation visit(engine);
  write_result(render_answer({visit, phrases(), surface_of(STDOUT_FILENO, options.plain)}, answer));
  return ExitCode::good;
}

AskPrompt::Ending converse(const Engine& engine, bool plain) {
  EditedConversation talk(plain);
  const AskPrompt::Ending ending = AskPrompt(engine, talk, phrases()).run();
  if (ending != AskPrompt::Ending::consult) {
    talk.say(Page(talk.surface()).text(phrases()("ask.prompt.goodbye")).str());
  }
  return ending;
}

// A line of input a question, an answer a line: for programs.
ExitCode answer_lines_as_json(const Engine& engine, bool plain) {
  TerminalConversation talk(plain);
  for (Heard heard = talk.listen(""); heard.kind == Heard::Kind::line; heard = talk.listen("")) {
    if (heard.text.empty()) continue;
    write_result(answer_to_json(engine.knowledge(), ask(engine, heard.text))
                     .dump(-1, ' ', false, Json::error_handler_t::replace) +
                 "\n");
  }
  return ExitCode::good;
}

}  // namespace

ExitCode run_ask(const AskOptions& options) {
  KnowledgeBase pack = open_pack(options.pack);
  const LocaleId locale = locale_of(pack, options.locale);
  const bool once = !options.question.empty();
  {
    const Engine engine(std::move(pack), {.locale = locale, .in_background = !once});
    if (once) return answer_once(engine, options);
    if (options.format == "json") return answer_lines_as_json(engine, options.plain);
    const AskPrompt::Ending ending = converse(engine, options.plain);
    if (ending == AskPrompt::Ending::interrupted) return ExitCode::interrupted;
    if (ending != AskPrompt::Ending::consult) return ExitCode::good;
  }
  ConsultOptions consult;
  consult.pack = options.pack;
  consult.locale = options.locale;
  consult.plain = options.plain;
  return run_consult(consult);
}

}  // namespace peyer
