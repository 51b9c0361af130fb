#include "cli/dispute.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "cli/matching.h"
#include "cli/shell_word.h"
#include "cli/understand.h"
#include "cli/workbench/found_scenario.h"
#include "engine/scenario.h"
#include "knowledge/dependencies.h"
#include "knowledge/diagnostic.h"
#include "knowledge/loader.h"
#include "knowledge/shape.h"

namespace peyer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_attempts = 3;       // rules that a "why not" goes through
constexpr std::size_t longest_name = 100;      // of a scenario that is named for its answers
constexpr std::size_t longest_file_name = 60;  // without its ending

// Where a comparison stands in a rule or red flag; "" when it doesn't.
std::string place_in_rule(const KnowledgeBase& base, const RuleId& id, std::string text) {
  if (text.starts_with("not ")) text.erase(0, 4);
  const Condition* found = nullptr;
  if (const Rule* rule = find_by_id(base.rules, id)) found = find_comparison(rule->when, text);
  if (const RedFlag* flag = find_by_id(base.red_flags, id)) {
    found = find_comparison(flag->when, text);
    if (found == nullptr && flag->together) found = find_comparison(*flag->together, text);
  }
  return found == nullptr ? "" : found->at.place();
}

std::string file_name_for(const std::string& name) {
  std::string out;
  for (const char c : tidy(name)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) out += c;
    if (!plain && !out.empty() && out.back() != '-') out += '-';
  }
  if (out.size() > longest_file_name) {
    const std::size_t word = out.rfind('-', longest_file_name);
    out.resize(word == std::string::npos ? longest_file_name : word);
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "found" : out;
}

template <typename IdType>
void add_once(std::vector<Located<IdType>>& ids, const IdType& id) {
  const bool there = std::any_of(ids.begin(), ids.end(),
                                 [&](const Located<IdType>& one) { return one.value == id; });
  if (!there) ids.push_back({id, {}});
}

template <typename IdType>
void drop(std::vector<Located<IdType>>& ids, const IdType& id) {
  std::erase_if(ids, [&](const Located<IdType>& one) { return one.value == id; });
}

}  // namespace

Heard::Kind Dispute::run(const Disputed& disputed) {
  try {
    go_through(disputed);
    return Heard::Kind::line;
  } catch (const Left& left) {
    if (left.kind == Heard::Kind::line) say("wrong.left");
    return left.kind;
  }
}

void Dispute::go_through(const Disputed& disputed) {
  say("wrong.how_to_leave", {}, Tone::quiet);
  if (const auto* finding = std::get_if<FindingId>(&disputed)) {
    add_once(expect_.concludes_not, *finding);
    if (const auto proof = how(visit_, *finding)) walk_proof(*proof);
  } else if (const auto* advice = std::get_if<AdviceId>(&disputed)) {
    add_once(expect_.advises_not, *advice);
    if (const auto proof = how(visit_, *advice)) walk_proof(*proof);
  } else if (std::holds_alternative<TriageLevelNow>(disputed)) {
    dispute_level();
  } else {
    dispute_missing();
  }
  ask_more();
  keep(scenario(ask_name()));
}

// ---- The walk -----------------------------------------------------------------------------------

void Dispute::blame(const char* key, const std::string& place) {
  blame_ = place;
  say(key, {{"place", place}}, Tone::strong);
}

void Dispute::walk_proof(const ProofNode& proof) {
  std::vector<Part> parts;
  for (const ProofNode& child : proof.because) {
    const bool chain = child.kind == ProofNode::Kind::chain;
    const bool flags = child.kind == ProofNode::Kind::open_red_flags;
    const std::string text = chain   ? phrases_("wrong.chain")
                             : flags ? phrases_("how.open_red_flags")
                                     : child.text;
    parts.push_back({text, child.place});
  }
  if (parts.empty()) return blame("wrong.no_reason", proof.place);
  if (parts.size() == 1) {  // a list of one such would say nothing
    const ProofNode& only = proof.because.front();
    if (only.kind == ProofNode::Kind::chain) return walk_chain(only);
    if (only.kind == ProofNode::Kind::open_red_flags) return walk_open_flags(only);
  }
  const auto wrong =
      ask_which(phrases_("wrong.follows_from", {{"title", proof.text}, {"place", proof.place}}),
                parts, "wrong.which_step");
  if (!wrong) return blame("wrong.blame_conclusion", proof.place);
  const ProofNode& step = proof.because[*wrong];
  switch (step.kind) {
    case ProofNode::Kind::chain:
      return walk_chain(step);
    case ProofNode::Kind::open_red_flags:
      return walk_open_flags(step);
    default:
      return walk_rule(step.id);
  }
}

