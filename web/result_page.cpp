#include "web/result_page.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

#include "engine/counterfactual.h"
#include "engine/explanation.h"
#include "engine/graph.h"
#include "engine/proof_picture.h"
#include "engine/told_result.h"
#include "web/citations.h"
#include "web/proof_list.h"
#include "web/take_home.h"
#include "web/visit.h"

namespace peyer {
namespace {

// How urgent a level looks: red stops the questions, amber needs a person, green needs nobody.
std::string looks_of(const Level& level) {
  return level.person ? "note soon" : "note calm";
}

// What the parts of a result page share. Writes into one page, top to bottom.
class ResultWriter {
 public:
  ResultWriter(const JourneyId& id, const Consultation& visit, const Phrases& phrases,
               HtmlWriter& html)
      : id_(id),
        visit_(visit),
        base_(visit.knowledge()),
        told_(told_result(visit)),
        level_(*told_.level),
        say_(phrases),
        html_(html),
        citations_(phrases) {}

  void on_screen() {
    if (level_.stops) {
      emergency();
      return;
    }
    if (told_.unfinished) unfinished();
    how_soon();
    contents();
    safety_net();
    conclusions();
    advice();
    what_would_change();
    take_home();
    references();
    about_the_pack();
    actions();
  }

  // Everything in reading order, nothing to touch.
  void on_paper(const std::string& date) {
    on_paper_ = true;
    html_.leaf("p", say_("shown.printed", {{"date", date}}), {{"class", "quiet"}});
    if (told_.unfinished) html_.leaf("p", say_("shown.unfinished"));
    if (level_.stops) {
      emergency_words();
      reasons(false);
    } else {
      how_soon();
      safety_net();
      conclusions();
      advice();
      what_would_change();
    }
    answers();
    references();
    about_the_pack();
  }

  // How soon, with all that leads to it. The search for what would change it takes some 40 ms, so
  // that it is not part of every result.
  void how_soon_came_about() {
    html_.leaf("h1", say_("how.title", {{"title", level_.title}}));
    heading("shown.every_step", "steps");
    ProofList(say_, citations_, html_).write(how_triage(visit_));
    heading("result.change", "change");
    const WhatMatters matters = what_matters(visit_, TriageLevelNow{});
    if (matters.holds) this->matters(matters, true);
    if (!matters.holds) html_.leaf("p", say_("what_matters.no_reason"));
    references();
    back("result");
  }

  // One conclusion with all that leads to it.
  void how_came_about(const Conclusion& conclusion) {
    const Finding& finding = *find_by_id(base_.findings, conclusion.finding);
    const ProofNode proof = *how(visit_, conclusion.finding);
    html_.leaf("h1", say_("how.title", {{"title", finding.title}}));
    grade(conclusion.grade);
    html_.open("p").text(text_of(base_, conclusion));
    citations_.mark(sources_of(proof), html_);
    html_.close();
    heading("shown.every_step", "steps");
    ProofList(say_, citations_, html_).write(proof);
    heading("shown.as_picture", "picture");
    picture(finding);
    heading("shown.what_would_change", "change");
    const WhatMatters matters = what_matters(visit_, conclusion.finding);
    if (matters.holds) this->matters(matters, false);
    references();
    back("result#" + anchor(conclusion));
  }

 private:
  std::string address(std::string_view rest) const { return visit_address(id_, rest); }

  void heading(const char* key, const char* anchor) {
    html_.leaf("h2", say_(key), {{"id", anchor}});
  }

  void button(std::string_view rest, const char* key, const char* looks = "button") {
    html_.leaf("a", say_(key), {{"class", looks}, {"href", address(rest)}});
  }

  void back(const std::string& rest) {
    html_.open("nav", {{"class", "actions"}});
    button(rest, "shown.back_to_result", "button primary");
    html_.close();
  }

  void cited(const char* element, const std::string& text, const Cite& cite) {
    html_.open(element).text(text);
    citations_.mark(cite, html_);
    html_.close();
  }

