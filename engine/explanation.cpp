#include "engine/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "engine/citation.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

namespace {

template <typename Item, typename IdType>
const Item& must_find(const std::vector<Item>& items, const IdType& id) {
  const Item* item = find_by_id(items, id);
  if (item == nullptr) throw std::logic_error("an outcome names what its pack lacks: " + id.str());
  return *item;
}

// Builds proof trees out of what an outcome recorded.
class Prover {
 public:
  explicit Prover(const Consultation& visit)
      : visit_(visit),
        base_(visit.knowledge()),
        book_(visit.engine().rulebook()),
        answers_(visit.answers()),
        outcome_(visit.outcome()) {}

  ProofNode finding(const Conclusion& conclusion) const {
    const Finding& finding = must_find(base_.findings, conclusion.finding);
    ProofNode node = made(ProofNode::Kind::finding, finding.id.str(), finding.title, finding.at);
    node.grade = conclusion.grade;
    for (const Derivation& derivation : conclusion.derivations) {
      node.because.push_back(derivation.rule.empty() ? chain(derivation) : rule(derivation));
    }
    return node;
  }

  ProofNode advice(const GivenAdvice& given) const {
    const Advice& advice = must_find(base_.advice, given.advice);
    ProofNode node = made(ProofNode::Kind::advice, advice.id.str(), advice.title, advice.at);
    node.sources = ids_of(advice.cite);
    for (const Derivation& derivation : given.derivations) node.because.push_back(rule(derivation));
    return node;
  }

  ProofNode triage() const {
    const Triage& triage = outcome_.triage;
    const Level& level = must_find(base_.levels, triage.level);
    ProofNode node = made(ProofNode::Kind::triage, level.id.str(), level.title, level.at);
    for (const TriageReason& reason : triage.reasons) {
      for (const std::vector<Ground>& grounds : reason.derivations) {
        node.because.push_back(urging(reason, grounds));
      }
    }
    if (triage.floor) {
      ProofNode open;
      open.kind = ProofNode::Kind::open_red_flags;
      for (const RuleId& flag : triage.open_red_flags) {
        const RedFlag& sign = must_find(base_.red_flags, flag);
        open.because.push_back(made(ProofNode::Kind::rule, flag.str(), sign.title, sign.at));
      }
      node.because.push_back(std::move(open));
    }
    return node;
  }

 private:
  static ProofNode made(ProofNode::Kind kind, std::string id, std::string text,
                        const Location& at) {
    ProofNode node;
    node.kind = kind;
    node.id = std::move(id);
    node.text = std::move(text);
    node.place = at.place();
    return node;
  }

  ProofNode rule(const Derivation& derivation) const {
    const Rule& rule = must_find(base_.rules, derivation.rule);
    ProofNode node = made(ProofNode::Kind::rule, rule.id.str(), rule.say, rule.at);
    if (derivation.grade != Grade::as_told) node.grade = derivation.grade;
    node.sources = ids_of(rule.cite);
    for (const Ground& ground : derivation.grounds) node.because.push_back(condition(ground));
    for (const auto& id : rule.links) node.because.push_back(link(id.value));
    return node;
  }

  // What urged a level: a red flag, or a rule.
  ProofNode urging(const TriageReason& reason, const std::vector<Ground>& grounds) const {
    const RedFlag* flag = find_by_id(base_.red_flags, reason.rule);
    if (flag == nullptr) {
      Derivation derivation;
      derivation.rule = reason.rule;
      derivation.grounds = grounds;
      return rule(derivation);
    }
    ProofNode node = made(ProofNode::Kind::rule, flag->id.str(), flag->title, flag->at);
    node.doubt = reason.doubt;
    node.sources = ids_of(flag->cite);
    for (const Ground& ground : grounds) node.because.push_back(condition(ground));
    return node;
  }

  ProofNode chain(const Derivation& derivation) const {
    ProofNode node;
    node.kind = ProofNode::Kind::chain;
    node.id = derivation.origin.str();
    node.grade = derivation.grade;
    if (const Conclusion* origin = find_conclusion(outcome_, derivation.origin)) {
      node.because.push_back(finding(*origin));
    }
    for (const LinkId& id : derivation.chain) node.because.push_back(link(id));
    return node;
  }

  ProofNode link(const LinkId& id) const {
    const Link& link = must_find(base_.links, id);
    ProofNode node = made(ProofNode::Kind::link, id.str(), link.say, link.at);
    node.grade = effective_grade(link, must_find(base_.populations, link.population.value));
    node.caveat = link.caveat;
    node.sources = ids_of(link.cite);
    return node;
  }