std::vector<Dispute::Part> Dispute::parts_of(const RuleAttempt& attempt) const {
  std::vector<Part> parts;
  for (const ConditionVerdict& verdict : attempt.conditions) {
    using Mark = ConditionVerdict::Mark;
    const char* mark = verdict.mark == Mark::yes  ? "mark.yes"
                       : verdict.mark == Mark::no ? "mark.no"
                                                  : "mark.open";
    const char* key = verdict.on_finding       ? "wrong.condition"
                      : verdict.answer.empty() ? "wrong.condition_open"
                                               : "wrong.condition_answered";
    parts.push_back({phrases_(key, {{"mark", scene().sign(mark)},
                                    {"condition", verdict.text},
                                    {"answer", verdict.answer}}),
                     place_in_rule(base(), attempt.rule, verdict.text)});
  }
  return parts;
}

void Dispute::walk_rule(const std::string& rule) {
  const auto fired = attempt(visit_, RuleId(rule));
  if (!fired) return blame("wrong.blame_rule", "");
  const auto wrong =
      ask_which(phrases_("wrong.rule_fired", {{"rule", rule}, {"place", fired->place}}),
                parts_of(*fired), "wrong.which_condition");
  if (!wrong) return blame("wrong.blame_rule", fired->place);
  walk_condition(*fired, *wrong);
}

// A condition that the author says is not right: it rests on a finding, or on an answer.
void Dispute::walk_condition(const RuleAttempt& attempt, std::size_t number) {
  const ConditionVerdict& verdict = attempt.conditions[number];
  const std::string place = place_in_rule(base(), attempt.rule, verdict.text);
  const std::string at = place.empty() ? attempt.place : place;
  if (verdict.on_finding) {
    const FindingId finding(verdict.question);
    if (const auto proof = how(visit_, finding)) return walk_proof(*proof);
    return walk_missing(finding);
  }
  if (verdict.answer.empty()) return blame("wrong.blame_condition", at);
  const Question& question = *find_by_id(base().questions, QuestionId(verdict.question));
  say("wrong.was_answer_right", {{"question", question.ask}, {"answer", verdict.answer}});
  while (true) {
    const std::string line = hear();
    if (is_one_of(line, "words.yes", phrases_)) return blame("wrong.blame_condition", at);
    if (is_one_of(line, "words.no", phrases_)) break;
    say("wrong.yes_or_no");
  }
  say("wrong.change_answer");
  throw Left{Heard::Kind::line};
}

void Dispute::walk_chain(const ProofNode& chain) {
  std::vector<Part> parts;
  for (const ProofNode& child : chain.because) parts.push_back({child.text, child.place});
  const auto wrong = ask_which(phrases_("wrong.chain"), parts, "wrong.which_step");
  if (!wrong) return blame("wrong.blame_conclusion", chain.because.back().place);
  const ProofNode& step = chain.because[*wrong];
  if (step.kind == ProofNode::Kind::finding) return walk_proof(step);
  blame("wrong.blame_link", step.place);
}

void Dispute::walk_open_flags(const ProofNode& node) {
  std::vector<Part> parts;
  for (const ProofNode& flag : node.because) parts.push_back({flag.text, flag.place});
  const auto wrong = ask_which(phrases_("how.open_red_flags"), parts, "wrong.which_step");
  if (!wrong) return blame("wrong.blame_open", node.because.front().place);
  blame("wrong.blame_rule", node.because[*wrong].place);
}