  // ---- how soon, to whom, what to do now

  void unfinished() {
    html_.open("div", {{"class", "note soon"}});
    html_.leaf("p", say_("shown.unfinished"));
    const int left = visit_.outcome().remaining;
    if (left > 0) html_.leaf("p", say_.count("result.left", left));
    html_.open("p");
    button("", "shown.go_on");
    html_.close().close();
  }

  // What to do comes before every reason: somebody may read no further.
  void emergency() {
    emergency_words();
    reasons(false);
    // Lessons on gut bacteria would only stand in the way now.
    if (!told_.conclusions.all.empty()) html_.leaf("p", say_("result.rest_can_wait"));
    html_.open("details", {{"class", "noprint"}}).leaf("summary", say_("shown.more"));
    html_.open("div");
    what_would_change();
    references();
    about_the_pack();
    html_.close().close();
    html_.open("nav", {{"class", "actions"}});
    button("answers", "shown.change_answers");
    button("print", "shown.print");
    html_.close();
  }

  void emergency_words() {
    html_.open("section", {{"class", "emergency"}, {"role", "alert"}});
    html_.leaf("h1", level_.title);
    html_.leaf("p", level_.now, {{"class", "lead"}});
    html_.leaf("h2", say_("shown.who"));
    html_.leaf("p", level_.who, {{"class", "lead"}});
    bool any = false;
    for (const ToldReason& reason : told_.reasons.in_full) {
      if (reason.flag == nullptr || reason.doubt || reason.flag->meanwhile.empty()) continue;
      if (!std::exchange(any, true)) html_.leaf("h2", say_("shown.until_help"));
      html_.leaf("p", reason.flag->meanwhile);
    }
    html_.close();
    html_.leaf("p", level_.meaning);
  }

  void how_soon() {
    if (told_.not_known) {
      html_.open("section", {{"class", "note soon verdict"}});
      html_.leaf("h1", say_("result.not_known_yet"));
      html_.leaf("p", say_("result.until_known"), {{"class", "lead"}});
      html_.close();
      open_signs();
      return;
    }
    html_.open("section", {{"class", looks_of(level_) + " verdict"}});
    html_.leaf("h1", level_.title);
    html_.leaf("p", level_.meaning, {{"class", "lead"}});
    html_.open("dl");
    fact("shown.how_soon", level_.how_soon);
    fact("shown.who", level_.who);
    fact("shown.now", level_.now);
    html_.close().close();
    reasons(true);
    open_signs();
  }

  void fact(const char* key, const std::string& text) {
    if (!text.empty()) html_.leaf("dt", say_(key)).leaf("dd", text);
  }

  void reasons(bool with_meanwhile) {
    reasons("shown.because", told_.reasons, with_meanwhile);
    reasons("shown.also", told_.also, with_meanwhile);
  }

  void reasons(const char* key, const ToldReasons& all, bool with_meanwhile) {
    if (all.empty()) return;
    html_.leaf("h2", say_(key));
    html_.open("ul", {{"class", "reasons"}});
    for (const ToldReason& reason : all.in_full) this->reason(reason, with_meanwhile);
    if (!all.in_doubt.empty()) {
      html_.open("li").text(say_("result.many_doubts"));
      named(all.in_doubt);
      html_.close();
    }
    html_.close();
  }

  void reason(const ToldReason& reason, bool with_meanwhile) {
    if (reason.flag == nullptr) {
      cited("li", reason.rule->say, reason.rule->cite);
      return;
    }
    html_.open("li").leaf("strong", reason.flag->title);
    if (reason.doubt) html_.leaf("p", say_("result.doubt"));
    cited("p", reason.flag->say, reason.flag->cite);
    if (with_meanwhile && !reason.flag->meanwhile.empty()) {
      html_.leaf("p", say_("result.until_then", {{"text", reason.flag->meanwhile}}));
    }
    html_.close();
  }

