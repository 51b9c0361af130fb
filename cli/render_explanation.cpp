#include "cli/render_explanation.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/render_question.h"
#include "cli/understand.h"

namespace peyer {
namespace {

constexpr std::size_t most_attempts = 3;  // ways that a why-not shows
constexpr std::size_t most_hanging = 4;   // conclusions that a why names

std::string title_of(const Scene& scene, const FindingId& id) {
  return find_by_id(scene.base().findings, id)->title;
}

std::string title_of(const Scene& scene, const LevelId& id) {
  return find_by_id(scene.base().levels, id)->title;
}

std::string title_of(const Scene& scene, const AdviceId& id) {
  return find_by_id(scene.base().advice, id)->title;
}

// ---- why ----------------------------------------------------------------------------------------

void write_hanging(const Scene& scene, const Why& why, Page& page) {
  std::set<std::string> titles;
  for (const Why::Hanging& hanging : why.hanging) {
    if (titles.size() == most_hanging || !titles.insert(hanging.title).second) continue;
    const bool about_applying = hanging.formula.starts_with("applies/");
    const std::string key = about_applying      ? "why.opens"
                            : hanging.tier == 0 ? "why.emergency"
                            : hanging.tier == 1 ? "why.warning"
                                                : "why.shows";
    page.item("-", scene.phrases(key, {{"title", hanging.title}}), 1);
  }
  if (titles.empty()) page.item("-", scene.phrases("why.nothing"), 1);
}

// ---- why not ------------------------------------------------------------------------------------

std::string option_texts(const Question& question, const Comparison& comparison,
                         const Phrases& phrases) {
  std::string texts;
  for (const auto& id : comparison.options) {
    const Option* option = find_by_id(question.options, OptionId(id.value));
    if (!texts.empty()) texts += phrases("why_not.or");
    texts += option == nullptr ? id.value : option->text;
  }
  return texts.empty() ? phrases("why_not.none_of_these") : texts;
}

std::string number_text(const Question& question, const Comparison& comparison, const char* key,
                        const Phrases& phrases) {
  const std::string number = fmt::format("{} {}", comparison.number, question.unit);
  return phrases(key, {{"number", number}});
}

// What a comparison asks for: "Dry", "at least 4 days".
std::string wanted_in_words(const Question& question, const Comparison& comparison,
                            const Phrases& phrases) {
  using Test = Comparison::Test;
  switch (comparison.test) {
    case Test::less:
      return number_text(question, comparison, "why_not.less", phrases);
    case Test::at_most:
      return number_text(question, comparison, "why_not.at_most", phrases);
    case Test::more:
      return number_text(question, comparison, "why_not.more", phrases);
    case Test::at_least:
      return number_text(question, comparison, "why_not.at_least", phrases);
    case Test::equals:
      return number_text(question, comparison, "why_not.equals", phrases);
    case Test::not_sure:
      return phrases("why_not.unsure");
    default:
      return option_texts(question, comparison, phrases);
  }
}

const CompiledCondition* condition_with(const Scene& scene, const std::string& text) {
  for (const CompiledCondition& condition : scene.visit.engine().rulebook().conditions) {
    if (condition.text == text) return &condition;
  }
  return nullptr;
}

std::string condition_in_words(const Scene& scene, const ConditionVerdict& verdict) {
  const bool negated = verdict.text.starts_with("not ");
  if (verdict.on_finding) {
    return scene.phrases(negated ? "why_not.finding_absent" : "why_not.finding",
                         {{"title", title_of(scene, FindingId(verdict.question))}});
  }
  const Question& question = question_of(scene, QuestionId(verdict.question));
  const CompiledCondition* condition =
      condition_with(scene, negated ? verdict.text.substr(4) : verdict.text);
  const std::string wanted = condition == nullptr
                                 ? verdict.text
                                 : wanted_in_words(question, condition->comparison, scene.phrases);
  const std::string answer =
      verdict.answer.empty() ? scene.phrases("why_not.unanswered") : verdict.answer;
  return scene.phrases(negated ? "why_not.condition_absent" : "why_not.condition",
                       {{"question", question.ask}, {"wanted", wanted}, {"answer", answer}});
}

std::string mark_of(const Scene& scene, ConditionVerdict::Mark mark) {
  using Mark = ConditionVerdict::Mark;
  switch (mark) {
    case Mark::yes:
      return scene.sign("mark.yes");
    case Mark::no:
      return scene.sign("mark.no");
    default:
      return scene.sign("mark.open");
  }
}

void write_attempt(const Scene& scene, const RuleAttempt& attempt, Page& page) {
  page.blank();
  if (!attempt.origin.empty()) {
    const std::string title = title_of(scene, attempt.origin);
    page.text(scene.phrases("why_not.through", {{"title", title}}));
  }
  if (!attempt.say_not.empty() && attempt.missing > 0) page.text(attempt.say_not);
  for (const ConditionVerdict& verdict : attempt.conditions) {
    const std::string mark = mark_of(scene, verdict.mark);
    const std::string words = condition_in_words(scene, verdict);
    // Beside a word rather than a sign there is no room for a column of text.
    if (scene.surface.plain) page.item("-", fmt::format("{} {}", mark, words), 1);
    if (!scene.surface.plain) page.item(mark, words, 1);
  }
  if (!attempt.place.empty()) {
    page.text(scene.phrases("how.place", {{"place", attempt.place}}), 1, Tone::quiet);
  }
}

// ---- what matters -------------------------------------------------------------------------------

void write_answers(const Scene& scene, const std::vector<QuestionId>& questions, Page& page) {
  for (const QuestionId& id : questions) {
    page.item("-",
              scene.phrases("answer.given", {{"question", question_of(scene, id).ask},
                                             {"answer", answer_in_words(scene, id)}}),
              1);
  }
}

void write_changes(const Scene& scene, const Changes& changes, Page& page) {
  for (const auto& [id, reply] : changes) {
    const Question& question = question_of(scene, id);
    const std::string answer =
        reply ? in_words(question, *reply) : scene.phrases("why_not.unanswered");
    page.item("-", scene.phrases("answer.given", {{"question", question.ask}, {"answer", answer}}),
              1);
  }
}

}  // namespace

std::string render_why(const Scene& scene, const std::vector<QuestionId>& questions) {
  Page page(scene.surface);
  page.heading(scene.phrases("why.title"));
  for (std::size_t i = 0; i < questions.size(); ++i) {
    // What an answer decides shows only where it has not been given yet.
    Consultation before = scene.visit;
    before.withdraw(questions[i]);
    const Why reason = why(before, questions[i]);
    const bool several = questions.size() > 1;
    if (several)
      page.item(fmt::format("{}.", i + 1), question_of(scene, questions[i]).ask, 0, Tone::strong);
    page.text(reason.why, several ? 3 : 0);
    if (!several) page.blank().text(scene.phrases("why.hangs"));
    if (!several) write_hanging(scene, reason, page);
  }
  if (questions.size() > 1) page.blank().text(scene.phrases("why.one_of_them"), 0, Tone::quiet);
  return "\n" + page.str();
}

void ProofWriter::write(const ProofNode& proof, int indent) {
  std::string text = in_words(proof);
  if (proof.grade && proof.kind != ProofNode::Kind::chain) {
    text += " (" + scene_.phrases("grade_word." + std::string(to_string(*proof.grade))) + ")";
  }
  text += references_.mark(proof.sources);
  const bool above = proof.kind == ProofNode::Kind::finding && !told_.insert(proof.id).second;
  if (above) text += " " + scene_.phrases("how.above");
  page_.item("-", text, indent);
  if (!proof.caveat.empty()) {
    page_.text(scene_.phrases("how.caveat", {{"text", proof.caveat}}), indent + 2);
  }
  // Answers and titles say where they come from by themselves.
  const bool written = proof.kind == ProofNode::Kind::rule || proof.kind == ProofNode::Kind::link;
  if (places_ && written && !proof.place.empty()) {
    page_.text(scene_.phrases("how.place", {{"place", proof.place}}), indent + 2, Tone::quiet);
  }
  if (!above) children(proof, indent + 2);
}

void ProofWriter::children(const ProofNode& proof, int indent) {
  for (const ProofNode& child : proof.because) write(child, indent);
}

std::string render_how(const Scene& scene, const ProofNode& proof) {
  Page page(scene.surface);
  References references;
  page.heading(scene.phrases("how.title", {{"title", proof.text}}));
  ProofWriter writer(scene, references, page, false);
  writer.write(proof);
  if (proof.grade) {
    page.blank().text(
        scene.phrases("result.grade", {{"grade", grade_in_words(scene, *proof.grade)}}));
  }
  if (!references.empty()) {
    page.heading(scene.phrases("result.references"));
    references.write(scene, page);
  }
  return "\n" + page.str();
}

std::string render_conclusions(const Scene& scene) {
  const Outcome& outcome = scene.visit.outcome();
  Page page(scene.surface);
  page.heading(scene.phrases("how.so_far"));
  const Level& level = *find_by_id(scene.base().levels, outcome.triage.level);
  const std::size_t count = outcome.conclusions.size() + outcome.advice.size();
  page.item(numbered(0, count), level.title, 1, tone_of(level));
  std::size_t number = 0;
  for (const Conclusion& conclusion : told_conclusions(scene.visit).all) {
    page.item(numbered(++number, count), title_of(scene, conclusion.finding), 1);
    page.text(scene.phrases("result.grade", {{"grade", grade_in_words(scene, conclusion.grade)}}),
              4, Tone::quiet);
  }
  for (const GivenAdvice& given : outcome.advice) {
    page.item(numbered(++number, count), title_of(scene, given.advice), 1);
  }
  page.blank().text(scene.phrases(number == 0 ? "how.nothing_yet" : "how.how_to"));
  return "\n" + page.str();
}

std::string render_why_not(const Scene& scene, const FindingId& finding) {
  Page page(scene.surface);
  const WhyNot reasons = why_not(scene.visit, finding);
  const Phrases::Values title = {{"title", title_of(scene, finding)}};
  page.heading(scene.phrases("why_not.title", title));
  if (reasons.concluded) page.text(scene.phrases("why_not.concluded", title));
  if (!reasons.concluded && reasons.attempts.empty()) page.text(scene.phrases("why_not.no_way"));
  if (!reasons.attempts.empty()) page.text(scene.phrases("why_not.closest"));
  for (std::size_t i = 0; i < std::min(most_attempts, reasons.attempts.size()); ++i) {
    write_attempt(scene, reasons.attempts[i], page);
  }
  if (reasons.attempts.size() > most_attempts) {
    page.blank().text(scene.phrases.count(
        "why_not.further", static_cast<int>(reasons.attempts.size() - most_attempts)));
  }
  return "\n" + page.str();
}

std::string render_why_not(const Scene& scene, const RedFlag& flag) {
  Page page(scene.surface);
  page.heading(scene.phrases("why_not.title", {{"title", flag.title}}));
  if (const auto closest = attempt(scene.visit, flag.id)) write_attempt(scene, *closest, page);
  return "\n" + page.str();
}

void write_change(const Scene& scene, const OutcomeChange& change, Mood mood, Page& page) {
  const std::string prefix = mood == Mood::would_be ? "what_if." : "changed.";
  const auto line = [&](const char* key, const Phrases::Values& values, Tone tone = Tone::normal) {
    page.item("-", scene.phrases(prefix + key, values), 1, tone);
  };
  const auto titles = [&](const char* key, const auto& ids) {
    for (const auto& id : ids) line(key, {{"title", title_of(scene, id)}});
  };
  const auto word = [&](Grade grade) {
    return scene.phrases("grade_word." + std::string(to_string(grade)));
  };
  if (change.none()) {
    line("nothing", {});
    return;
  }
  const Phrases::Values levels = {{"before", title_of(scene, change.level_before)},
                                  {"after", title_of(scene, change.level_after)}};
  if (change.urgency > 0) line("more_urgent", levels, Tone::soon);
  if (change.urgency < 0) line(change.open_after ? "less_urgent_open" : "less_urgent", levels);
  if (change.urgency == 0) line("same_level", {});
  titles("appears", change.appeared);
  titles("vanishes", change.vanished);
  for (const OutcomeChange::Regraded& one : change.regraded) {
    line("regraded", {{"title", title_of(scene, one.finding)},
                      {"before", word(one.before)},
                      {"after", word(one.after)}});
  }
  titles("advice_appears", change.advice_appeared);
  titles("advice_vanishes", change.advice_vanished);
}

std::string render_change(const Scene& scene, const std::string& supposition,
                          const OutcomeChange& change) {
  Page page(scene.surface);
  page.heading(scene.phrases("what_if.title", {{"supposition", supposition}}));
  write_change(scene, change, Mood::would_be, page);
  page.blank().text(scene.phrases("what_if.nothing_changed"), 0, Tone::quiet);
  return "\n" + page.str();
}

void write_what_matters(const Scene& scene, const WhatMatters& matters, bool of_triage,
                        Page& page) {
  if (!matters.sufficient.empty()) {
    const char* smallest = of_triage ? "what_matters.level_smallest" : "what_matters.smallest";
    const char* enough = of_triage ? "what_matters.level_enough" : "what_matters.enough";
    page.text(scene.phrases(matters.smallest ? smallest : enough));
    write_answers(scene, matters.sufficient, page);
  }
  if (matters.undo.empty()) {
    page.text(scene.phrases("what_matters.no_undo"));
    return;
  }
  // While warning signs are open, nobody should be told how to make it look less urgent.
  const bool still_open = !scene.visit.outcome().triage.open_red_flags.empty();
  if (of_triage && still_open) return;
  const std::string key = of_triage ? "what_matters.less_urgent" : "what_matters.undo";
  page.text(scene.phrases(matters.undo.size() == 1 ? key : key + "_together"));
  write_changes(scene, matters.undo, page);
}

std::string render_what_matters(const Scene& scene, const Target& target) {
  Page page(scene.surface);
  std::string title = title_of(scene, scene.visit.outcome().triage.level);
  if (const auto* finding = std::get_if<FindingId>(&target)) title = title_of(scene, *finding);
  if (const auto* advice = std::get_if<AdviceId>(&target)) title = title_of(scene, *advice);
  page.heading(scene.phrases("what_matters.title", {{"title", title}}));
  const bool of_triage = std::holds_alternative<TriageLevelNow>(target);
  const WhatMatters matters = what_matters(scene.visit, target);
  if (matters.holds) {
    write_what_matters(scene, matters, of_triage, page);
  } else {
    page.text(scene.phrases(of_triage ? "what_matters.no_reason" : "what_matters.not_concluded"));
  }
  return "\n" + page.str();
}

}  // namespace peyer
