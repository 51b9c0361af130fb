#include "cli/render_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "cli/references.h"
#include "cli/render_explanation.h"
#include "cli/render_question.h"

namespace peyer {
namespace {

constexpr std::size_t most_answers = 4;     // quoted under one conclusion
constexpr std::size_t least_in_full = 3;    // conclusions, if there are so many
constexpr std::size_t most_in_full = 8;     // conclusions
constexpr std::size_t most_open_flags = 8;  // named one by one
constexpr int most_doubtful_in_full = 3;    // warning signs in doubt

void collect_answers(const ProofNode& proof, std::vector<const ProofNode*>& answers) {
  if (proof.kind == ProofNode::Kind::answer) {
    const auto same = [&](const ProofNode* known) { return known->id == proof.id; };
    if (std::none_of(answers.begin(), answers.end(), same)) answers.push_back(&proof);
  }
  for (const ProofNode& child : proof.because) collect_answers(child, answers);
}

// Writes one result, top to bottom.
class ResultWriter {
 public:
  ResultWriter(const Scene& scene, const ResultView& view)
      : scene_(scene),
        view_(view),
        base_(scene.base()),
        outcome_(scene.visit.outcome()),
        level_(*find_by_id(base_.levels, outcome_.triage.level)),
        page_(scene.surface) {}

  std::string write() {
    if (outcome_.next && !level_.stops) unfinished();
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
    for (const TriageReason& reason : outcome_.triage.reasons) {
      const RedFlag* flag = find_by_id(base_.red_flags, reason.rule);
      if (flag != nullptr && !reason.doubt) labelled("result.until_help", flag->meanwhile);
    }
    page_.blank().text(level_.meaning);
    reasons(false);
    // Lessons on gut bacteria would only stand in the way now.
    if (!outcome_.conclusions.empty()) page_.blank().text(say("result.rest_can_wait"));
  }

