#include "cli/interview.h"

#include <algorithm>
#include <utility>

#include "cli/dispute.h"
#include "cli/matching.h"
#include "cli/render_explanation.h"
#include "cli/render_question.h"
#include "cli/render_result.h"

namespace peyer {
namespace {

constexpr std::size_t most_topics_in_words = 3;  // beyond, a story says too little

const Question& question_of(const Consultation& visit, const QuestionId& id) {
  return *find_by_id(visit.knowledge().questions, id);
}

bool hangs_on(const Condition& condition, const std::set<QuestionId>& questions) {
  if (condition.kind == Condition::Kind::comparison) {
    return questions.contains(QuestionId(condition.comparison.subject.value));
  }
  return std::any_of(condition.children.begin(), condition.children.end(),
                     [&](const Condition& child) { return hangs_on(child, questions); });
}

}  // namespace

Interview::Interview(Consultation visit, Conversation& talk, const Phrases& phrases,
                     AnswersKeeper keeper, InterviewOptions options)
    : visit_(std::move(visit)),
      talk_(talk),
      phrases_(phrases),
      keeper_(std::move(keeper)),
      options_(std::move(options)) {
  if (options_.taken_up) return;
  Task first;
  first.kind = Task::Kind::came_for;
  if (topics_to_come_for().size() > 1) pending_ = std::move(first);
}

Interview::Ending Interview::run() {
  greet();
  while (true) {
    const Task task = next_task();
    const Move move = perform(task);
    if (move.kind == Move::Kind::leave) return move.ending;
    go(move, task);
    keep_answers();
  }
}

bool Interview::unfinished() const {
  const Outcome& outcome = visit_.outcome();
  return outcome.next.has_value() && !outcome.stopped;
}

// ---- what comes next ----------------------------------------------------------------------------

Interview::Task Interview::next_task() {
  if (pending_) return *std::exchange(pending_, std::nullopt);
  const Outcome& outcome = visit_.outcome();
  Task task;
  if (outcome.stopped) return task;
  std::set<RuleId> standing;
  for (const NoticedContradiction& noticed : outcome.contradictions) {
    standing.insert(noticed.contradiction);
    if (task.kind == Task::Kind::contradiction) continue;  // one at a time
    if (told_contradictions_.contains(noticed.contradiction)) continue;
    task.kind = Task::Kind::contradiction;
    task.noticed = noticed;
  }
  // One that went away and comes back is worth telling again.
  std::erase_if(told_contradictions_, [&](const RuleId& id) { return !standing.contains(id); });
  if (task.kind == Task::Kind::contradiction) return task;
  if (auto next = next_questions()) {
    task.kind = Task::Kind::questions;
    task.asked = std::move(*next);
  }
  return task;
}

// What the engine would ask next if what was skipped had been left unsaid.
std::optional<NextQuestions> Interview::next_beside(int times_skipped) const {
  const Reply unsaid{Reply::Status::rather_not_say, {}, 0};
  Consultation beside = visit_;
  std::set<QuestionId> left_out;
  for (const auto& [question, times] : skipped_) {
    if (times < times_skipped || visit_.answers().replies.contains(question)) continue;
    beside.answer(question, unsaid);
    left_out.insert(question);
  }
  if (left_out.empty()) return visit_.outcome().next;
  // Left unsaid, a question no longer holds back those that only apply on some answers to it. They
  // have to wait all the same.
  while (auto next = beside.outcome().next) {
    const std::size_t before = left_out.size();
    for (const QuestionId& id : next->questions) {
      const Question& question = question_of(visit_, id);
      if (!question.applies || !hangs_on(*question.applies, left_out)) continue;
      beside.answer(id, unsaid);
      left_out.insert(id);
    }
    if (left_out.size() == before) return next;
  }
  return std::nullopt;
}

// Skipped questions come back once, when nothing else is left.
std::optional<NextQuestions> Interview::next_questions() {
  if (auto next = next_beside(1)) return next;
  auto next = next_beside(2);
  if (next && !skipped_announced_) {
    skipped_announced_ = true;
    say("skip.once_more");
  }
  return next;
}

Interview::Move Interview::perform(const Task& task) {
  switch (task.kind) {
    case Task::Kind::came_for:
      return ask_topics(task.again);
    case Task::Kind::questions:
      return ask(task);
    case Task::Kind::contradiction:
      return ask_about_contradiction(task.noticed);
    case Task::Kind::end:
      return end();
  }
  return {};
}

void Interview::go(const Move& move, const Task& task) {
  const bool asked = task.kind == Task::Kind::came_for || task.kind == Task::Kind::questions;
  switch (move.kind) {
    case Move::Kind::onward:
      if (asked) history_.push_back(task);
      return;
    case Move::Kind::skip:
      if (asked) history_.push_back(task);
      for (const QuestionId& question : task.asked.questions) ++skipped_[question];
      return;
    case Move::Kind::back:
      if (history_.empty()) {
        say("back.nothing");
        if (asked) pending_ = task;
        return;
      }
      pending_ = history_.back();
      pending_->again = true;
      history_.pop_back();
      return;
    case Move::Kind::change:
      pending_ = Task{};
      pending_->kind = move.question ? Task::Kind::questions : Task::Kind::came_for;
      pending_->again = true;
      if (move.question) pending_->asked.questions = {*move.question};
      return;
    case Move::Kind::leave:
      return;
  }
}

// ---- prompts ------------------------------------------------------------------------------------

void Interview::greet() {
  const PackInfo& pack = visit_.knowledge().pack;
  Page page = this->page();
  page.heading(pack.title);
  if (options_.taken_up) {
    page.text(
        phrases_.count("consult.taken_up", static_cast<int>(visit_.answers().replies.size())));
  } else {
    page.text(text("consult.welcome"));
    page.blank().text(pack.about);
    page.blank().text(pack.notice, 0, Tone::strong);
  }
  page.blank().text(text("consult.how_it_works"));
  talk_.say(page.str());
}

Interview::Move Interview::ask_topics(bool again) {
  const std::vector<const Topic*> topics = topics_to_come_for();
  std::vector<std::string> titles;
  titles.reserve(topics.size());
  for (const Topic* topic : topics) titles.push_back(topic->title);
  talk_.say(render_topics(scene(), topics));
  if (again) say("question.enter_keeps");
  while (true) {
    Reaction reaction = hear(nullptr, Skip::like_enter);
    if (!reaction.line) return reaction.move;
    if (again && tidy(*reaction.line).empty()) return {};
    // Nobody has to know: whoever is not sure is asked about everything.
    if (is_open_answer(*reaction.line, phrases_)) reaction.line = "";
    const auto chosen = understand_choice(titles, *reaction.line, phrases_);
    std::vector<std::size_t> places;
    if (const auto* mistake = std::get_if<NotUnderstood>(&chosen)) {
      places = topics_in_words(visit_.knowledge(), topics, *reaction.line);
      if (places.empty() || places.size() > most_topics_in_words) {
        talk_.say(page().text(mistake->sentence).text(text("came_for.how_to")).str());
        continue;
      }
      std::string noted;
      for (const std::size_t i : places) noted += (noted.empty() ? "" : "; ") + titles[i];
      say("answer.noted", {{"text", noted}}, Tone::quiet);
    } else {
      places = std::get<std::vector<std::size_t>>(chosen);
    }
    std::set<TopicId> came_for;
    for (const std::size_t i : places) came_for.insert(topics[i]->id);
    visit_.came_for(std::move(came_for));
    return {};
  }
}

Interview::Move Interview::ask(const Task& task) {
  const Outcome before = visit_.outcome();
  const TopicId topic = question_of(visit_, task.asked.questions.front()).topic.value;
  QuestionHeader header;
  header.number =
      1 + static_cast<int>(std::count_if(history_.begin(), history_.end(), [](const Task& one) {
        return one.kind == Task::Kind::questions;
      }));
  header.more = before.remaining - static_cast<int>(task.asked.questions.size());
  header.again = task.again;
  header.new_topic = !task.again && introduced_.insert(topic).second;
  talk_.say(render_question(scene(), task.asked, header));
  while (true) {
    const Reaction reaction = hear(&task.asked, Skip::question);
    if (!reaction.line) return reaction.move;
    const bool all_answered =
        std::all_of(task.asked.questions.begin(), task.asked.questions.end(),
                    [&](const QuestionId& id) { return visit_.answers().replies.contains(id); });
    if (task.again && all_answered && tidy(*reaction.line).empty()) return {};
    std::vector<const Question*> questions;
    for (const QuestionId& id : task.asked.questions) {
      questions.push_back(&question_of(visit_, id));
    }
    const Understood understood =
        task.asked.screen
            ? understand(questions, *reaction.line, phrases_)
            : understand(*questions.front(), *reaction.line, phrases_, &visit_.engine().lexicon());
    if (const auto* mistake = std::get_if<NotUnderstood>(&understood)) {
      Page page = this->page();
      page.text(mistake->sentence).text(how_to_answer(scene(), task.asked));
      talk_.say(page.str());
      continue;
    }
    take(std::get<Replies>(understood));
    if (!task.asked.screen && is_in_words(*questions.front(), *reaction.line, phrases_)) {
      say("answer.noted", {{"text", answer_in_words(scene(), questions.front()->id)}}, Tone::quiet);
    }
    if (task.again) tell_what_changed(before);
    tell_if_urgent(before);
    return {};
  }
}

Interview::Move Interview::ask_about_contradiction(const NoticedContradiction& noticed) {
  told_contradictions_.insert(noticed.contradiction);
  const KnowledgeBase& base = visit_.knowledge();
  Page page = this->page();
  page.heading(text("contradiction.title"), Tone::soon);
  page.text(find_by_id(base.contradictions, noticed.contradiction)->say);
  page.blank().text(text("contradiction.ask"));
  for (std::size_t i = 0; i < noticed.questions.size(); ++i) {
    const QuestionId& id = noticed.questions[i];
    page.item(std::to_string(i + 1) + ".",
              text("answer.given", {{"question", question_of(visit_, id).ask},
                                    {"answer", answer_in_words(scene(), id)}}),
              1);
  }
  page.blank().text(text("contradiction.how_to"), 0, Tone::quiet);
  talk_.say("\n" + page.str());
  while (true) {
    const Reaction reaction = hear(nullptr, Skip::like_enter);
    if (!reaction.line) return reaction.move;
    const bool keep = tidy(*reaction.line).empty() ||
                      is_one_of(*reaction.line, "words.keep", phrases_) ||
                      is_open_answer(*reaction.line, phrases_);
    if (keep) return {};
    const auto number = number_in(tidy(*reaction.line));
    if (number && *number >= 1 && *number <= noticed.questions.size()) {
      return {Move::Kind::change, noticed.questions[*number - 1], {}};
    }
    say("contradiction.how_to");
  }
}

// The questions are over: the result, and whatever the visitor still wants to know.
Interview::Move Interview::end() {
  const Outcome& outcome = visit_.outcome();
  if (!outcome.stopped) {
    const bool skipped = outcome.next.has_value();
    const bool everything = visit_.answers().came_for.empty();
    say(skipped ? "end.skipped" : everything ? "end.settled" : "end.settled_came_for");
  }
  if (result_was_shown()) {
    say("end.unchanged");
  } else if (options_.show_result || outcome.stopped) {
    tell_result();
  }
  const Level& level = *find_by_id(visit_.knowledge().levels, outcome.triage.level);
  // A long result scrolls away; what matters most is said once more.
  say(level.stops ? "end.in_short_emergency" : "end.in_short",
      {{"level", level.title}, {"how_soon", level.how_soon}, {"now", level.now}}, tone_of(level));
  say(level.stops ? "end.what_now_emergency" : "end.what_now", {}, Tone::quiet);
  while (true) {
    const Reaction reaction = hear(nullptr, Skip::nothing);
    if (!reaction.line) return reaction.move;
    if (tidy(*reaction.line).empty()) return {Move::Kind::leave, {}, Ending::finished};
    say("end.not_understood");
  }
}

// ---- listening ----------------------------------------------------------------------------------

Interview::Reaction Interview::hear(const NextQuestions* asked, Skip skip) {
  while (true) {
    Heard heard = talk_.listen(prompt());
    if (heard.kind != Heard::Kind::line) return {std::nullopt, leaving(heard.kind)};
    const std::optional<Command> command = read_command(heard.text, phrases_);
    if (!command) return {std::move(heard.text), {}};
    if (command->kind == Command::Kind::skip && skip == Skip::like_enter) return {"", {}};
    if (auto move = obey(*command, asked)) return {std::nullopt, *move};
    if (asked != nullptr) {
      talk_.say("\n" + page().text(how_to_answer(scene(), *asked), 0, Tone::quiet).str());
    }
  }
}

// A move, or nothing when the command only wanted to know something and the prompt stands.
std::optional<Interview::Move> Interview::obey(const Command& command, const NextQuestions* asked) {
  switch (command.kind) {
    case Command::Kind::why:
      tell_why(command.about, asked);
      return std::nullopt;
    case Command::Kind::how:
      tell_how(command.about);
      return std::nullopt;
    case Command::Kind::why_not:
      tell_why_not(command.about);
      return std::nullopt;
    case Command::Kind::what_if:
      tell_what_if(command.about);
      return std::nullopt;
    case Command::Kind::what_matters:
      tell_what_matters(command.about);
      return std::nullopt;
    case Command::Kind::summary:
      talk_.say(render_summary(scene()));
      return std::nullopt;
    case Command::Kind::result:
      tell_result();
      return std::nullopt;
    case Command::Kind::save:
      save_as(command.about);
      return std::nullopt;
    case Command::Kind::wrong:
      return dispute(command.about);
    case Command::Kind::help:
      talk_.say(render_help(scene(), !options_.pack_folder.empty()));
      return std::nullopt;
    case Command::Kind::skip:
      if (asked == nullptr) {
        say("skip.nothing");
        return std::nullopt;
      }
      return Move{Move::Kind::skip, {}, {}};
    default:
      return move_for(command);
  }
}

std::optional<Interview::Move> Interview::move_for(const Command& command) {
  if (command.kind == Command::Kind::back) return Move{Move::Kind::back, {}, {}};
  if (command.kind == Command::Kind::quit) return quit();
  // change
  if (command.about.empty()) {
    talk_.say(render_summary(scene()));
    return std::nullopt;
  }
  const bool came_for = number_in(tidy(command.about)) == 0U;
  if (came_for && topics_to_come_for().size() > 1) return Move{Move::Kind::change, {}, {}};
  const Question* question = question_meant(command.about);
  if (question == nullptr) return std::nullopt;
  return Move{Move::Kind::change, question->id, {}};
}

Interview::Move Interview::leaving(Heard::Kind kind) const {
  const Ending ending =
      kind == Heard::Kind::interrupted ? Ending::interrupted : Ending::input_ended;
  return {Move::Kind::leave, {}, ending};
}

// Offers to keep the answers, unless they are kept already or nothing is left to go on with.
std::optional<Interview::Move> Interview::quit() {
  const bool open = unfinished() || visit_.outcome().stopped;
  while (open && !visit_.answers().replies.empty() && !keeper_.keeping()) {
    say("quit.keep");
    const Heard heard = talk_.listen(prompt());
    if (heard.kind != Heard::Kind::line) return leaving(heard.kind);
    // Neither a command nor a "no" is meant as a file's name.
    const std::optional<Command> command = read_command(heard.text, phrases_);
    const bool leave = tidy(heard.text).empty() || is_one_of(heard.text, "words.none", phrases_) ||
                       is_one_of(heard.text, "words.no", phrases_);
    if (leave || (command && command->kind == Command::Kind::quit)) break;
    if (command && command->kind != Command::Kind::save) return std::nullopt;
    // How to go on is told when the program ends, and with it where the answers are. A "yes" names
    // no file yet.
    const bool willing = is_one_of(heard.text, "words.yes", phrases_);
    save_as(command ? command->about : willing ? "" : heard.text, false);
  }
  return Move{Move::Kind::leave, {}, unfinished() ? Ending::quit : Ending::finished};
}

// ---- what commands tell -------------------------------------------------------------------------

void Interview::tell_why(const std::string& about, const NextQuestions* asked) {
  if (asked == nullptr) {
    say(visit_.outcome().next ? "why.no_question_here" : "why.no_question");
    return;
  }
  std::vector<QuestionId> questions = asked->questions;
  const auto number = number_in(tidy(about));
  if (number && *number >= 1 && *number <= questions.size()) questions = {questions[*number - 1]};
  talk_.say(render_why(scene(), questions));
}

void Interview::tell_how(const std::string& about) {
  if (about.empty()) {
    talk_.say(render_conclusions(scene()));
    return;
  }
  const std::optional<Target> target = target_meant(about);
  if (!target) return;
  std::optional<ProofNode> proof;
  if (const auto* finding = std::get_if<FindingId>(&*target)) {
    proof = how(visit_, *finding);
  } else if (const auto* advice = std::get_if<AdviceId>(&*target)) {
    proof = how(visit_, *advice);
  } else {
    proof = how_triage(visit_);
  }
  if (proof) {
    talk_.say(render_how(scene(), *proof));
  } else {
    say("how.not_concluded_yet");
  }
}

void Interview::tell_why_not(const std::string& about) {
  if (about.empty()) {
    say("why_not.how_to", {{"example", first_not_concluded()}});
    return;
  }
  if (const Finding* finding = finding_meant(about)) {
    talk_.say(render_why_not(scene(), finding->id));
  }
}

void Interview::tell_what_if(const std::string& about) {
  if (about.empty()) {
    if (!visit_.answers().replies.empty()) talk_.say(render_summary(scene()));
    say("what_if.how_to");
    return;
  }
  const auto supposition = read_supposition(about, phrases_);
  if (!supposition) {
    say("what_if.how_to");
    return;
  }
  const Question* question = question_meant(supposition->question);
  if (question == nullptr) return;
  const Understood understood =
      understand(*question, supposition->answer, phrases_, &visit_.engine().lexicon());
  if (const auto* mistake = std::get_if<NotUnderstood>(&understood)) {
    NextQuestions single;
    single.questions = {question->id};
    talk_.say(page()
                  .text(question->ask)
                  .text(mistake->sentence)
                  .text(how_to_answer(scene(), single))
                  .str());
    return;
  }
  const Reply& reply = std::get<Replies>(understood).front().second;
  const std::string words =
      text("answer.given", {{"question", question->ask}, {"answer", in_words(*question, reply)}});
  talk_.say(render_change(scene(), words, what_if(visit_, {{question->id, reply}})));
}

void Interview::tell_what_matters(const std::string& about) {
  Target target = TriageLevelNow{};
  if (!about.empty()) {
    const auto meant = target_meant(about);
    if (!meant) return;
    target = *meant;
  }
  talk_.say(render_what_matters(scene(), target));
}

void Interview::tell_result() {
  ResultView view;
  view.explorable = true;
  talk_.say("\n" + render_result(scene(), view));
  shown_ = visit_.answers();
  shown_once_ = true;
}

void Interview::save_as(const std::string& path, bool tell) {
  if (tidy(path).empty()) {
    say("save.how_to");
    return;
  }
  AnswersKeeper keeper;
  auto failure = keeper.keep_in(path, false);
  if (!failure) failure = keeper.write(visit_);
  if (failure) {
    say("save.failed", {{"file", path}, {"reason", *failure}});
    return;
  }
  keeper_ = keeper;
  if (tell) say("save.kept", {{"file", path}});
}

// Which conclusion is wrong is asked when the command does not say it.
std::optional<Interview::Move> Interview::dispute(std::string about) {
  if (options_.pack_folder.empty()) {
    say("wrong.for_authors");
    return std::nullopt;
  }
  if (tidy(about).empty()) {
    talk_.say(render_conclusions(scene()));
    say("wrong.which");
    const Heard heard = talk_.listen(prompt());
    if (heard.kind != Heard::Kind::line) return leaving(heard.kind);
    about = heard.text;
  }
  if (tidy(about).empty() || is_one_of(about, "words.leave_dispute", phrases_)) return std::nullopt;
  Disputed disputed = Missing{};
  if (is_one_of(about, "words.level", phrases_)) {
    disputed = TriageLevelNow{};
  } else if (!is_one_of(about, "words.missing", phrases_)) {
    const std::optional<Target> target = target_meant(about);
    if (!target) return std::nullopt;
    std::visit([&](const auto& meant) { disputed = meant; }, *target);
  }
  const Heard::Kind ended = Dispute(visit_, talk_, phrases_, options_.pack_folder).run(disputed);
  if (ended == Heard::Kind::line) return std::nullopt;
  return leaving(ended);
}

// ---- who is meant -------------------------------------------------------------------------------

const Question* Interview::question_meant(const std::string& words) {
  const std::vector<QuestionId>& order = visit_.answered_in_order();
  if (const auto number = number_in(tidy(words))) {
    if (*number >= 1 && *number <= order.size()) return &question_of(visit_, order[*number - 1]);
    say("summary.no_such_number", {{"most", std::to_string(order.size())}});
    return nullptr;
  }
  const std::vector<Question>& questions = visit_.knowledge().questions;
  std::vector<Named> named;
  named.reserve(questions.size());
  for (const Question& question : questions) {
    named.push_back({question.id.str(), question.ask, std::nullopt});
  }
  std::vector<std::size_t> found = matches(words, named);
  // Among several, the ones that were answered are meant.
  if (found.size() > 1) {
    std::vector<std::size_t> answered = found;
    std::erase_if(answered, [&](std::size_t i) {
      return !visit_.answers().replies.contains(questions[i].id);
    });
    if (answered.size() == 1) found = answered;
  }
  if (found.size() == 1) return &questions[found.front()];
  say(found.empty() ? "summary.no_such_question" : "summary.several_questions", {{"typed", words}});
  return nullptr;
}

// By the number that "how" shows: 0 for how soon, then conclusions, then advice; or by words.
std::optional<Target> Interview::target_meant(const std::string& words) {
  const Outcome& outcome = visit_.outcome();
  const KnowledgeBase& base = visit_.knowledge();
  std::vector<Target> targets = {TriageLevelNow{}};
  std::vector<Named> named = {{outcome.triage.level.str(),
                               find_by_id(base.levels, outcome.triage.level)->title, std::nullopt}};
  for (const Conclusion& conclusion : told_conclusions(visit_).all) {
    targets.emplace_back(conclusion.finding);
    named.push_back({conclusion.finding.str(), find_by_id(base.findings, conclusion.finding)->title,
                     std::nullopt});
  }
  for (const GivenAdvice& given : outcome.advice) {
    targets.emplace_back(given.advice);
    named.push_back(
        {given.advice.str(), find_by_id(base.advice, given.advice)->title, std::nullopt});
  }
  const auto number = number_in(tidy(words));
  if (number && *number < targets.size()) return targets[*number];
  const std::vector<std::size_t> found = matches(words, named);
  if (found.size() == 1) return targets[found.front()];
  say(found.empty() ? "how.no_such" : "how.several", {{"typed", words}});
  return std::nullopt;
}

// Something that does not follow from the answers, as an example of what can be asked about.
std::string Interview::first_not_concluded() const {
  std::set<FindingId> concluded;
  for (const Conclusion& conclusion : visit_.outcome().conclusions) {
    concluded.insert(conclusion.finding);
  }
  for (const Finding& finding : visit_.knowledge().findings) {
    if (finding.show && !concluded.contains(finding.id)) return tidy(finding.title);
  }
  return "";
}

const Finding* Interview::finding_meant(const std::string& words) {
  const std::vector<Finding>& all = visit_.knowledge().findings;
  std::vector<const Finding*> findings;
  std::vector<Named> named;
  for (const Finding& finding : all) {
    if (!finding.show) continue;
    findings.push_back(&finding);
    named.push_back({finding.id.str(), finding.title, std::nullopt});
  }
  const std::vector<std::size_t> found = matches(words, named);
  if (found.size() == 1) return findings[found.front()];
  Page page = this->page();
  page.text(text(found.empty() ? "why_not.no_such" : "why_not.several", {{"typed", words}}));
  const std::vector<std::string> near = suggestions(words, named);
  for (const std::size_t i : found) page.item("-", named[i].text, 1);
  for (const std::string& title : near) page.item("-", title, 1);
  talk_.say(page.str());
  return nullptr;
}

// ---- answers ------------------------------------------------------------------------------------

void Interview::take(const Replies& replies) {
  for (const auto& [question, reply] : replies) {
    visit_.answer(question, reply);
    skipped_.erase(question);
  }
}

void Interview::tell_what_changed(const Outcome& before) {
  const OutcomeChange change = compare(visit_.knowledge(), before, visit_.outcome());
  if (change.none()) return;
  Page page = this->page();
  page.blank().text(text("change.effect"));
  write_change(scene(), change, Mood::is, page);
  talk_.say("\n" + page.str());
}

// Whoever should be seen today must not learn it only after the last question.
void Interview::tell_if_urgent(const Outcome& before) {
  const std::vector<Level>& levels = visit_.knowledge().levels;
  const Level& was = *find_by_id(levels, before.triage.level);
  const Level& is = *find_by_id(levels, visit_.outcome().triage.level);
  if (!is.urgent || was.urgent || is.stops || !visit_.outcome().next) return;
  say("urgent.now", {{"title", is.title}, {"now", is.now}}, Tone::soon);
}

void Interview::keep_answers() {
  if (!keeper_.keeping()) return;
  const auto failure = keeper_.write(visit_);
  if (failure && !std::exchange(save_complained_, true)) {
    say("save.failed", {{"file", keeper_.path().string()}, {"reason", *failure}}, Tone::soon);
  }
}

void Interview::say(const std::string& key, const Phrases::Values& values, Tone tone) {
  talk_.say("\n" + page().text(text(key, values), 0, tone).str());
}

std::string Interview::prompt() const {
  return talk_.surface().plain ? text("prompt_plain") + " " : text("prompt") + " ";
}

std::vector<const Topic*> Interview::topics_to_come_for() const {
  std::vector<const Topic*> topics;
  for (const Topic& topic : visit_.knowledge().topics) {
    if (topic.come_for) topics.push_back(&topic);
  }
  return topics;
}

}  // namespace peyer