  ProofNode condition(const Ground& ground) const {
    const CompiledCondition& compiled =
        book_.conditions[static_cast<std::size_t>(ground.condition)];
    const std::string& subject = compiled.comparison.subject.value;
    if (compiled.comparison.test == Comparison::Test::concluded) {
      const FindingId id(subject);
      const Conclusion* conclusion = find_conclusion(outcome_, id);
      if (conclusion != nullptr) return finding(*conclusion);
      return not_concluded(id, ground.state);
    }
    const Question& question = must_find(base_.questions, QuestionId(subject));
    if (ground.inapplicable) {
      return made(ProofNode::Kind::not_applicable, subject, question.ask, question.at);
    }
    const Reply& reply = answers_.replies.at(question.id);
    const Reply part = part_that_counts(compiled.comparison, reply, ground.state);
    ProofNode node =
        made(ProofNode::Kind::answer, subject,
             fmt::format("{} – {}", question.ask, in_words(question, part)), question.at);
    node.doubt = !reply.given();
    return node;
  }

  // Of all that was ticked what the condition asks for. Where it must not be ticked, all of it
  // counts.
  static Reply part_that_counts(const Comparison& comparison, Reply reply, Ground::State state) {
    if (state != Ground::State::met || comparison.test != Comparison::Test::include) return reply;
    if (comparison.options.empty()) return reply;
    std::erase_if(reply.options, [&](const OptionId& id) {
      return std::none_of(comparison.options.begin(), comparison.options.end(),
                          [&](const auto& wanted) { return wanted.value == id.str(); });
    });
    return reply;
  }

  // A finding that was ruled out, or is in doubt, and the conditions that made it so: of every
  // clause that could have concluded it the first that stands against it.
  ProofNode not_concluded(const FindingId& id, Ground::State state) const {
    const Finding& finding = must_find(base_.findings, id);
    ProofNode node = made(ProofNode::Kind::not_concluded, id.str(), finding.title, finding.at);
    node.doubt = state == Ground::State::unsure;
    for (const Rule& rule : base_.rules) {
      if (!rule.finding || rule.finding->value != id) continue;
      for (const Formula& formula : book_.formulas) {
        if (formula.id == rule.id.str()) add_obstacles(formula, node);
      }
    }
    for (const FindingId& origin : visit_.engine().origins_of(id)) {
      node.because.push_back(not_concluded(origin, state));
    }
    return node;
  }

  void add_obstacles(const Formula& formula, ProofNode& node) const {
    if (truths_.empty()) truths_ = visit_.engine().truths(answers_);
    for (const Clause& clause : formula.clauses) {
      for (const Literal& literal : clause) {
        const auto& truth = truths_[static_cast<std::size_t>(literal.condition)];
        if (!truth || (truth->state == Ground::State::met) == literal.met) continue;
        if (truth->state == Ground::State::unsure && !node.doubt) continue;
        node.because.push_back(condition(*truth));
        break;
      }
    }
  }

  const Consultation& visit_;
  const KnowledgeBase& base_;
  const Rulebook& book_;
  const Answers& answers_;
  const Outcome& outcome_;
  mutable std::vector<std::optional<Ground>> truths_;  // asked for when first needed
};

void collect_sources(const ProofNode& node, std::vector<SourceId>& sources) {
  add_sources(node.sources, sources);
  for (const ProofNode& child : node.because) collect_sources(child, sources);
}

// Holds one formula's clauses against the answers.
class Verdicts {
 public:
  explicit Verdicts(const Consultation& visit)
      : base_(visit.knowledge()),
        book_(visit.engine().rulebook()),
        answers_(visit.answers()),
        truths_(visit.engine().truths(visit.answers())) {}

  const Formula* formula(const std::string& id) const {
    for (const Formula& formula : book_.formulas) {
      if (formula.id == id) return &formula;
    }
    return nullptr;
  }

  // The clause with the fewest contrary conditions, then the fewest open ones.
  RuleAttempt closest(const Formula& formula) const {
    RuleAttempt best;
    bool first = true;
    for (const Clause& clause : formula.clauses) {
      RuleAttempt attempt = held_against(clause);
      if (first || std::pair(attempt.missing, attempt.open) < std::pair(best.missing, best.open)) {
        best = std::move(attempt);
      }
      first = false;
    }
    best.rule = RuleId(formula.id);
    best.place = formula.at.place();
    if (const Rule* rule = find_by_id(base_.rules, best.rule)) best.say_not = rule->say_not;
    return best;
  }