// Why something does not follow, rule by rule, the closest first.
void Dispute::walk_attempts(std::vector<RuleAttempt> attempts, const std::string& place) {
  std::stable_sort(attempts.begin(), attempts.end(),
                   [](const RuleAttempt& a, const RuleAttempt& b) {
                     return std::pair(a.missing, a.open) < std::pair(b.missing, b.open);
                   });
  attempts.resize(std::min(attempts.size(), most_attempts));
  for (const RuleAttempt& closest : attempts) {
    const std::string heading =
        phrases_("wrong.rule_closest", {{"rule", closest.rule.str()}, {"place", closest.place}});
    const auto wrong = ask_which(heading, parts_of(closest), "wrong.which_unmet");
    if (wrong) return walk_condition(closest, *wrong);
  }
  blame("wrong.blame_nothing", attempts.empty() ? place : attempts.front().place);
}

void Dispute::walk_missing(const FindingId& finding) {
  const Finding& missing = *find_by_id(base().findings, finding);
  walk_attempts(why_not(visit_, finding).attempts, missing.at.place());
}

void Dispute::walk_missing_advice(const AdviceId& advice) {
  std::vector<RuleAttempt> attempts;
  for (const Rule& rule : base().rules) {
    const bool gives = std::any_of(rule.advice.begin(), rule.advice.end(),
                                   [&](const auto& one) { return one.value == advice; });
    if (!gives) continue;
    if (auto closest = attempt(visit_, rule.id)) attempts.push_back(std::move(*closest));
  }
  walk_attempts(std::move(attempts), find_by_id(base().advice, advice)->at.place());
}

void Dispute::walk_missing_level(const LevelId& level) {
  std::vector<RuleAttempt> attempts;
  const auto add = [&](const RuleId& rule) {
    if (auto closest = attempt(visit_, rule)) attempts.push_back(std::move(*closest));
  };
  for (const RedFlag& flag : base().red_flags) {
    if (flag.level.value == level) add(flag.id);
  }
  for (const Rule& rule : base().rules) {
    if (rule.triage && rule.triage->value == level) add(rule.id);
  }
  walk_attempts(std::move(attempts), find_by_id(base().levels, level)->at.place());
}

// Too urgent: through its proof. Not urgent enough: through what would have urged it.
void Dispute::dispute_level() {
  const LevelId now = visit_.outcome().triage.level;
  const LevelId wanted = ask_level("wrong.which_level");
  if (wanted == now) {
    say("wrong.is_so");
    throw Left{Heard::Kind::line};
  }
  expect_.triage = Located<LevelId>{wanted, {}};
  const std::vector<Level>& levels = base().levels;
  if (find_by_id(levels, wanted) < find_by_id(levels, now)) return walk_missing_level(wanted);
  walk_proof(how_triage(visit_));
}

void Dispute::dispute_missing() {
  say("wrong.what_is_missing");
  while (!add_expected("+ " + hear())) {
  }
  if (!expect_.concludes.empty()) return walk_missing(expect_.concludes.front().value);
  walk_missing_advice(expect_.advises.front().value);
}

// ---- What should have come out ------------------------------------------------------------------

LevelId Dispute::ask_level(const char* key) {
  const std::vector<Level>& levels = base().levels;
  LevelId now = visit_.outcome().triage.level;
  Page page(talk_.surface());
  page.text(phrases_(key));
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const bool is_now = levels[i].id == now;
    page.item(numbered(i + 1, levels.size()),
              is_now ? phrases_("wrong.as_it_is", {{"title", levels[i].title}}) : levels[i].title,
              1);
  }
  talk_.say("\n" + page.str());
  while (true) {
    const std::string line = hear();
    const auto number = number_in(tidy(line));
    if (number && *number >= 1 && *number <= levels.size()) return levels[*number - 1].id;
    if (tidy(line).empty()) return now;
    std::vector<Named> named;
    named.reserve(levels.size());
    for (const Level& level : levels) named.push_back({level.id.str(), level.title, std::nullopt});
    const std::vector<std::size_t> found = matches(line, named);
    if (found.size() == 1) return levels[found.front()].id;
    say("wrong.level_how_to");
  }
}

