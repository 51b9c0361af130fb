#include "knowledge/checker.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "knowledge/condition_check.h"
#include "knowledge/dependencies.h"
#include "knowledge/names.h"
#include "knowledge/usage.h"
#include "knowledge/wording.h"

namespace peyer {
namespace {

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

class Checker {
 public:
  Checker(const Draft& draft, const NamePlaces& places, Diagnostics& diagnostics)
      : draft_(draft),
        base_(draft.base),
        places_(places),
        diagnostics_(diagnostics),
        names_(places, diagnostics),
        conditions_(draft, names_, diagnostics) {}

  void check();

 private:
  void complain(const char* code, const Location& at, std::string message, std::string help) {
    diagnostics_.push_back({Severity::error, code, std::move(message), std::move(help), at});
  }

  void check_levels();
  void check_sources();
  void check_links();
  void check_questions();
  void check_conditions();
  void check_rules();
  void check_evidence(const Rule& rule);
  void check_red_flags();
  void check_scenarios();
  void check_because(const Expectation& expect);
  void check_expectation(const Expectation& expect);
  void check_properties();
  void check_lexicon();
  const Finding* find_finding(const FindingId& id) const;

  template <typename IdType>
  void check_both_ways(const std::vector<Located<IdType>>& wanted,
                       const std::vector<Located<IdType>>& unwanted);
  void check_once(const std::string& value, const std::string& what, const Source& source,
                  std::unordered_map<std::string, const Source*>& seen);

