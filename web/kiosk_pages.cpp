#include "web/kiosk_pages.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "engine/explanation.h"
#include "web/assets.h"
#include "web/form_parts.h"
#include "web/page_frame.h"
#include "web/question_form.h"
#include "web/visit.h"
#include "web/visit_flow.h"

namespace peyer {
namespace {

constexpr int most_told = 15;            // questions that are left; more of them only daunt
constexpr std::size_t most_hanging = 6;  // things that hang on one answer
constexpr int onward_unasked = 30;       // seconds on a page that tells why there is nothing
constexpr int onward_after = 12;         // seconds, when everything is wiped

HttpReply page(std::string html, int status = 200) {
  HttpReply reply;
  reply.status = status;
  reply.body = std::move(html);
  return reply;
}

// "17", without sign or leading zero; nothing for anything else.
std::optional<std::size_t> page_number(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) return std::nullopt;
  if (text != std::to_string(number)) return std::nullopt;
  return number;
}

void hidden(HtmlWriter& html, const char* name, const std::string& value) {
  html.empty("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
}

std::string key_of(const Why::Hanging& hanging) {
  if (hanging.formula.starts_with("applies/")) return "why.opens";
  return hanging.tier == 0 ? "why.emergency" : hanging.tier == 1 ? "why.warning" : "why.shows";
}

std::string came_for_in_words(const KnowledgeBase& knowledge, const Journey& journey,
                              const Phrases& phrases) {
  std::string titles;
  for (const Topic& topic : knowledge.topics) {
    if (!journey.answers.came_for.contains(topic.id)) continue;
    titles += (titles.empty() ? "" : ", ") + topic.title;
  }
  return titles.empty() ? phrases("kiosk.nothing_in_particular") : titles;
}

}  // namespace

// A copy of the journey, and its answers as a consultation.
struct KioskPages::Visit {
  JourneyId id;
  Journey journey;
  Consultation consultation;

  Visit(JourneyId of, Journey kept)
      : id(std::move(of)), journey(std::move(kept)), consultation(consultation_of(journey)) {}

  const KnowledgeBase& knowledge() const { return consultation.knowledge(); }

  const Question& question(const QuestionId& question) const {
    return *find_by_id(knowledge().questions, question);
  }

  // After the consultation was given other answers.
  void take_over() {
    journey.answers = consultation.answers();
    journey.order = consultation.answered_in_order();
  }

  std::string address(std::string_view rest) const { return visit_address(id, rest); }