  void open_signs() {
    if (told_.open.empty()) return;
    html_.open("div", {{"class", "note soon"}});
    html_.leaf("p", say_(told_.not_known ? "result.open_flags_floor" : "result.open_flags"));
    named(told_.open);
    html_.close();
  }

  void named(const NamedFlags& flags) {
    html_.open("ul");
    for (const RedFlag* flag : flags.named) html_.leaf("li", flag->title);
    if (flags.more > 0) {
      html_.leaf("li", say_.count("result.more_flags", static_cast<int>(flags.more)));
    }
    html_.close();
  }

  // ---- what the answers touch

  void contents() {
    html_.open("nav", {{"class", "contents noprint"}, {"aria-label", say_("shown.on_this_page")}});
    html_.open("ul");
    const auto entry = [&](const char* anchor, const char* key) {
      html_.open("li").leaf("a", say_(key), {{"href", std::string("#") + anchor}}).close();
    };
    if (!told_.safety_net.empty()) entry("worry", "result.safety_net");
    entry("touches", "result.touches");
    if (!visit_.outcome().advice.empty()) entry("advice", "result.advice");
    entry("change", "result.change");
    entry("home", "shown.take_home");
    html_.close().close();
  }

  static std::string anchor(const Conclusion& conclusion) {
    return "c-" + conclusion.finding.str();
  }

  const std::string& title_of(const Conclusion& conclusion) const {
    return find_by_id(base_.findings, conclusion.finding)->title;
  }

  std::string graded(const Conclusion& conclusion) const {
    const std::string grade = say_("grade_word." + std::string(to_string(conclusion.grade)));
    return say_("result.graded", {{"title", title_of(conclusion)}, {"grade", grade}});
  }

  void conclusions() {
    const ToldConclusions& told = told_.conclusions;
    heading("result.touches", "touches");
    if (told.all.empty()) {
      html_.leaf("p", say_("result.touches_nothing"));
      return;
    }
    html_.leaf("p", say_("result.about_grades"), {{"class", "quiet"}});
    for (std::size_t i = 0; i < told.all.size(); ++i) {
      if (told.came_for > 0 && (i == 0 || i == told.came_for) && told.is_in_full(i)) {
        html_.leaf("h3", say_(i == 0 ? "result.came_for" : "result.besides"), {{"class", "part"}});
      }
      if (told.is_in_full(i)) conclusion(told.all[i]);
    }
    in_short();
  }

  // Whoever reads forty lessons takes none home: the rest is named, and opens when asked for.
  void in_short() {
    const ToldConclusions& told = told_.conclusions;
    bool any = false;
    for (std::size_t i = 0; i < told.all.size(); ++i) {
      if (told.is_in_full(i)) continue;
      if (!std::exchange(any, true)) html_.leaf("h3", say_("shown.as_well"), {{"class", "part"}});
      if (on_paper_) {
        html_.open("p").text(graded(told.all[i]));
        citations_.mark(sources_of(*how(visit_, told.all[i].finding)), html_);
        html_.close();
        continue;
      }
      html_.open("details", {{"class", "short"}, {"id", anchor(told.all[i])}});
      html_.leaf("summary", graded(told.all[i]));
      html_.open("div");
      body(told.all[i]);
      html_.close().close();
    }
  }

  void conclusion(const Conclusion& conclusion) {
    html_.open("section", {{"class", "card conclusion"}, {"id", anchor(conclusion)}});
    html_.leaf("h3", title_of(conclusion));
    body(conclusion);
    html_.close();
  }

  void body(const Conclusion& conclusion) {
    const ProofNode proof = *how(visit_, conclusion.finding);
    grade(conclusion.grade);
    html_.open("p").text(text_of(base_, conclusion));
    citations_.mark(sources_of(proof), html_);
    html_.close();
    if (!proof.because.empty()) strongest(proof);
    if (!on_paper_) explained(conclusion, proof);
  }

