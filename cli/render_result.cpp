#include "cli/render_result.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "cli/references.h"
#include "cli/render_explanation.h"
#include "cli/render_question.h"

namespace peyer {
namespace {

// Writes one result, top to bottom.
class ResultWriter {
 public:
  ResultWriter(const Scene& scene, const ResultView& view)
      : scene_(scene),
        view_(view),
        base_(scene.base()),
        outcome_(scene.visit.outcome()),
        told_(told_result(scene.visit)),
        level_(*told_.level),
        page_(scene.surface) {}

  std::string write() {
    if (told_.unfinished) unfinished();
    if (level_.stops) {
      emergency();
    } else {
      how_soon();
      conclusions();
      advice();
      safety_net();
    }
    what_would_change();
    proofs();
    references();
    closing();
    return page_.str();
  }

 private:
  std::string say(const std::string& key, const Phrases::Values& values = {}) const {
    return scene_.phrases(key, values);
  }

  void labelled(const char* key, const std::string& text, int indent = 0) {
    if (!text.empty()) page_.text(say(key, {{"text", text}}), indent);
  }

  void unfinished() {
    page_.text(say(view_.unfinished ? "result.unfinished" : "result.partial"), 0, Tone::soon);
    if (outcome_.remaining > 0) {
      page_.text(scene_.phrases.count("result.left", outcome_.remaining));
    }
  }

  // ---- how soon, to whom, what to do now

  // What to do comes before every reason: somebody may read no further.
  void emergency() {
    page_.heading(level_.title, Tone::urgent);
    page_.text(level_.now, 0, Tone::strong);
    labelled("result.who", level_.who);
    for (const ToldReason& reason : told_.reasons.in_full) {
      if (reason.flag == nullptr || reason.doubt) continue;
      labelled("result.until_help", reason.flag->meanwhile);
    }
    page_.blank().text(level_.meaning);
    reasons(false);
    // Lessons on gut bacteria would only stand in the way now.
    if (!outcome_.conclusions.empty()) page_.blank().text(say("result.rest_can_wait"));
  }

  void how_soon() {
    if (told_.not_known) {
      page_.heading(say("result.not_known_yet"), Tone::soon);
      open_red_flags();
      page_.blank().text(say("result.until_known"));
      return;
    }
    page_.heading(level_.title, tone_of(level_));
    page_.text(level_.meaning);
    page_.blank();
    labelled("result.how_soon", level_.how_soon);
    labelled("result.who", level_.who);
    labelled("result.now", level_.now);
    reasons(true);
    open_red_flags();
  }

  void reasons(bool with_meanwhile) {
    reasons("result.because", told_.reasons, with_meanwhile);
    reasons("result.also", told_.also, with_meanwhile);
  }

  void reasons(const char* heading, const ToldReasons& all, bool with_meanwhile) {
    if (!all.empty()) page_.blank().text(say(heading));
    for (const ToldReason& reason : all.in_full) this->reason(reason, with_meanwhile);
    if (all.in_doubt.empty()) return;
    page_.item("-", say("result.many_doubts"), 1);
    named(all.in_doubt, 3);
  }

  void reason(const ToldReason& reason, bool with_meanwhile) {
    if (reason.flag == nullptr) {
      page_.item("-", reason.rule->say + references_.mark(reason.rule->cite), 1);
      return;
    }
    page_.item("-", reason.flag->title, 1, Tone::strong);
    if (reason.doubt) page_.text(say("result.doubt"), 3);
    page_.text(reason.flag->say + references_.mark(reason.flag->cite), 3);
    if (with_meanwhile) labelled("result.until_then", reason.flag->meanwhile, 3);
  }

  void open_red_flags() {
    if (told_.open.empty()) return;
    page_.blank().text(say(told_.not_known ? "result.open_flags_floor" : "result.open_flags"), 0,
                       Tone::soon);
    named(told_.open, 1);
  }

  void named(const NamedFlags& flags, int indent) {
    for (const RedFlag* flag : flags.named) page_.item("-", flag->title, indent);
    if (flags.more == 0) return;
    const int more = static_cast<int>(flags.more);
    page_.item("-", scene_.phrases.count("result.more_flags", more), indent);
  }

  // ---- what the answers touch

  void conclusions() {
    page_.heading(say("result.touches"));
    if (outcome_.conclusions.empty()) {
      page_.text(say("result.touches_nothing"));
      return;
    }
    page_.text(say("result.about_grades"), 0, Tone::quiet);
    const ToldConclusions& told = told_.conclusions;
    std::optional<Grade> grade;
    for (std::size_t i = 0; i < told.all.size(); ++i) {
      const Conclusion& conclusion = told.all[i];
      // Somebody who came for one thing wants to know which of it all is about that.
      if (told.came_for > 0 && (i == 0 || i == told.came_for)) {
        page_.blank().text(say(i == 0 ? "result.came_for" : "result.besides"), 0, Tone::strong);
        grade.reset();
      }
      if (is_left_out(i)) continue;
      // They come strongest first, so that the grade need be explained once for each.
      if (std::exchange(grade, conclusion.grade) != conclusion.grade) {
        page_.blank().text(
            say("result.grade", {{"grade", grade_in_words(scene_, conclusion.grade)}}), 0,
            Tone::quiet);
      }
      this->conclusion(conclusion, static_cast<int>(i) + 1);
    }
    left_out();
    if (view_.explorable) page_.blank().text(say("result.ask_how"), 0, Tone::quiet);
  }