  const Draft& draft_;
  const KnowledgeBase& base_;
  const NamePlaces& places_;
  Diagnostics& diagnostics_;
  Names names_;
  ConditionChecker conditions_;
};

void Checker::check_levels() {
  const bool complete = places_.incomplete.count("levels") == 0;
  if (base_.levels.empty() && complete) {
    complain("K041", base_.pack.at, "the pack has no levels",
             "say below 'levels:' how soon to talk to whom, most urgent first");
    return;
  }
  const Level* calmer = nullptr;
  for (const Level& level : base_.levels) {
    if (!level.stops) calmer = &level;
    if (!level.stops || calmer == nullptr) continue;
    complain("K041", level.at,
             fmt::format("'{}' stops the questions but comes after '{}', which does not",
                         level.id.str(), calmer->id.str()),
             "levels go from the most urgent to the least; those that stop come first");
  }
  const Level* alone = nullptr;
  for (const Level& level : base_.levels) {
    if (!level.person) alone = &level;
    if (!level.person || alone == nullptr) continue;
    complain("K041", level.at,
             fmt::format("'{}' means seeing somebody but comes after '{}', which does not",
                         level.id.str(), alone->id.str()),
             "levels go from the most urgent to the least; those with 'person: no' come last");
  }
  const Level* unhurried = nullptr;
  for (const Level& level : base_.levels) {
    if (!level.urgent) unhurried = &level;
    if (!level.urgent || unhurried == nullptr) continue;
    complain("K041", level.at,
             fmt::format("'{}' is urgent but comes after '{}', which is not", level.id.str(),
                         unhurried->id.str()),
             "levels go from the most urgent to the least; urgent ones come first");
  }
  const auto needs_person = [](const Level& level) { return level.person; };
  if (!base_.levels.empty() &&
      std::none_of(base_.levels.begin(), base_.levels.end(), needs_person)) {
    complain("K041", base_.levels.front().at, "no level means seeing anybody",
             "leave out 'person: no' where somebody should be seen");
  }
}

void Checker::check_once(const std::string& value, const std::string& what, const Source& source,
                         std::unordered_map<std::string, const Source*>& seen) {
  if (value.empty()) return;
  // DOIs differ in nothing but letter case only by mistake
  const auto [first, is_new] = seen.emplace(lower_case(value), &source);
  if (is_new) return;
  complain("K042", source.at,
           fmt::format("'{}' has the same {} as '{}': {}", source.id.str(), what,
                       first->second->id.str(), value),
           "cite the one source from both places, or mend the number");
}

void Checker::check_sources() {
  std::unordered_map<std::string, const Source*> dois;
  std::unordered_map<std::string, const Source*> pmids;
  for (const Source& source : base_.sources) {
    check_once(source.doi, "DOI", source, dois);
    check_once(source.pmid, "PMID", source, pmids);
  }
}

void Checker::check_links() {
  for (const Link& link : base_.links) {
    if (link.from.value.empty() || link.from.value != link.to.value) continue;
    complain("K043", link.to.at,
             fmt::format("this link leads from '{}' to itself", link.from.value.str()),
             "a link needs two concepts");
  }
}

void Checker::check_questions() {
  for (const Question& question : base_.questions) {
    const bool unclear = draft_.unclear.count(question.id) > 0;
    const bool yes_no = question.kind == Question::Kind::yes_no;
    if (question.screen && !yes_no && !unclear) {
      complain("K044", question.screen->at,
               fmt::format("'{}' is on a screen but is not a yes-no question", question.id.str()),
               "only yes-no questions are asked together");
    }
    if (question.kind == Question::Kind::one && question.options.size() == 1) {
      complain("K045", question.options.front().at,
               fmt::format("'{}' has a single option", question.id.str()),
               "one of several is chosen; make it a yes-no question, or add options");
    }
    const bool range = question.kind == Question::Kind::number && question.min >= question.max;
    // Where one of the two is missing or malformed, that is what was complained about.
    if (range && (question.min != 0 || question.max != 0) && question.max != 0) {
      complain("K045", question.at,
               fmt::format("'{}' has no range: min is {} and max is {}", question.id.str(),
                           question.min, question.max),
               "min must be smaller than max");
    }
  }
}

void Checker::check_conditions() {
  for (const Question& question : base_.questions) {
    if (question.applies) conditions_.check(*question.applies);
  }
  for (const Rule& rule : base_.rules) conditions_.check(rule.when);
  for (const RedFlag& flag : base_.red_flags) {
    if (flag.together) {
      conditions_.check_together(flag.when, *flag.together);
    } else {
      conditions_.check(flag.when);
    }
  }
  for (const Contradiction& contradiction : base_.contradictions) {
    conditions_.check(contradiction.when);
  }
  for (const SafetyNet& item : base_.safety_net) {
    if (item.when) conditions_.check(*item.when);
  }
  for (const Property& property : base_.properties) {
    const Condition& when = property.when;
    const bool left_out = when.kind == Condition::Kind::all && when.children.empty();
    if (!left_out) conditions_.check(when);
  }
}

const Finding* Checker::find_finding(const FindingId& id) const {
  return find_by_id(base_.findings, id);
}

void Checker::check_evidence(const Rule& rule) {
  if (rule.grade && rule.cite.empty()) {
    complain("K046", rule.at,
             fmt::format("the rule '{}' has a grade but cites nothing", rule.id.str()),
             "add 'cite: [ … ]'");
    return;
  }
  if (rule.grade || !rule.links.empty()) return;
  const Finding* finding = rule.finding ? find_finding(rule.finding->value) : nullptr;
  const bool shown = finding != nullptr && finding->show;
  if (!shown && !rule.triage && rule.advice.empty()) return;
  complain("K046", rule.at, fmt::format("the rule '{}' rests on no evidence", rule.id.str()),
           "add 'grade' and 'cite', or 'links'; only rules for findings with 'show: no' need none");
}

void Checker::check_rules() {
  for (const Rule& rule : base_.rules) check_evidence(rule);
}

void Checker::check_red_flags() {
  const auto position = [&](const LevelId& id) { return find_by_id(base_.levels, id); };
  for (const RedFlag& flag : base_.red_flags) {
    const Level* level = position(flag.level.value);
    const Level* not_sure = position(flag.not_sure.value);
    if (level == nullptr || not_sure == nullptr || not_sure >= level) continue;
    complain("K047", flag.not_sure.at,
             fmt::format("doubt would be more urgent than certainty: '{}' comes before '{}'",
                         flag.not_sure.value.str(), flag.level.value.str()),
             "'not_sure' is the same level or a later one");
  }
}

// ---- Scenarios

template <typename IdType>
void Checker::check_both_ways(const std::vector<Located<IdType>>& wanted,
                              const std::vector<Located<IdType>>& unwanted) {
  for (const Located<IdType>& item : unwanted) {
    const bool both = std::any_of(wanted.begin(), wanted.end(), [&](const Located<IdType>& other) {
      return other.value == item.value;
    });
    if (!both) continue;
    complain("K050", item.at, fmt::format("'{}' is both expected and not", item.value.str()),
             "keep one of them");
  }
}

void Checker::check_because(const Expectation& expect) {
  for (const auto& [finding, rules] : expect.because) {
    for (const Located<RuleId>& id : rules) {
      const Rule* rule = find_by_id(base_.rules, id.value);
      if (rule == nullptr || (rule->finding && rule->finding->value == finding.value)) continue;
      // A misspelt name is complained about where it stands.
      if (rule->finding && find_finding(rule->finding->value) == nullptr) continue;
      complain(
          "K050", id.at,
          fmt::format("the rule '{}' does not conclude '{}'", id.value.str(), finding.value.str()),
          rule->finding ? fmt::format("it concludes '{}'", rule->finding->value.str())
                        : "it concludes no finding");
    }
  }
}

void Checker::check_expectation(const Expectation& expect) {
  check_because(expect);
  check_both_ways(expect.concludes, expect.concludes_not);
  check_both_ways(expect.advises, expect.advises_not);
}

void Checker::check_scenarios() {
  std::unordered_map<std::string, Location> seen;
  for (const Scenario& scenario : base_.scenarios) {
    const auto [first, is_new] = seen.emplace(scenario.name, scenario.at);
    if (!is_new && !scenario.name.empty()) {
      complain("K049", scenario.at, "a second scenario with this name",
               fmt::format("the first is at {}", first->second.place()));
    }
    check_expectation(scenario.expect);
    for (const WhatIf& what_if : scenario.what_if) check_expectation(what_if.expect);
  }
}

void Checker::check_properties() {
  for (const Property& property : base_.properties) {
    const Located<std::string>& subject = property.subject;
    if (subject.value.empty()) continue;
    std::string_view section = "findings";
    if (property.claim == Property::Claim::triage_at_least ||
        property.claim == Property::Claim::triage_at_most) {
      section = "levels";
    } else if (property.claim == Property::Claim::advises) {
      section = "advice";
    }
    names_.resolve({section, subject.value, subject.at}, diagnostics_);
    const Located<std::string>& other = property.other;
    if (!other.value.empty()) names_.resolve({section, other.value, other.at}, diagnostics_);
    if (other.value != subject.value) continue;
    complain("K050", other.at, fmt::format("'{}' twice", other.value), "name two findings");
  }
}

// Whoever types a word must get what it means.
void Checker::check_lexicon() {
  std::unordered_map<std::string, const LexiconWord*> seen;
  const auto check_word = [&](const LexiconWord& word, const std::string& text) {
    const auto [first, is_new] = seen.emplace(lower_case(text), &word);
    if (is_new || first->second == &word) return;
    complain("K066", word.at,
             fmt::format("'{}' stands for '{}' and for '{}'", text, first->second->id.str(),
                         word.id.str()),
             "leave it out where it is less usual");
  };
  for (const LexiconWord& word : base_.lexicon) {
    check_word(word, word.name);
    for (const std::string& synonym : word.synonyms) check_word(word, synonym);
    for (const LexiconWord::Brands& brands : word.brands) {
      for (const std::string& brand : brands.names) {
        check_word(word, brand);
      }
    }
  }
}

void Checker::check() {
  for (const NamePlace& used : places_.used) names_.resolve(used, diagnostics_);
  check_levels();
  check_sources();
  check_links();
  check_questions();
  check_conditions();
  check_rules();
  check_red_flags();
  check_scenarios();
  check_properties();
  check_lexicon();
  check_wording(base_, diagnostics_);
  // Seen from here, a name with a spelling mistake is one that nobody uses.
  if (!has_errors(diagnostics_)) check_dependencies(base_, diagnostics_);
  if (!has_errors(diagnostics_)) check_usage(base_, diagnostics_);
}

}  // namespace

void check(const Draft& draft, const NamePlaces& places, Diagnostics& diagnostics) {
  Checker(draft, places, diagnostics).check();
}

}  // namespace peyer
