// The dialogue: asks until nothing that remains can change the result, answers what the visitor
// wants to know on the way, and shows the result. Rendering is elsewhere (render_*.h); so is the
// terminal (conversation.h), which tests replace by a script.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/answers_keeper.h"
#include "cli/commands.h"
#include "cli/conversation.h"
#include "cli/scene.h"
#include "cli/understand.h"
#include "engine/counterfactual.h"

namespace peyer {

struct InterviewOptions {
  bool taken_up =
      false;  // answers were there at the start: no greeting, no "what brings you here?"
  bool show_result = true;  // show it in the conversation when the questions end
  // The folder that the pack was read from, for authors who say that something is wrong; empty when
  // it was read from elsewhere.
  std::filesystem::path pack_folder = {};
};

class Interview {
 public:
  enum class Ending { finished, quit, input_ended, interrupted };

  Interview(Consultation visit, Conversation& talk, const Phrases& phrases, AnswersKeeper keeper,
            InterviewOptions options);

  Ending run();

  const Consultation& visit() const { return visit_; }

  const AnswersKeeper& keeper() const { return keeper_; }

  // Questions remain that the visitor neither answered nor left to the end.
  bool unfinished() const;

  // The result that was shown last is still the result.
  bool result_was_shown() const { return shown_ == visit_.answers() && shown_once_; }

 private:
  // What one prompt is about.
  struct Task {
    enum class Kind { came_for, questions, contradiction, end };

    Kind kind = Kind::end;
    NextQuestions asked;           // questions
    bool again = false;            // came_for, questions: Enter keeps what was answered
    NoticedContradiction noticed;  // contradiction
  };

  // Where to go from there.
  struct Move {
    enum class Kind { onward, back, skip, change, leave };

    Kind kind = Kind::onward;
    std::optional<QuestionId> question;  // change; nothing: what the visitor came for
    Ending ending = Ending::finished;    // leave
  };

  Task next_task();
  Move perform(const Task& task);
  void go(const Move& move, const Task& task);

  // One prompt each.
  Move ask_topics(bool again);
  Move ask(const Task& task);
  Move ask_about_contradiction(const NoticedContradiction& noticed);
  Move end();

  // Waits for a line that is no command, answering commands that only want to know something.
  // Either the line or a move comes back.
  struct Reaction {
    std::optional<std::string> line;
    Move move;
  };

  enum class Skip { question, nothing, like_enter };  // what `skip` does at this prompt
  Reaction hear(const NextQuestions* asked, Skip skip);
  std::optional<Move> obey(const Command& command, const NextQuestions* asked);
  std::optional<Move> move_for(const Command& command);
  Move leaving(Heard::Kind kind) const;
  std::optional<Move> quit();  // nothing: the visitor stays after all

  // What commands tell.
  void tell_why(const std::string& about, const NextQuestions* asked);
  void tell_how(const std::string& about);
  void tell_why_not(const std::string& about);
  void tell_what_if(const std::string& about);
  void tell_what_matters(const std::string& about);
  void tell_result();
  void save_as(const std::string& path, bool tell = true);

  // A move when the input ended meanwhile.
  std::optional<Move> dispute(std::string about);

  // Whom or what somebody means.
  const Question* question_meant(const std::string& words);
  std::optional<Target> target_meant(const std::string& words);
  const Finding* finding_meant(const std::string& words);
  std::string first_not_concluded() const;

  std::optional<NextQuestions> next_questions();
  std::optional<NextQuestions> next_beside(int times_skipped) const;
  void take(const Replies& replies);
  void tell_what_changed(const Outcome& before);
  void tell_if_urgent(const Outcome& before);
  void keep_answers();
  void greet();

  std::string text(const std::string& key, const Phrases::Values& values = {}) const {
    return phrases_(key, values);
  }

  Scene scene() const { return {visit_, phrases_, talk_.surface()}; }

  Page page() const { return Page(talk_.surface()); }

  void say(const std::string& key, const Phrases::Values& values = {}, Tone tone = Tone::normal);
  std::string prompt() const;
  std::vector<const Topic*> topics_to_come_for() const;

  Consultation visit_;
  Conversation& talk_;
  const Phrases& phrases_;
  AnswersKeeper keeper_;
  InterviewOptions options_;

  std::vector<Task> history_;          // what was asked and answered or skipped, oldest first
  std::optional<Task> pending_;        // to be asked next, before anything the engine wants
  std::map<QuestionId, int> skipped_;  // how often
  std::set<RuleId> told_contradictions_;
  std::set<TopicId> introduced_;  // topics whose description was told
  bool skipped_announced_ = false;
  bool save_complained_ = false;
  Answers shown_;  // what the result shown last rests on
  bool shown_once_ = false;
};

}  // namespace peyer