  PageFrame frame(const char* name, std::string title) const {
    return visit_frame(id, journey, name, std::move(title));
  }
};

// What a form brought, when its page is shown once more.
struct KioskPages::Sent {
  std::map<QuestionId, Entered> entered;
  std::map<QuestionId, std::string> wrong;
  std::map<QuestionId, FoundWords> found;
  bool shows = false;  // what was found stands there first
};

KioskPages::KioskPages(const PackShelf& shelf, const SiteOptions& options, JourneyStore& journeys)
    : shelf_(shelf),
      options_(options),
      journeys_(journeys),
      phrases_(Phrases::english()),
      journal_(options) {}

std::optional<HttpReply> KioskPages::answer(const HttpRequest& request) {
  if (request.path == "/") return first_page();
  if (request.path == "/wiped") return wiped_page();
  if (request.path == "/visits") {
    return request.method == "POST" ? begin(request) : see_other("/");
  }
  const auto path = visit_path(request.path);
  if (!path) return std::nullopt;
  auto journey = journeys_.find(path->id);
  if (!journey) return gone_page();
  Visit visit(path->id, *std::move(journey));
  return visit_page(request, visit);
}

std::optional<HttpReply> KioskPages::visit_page(const HttpRequest& request, Visit& visit) {
  const std::string rest = visit_path(request.path)->rest;
  const bool sent = request.method == "POST";
  if (rest.empty()) return stand(visit);
  if (rest == "end") return sent ? end(visit) : stand(visit);
  if (rest == "left") return end(visit);
  if (rest == "size") return sent ? resize(request, visit) : stand(visit);
  if (rest == "still") return still_page(visit);
  if (rest == where_page) return where(request, visit);
  // Which number to call hangs on the place, so it is asked before anything is shown.
  if (needs_place(visit.journey)) return see_other(visit.address(where_page));
  if (rest == about_page) return about(request, visit);
  if (rest == check_page) return check(request, visit);
  if (rest == answers_page) return answers(visit);
  if (rest == result_page) {
    record(visit);
    return std::nullopt;
  }
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  const auto number = page_number(std::string_view(rest).substr(0, slash));
  const std::string_view beside = std::string_view(rest).substr(slash);
  if (!number || (!beside.empty() && beside != "/again")) return std::nullopt;
  if (*number > visit.journey.steps.size()) return stand(visit);
  return question(request, visit, *number, !beside.empty());
}

// ---- outside of a visit -------------------------------------------------------------------------

HttpReply KioskPages::first_page() const {
  const auto pack = shelf_.pack();
  const PackInfo& info = pack->engine(options_.locale).knowledge().pack;
  PageFrame frame;
  frame.title = info.title;
  frame.name = "start";
  frame.idle = PageFrame::Idle::never;
  return page(framed(options_, phrases_, frame, [&](HtmlWriter& html) {
    html.open("div", {{"class", "hello"}});
    html.empty("img",
               {{"class", "mark"}, {"src", asset_address(options_, "mark.svg")}, {"alt", ""}});
    html.leaf("h1", info.title);
    html.leaf("p", phrases_("kiosk.welcome"), {{"class", "lead"}}).close();
    const auto begin = [&](const char* to, const char* words, const char* looks) {
      html.open("form", {{"method", "post"}, {"action", "/visits"}});
      hidden(html, "to", to);
      html.leaf("button", phrases_(words), {{"class", looks}}).close();
    };
    html.open("div", {{"class", "start"}});
    begin("interview", "kiosk.start", "primary");
    begin("ask", "kiosk.start_ask", "button");
    html.leaf("a", phrases_("kiosk.start_look_up"), {{"class", "button"}, {"href", "/c"}});
    html.close();
    if (journal_.days() > 0) {
      html.leaf("p", phrases_("kiosk.journal_told", {{"days", std::to_string(journal_.days())}}),
                {{"class", "kept note"}});
    } else {
      html.leaf("p", phrases_("kiosk.nothing_kept"), {{"class", "kept quiet"}});
    }
    html.open("div", {{"class", "credits card"}});
    html.leaf("p", info.notice);
    html.leaf("p", info.review);
    html.leaf("p", phrases_("kiosk.version", {{"title", info.title}, {"version", info.version}}));
    html.close();
  }));
}

HttpReply KioskPages::begin(const HttpRequest& request) {
  Journey journey;
  journey.pack = shelf_.pack();
  journey.locale = options_.locale;
  journey.asks = request.field("to").value_or("") == "ask";
  const auto id = journeys_.add(std::move(journey));
  return id ? see_other(visit_address(*id)) : full_page();
}

HttpReply KioskPages::wiped_page() const {
  return short_page("wiped", "kiosk.wiped.title", "kiosk.wiped.text", 200, onward_after);
}

HttpReply KioskPages::short_page(const char* name, const char* title, const char* text, int status,
                                 int onward) const {
  PageFrame frame;
  frame.title = phrases_(title);
  frame.name = name;
  frame.idle = PageFrame::Idle::never;
  frame.onward = onward;
  const auto main = [&](HtmlWriter& html) {
    html.leaf("h1", frame.title);
    html.leaf("p", phrases_(text), {{"class", "lead"}});
    html.leaf("a", phrases_("kiosk.to_first_page"), {{"class", "button primary"}, {"href", "/"}});
  };
  return page(framed(options_, phrases_, frame, main), status);
}

HttpReply KioskPages::gone_page() const {
  return short_page("gone", "kiosk.gone.title", "kiosk.gone.text", 410, onward_unasked);
}

std::string KioskPages::sweep_journal() {
  journal_.sweep();
  return journal_.take_trouble();
}

HttpReply KioskPages::nothing_here() const {
  return short_page("gone", "kiosk.nothing_here.title", "kiosk.nothing_here.text", 404,
                    onward_unasked);
}

HttpReply KioskPages::full_page() const {
  HttpReply reply = short_page("full", "kiosk.full.title", "kiosk.full.text", 503, onward_unasked);
  reply.headers.emplace_back("Retry-After", "60");
  return reply;
}

// ---- the visit as a whole -----------------------------------------------------------------------

void KioskPages::keep(Visit& visit) {
  journeys_.put(visit.id, visit.journey);
}

HttpReply KioskPages::stand(Visit& visit) {
  const std::string now = standing(visit.journey, visit.consultation);
  keep(visit);
  return see_other(visit.address(now));
}

// Before the result is shown, and once only.
void KioskPages::record(Visit& visit) {
  if (journal_.days() == 0 || visit.journey.recorded) return;
  if (!finished(visit.consultation.outcome())) return;
  visit.journey.recorded = true;
  keep(visit);
  journal_.keep(visit.consultation, visit.journey.locale);
}

HttpReply KioskPages::end(Visit& visit) {
  journeys_.wipe(visit.id);
  if (!visit.journey.recorded) journal_.keep(visit.consultation, visit.journey.locale);
  return see_other("/wiped");
}

HttpReply KioskPages::resize(const HttpRequest& request, Visit& visit) {
  const std::string_view size = request.field("size").value_or("");
  if (size == "0" || size == "1" || size == "2") visit.journey.text_size = size.front() - '0';
  return stand(visit);
}

// Without the script, this is the warning before everything is wiped.
HttpReply KioskPages::still_page(const Visit& visit) const {
  PageFrame frame = visit.frame("still", phrases_("kiosk.still_there"));
  frame.idle = PageFrame::Idle::never;
  frame.onward = static_cast<int>(options_.warning.count());
  frame.onward_to = visit.address("left");
  return page(framed(options_, phrases_, frame, [&](HtmlWriter& html) {
    html.leaf("h1", frame.title);
    html.leaf("p", phrases_("kiosk.wiped_in", {{"n", std::to_string(frame.onward)}}),
              {{"class", "lead"}});
    html.leaf("a", phrases_("kiosk.more_time"),
              {{"class", "button primary"}, {"href", visit.address("")}});
  }));
}

// ---- where, and what for ------------------------------------------------------------------------

HttpReply KioskPages::where(const HttpRequest& request, Visit& visit) {
  const std::vector<Locale>& locales = visit.knowledge().locales;
  // Where the operator has said it, nobody is asked.
  if (!options_.locale.empty() || locales.size() < 2) return stand(visit);
  std::string wrong;
  if (request.method == "POST") {
    const LocaleId chosen(std::string(request.field("where").value_or("")));
    if (find_by_id(locales, chosen) != nullptr) {
      const bool again = !visit.journey.locale.empty();
      visit.journey.locale = chosen;
      keep(visit);
      if (again) return see_other(visit.address(answers_page));
      Visit there(visit.id, visit.journey);  // in that place's words
      return stand(there);
    }
    wrong = phrases_("kiosk.wrong.nothing");
  }
  PageFrame frame = visit.frame("where", phrases_("kiosk.where.ask"));
  frame.has_error = !wrong.empty();
  return page(
      framed(
          options_, phrases_, frame,
          [&](HtmlWriter& html) {
            if (!wrong.empty()) {
              write_mistakes(phrases_, {{"where-" + locales.front().id.str(), wrong}}, html);
            }
            html.open("form", {{"method", "post"}, {"action", visit.address(where_page)}});
            html.open("fieldset", {{"aria-describedby",
                                    wrong.empty() ? "where-help" : "where-help where-wrong"},
                                   {"class", wrong.empty() ? "group" : "wrong"}});
            html.open("legend").leaf("h1", frame.title).close();
            html.leaf("p", phrases_("kiosk.where.help"), {{"class", "help"}, {"id", "where-help"}});
            if (!wrong.empty()) html.leaf("p", wrong, {{"class", "error"}, {"id", "where-wrong"}});
            html.open("div", {{"class", "choices"}});
            for (const Locale& locale : locales) {
              write_choice({.name = "where",
                            .value = locale.id.str(),
                            .text = locale.title,
                            .id = "where-" + locale.id.str(),
                            .chosen = locale.id == visit.journey.locale},
                           html);
            }
            html.close().close();
            write_actions(phrases_, "", html);
            html.close();
          }),
      wrong.empty() ? 200 : 422);
}

HttpReply KioskPages::about(const HttpRequest& request, Visit& visit) {
  const std::vector<const Topic*> topics = topics_to_come_for(visit.knowledge());
  if (topics.size() < 2) return stand(visit);
  if (request.method == "POST") {
    std::set<TopicId> chosen;
    for (const std::string& id : request.all_fields("topic")) {
      const auto is = [&](const Topic* topic) { return topic->id.str() == id; };
      if (std::any_of(topics.begin(), topics.end(), is)) chosen.insert(TopicId(id));
    }
    const bool again = visit.journey.about_chosen && !visit.journey.answers.replies.empty();
    visit.consultation.came_for(std::move(chosen));
    visit.take_over();
    visit.journey.about_chosen = true;
    visit.journey.asks = false;
    if (!again) return stand(visit);
    keep(visit);
    return see_other(visit.address(answers_page));
  }
  const std::set<TopicId>& came_for = visit.journey.answers.came_for;
  PageFrame frame = visit.frame("about", phrases_("came_for.ask"));
  return page(framed(options_, phrases_, frame, [&](HtmlWriter& html) {
    html.open("form", {{"method", "post"}, {"action", visit.address(about_page)}});
    html.open("fieldset", {{"aria-describedby", "about-help"}});
    html.open("legend").leaf("h1", frame.title).close();
    html.leaf("p", phrases_("kiosk.about_help"), {{"class", "help"}, {"id", "about-help"}});
    html.open("div", {{"class", "choices two"}});
    for (const Topic* topic : topics) {
      write_choice({.name = "topic",
                    .value = topic->id.str(),
                    .text = topic->title,
                    .id = "topic-" + topic->id.str(),
                    .about = topic->about,
                    .several = true,
                    .chosen = came_for.contains(topic->id)},
                   html);
    }
    html.close().leaf("p", phrases_("kiosk.or"), {{"class", "or"}});
    html.open("div", {{"class", "choices"}});
    write_choice({.name = "topic",
                  .value = "",
                  .text = phrases_("kiosk.nothing_in_particular"),
                  .id = "topic",
                  .several = true,
                  .chosen = visit.journey.about_chosen && came_for.empty(),
                  .alone = true},
                 html);
    html.close().close();
    const bool was_asked = options_.locale.empty() && visit.knowledge().locales.size() > 1;
    write_actions(phrases_, was_asked ? visit.address(where_page) : "", html);
    html.close();
  }));
}

// ---- questions ----------------------------------------------------------------------------------

HttpReply KioskPages::question(const HttpRequest& request, Visit& visit, std::size_t number,
                               bool again) {
  if (request.method == "POST") return take_answers(request, visit, number, again);
  return question_page(visit, number, again, nullptr);
}

HttpReply KioskPages::take_answers(const HttpRequest& request, Visit& visit, std::size_t number,
                                   bool again) {
  const NextQuestions step = visit.journey.steps[number - 1];
  const std::string_view wanted = request.field("do").value_or("");
  if (wanted == "withdraw") {
    for (const QuestionId& id : step.questions) visit.consultation.withdraw(id);
    visit.take_over();
    keep(visit);
    return see_other(visit.address(answers_page));
  }
  const bool finds = wanted == "find" || request.field("mean");
  Sent sent;
  std::vector<std::pair<QuestionId, Reply>> replies;
  for (const QuestionId& id : step.questions) {
    const Question& question = visit.question(id);
    Entered entered = peyer::entered(question, request);
    if (const auto meant = request.field("mean")) entered.words = *meant;
    if (wanted == "rest-no" && step.screen && entered.chosen.empty()) {
      entered.chosen.insert("no");
    }
    if (!entered.words.empty() && has_finder(question, visit.knowledge())) {
      sent.found[id] = find_words(question, visit.consultation.engine().lexicon(), entered.words);
      const auto& found = sent.found[id].found;
      bool ticks = false;
      for (const auto& [name, option] : found) ticks |= entered.chosen.insert(option.str()).second;
      // What is newly ticked is shown before it counts.
      sent.shows |= finds || ticks || found.empty();
      if (ticks && question.kind == Question::Kind::many) {
        for (const char* alone : {"none", not_sure_word, rather_not_say_word}) {
          entered.chosen.erase(alone);
        }
      }
    }
    const auto read = reply_of(question, entered, phrases_);
    if (const auto* reply = std::get_if<Reply>(&read)) {
      replies.emplace_back(id, *reply);
    } else if (!finds && !sent.shows) {
      sent.wrong[id] = std::get<std::string>(read);
    }
    sent.entered[id] = std::move(entered);
  }
  if (finds || sent.shows || !sent.wrong.empty()) return question_page(visit, number, again, &sent);
  for (auto& [id, reply] : replies) visit.consultation.answer(id, std::move(reply));
  visit.take_over();
  const std::string now = standing(visit.journey, visit.consultation);
  keep(visit);
  const bool calls = now == result_page && visit.consultation.outcome().stopped;
  if (again && !calls && now != check_page) return see_other(visit.address(answers_page));
  return see_other(visit.address(now));
}

HttpReply KioskPages::question_page(const Visit& visit, std::size_t number, bool again,
                                    const Sent* sent) const {
  const NextQuestions& step = visit.journey.steps[number - 1];
  std::vector<const Question*> questions;
  for (const QuestionId& id : step.questions) questions.push_back(&visit.question(id));
  const Screen* screen =
      step.screen ? find_by_id(visit.knowledge().screens, *step.screen) : nullptr;
  QuestionForm form{
      phrases_, visit.knowledge(), {}, {}, {}, word_list_address(visit.journey.pack->knowledge())};
  for (const Question* question : questions) {
    form.entered[question->id] = entered(*question, visit.journey.answers);
  }
  if (sent != nullptr) {
    form.entered = sent->entered;
    form.wrong = sent->wrong;
    form.found = sent->found;
  }
  PageFrame frame =
      visit.frame("question", screen != nullptr ? screen->ask : questions.front()->ask);
  frame.has_error = !form.wrong.empty();
  if (has_finder(*questions.front(), visit.knowledge())) frame.script = "finder.js";
  const std::string address = visit.address(std::to_string(number) + (again ? "/again" : ""));
  const auto main = [&](HtmlWriter& html) {
    std::vector<std::pair<std::string, std::string>> mistakes;
    for (const Question* question : questions) {
      const auto wrong = form.wrong.find(question->id);
      if (wrong == form.wrong.end()) continue;
      mistakes.emplace_back(field_id(*question),
                            screen != nullptr
                                ? phrases_("kiosk.wrong.in_screen", {{"question", question->ask}})
                                : wrong->second);
    }
    write_mistakes(phrases_, mistakes, html);
    write_urgent(html, visit);
    write_progress(html, visit, number, again);
    html.open("form", {{"method", "post"}, {"action", address}, {"novalidate", ""}});
    // Enter sends the form by its first button, wherever it is pressed.
    html.leaf("button", phrases_("kiosk.go_on"),
              {{"class", "unseen"}, {"tabindex", "-1"}, {"aria-hidden", "true"}});
    if (screen != nullptr) {
      write_screen(form, *screen, questions, html);
    } else {
      write_question(form, *questions.front(), html);
    }
    write_other_ways(html, screen != nullptr && questions.size() > 1, again);
    write_why(html, visit, questions);
    const std::string before =
        again ? answers_page : page_before(visit.journey, visit.consultation.outcome(), number);
    write_actions(phrases_, before.empty() ? "" : visit.address(before), html);
    html.close();
  };
  return page(framed(options_, phrases_, frame, main), form.wrong.empty() ? 200 : 422);
}

// What is urgent is told as soon as it is known, above every question that still follows.
void KioskPages::write_urgent(HtmlWriter& html, const Visit& visit) const {
  const Outcome& outcome = visit.consultation.outcome();
  const Level& level = *find_by_id(visit.knowledge().levels, outcome.triage.level);
  if (!level.urgent || outcome.triage.floor || outcome.triage.reasons.empty()) return;
  html.open("div", {{"class", level.stops ? "note urgent" : "note soon"}});
  html.leaf("h2", level.title).leaf("p", level.now);
  html.open("p").leaf("a", phrases_("kiosk.read_more"), {{"href", visit.address(result_page)}});
  html.close().close();
}

void KioskPages::write_progress(HtmlWriter& html, const Visit& visit, std::size_t number,
                                bool again) const {
  const NextQuestions& step = visit.journey.steps[number - 1];
  const Outcome& outcome = visit.consultation.outcome();
  const Topic& topic =
      *find_by_id(visit.knowledge().topics, visit.question(step.questions.front()).topic.value);
  const bool open = outcome.next == step;
  html.open("div", {{"class", "progress"}});
  html.leaf("span", topic.title);
  std::string told = phrases_("kiosk.step", {{"n", std::to_string(number)}});
  const int more = outcome.remaining - static_cast<int>(step.questions.size());
  if (open && more <= most_told) {
    told += phrases_("question.gap") +
            (more > 0 ? phrases_.count("kiosk.more", more) : phrases_("kiosk.last"));
  }
  if (again) told = phrases_("kiosk.changing");
  html.leaf("span", told).close();
  if (again) return;
  const int all = std::max(1, outcome.answered + outcome.remaining);
  html.leaf("progress", "",
            {{"max", std::to_string(all)},
             {"value", std::to_string(std::min(all, outcome.answered))},
             {"aria-label", told}});
}

// Under the questions, so that they are read first.
void KioskPages::write_other_ways(HtmlWriter& html, bool several, bool again) const {
  if (!several && !again) return;
  html.open("div", {{"class", "actions rest"}});
  if (several) {
    html.leaf("button", phrases_("kiosk.rest_no"), {{"name", "do"}, {"value", "rest-no"}});
  }
  if (again) {
    html.leaf("button", phrases_(several ? "kiosk.withdraw_all" : "kiosk.withdraw"),
              {{"name", "do"}, {"value", "withdraw"}});
  }
  html.close();
}

void KioskPages::write_why(HtmlWriter& html, const Visit& visit,
                           const std::vector<const Question*>& questions) const {
  html.open("details", {{"class", "why"}});
  html.leaf("summary", phrases_("kiosk.why"));
  if (questions.size() > 1) {
    html.open("dl");
    for (const Question* question : questions) {
      html.leaf("dt", question->ask).leaf("dd", question->why);
    }
    html.close().close();
    return;
  }
  // What an answer decides shows only where it has not been given yet.
  Consultation before = visit.consultation;
  before.withdraw(questions.front()->id);
  const Why reason = why(before, questions.front()->id);
  html.leaf("p", reason.why);
  html.leaf("p", phrases_("why.hangs")).open("ul");
  std::set<std::string> titles;
  for (const Why::Hanging& hanging : reason.hanging) {
    if (titles.size() == most_hanging || !titles.insert(hanging.title).second) continue;
    html.leaf("li", phrases_(key_of(hanging), {{"title", hanging.title}}));
  }
  if (titles.empty()) html.leaf("li", phrases_("why.nothing"));
  html.close().close();
}

// ---- answers that do not fit together, and all of them ------------------------------------------

HttpReply KioskPages::check(const HttpRequest& request, Visit& visit) {
  const NoticedContradiction* noticed = untold(visit.journey, visit.consultation.outcome());
  if (noticed == nullptr) return stand(visit);
  if (request.method == "POST") {
    visit.journey.told.insert(noticed->contradiction);
    for (const QuestionId& id : noticed->questions) {
      if (request.field("change").value_or("") != id.str()) continue;
      const std::size_t number = page_of(visit.journey, id);
      keep(visit);
      return see_other(visit.address(std::to_string(number)));
    }
    return stand(visit);
  }
  PageFrame frame = visit.frame("check", phrases_("contradiction.title"));
  return page(framed(options_, phrases_, frame, [&](HtmlWriter& html) {
    html.leaf("h1", frame.title);
    html.leaf("p", find_by_id(visit.knowledge().contradictions, noticed->contradiction)->say);
    html.leaf("p", phrases_("contradiction.ask"));
    html.open("form", {{"method", "post"}, {"action", visit.address(check_page)}});
    html.open("dl", {{"class", "answers card"}});
    for (const QuestionId& id : noticed->questions) {
      const Question& question = visit.question(id);
      html.open("div").leaf("dt", question.ask);
      html.leaf("dd", listed_answer(question, visit.journey.answers.replies.at(id)));
      html.open("dd", {{"class", "do"}});
      html.leaf("button", phrases_("kiosk.change"),
                {{"name", "change"},
                 {"value", id.str()},
                 {"aria-label", phrases_("kiosk.change_this", {{"question", question.ask}})}});
      html.close().close();
    }
    html.close();
    html.open("div", {{"class", "actions go"}});
    html.leaf("button", phrases_("kiosk.keep_all"), {{"class", "primary"}});
    html.close().close();
  }));
}

HttpReply KioskPages::answers(Visit& visit) {
  PageFrame frame = visit.frame("answers", phrases_("summary.title"));
  frame.idle = PageFrame::Idle::result;
  const std::vector<QuestionId> order = visit.consultation.answered_in_order();
  std::vector<std::string> pages;
  pages.reserve(order.size());
  for (const QuestionId& id : order) pages.push_back(std::to_string(page_of(visit.journey, id)));
  keep(visit);
  const bool is_finished = finished(visit.consultation.outcome());
  return page(framed(options_, phrases_, frame, [&](HtmlWriter& html) {
    html.leaf("h1", frame.title);
    write_urgent(html, visit);
    html.open("dl", {{"class", "answers card"}});
    const auto line = [&](const std::string& asked, const std::string& answer,
                          const std::string& change) {
      html.open("div").leaf("dt", asked).leaf("dd", answer).open("dd", {{"class", "do"}});
      html.leaf("a", phrases_("kiosk.change"),
                {{"class", "button"},
                 {"href", change},
                 {"aria-label", phrases_("kiosk.change_this", {{"question", asked}})}});
      html.close().close();
    };
    const std::vector<Locale>& locales = visit.knowledge().locales;
    if (options_.locale.empty() && locales.size() > 1) {
      line(phrases_("kiosk.where.ask"), find_by_id(locales, visit.journey.locale)->title,
           visit.address(where_page));
    }
    if (topics_to_come_for(visit.knowledge()).size() > 1) {
      line(phrases_("came_for.ask"), came_for_in_words(visit.knowledge(), visit.journey, phrases_),
           visit.address(about_page));
    }
    for (std::size_t i = 0; i < order.size(); ++i) {
      const Question& question = visit.question(order[i]);
      line(question.ask, listed_answer(question, visit.journey.answers.replies.at(order[i])),
           visit.address(pages[i] + "/again"));
    }
    html.close();
    if (order.empty()) html.leaf("p", phrases_("summary.nothing"));
    html.open("div", {{"class", "actions go"}});
    html.leaf("a", phrases_(is_finished ? "kiosk.to_result" : "kiosk.go_on"),
              {{"class", "button primary"}, {"href", visit.address("")}});
    html.close();
  }));
}

}  // namespace peyer