  void how_soon() {
    if (outcome_.triage.floor) {
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
    reasons("result.because", outcome_.triage.reasons, with_meanwhile);
    reasons("result.also", outcome_.triage.also, with_meanwhile);
  }

  // What was told in full; what was in doubt too, unless there is so much of it that steps for one
  // sign would contradict those for the next.
  void reasons(const char* heading, const std::vector<TriageReason>& all, bool with_meanwhile) {
    std::vector<TriageReason> told = all, doubtful;
    if (std::count_if(all.begin(), all.end(), [](const auto& one) { return one.doubt; }) >
        most_doubtful_in_full) {
      std::copy_if(all.begin(), all.end(), std::back_inserter(doubtful),
                   [](const auto& one) { return one.doubt; });
      std::erase_if(told, [](const auto& one) { return one.doubt; });
    }
    if (!all.empty()) page_.blank().text(say(heading));
    for (const TriageReason& reason : told) this->reason(reason, with_meanwhile);
    if (doubtful.empty()) return;
    page_.item("-", say("result.many_doubts"), 1);
    for (std::size_t i = 0; i < std::min(most_open_flags, doubtful.size()); ++i) {
      page_.item("-", find_by_id(base_.red_flags, doubtful[i].rule)->title, 3);
    }
    and_more(doubtful.size(), 3);
  }

  void reason(const TriageReason& reason, bool with_meanwhile) {
    const RedFlag* flag = find_by_id(base_.red_flags, reason.rule);
    if (flag == nullptr) {
      const Rule& rule = *find_by_id(base_.rules, reason.rule);
      page_.item("-", rule.say + references_.mark(rule.cite), 1);
      return;
    }
    page_.item("-", flag->title, 1, Tone::strong);
    if (reason.doubt) page_.text(say("result.doubt"), 3);
    page_.text(flag->say + references_.mark(flag->cite), 3);
    if (with_meanwhile) labelled("result.until_then", flag->meanwhile, 3);
  }

  void open_red_flags() {
    std::vector<RuleId> open = outcome_.triage.open_red_flags;
    if (!outcome_.triage.floor) {
      std::erase_if(open, [&](const RuleId& id) { return !is_more_urgent(id); });
    }
    if (open.empty()) return;
    page_.blank().text(say(outcome_.triage.floor ? "result.open_flags_floor" : "result.open_flags"),
                       0, Tone::soon);
    for (std::size_t i = 0; i < std::min(most_open_flags, open.size()); ++i) {
      page_.item("-", find_by_id(base_.red_flags, open[i])->title, 1);
    }
    and_more(open.size(), 1);
  }

  void and_more(std::size_t flags, int indent) {
    if (flags <= most_open_flags) return;
    const int more = static_cast<int>(flags - most_open_flags);
    page_.item("-", scene_.phrases.count("result.more_flags", more), indent);
  }

  // Could a yes to this red flag make it more urgent than it is?
  bool is_more_urgent(const RuleId& flag) const {
    const LevelId& level = find_by_id(base_.red_flags, flag)->level.value;
    // Most urgent first.
    const auto first =
        std::find_if(base_.levels.begin(), base_.levels.end(),
                     [&](const Level& one) { return one.id == level || one.id == level_.id; });
    return first != base_.levels.end() && first->id == level && level != level_.id;
  }

  // ---- what the answers touch

  void conclusions() {
    page_.heading(say("result.touches"));
    if (outcome_.conclusions.empty()) {
      page_.text(say("result.touches_nothing"));
      return;
    }
    page_.text(say("result.about_grades"), 0, Tone::quiet);
    const ToldConclusions told = told_conclusions(scene_.visit);
    std::optional<Grade> grade;
    for (std::size_t i = 0; i < told.all.size(); ++i) {
      const Conclusion& conclusion = told.all[i];
      // Somebody who came for one thing wants to know which of it all is about that.
      if (told.came_for > 0 && (i == 0 || i == told.came_for)) {
        page_.blank().text(say(i == 0 ? "result.came_for" : "result.besides"), 0, Tone::strong);
        grade.reset();
      }
      if (is_left_out(i, told)) continue;
      // They come strongest first, so that the grade need be explained once for each.
      if (std::exchange(grade, conclusion.grade) != conclusion.grade) {
        page_.blank().text(
            say("result.grade", {{"grade", grade_in_words(scene_, conclusion.grade)}}), 0,
            Tone::quiet);
      }
      this->conclusion(conclusion, static_cast<int>(i) + 1);
    }
    left_out(told);
    if (view_.explorable) page_.blank().text(say("result.ask_how"), 0, Tone::quiet);
  }

  // Whoever reads forty lessons takes none home. The rest is named, and told when asked for.
  bool is_left_out(std::size_t place, const ToldConclusions& told) const {
    if (view_.full_proofs) return false;
    return place >= std::max(told.came_for, least_in_full) || place >= most_in_full;
  }

  void left_out(const ToldConclusions& told) {
    bool any = false;
    for (std::size_t i = 0; i < told.all.size(); ++i) {
      if (!is_left_out(i, told)) continue;
      if (!std::exchange(any, true)) page_.blank().text(say("result.in_short_only"));
      const Conclusion& conclusion = told.all[i];
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
    std::vector<const ProofNode*> answers;
    collect_answers(proof, answers);
    for (std::size_t i = 0; i < std::min(most_answers, answers.size()); ++i) {
      page_.item("-", say("result.you_said", {{"text", answers[i]->text}}), indent);
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
    const std::vector<const SafetyNet*> items = safety_net_of(base_, outcome_);
    if (items.empty()) return;
    page_.heading(say("result.safety_net"));
    for (const SafetyNet* item : items) {
      page_.item("-", item->say + references_.mark(item->cite));
    }
  }

  // ---- what would change it

  void what_would_change() {
    page_.heading(say("result.change"));
    const WhatMatters matters = what_matters(scene_.visit, TriageLevelNow{});
    if (matters.holds) write_what_matters(scene_, matters, true, page_);
    const bool no_sign = no_red_flag(outcome_.triage.reasons) && no_red_flag(outcome_.triage.also);
    if (!level_.stops && no_sign) {
      page_.text(say(outcome_.triage.open_red_flags.empty() ? "result.no_warning_sign"
                                                            : "result.no_warning_sign_so_far"));
    }
    if (!level_.stops && !no_sign) page_.text(say("result.other_signs"));
    for (const NoticedContradiction& noticed : outcome_.contradictions) {
      const auto* said = find_by_id(base_.contradictions, noticed.contradiction);
      page_.text(say("result.contradiction", {{"text", said->say}}));
    }
    if (!outcome_.next && !level_.stops) settled();
  }

  bool no_red_flag(const std::vector<TriageReason>& reasons) const {
    return std::none_of(reasons.begin(), reasons.end(), [&](const TriageReason& reason) {
      return find_by_id(base_.red_flags, reason.rule) != nullptr;
    });
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
  const Level& level_;
  Page page_;
  References references_;
};

}  // namespace

std::string render_result(const Scene& scene, const ResultView& view) {
  return ResultWriter(scene, view).write();
}

}  // namespace peyer