// "+ words" for what should have come out, "- words" for what should not. False when it is unclear
// what is meant, which is told.
bool Dispute::add_expected(const std::string& line) {
  const std::string text = tidy(line);
  if (text.empty() || (text[0] != '+' && text[0] != '-')) {
    say("wrong.more_how_to");
    return false;
  }
  const bool wanted = text[0] == '+';
  std::vector<Named> named;
  for (const Finding& one : base().findings) {
    named.push_back({one.id.str(), one.title, std::nullopt});
  }
  for (const Advice& one : base().advice) named.push_back({one.id.str(), one.title, std::nullopt});
  const std::string words = tidy(text.substr(1));
  const std::vector<std::size_t> found = matches(words, named);
  if (found.size() != 1) {
    Page page(talk_.surface());
    page.text(phrases_(found.empty() ? "why_not.no_such" : "why_not.several", {{"typed", words}}));
    for (const std::size_t i : found) page.item("-", named[i].id + " – " + named[i].text, 1);
    for (const std::string& near : suggestions(words, named)) page.item("-", near, 1);
    talk_.say("\n" + page.str());
    return false;
  }
  const std::size_t place = found.front();
  if (place < base().findings.size()) {
    const FindingId& id = base().findings[place].id;
    drop(wanted ? expect_.concludes_not : expect_.concludes, id);
    add_once(wanted ? expect_.concludes : expect_.concludes_not, id);
  } else {
    const AdviceId& id = base().advice[place - base().findings.size()].id;
    drop(wanted ? expect_.advises_not : expect_.advises, id);
    add_once(wanted ? expect_.advises : expect_.advises_not, id);
  }
  say(wanted ? "wrong.noted" : "wrong.noted_not", {{"title", named[place].text}}, Tone::quiet);
  return true;
}

void Dispute::ask_more() {
  if (!expect_.triage) {
    const LevelId now = visit_.outcome().triage.level;
    const LevelId wanted = ask_level("wrong.which_level_besides");
    if (wanted != now) expect_.triage = Located<LevelId>{wanted, {}};
  }
  say("wrong.more");
  while (true) {
    const std::string line = hear();
    if (tidy(line).empty() || is_one_of(line, "words.no", phrases_)) return;
    add_expected(line);
  }
}

// ---- The scenario -------------------------------------------------------------------------------

std::string Dispute::proposed_name() const {
  std::string name;
  const auto add = [&](const char* key, const auto& ids) {
    for (const auto& id : ids) {
      name += (name.empty() ? "" : ", ") + phrases_(key, {{"id", id.value.str()}});
    }
  };
  if (expect_.triage) name = expect_.triage->value.str();
  add("wrong.name_with", expect_.concludes);
  add("wrong.name_without", expect_.concludes_not);
  add("wrong.name_with", expect_.advises);
  add("wrong.name_without", expect_.advises_not);
  std::string answers;
  for (const QuestionId& id : visit_.answered_in_order()) {
    const Question& question = *find_by_id(base().questions, id);
    std::string words;
    for (const std::string& word : to_words(question, visit_.answers().replies.at(id))) {
      words.append(" ").append(word);
    }
    // The last answers are what the case is about; the first ones are those of every visit.
    if (!answers.empty()) words += ", ";
    answers.insert(0, id.str() + words);
    if (name.size() + answers.size() > longest_name) break;
  }
  if (!answers.empty()) name += phrases_("wrong.name_answers", {{"answers", answers}});
  if (name.size() > longest_name) name.resize(name.rfind(' ', longest_name));
  while (name.ends_with(',')) name.pop_back();
  return name;
}

std::string Dispute::ask_name() {
  const std::string proposed = proposed_name();
  say("wrong.name", {{"name", proposed}});
  const std::string typed = clean(hear());
  return tidy(typed).empty() ? proposed : typed;
}

Scenario Dispute::scenario(std::string name) const {
  Scenario out;
  out.name = std::move(name);
  for (const TopicId& topic : visit_.answers().came_for) out.came_for.push_back({topic, {}});
  for (const QuestionId& id : visit_.answered_in_order()) {
    const auto reply = visit_.answers().replies.find(id);
    if (reply == visit_.answers().replies.end()) continue;
    out.given.emplace_back(Located<QuestionId>{id, {}}, Located<Reply>{reply->second, {}});
  }
  out.expect = expect_;
  return out;
}