  void grade(Grade grade) {
    const std::string word(to_string(grade));
    html_.open("p", {{"class", "grade grade-" + word}});
    html_.leaf("span", "", {{"class", "bars"}, {"aria-hidden", "true"}});
    html_.text(say_("result.grade", {{"grade", say_("grade." + word)}})).close();
  }

  void strongest(const ProofNode& proof) {
    const ProofNode& way = proof.because.front();
    html_.open("ul", {{"class", "said"}});
    for (const ProofNode* answer : quoted_answers(way)) {
      html_.leaf("li", say_("result.you_said", {{"text", answer->text}}));
    }
    for (const ProofNode& link : way.because) {
      if (way.kind != ProofNode::Kind::chain || link.kind != ProofNode::Kind::link) continue;
      const std::string grade =
          link.grade ? say_("grade_word." + std::string(to_string(*link.grade))) : "";
      html_.leaf("li", say_("result.step", {{"text", link.text}, {"grade", grade}}));
    }
    const int more = static_cast<int>(proof.because.size()) - 1;
    if (more > 0) {
      html_.leaf("li", say_.count("result.more_ways", more), {{"class", "quiet"}});
    }
    html_.close();
  }

  void explained(const Conclusion& conclusion, const ProofNode& proof) {
    const Finding& finding = *find_by_id(base_.findings, conclusion.finding);
    html_.open("details").leaf("summary", say_("shown.every_step"));
    ProofList(say_, citations_, html_).write(proof);
    html_.close();
    // Pictures are only drawn for whoever opens them.
    html_.open("details").leaf("summary", say_("shown.as_picture"));
    picture(finding);
    html_.close();
    html_.open("p", {{"class", "further"}});
    html_.leaf("a", say_("shown.what_would_change"),
               {{"href", address("how/" + finding.id.str())}});
    const auto& about = finding.about     ? finding.about
                        : finding.reached ? std::optional(finding.reached->target)
                                          : std::nullopt;
    if (about) {
      const Concept& item = *find_by_id(base_.concepts, about->value);
      html_.leaf("a", say_("shown.more_about", {{"name", item.name}}),
                 {{"href", address("c/" + item.id.str())}});
    }
    html_.close();
  }

  void picture(const Finding& finding) {
    html_.open("div", {{"class", "picture"}, {"tabindex", "0"}});
    html_.empty("img", {{"src", address("how/" + finding.id.str() + ".svg")},
                        {"alt", say_("shown.picture_of", {{"title", finding.title}})},
                        {"loading", "lazy"}});
    html_.close();
  }

  // ---- what to do, when to worry

  void advice() {
    const std::vector<GivenAdvice>& all = visit_.outcome().advice;
    if (all.empty()) return;
    heading("result.advice", "advice");
    html_.open("dl", {{"class", "advice"}});
    for (const GivenAdvice& given : all) {
      const Advice& one = *find_by_id(base_.advice, given.advice);
      html_.leaf("dt", one.title);
      cited("dd", one.say, one.cite);
    }
    html_.close();
  }

  void safety_net() {
    if (told_.safety_net.empty()) return;
    heading("result.safety_net", "worry");
    html_.open("ul", {{"class", "worry"}});
    for (const SafetyNet* item : told_.safety_net) cited("li", item->say, item->cite);
    html_.close();
  }

  // ---- what would change it

  void what_would_change() {
    heading("result.change", "change");
    if (!level_.stops) {
      using Signs = ToldResult::Signs;
      html_.leaf("p", say_(told_.signs == Signs::found        ? "result.other_signs"
                           : told_.signs == Signs::none_found ? "result.no_warning_sign"
                                                              : "result.no_warning_sign_so_far"));
    }
    contradictions();
    if (told_.settled) {
      html_.leaf("p", say_(visit_.answers().came_for.empty() ? "result.settled"
                                                             : "result.settled_came_for"));
    }
    if (on_paper_) return;
    html_.open("p");
    button("how", "shown.what_it_rests_on");
    html_.close();
  }