  bool is_left_out(std::size_t place) const {
    return !view_.full_proofs && !told_.conclusions.is_in_full(place);
  }

  void left_out() {
    bool any = false;
    for (std::size_t i = 0; i < told_.conclusions.all.size(); ++i) {
      if (!is_left_out(i)) continue;
      if (!std::exchange(any, true)) page_.blank().text(say("result.in_short_only"));
      const Conclusion& conclusion = told_.conclusions.all[i];
      const std::string grade = say("grade_word." + std::string(to_string(conclusion.grade)));
      const std::string& title = find_by_id(base_.findings, conclusion.finding)->title;
      page_.item(fmt::format("{}.", i + 1),
                 say("result.graded", {{"title", title}, {"grade", grade}}), 1);
    }
  }

  void conclusion(const Conclusion& conclusion, int number) {
    const Finding& finding = *find_by_id(base_.findings, conclusion.finding);
    const ProofNode proof = *how(scene_.visit, conclusion.finding);
    const std::string marker = fmt::format("{}.", number);
    const int indent = columns_of(marker) + 1;
    const std::string grade = say("grade_word." + std::string(to_string(conclusion.grade)));
    page_.blank().item(marker, say("result.graded", {{"title", finding.title}, {"grade", grade}}),
                       0, Tone::strong);
    page_.text(text_of(base_, conclusion) + references_.mark(sources_of(proof)), indent);
    if (proof.because.empty()) return;
    const ProofNode& strongest = proof.because.front();
    you_said(strongest, indent);
    if (strongest.kind == ProofNode::Kind::chain) steps(strongest, indent);
    const int more = static_cast<int>(proof.because.size()) - 1;
    if (more > 0) page_.text(scene_.phrases.count("result.more_ways", more), indent, Tone::quiet);
  }

  void you_said(const ProofNode& proof, int indent) {
    for (const ProofNode* answer : quoted_answers(proof)) {
      page_.item("-", say("result.you_said", {{"text", answer->text}}), indent);
    }
  }

  void steps(const ProofNode& chain, int indent) {
    for (const ProofNode& link : chain.because) {
      if (link.kind != ProofNode::Kind::link) continue;
      const std::string grade =
          link.grade ? say("grade_word." + std::string(to_string(*link.grade))) : "";
      page_.item("-", say("result.step", {{"text", link.text}, {"grade", grade}}), indent);
    }
  }

  // ---- what to do, when to worry

  void advice() {
    if (outcome_.advice.empty()) return;
    page_.heading(say("result.advice"));
    for (const GivenAdvice& given : outcome_.advice) {
      const Advice& advice = *find_by_id(base_.advice, given.advice);
      page_.item("-", advice.title, 0, Tone::strong);
      page_.text(advice.say + references_.mark(advice.cite), 2);
    }
  }

  void safety_net() {
    if (told_.safety_net.empty()) return;
    page_.heading(say("result.safety_net"));
    for (const SafetyNet* item : told_.safety_net) {
      page_.item("-", item->say + references_.mark(item->cite));
    }
  }

  // ---- what would change it

  void what_would_change() {
    page_.heading(say("result.change"));
    const WhatMatters matters = what_matters(scene_.visit, TriageLevelNow{});
    if (matters.holds) write_what_matters(scene_, matters, true, page_);
    if (!level_.stops) signs();
    for (const NoticedContradiction& noticed : outcome_.contradictions) {
      const auto* said = find_by_id(base_.contradictions, noticed.contradiction);
      page_.text(say("result.contradiction", {{"text", said->say}}));
    }
    if (told_.settled) settled();
  }

  void signs() {
    using Signs = ToldResult::Signs;
    page_.text(say(told_.signs == Signs::found        ? "result.other_signs"
                   : told_.signs == Signs::none_found ? "result.no_warning_sign"
                                                      : "result.no_warning_sign_so_far"));
  }

  void settled() {
    page_.text(say(scene_.visit.answers().came_for.empty() ? "result.settled"
                                                           : "result.settled_came_for"));
  }

  // ---- where it comes from

  void proofs() {
    if (!view_.full_proofs) return;
    page_.heading(say("result.proofs"));
    ProofWriter writer(scene_, references_, page_, true);
    writer.write(how_triage(scene_.visit));
    for (const Conclusion& conclusion : outcome_.conclusions) {
      writer.write(*how(scene_.visit, conclusion.finding));
    }
    for (const GivenAdvice& given : outcome_.advice) writer.write(*how(scene_.visit, given.advice));
  }

  void references() {
    if (references_.empty()) return;
    page_.heading(say("result.references"));
    references_.write(scene_, page_);
  }

  void closing() {
    page_.heading(say("result.about_pack"));
    page_.text(say("result.pack", {{"title", base_.pack.title}, {"version", base_.pack.version}}));
    if (!base_.pack.review.empty()) page_.text(base_.pack.review);
    page_.heading(say("result.notice"));
    page_.text(base_.pack.notice);
  }

  const Scene& scene_;
  const ResultView& view_;
  const KnowledgeBase& base_;
  const Outcome& outcome_;
  const ToldResult told_;
  const Level& level_;
  Page page_;
  References references_;
};

}  // namespace

std::string render_result(const Scene& scene, const ResultView& view) {
  return ResultWriter(scene, view).write();
}

}  // namespace peyer