 private:
  RuleAttempt held_against(const Clause& clause) const {
    RuleAttempt attempt;
    for (const Literal& literal : clause) {
      ConditionVerdict verdict = held_against(literal);
      if (verdict.mark == ConditionVerdict::Mark::no) ++attempt.missing;
      if (verdict.mark == ConditionVerdict::Mark::open ||
          verdict.mark == ConditionVerdict::Mark::doubt) {
        ++attempt.open;
      }
      attempt.conditions.push_back(std::move(verdict));
    }
    return attempt;
  }

  ConditionVerdict held_against(const Literal& literal) const {
    using Mark = ConditionVerdict::Mark;
    const auto number = static_cast<std::size_t>(literal.condition);
    const CompiledCondition& condition = book_.conditions[number];
    ConditionVerdict verdict;
    verdict.text = (literal.met ? "" : "not ") + condition.text;
    verdict.question = condition.comparison.subject.value;
    verdict.on_finding = condition.comparison.test == Comparison::Test::concluded;
    const std::optional<Ground>& truth = truths_[number];
    // An answer to what does not apply was set aside and explains nothing.
    if (!verdict.on_finding && !(truth && truth->inapplicable)) {
      verdict.answer = answer_to(verdict.question);
    }
    if (truth) {
      const bool met = truth->state == Ground::State::met;
      verdict.mark = truth->state == Ground::State::unsure ? Mark::doubt
                     : met == literal.met                  ? Mark::yes
                                                           : Mark::no;
    }
    return verdict;
  }

  std::string answer_to(const std::string& question) const {
    const QuestionId id(question);
    const auto reply = answers_.replies.find(id);
    return reply == answers_.replies.end()
               ? ""
               : in_words(must_find(base_.questions, id), reply->second);
  }

  const KnowledgeBase& base_;
  const Rulebook& book_;
  const Answers& answers_;
  std::vector<std::optional<Ground>> truths_;
};

// What a formula would conclude, in words.
std::string aim_of(const KnowledgeBase& base, const std::string& formula) {
  constexpr std::string_view applies = "applies/";
  if (formula.starts_with(applies)) {
    return must_find(base.questions, QuestionId(formula.substr(applies.size()))).ask;
  }
  const RuleId id(formula);
  if (const RedFlag* flag = find_by_id(base.red_flags, id)) return flag->title;
  const Rule& rule = must_find(base.rules, id);
  if (rule.finding) {
    const Finding& finding = must_find(base.findings, rule.finding->value);
    if (!finding.title.empty()) return finding.title;
  }
  if (!rule.advice.empty()) return must_find(base.advice, rule.advice.front().value).title;
  if (rule.triage) return must_find(base.levels, rule.triage->value).title;
  return formula;
}

}  // namespace

std::string_view to_string(ProofNode::Kind kind) {
  using Kind = ProofNode::Kind;
  switch (kind) {
    case Kind::triage:
      return "triage";
    case Kind::finding:
      return "finding";
    case Kind::advice:
      return "advice";
    case Kind::rule:
      return "rule";
    case Kind::chain:
      return "chain";
    case Kind::link:
      return "link";
    case Kind::answer:
      return "answer";
    case Kind::not_applicable:
      return "not-applicable";
    case Kind::not_concluded:
      return "not-concluded";
    case Kind::open_red_flags:
      return "open-red-flags";
  }
  return "";
}

std::optional<ProofNode> how(const Consultation& visit, const FindingId& finding) {
  const Conclusion* conclusion = find_conclusion(visit.outcome(), finding);
  if (conclusion == nullptr) return std::nullopt;
  return Prover(visit).finding(*conclusion);
}

std::optional<ProofNode> how(const Consultation& visit, const AdviceId& advice) {
  for (const GivenAdvice& given : visit.outcome().advice) {
    if (given.advice == advice) return Prover(visit).advice(given);
  }
  return std::nullopt;
}

ProofNode how_triage(const Consultation& visit) {
  return Prover(visit).triage();
}

std::vector<SourceId> sources_of(const ProofNode& proof) {
  std::vector<SourceId> sources;
  collect_sources(proof, sources);
  return sources;
}

Why why(const Consultation& visit, const QuestionId& question) {
  const Engine& engine = visit.engine();
  Why why;
  why.question = question;
  const KnowledgeBase& base = visit.knowledge();
  const Question* asked = find_by_id(base.questions, question);
  if (asked == nullptr) return why;
  why.why = asked->why;
  for (const AskedFor& reason : engine.asked_for(visit.answers(), question)) {
    const auto& formulas = engine.rulebook().formulas;
    const auto formula = std::find_if(formulas.begin(), formulas.end(),
                                      [&](const Formula& f) { return f.id == reason.formula; });
    why.hanging.push_back(
        {reason.formula, aim_of(base, reason.formula), reason.tier, formula->at.place()});
  }
  return why;
}

