// peyer consult: the interview, or the result of answers from a file.
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "cli/command_line.h"
#include "cli/interview.h"
#include "cli/matching.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/prompt.h"
#include "cli/render_result.h"
#include "cli/shell_word.h"
#include "engine/answers_file.h"
#include "engine/journal.h"
#include "engine/to_json.h"

namespace peyer {
namespace {

const Phrases& phrases() {
  return Phrases::english();
}

// The answers of a file, in the order of the pack's questions.
void take_answers(const std::string& path, Consultation& visit) {
  const auto file = std::make_shared<const SourceFile>(SourceFile{path, read_whole_file(path)});
  const KnowledgeBase& base = visit.knowledge();
  const AnswersRead read = read_answers(file, base);
  if (!read.answers) {
    throw Failure(ExitCode::wrong_use, render(read.diagnostics) + phrases()("error.answers"));
  }
  std::fputs(render(read.diagnostics).c_str(), stderr);  // warnings
  visit.came_for(read.answers->came_for);
  for (const Question& question : base.questions) {
    const auto reply = read.answers->replies.find(question.id);
    if (reply != read.answers->replies.end()) visit.answer(question.id, reply->second);
  }
}

std::string result_in(const std::string& format, const Consultation& visit, const ResultView& view,
                      bool plain) {
  if (format == "json") return as_text(outcome_to_json(visit));
  return render_result({visit, phrases(), surface_of(STDOUT_FILENO, plain)}, view);
}

// Refuses combinations of options that would silently do nothing.
void check_options(const ConsultOptions& options) {
  const bool asks = options.answers.empty() || options.take_up;
  if (asks || options.save.empty()) return;
  throw Failure(ExitCode::wrong_use, phrases()("error.nothing_to_save"));
}

AnswersKeeper keeper_for(const ConsultOptions& options) {
  AnswersKeeper keeper;
  if (options.save.empty()) return keeper;
  const bool same_file = options.take_up && options.save == options.answers;
  if (const auto failure = keeper.keep_in(options.save, same_file)) {
    throw Failure(ExitCode::wrong_use, phrases()("error.save", {{"file", options.save},
                                                                {"quoted", for_shell(options.save)},
                                                                {"reason", *failure}}));
  }
  return keeper;
}

// How to go on another time, after leaving early.
void tell_how_to_go_on(const Interview& interview, const ConsultOptions& options,
                       Conversation& talk) {
  const Consultation& visit = interview.visit();
  if (visit.answers().replies.empty()) return;
  const std::string pack = options.pack.empty() ? "" : " --pack " + for_shell(options.pack);
  const std::string kept = interview.keeper().path().string();
  Page page(talk.surface());
  talk.say("\n");
  if (kept.empty()) {
    page.text(phrases()("leave.not_kept", {{"pack", pack}}));
    talk.say(page.str() + "\n" + write_answers(visit.answers(), visit.knowledge()) + "\n");
  } else {
    page.text(
        phrases()("leave.kept", {{"file", kept}, {"quoted", for_shell(kept)}, {"pack", pack}}));
    talk.say(page.str() + "\n");
  }
}

// Once, when the visit is over. A journal that can't be written is the operator's trouble, and none
// of the visitor's.
void record(const Consultation& visit, const ConsultOptions& options) {
  if (options.journal.empty() || visit.answers().replies.empty()) return;
  try {
    const auto keep = options.keep > 0 ? std::optional<int>(options.keep) : std::nullopt;
    Journal journal(options.journal, Journal::Use::create, keep);
    journal.add(journal_entry(visit, locale_of(visit.knowledge(), options.locale)));
  } catch (const std::exception& error) {
    std::fputs((phrases()("journal.not_kept", {{"reason", clean(error.what())}}) + "\n").c_str(),
               stderr);
  }
}

// Visitors are told before they answer.
void tell_of_journal(const ConsultOptions& options, Conversation& talk) {
  if (options.journal.empty()) return;
  int days = options.keep;
  std::error_code ignored;
  if (days == 0 && std::filesystem::exists(options.journal, ignored)) {
    try {
      days = Journal(options.journal, Journal::Use::existing).keep_days();
    } catch (const JournalError&) {
      return;  // nothing will be kept; record() says so
    }
  }
  if (days == 0) days = usual_journal_days;
  talk.say(Page(talk.surface())
               .text(phrases()("journal.told", {{"days", std::to_string(days)}}))
               .blank()
               .str());
}

// The last words: in an emergency, what to do.
std::string goodbye(const Consultation& visit) {
  const Level& level = *find_by_id(visit.knowledge().levels, visit.outcome().triage.level);
  if (!level.stops) return phrases()("leave.goodbye");
  return phrases()("leave.goodbye_emergency", {{"now", level.now}});
}

ExitCode interview(Consultation visit, const ConsultOptions& options) {
  TerminalConversation talk(options.plain);
  InterviewOptions how;
  how.taken_up = options.take_up;
  how.show_result = talk.is_watched();
  std::error_code ignored;
  if (std::filesystem::is_directory(options.pack, ignored)) how.pack_folder = options.pack;
  Interview interview(std::move(visit), talk, phrases(), keeper_for(options), how);
  tell_of_journal(options, talk);
  const Interview::Ending ending = interview.run();
  record(interview.visit(), options);
  const bool early = interview.unfinished() && ending != Interview::Ending::finished;
  // An emergency ends the questions; afterwards one may want to go on.
  const bool stopped = interview.visit().outcome().stopped;

  // Whoever sees standard output has just read the result in the conversation.
  const bool read_already =
      talk.is_watched() && isatty(STDOUT_FILENO) == 1 && interview.result_was_shown();
  const bool said_anything = !interview.visit().answers().replies.empty();
  if (options.format == "json" || (!read_already && said_anything)) {
    ResultView view;
    view.unfinished = early;
    view.full_proofs = options.how;
    talk.say("\n");
    write_result(result_in(options.format, interview.visit(), view, options.plain));
  }
  // Last, so that it does not scroll away.
  const bool kept = !interview.keeper().path().empty();
  if (early || (stopped && kept)) tell_how_to_go_on(interview, options, talk);
  talk.say("\n" + Page(talk.surface()).text(goodbye(interview.visit())).str());
  return ending == Interview::Ending::interrupted ? ExitCode::interrupted : ExitCode::good;
}

}  // namespace

ExitCode run_consult(const ConsultOptions& options) {
  check_options(options);
  KnowledgeBase pack = open_pack(options.pack);
  const LocaleId locale = locale_of(pack, options.locale);
  const Engine engine(std::move(pack), {.locale = locale, .in_background = true});
  Consultation visit(engine);
  if (!options.answers.empty()) take_answers(options.answers, visit);
  if (options.answers.empty() || options.take_up) return interview(std::move(visit), options);
  ResultView view;
  view.full_proofs = options.how;
  record(visit, options);
  write_result(result_in(options.format, visit, view, options.plain));
  return ExitCode::good;
}

}  // namespace peyer