// Only a scenario that the loader takes and that fails now is kept.
void Dispute::keep(Scenario scenario) {
  Loaded there = load_folder(pack_);
  if (!there.base) return say("wrong.pack_broken", {{"folder", pack_.string()}}, Tone::soon);
  const std::string name = scenario.name;
  const auto taken = [&](const Scenario& one) { return one.name == scenario.name; };
  const std::vector<Scenario>& others = there.base->scenarios;
  for (int n = 2; std::any_of(others.begin(), others.end(), taken); ++n) {
    scenario.name = fmt::format("{} ({})", name, n);
  }
  const fs::path folder = pack_ / "scenarios" / "found";
  std::string stem = file_name_for(name);
  std::error_code ignored;
  for (int n = 2; fs::exists(folder / (stem + ".yaml"), ignored); ++n) {
    stem = fmt::format("{}-{}", file_name_for(name), n);
  }
  const std::string comment = phrases_("wrong.comment");
  Diagnostics unreadable;
  SourceFiles files = read_folder(pack_, unreadable);
  const fs::path path = folder / (stem + ".yaml");
  files.push_back(std::make_shared<const SourceFile>(
      SourceFile{path.string(), scenario_file(*there.base, scenario, comment)}));
  const Loaded with = load(std::move(files));
  if (!with.base) {
    talk_.say("\n" + render(with.diagnostics));
    return say("wrong.not_valid", {}, Tone::soon);
  }
  // The pack may have been mended while the visit went on.
  std::unique_ptr<Engine> newer;
  if (there.base->pack.hash != base().pack.hash) {
    newer = std::make_unique<Engine>(std::move(*there.base));
  }
  const Engine& engine = newer ? *newer : visit_.engine();
  const auto kept = std::find_if(with.base->scenarios.begin(), with.base->scenarios.end(), taken);
  const ScenarioResult result = run_scenario(engine, *kept);
  if (result.mismatches.empty()) return say("wrong.passes", {}, Tone::soon);
  std::string mismatches;
  for (const Mismatch& one : result.mismatches) {
    mismatches += (mismatches.empty() ? "" : "\n") +
                  phrases_("wrong.mismatch",
                           {{"what", one.what}, {"expected", one.expected}, {"got", one.got}});
  }
  try {
    tell_kept(save_scenario(folder, stem, engine.knowledge(), scenario, comment), mismatches);
  } catch (const fs::filesystem_error& error) {
    say("wrong.not_saved", {{"file", path.string()}, {"reason", error.code().message()}},
        Tone::soon);
  }
}

void Dispute::tell_kept(const fs::path& file, const std::string& mismatches) {
  Page page(talk_.surface());
  page.text(phrases_("wrong.kept", {{"file", file.string()}}), 0, Tone::strong);
  page.text(mismatches, 2);
  if (!blame_.empty()) page.text(phrases_("wrong.look_at", {{"place", blame_}}));
  page.text(phrases_("wrong.rerun", {{"folder", for_shell(pack_.string())},
                                     {"file", for_shell("found/" + file.filename().string())}}));
  talk_.say("\n" + page.str());
}

// ---- The conversation ---------------------------------------------------------------------------

std::string Dispute::hear() {
  const Heard heard = talk_.listen(talk_.surface().plain ? phrases_("prompt_plain") + " "
                                                         : phrases_("prompt") + " ");
  if (heard.kind != Heard::Kind::line) throw Left{heard.kind};
  if (is_one_of(heard.text, "words.leave_dispute", phrases_)) throw Left{Heard::Kind::line};
  return heard.text;
}

// The place of the part that is not right; nothing when all are.
std::optional<std::size_t> Dispute::ask_which(const std::string& heading,
                                              const std::vector<Part>& parts, const char* how_to) {
  Page page(talk_.surface());
  page.text(heading);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    page.item(numbered(i + 1, parts.size()), parts[i].text, 1);
    if (!parts[i].place.empty()) {
      page.text(phrases_("how.place", {{"place", parts[i].place}}), 4, Tone::quiet);
    }
  }
  page.blank().text(phrases_(how_to));
  talk_.say("\n" + page.str());
  while (true) {
    const std::string line = hear();
    if (is_one_of(line, "words.yes", phrases_)) return std::nullopt;
    const auto number = number_in(tidy(line));
    if (number && *number >= 1 && *number <= parts.size()) return *number - 1;
    if (parts.size() == 1 && is_one_of(line, "words.no", phrases_)) return 0;
    say("wrong.yes_or_number");
  }
}

void Dispute::say(const std::string& key, const Phrases::Values& values, Tone tone) {
  talk_.say("\n" + Page(talk_.surface()).text(phrases_(key, values), 0, tone).str());
}

}  // namespace peyer