  void contradictions() {
    for (const NoticedContradiction& noticed : visit_.outcome().contradictions) {
      const auto* said = find_by_id(base_.contradictions, noticed.contradiction);
      html_.open("div", {{"class", "note soon"}});
      html_.leaf("p", say_("result.contradiction", {{"text", said->say}}));
      if (!on_paper_) {
        html_.open("p");
        html_.leaf("a", say_("shown.look_at_answers"), {{"href", address("answers")}});
        html_.close();
      }
      html_.close();
    }
  }

  void matters(const WhatMatters& matters, bool of_triage) {
    if (!matters.sufficient.empty()) {
      const char* smallest = of_triage ? "what_matters.level_smallest" : "what_matters.smallest";
      const char* enough = of_triage ? "what_matters.level_enough" : "what_matters.enough";
      html_.leaf("p", say_(matters.smallest ? smallest : enough));
      html_.open("ul");
      for (const QuestionId& id : matters.sufficient) given(id, visit_.answers().replies.at(id));
      html_.close();
    }
    if (matters.undo.empty()) {
      html_.leaf("p", say_("what_matters.no_undo"));
      return;
    }
    // While warning signs are open, nobody should be told how to make it look less urgent.
    if (of_triage && !visit_.outcome().triage.open_red_flags.empty()) return;
    const std::string key = of_triage ? "what_matters.less_urgent" : "what_matters.undo";
    html_.leaf("p", say_(matters.undo.size() == 1 ? key : key + "_together"));
    html_.open("ul");
    for (const auto& [id, reply] : matters.undo) given(id, reply);
    html_.close();
  }

  void given(const QuestionId& id, const std::optional<Reply>& reply) {
    const Question& question = *find_by_id(base_.questions, id);
    const std::string answer = reply ? listed_answer(question, *reply) : say_("why_not.unanswered");
    html_.leaf("li", say_("answer.given", {{"question", question.ask}, {"answer", answer}}));
  }

  void answers() {
    if (visit_.answered_in_order().empty()) return;
    heading("shown.your_answers", "answers");
    html_.open("ul", {{"class", "given"}});
    for (const QuestionId& id : visit_.answered_in_order()) {
      given(id, visit_.answers().replies.at(id));
    }
    html_.close();
  }

  // ---- where it comes from, and on from here

  void references() {
    if (citations_.empty()) return;
    heading("result.references", "references");
    citations_.list(base_.sources, html_);
  }

  void take_home() {
    heading("shown.take_home", "home");
    html_.open("div", {{"class", "card home"}});
    html_.empty("img", {{"class", "qr"},
                        {"src", address("qr.svg")},
                        {"alt", say_("shown.take_home_code")},
                        {"loading", "lazy"}});
    html_.open("div");
    html_.leaf("p", say_("shown.take_home_how"));
    html_.leaf("p", take_home_text(visit_, told_, date_today()), {{"class", "code-text"}});
    html_.open("p");
    button("print", "shown.print");
    html_.close().close().close();
  }

  void about_the_pack() {
    heading("result.about_pack", "pack");
    html_.leaf("p",
               say_("result.pack", {{"title", base_.pack.title}, {"version", base_.pack.version}}));
    if (!base_.pack.review.empty()) html_.leaf("p", base_.pack.review);
    heading("result.notice", "notice");
    html_.leaf("p", base_.pack.notice);
  }

  void actions() {
    html_.open("nav", {{"class", "actions"}});
    button("answers", "shown.change_answers");
    button("ask", "shown.ask");
    button("c", "shown.look_up");
    html_.close();
  }