WhyNot why_not(const Consultation& visit, const FindingId& finding) {
  WhyNot result;
  result.concluded = find_conclusion(visit.outcome(), finding) != nullptr;
  if (result.concluded) return result;
  const Verdicts verdicts(visit);
  const KnowledgeBase& base = visit.knowledge();
  for (const Rule& rule : base.rules) {
    if (!rule.finding || rule.finding->value != finding) continue;
    result.attempts.push_back(verdicts.closest(*verdicts.formula(rule.id.str())));
  }
  // A chain hangs on where it starts: the rules that would conclude its origin.
  for (const FindingId& origin : visit.engine().origins_of(finding)) {
    for (const Rule& rule : base.rules) {
      if (!rule.finding || rule.finding->value != origin) continue;
      RuleAttempt attempt = verdicts.closest(*verdicts.formula(rule.id.str()));
      attempt.origin = origin;
      result.attempts.push_back(std::move(attempt));
    }
  }
  std::stable_sort(result.attempts.begin(), result.attempts.end(),
                   [](const RuleAttempt& a, const RuleAttempt& b) {
                     return std::pair(a.missing, a.open) < std::pair(b.missing, b.open);
                   });
  return result;
}

std::optional<RuleAttempt> attempt(const Consultation& visit, const RuleId& rule) {
  const Verdicts verdicts(visit);
  const Formula* formula = verdicts.formula(rule.str());
  if (formula == nullptr) return std::nullopt;
  return verdicts.closest(*formula);
}

std::vector<const SafetyNet*> safety_net_of(const KnowledgeBase& knowledge,
                                            const Outcome& outcome) {
  std::vector<const SafetyNet*> items;
  for (const std::string& id : outcome.safety_net) {
    for (const SafetyNet& item : knowledge.safety_net) {
      if (item.id == id) items.push_back(&item);
    }
  }
  return items;
}

std::string text_of(const KnowledgeBase& knowledge, const Conclusion& conclusion) {
  for (const Derivation& derivation : conclusion.derivations) {
    if (derivation.rule.empty()) continue;
    const Rule& rule = must_find(knowledge.rules, derivation.rule);
    if (!rule.say.empty()) return rule.say;
  }
  return must_find(knowledge.findings, conclusion.finding).say;
}

namespace {

// "1 months" as it is said. Units stand in the plural, as an author writes them.
std::string one_of_them(std::string count) {
  const bool one = count.starts_with("1 ") && count.size() > 3 && count.ends_with('s');
  if (one) count.pop_back();
  return count;
}

}  // namespace

std::string_view to_string(ConditionVerdict::Mark mark) {
  using Mark = ConditionVerdict::Mark;
  switch (mark) {
    case Mark::yes:
      return "yes";
    case Mark::no:
      return "no";
    case Mark::open:
      return "open";
    case Mark::doubt:
      return "doubt";
  }
  return "";
}

std::string in_words(const ProofNode& proof) {
  using Kind = ProofNode::Kind;
  const auto said = [&](const char* key) {
    return Phrases::english()(key, {{"text", proof.text}});
  };
  switch (proof.kind) {
    case Kind::rule:
      return said(proof.doubt ? "how.rule_in_doubt" : "how.rule");
    case Kind::chain:
      return said("how.chain");
    case Kind::link:
      return said("how.link");
    case Kind::answer:
      return said("how.answer");
    case Kind::not_applicable:
      return said("how.not_applicable");
    case Kind::not_concluded:
      return said("how.not_concluded");
    case Kind::open_red_flags:
      return said("how.open_red_flags");
    default:
      return proof.text;
  }
}

std::string in_words(const Question& question, const Reply& reply) {
  const Phrases& phrases = Phrases::english();
  if (reply.status == Reply::Status::not_sure) return phrases("reply.not_sure");
  if (reply.status == Reply::Status::rather_not_say) return phrases("reply.rather_not_say");
  if (question.kind == Question::Kind::number) {
    const std::string number = to_words(question, reply).front();
    const bool has_unit = number.find(' ') != std::string::npos;
    return one_of_them(has_unit ? number : number + " " + question.unit);
  }
  std::string words;
  for (const OptionId& id : reply.options) {
    const Option* option = find_by_id(question.options, id);
    if (!words.empty()) words += "; ";
    words += option == nullptr ? id.str() : option->text;
  }
  return words.empty() ? phrases("reply.none_of_these") : words;
}

}  // namespace peyer
