#include "knowledge/usage.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "knowledge/chains.h"
#include "knowledge/dependencies.h"

namespace peyer {
namespace {

template <typename IdType>
class Used {
 public:
  void add(const Located<IdType>& name) { names_.insert(name.value); }

  void add(const std::vector<Located<IdType>>& names) {
    for (const Located<IdType>& name : names) add(name);
  }

  bool has(const IdType& id) const { return names_.count(id) > 0; }

 private:
  std::unordered_set<IdType> names_;
};

class UsageChecker {
 public:
  UsageChecker(const KnowledgeBase& base, Diagnostics& diagnostics)
      : base_(base), diagnostics_(diagnostics) {}

  void check() {
    check_sources();
    check_conditions();
    check_concepts();
    check_findings();
    check_topics();
    check_advice();
  }

 private:
  void warn(const char* code, const Location& at, std::string message, std::string help) {
    diagnostics_.push_back({Severity::warning, code, std::move(message), std::move(help), at});
  }

  template <typename Item, typename IdType>
  void warn_unused(const std::vector<Item>& items, const Used<IdType>& used, std::string_view what,
                   std::string_view cure) {
    for (const Item& item : items) {
      if (used.has(item.id)) continue;
      warn("K061", item.at, fmt::format("nothing uses the {} '{}'", what, item.id.str()),
           std::string(cure));
    }
  }

  void visit_conditions();
  void check_sources();
  void check_conditions();
  void check_concepts();
  void check_findings();
  void check_topics();
  void check_advice();
  bool some_chain_reaches(const Chains& chains, const Reached& reached) const;

  const KnowledgeBase& base_;
  Diagnostics& diagnostics_;
  Used<QuestionId> questions_;
  Used<FindingId> findings_;  // in conditions
};

void UsageChecker::visit_conditions() {
  const auto visit = [this](const Comparison& comparison) {
    if (comparison.test == Comparison::Test::concluded) {
      findings_.add({FindingId(comparison.subject.value), {}});
    } else {
      questions_.add({QuestionId(comparison.subject.value), {}});
    }
  };
  for (const Question& question : base_.questions) {
    if (question.applies) for_each_comparison(*question.applies, visit);
  }
  for (const Rule& rule : base_.rules) for_each_comparison(rule.when, visit);
  for (const RedFlag& flag : base_.red_flags) {
    for_each_comparison(flag.when, visit);
    if (flag.together) for_each_comparison(*flag.together, visit);
  }
  for (const Contradiction& contradiction : base_.contradictions) {
    for_each_comparison(contradiction.when, visit);
  }
  for (const SafetyNet& item : base_.safety_net) {
    if (item.when) for_each_comparison(*item.when, visit);
  }
}

void UsageChecker::check_sources() {
  Used<SourceId> cited;
  for (const Concept& item : base_.concepts) cited.add(item.cite);
  for (const Link& item : base_.links) cited.add(item.cite);
  for (const Advice& item : base_.advice) cited.add(item.cite);
  for (const Rule& item : base_.rules) cited.add(item.cite);
  for (const RedFlag& item : base_.red_flags) cited.add(item.cite);
  for (const SafetyNet& item : base_.safety_net) cited.add(item.cite);
  for (const Source& source : base_.sources) {
    if (cited.has(source.id)) continue;
    warn("K060", source.at, fmt::format("nothing cites the source '{}'", source.id.str()),
         "cite it or take it out");
  }
}

void UsageChecker::check_conditions() {
  visit_conditions();
  warn_unused(base_.questions, questions_, "question",
              "no condition asks for its answer; use it in one or take it out");
  Used<ScreenId> screens;
  for (const Question& question : base_.questions) {
    if (question.screen) screens.add(*question.screen);
  }
  warn_unused(base_.screens, screens, "screen", "put questions on it or take it out");
}

void UsageChecker::check_concepts() {
  Used<ConceptId> concepts;
  Used<RelationId> relations;
  Used<PopulationId> populations;
  Used<KindId> kinds;
  for (const Link& link : base_.links) {
    concepts.add(link.from);
    concepts.add(link.to);
    relations.add(link.relation);
    populations.add(link.population);
  }
  for (const Finding& finding : base_.findings) {
    if (finding.about) concepts.add(*finding.about);
    if (finding.reached) concepts.add(finding.reached->target);
  }
  for (const Concept& item : base_.concepts) kinds.add(item.kind);
  warn_unused(base_.concepts, concepts, "concept", "link it to another or take it out");
  warn_unused(base_.relations, relations, "relation", "use it in a link or take it out");
  warn_unused(base_.populations, populations, "population", "use it in a link or take it out");
  warn_unused(base_.kinds, kinds, "kind", "give it to a concept or take it out");
}

bool UsageChecker::some_chain_reaches(const Chains& chains, const Reached& reached) const {
  return std::any_of(base_.findings.begin(), base_.findings.end(), [&](const Finding& finding) {
    return finding.about && chains.reach(finding.about->value, reached);
  });
}

void UsageChecker::check_findings() {
  Used<FindingId> concluded;
  for (const Rule& rule : base_.rules) {
    if (rule.finding) concluded.add(*rule.finding);
  }
  const Chains chains(base_);
  for (const Finding& finding : base_.findings) {
    const bool by_rule = concluded.has(finding.id);
    const bool matters = finding.show || finding.about || findings_.has(finding.id);
    if (!by_rule && !finding.reached) {
      warn("K061", finding.at, fmt::format("nothing concludes the finding '{}'", finding.id.str()),
           "add a rule that does, or take it out");
    } else if (!matters) {
      warn("K061", finding.at, fmt::format("nothing uses the finding '{}'", finding.id.str()),
           "it is not shown, so some condition should ask whether it is concluded");
    } else if (finding.reached && !by_rule && !some_chain_reaches(chains, *finding.reached)) {
      warn("K062", finding.reached->target.at,
           fmt::format("no chain of links ever gets to '{}'", finding.id.str()),
           "link something that a finding is about to this concept");
    } else if (finding.about && !chains.start_at(finding.about->value)) {
      warn("K062", finding.about->at,
           fmt::format("no chain of links begins at '{}'", finding.about->value.str()),
           "link it to something, or leave 'about' out");
    }
  }
}

void UsageChecker::check_topics() {
  Used<TopicId> topics;
  for (const Question& item : base_.questions) topics.add(item.topic);
  for (const Finding& item : base_.findings) topics.add(item.topics);
  for (const Advice& item : base_.advice) topics.add(item.topics);
  warn_unused(base_.topics, topics, "topic", "group something under it or take it out");
}

void UsageChecker::check_advice() {
  Used<AdviceId> advice;
  for (const Rule& rule : base_.rules) advice.add(rule.advice);
  warn_unused(base_.advice, advice, "advice", "let a rule give it or take it out");
}

}  // namespace

void check_usage(const KnowledgeBase& base, Diagnostics& diagnostics) {
  UsageChecker(base, diagnostics).check();
}

}  // namespace peyer