  const JourneyId& id_;
  const Consultation& visit_;
  const KnowledgeBase& base_;
  const ToldResult told_;
  const Level& level_;
  const Phrases& say_;
  HtmlWriter& html_;
  Citations citations_;
  bool on_paper_ = false;
};

HttpReply picture_of(std::string svg) {
  HttpReply reply;
  reply.type = "image/svg+xml";
  reply.body = std::move(svg);
  return reply;
}

// What a proof says, for the cache: two proofs that read alike look alike.
std::string content_of(const ProofNode& proof) {
  std::string content = fmt::format("({}\n{}\n{}\n{}\n", to_string(proof.kind), proof.id,
                                    proof.text, proof.grade ? to_string(*proof.grade) : "");
  for (const ProofNode& child : proof.because) content += content_of(child);
  return content + ")";
}

}  // namespace

std::optional<HttpReply> ResultPages::answer(const HttpRequest& request) const {
  if (request.method != "GET") return std::nullopt;
  const std::optional<VisitPath> path = visit_path(request.path);
  if (!path) return std::nullopt;
  const bool explained = path->rest.starts_with("how/");
  const bool known = path->rest == "result" || path->rest == "print" || path->rest == "how" ||
                     path->rest == "qr.svg";
  if (!explained && !known) return std::nullopt;
  const std::optional<Journey> journey = journeys_.find(path->id);
  if (!journey) return std::nullopt;
  if (explained) return how(path->id, *journey, path->rest.substr(4));

  const Phrases& phrases = Phrases::english();
  const Consultation visit = consultation_of(*journey);
  if (path->rest == "qr.svg") {
    const std::string text = take_home_text(visit, told_result(visit), date_today());
    return picture_of(to_svg(qr_code(text), phrases("shown.take_home_code")));
  }
  const bool on_paper = path->rest == "print";
  PageFrame frame = visit_frame(path->id, *journey, path->rest,
                                phrases(on_paper ? "shown.print_title" : "shown.title"));
  frame.idle = PageFrame::Idle::result;
  if (on_paper) frame.script = "print.js";
  HttpReply reply;
  reply.body = framed(options_, phrases, frame, [&](HtmlWriter& html) {
    ResultWriter writer(path->id, visit, phrases, html);
    if (path->rest == "how") writer.how_soon_came_about();
    if (path->rest == "result") writer.on_screen();
    if (!on_paper) return;
    html.open("nav", {{"class", "actions"}});
    html.leaf("a", phrases("shown.back_to_result"),
              {{"class", "button"}, {"href", visit_address(path->id, "result")}});
    html.leaf("button", phrases("shown.print_now"),
              {{"type", "button"}, {"class", "primary"}, {"data-print", ""}, {"hidden", ""}});
    html.close();
    html.open("noscript").leaf("p", phrases("shown.print_how"), {{"class", "noprint"}}).close();
    writer.on_paper(date_today());
  });
  return reply;
}

std::optional<HttpReply> ResultPages::how(const JourneyId& id, const Journey& journey,
                                          std::string wanted) const {
  constexpr std::string_view ending = ".svg";
  const bool drawn = wanted.ends_with(ending);
  if (drawn) wanted.resize(wanted.size() - ending.size());
  const Phrases& phrases = Phrases::english();
  const Consultation visit = consultation_of(journey);
  const Conclusion* conclusion = find_conclusion(visit.outcome(), FindingId(wanted));
  // It was concluded when the link was made; an answer was changed since.
  if (conclusion == nullptr) return see_other(visit_address(id, "result"));
  if (drawn) {
    const ProofNode proof = *peyer::how(visit, conclusion->finding);
    return picture_of(pictures_.get(content_of(proof), [&] { return to_svg(proof); }));
  }
  PageFrame frame = visit_frame(id, journey, "how", phrases("shown.every_step"));
  frame.idle = PageFrame::Idle::result;
  HttpReply reply;
  reply.body = framed(options_, phrases, frame, [&](HtmlWriter& html) {
    ResultWriter(id, visit, phrases, html).how_came_about(*conclusion);
  });
  return reply;
}

}  // namespace peyer
