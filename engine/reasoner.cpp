#include "engine/reasoner.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <tuple>
#include <utility>

namespace peyer {

namespace {

// Far above what the largest pack fires; reaching it means that the rules loop.
constexpr long long firing_limit = 20'000'000;

// Slots of the templates in rules/*.clp, by their order there; reasoner_test.cpp holds them against
// the loaded templates.
namespace slots {
constexpr int truth_condition = 0, truth_state = 1;
constexpr int supports_finding = 0, supports_rule = 1, supports_origin = 2, supports_rank = 3;
constexpr int concluded_finding = 0, concluded_rank = 1;
constexpr int advised_advice = 0, advised_rule = 1, advised_rank = 2;
constexpr int urges_rule = 0, urges_level = 1, urges_order = 2, urges_doubt = 3;
constexpr int triage_level = 0, triage_order = 1;
constexpr int chain_from = 0, chain_to = 1, chain_effect = 2, chain_rank = 3, chain_steps = 4,
              chain_via = 5;
constexpr int lead_to = 1;
constexpr int spoken_of_claim = 0;
constexpr int reach_finding = 0, reach_origin = 1, reach_rank = 2;
constexpr int useful_question = 0, useful_formula = 1, useful_tier = 2;
constexpr int askable_question = 0, askable_screen = 2;
}  // namespace slots

int condition_number(std::string_view symbol) {
  int number = 0;
  std::from_chars(symbol.data() + 1, symbol.data() + symbol.size(), number);
  return number;
}

ClipsEnvironment::Slots answer_slots(const QuestionId& question, const Reply& reply) {
  using Field = ClipsEnvironment::Field;
  const char* status = reply.status == Reply::Status::given      ? "given"
                       : reply.status == Reply::Status::not_sure ? not_sure_word
                                                                 : rather_not_say_word;
  return {{"question", question.str()},
          {"status", std::string(status)},
          {"value", std::vector<Field>{}}};
}

std::vector<ClipsEnvironment::Field> answer_value(const Question& question, const Reply& reply) {
  std::vector<ClipsEnvironment::Field> value;
  if (!reply.given()) return value;
  if (question.kind == Question::Kind::number) return {reply.number};
  for (const OptionId& option : reply.options) value.emplace_back(option.str());
  return value;
}

long long reach_rank(const Support& support) {
  for (const FactView fact : support.facts) {
    if (fact.template_name() == "reach") return fact.integer(slots::reach_rank);
  }
  throw ClipsError("a finding was reached without a chain");
}

bool by_conditions(const std::vector<Ground>& a, const std::vector<Ground>& b) {
  return std::lexicographical_compare(
      a.begin(), a.end(), b.begin(), b.end(),
      [](const Ground& x, const Ground& y) { return x.condition < y.condition; });
}

// A total order, so that equal answers give equal outcomes whatever CLIPS did in between.
void sort_derivations(std::vector<Derivation>& derivations) {
  std::sort(derivations.begin(), derivations.end(), [](const Derivation& a, const Derivation& b) {
    const auto key = [](const Derivation& d) {
      return std::tuple(-static_cast<int>(d.grade), d.rule.empty(), d.grounds.size(),
                        d.chain.size(), d.rule, d.origin, d.chain);
    };
    return key(a) != key(b) ? key(a) < key(b) : by_conditions(a.grounds, b.grounds);
  });
}

}  // namespace

RulebookIndex::RulebookIndex(const Rulebook& book) : knowledge_(*book.knowledge) {
  const auto number = [](Places& places, const auto& items, auto name) {
    for (const auto& item : items) {
      const int place = static_cast<int>(places.size());
      places.emplace(name(item), place);
    }
  };
  const auto by_id = [](const auto& item) { return std::string_view(item.id.str()); };
  number(findings_, book.knowledge->findings, by_id);
  number(advice_, book.knowledge->advice, by_id);
  number(questions_, book.knowledge->questions, by_id);
  number(formulas_, book.formulas, [](const Formula& f) { return std::string_view(f.id); });
}

const Question* RulebookIndex::find_question(std::string_view id) const {
  const auto place = questions_.find(id);
  return place == questions_.end() ? nullptr
                                   : &knowledge_.questions[static_cast<std::size_t>(place->second)];
}

Reasoner::Reasoner(const Rulebook& book, const RulebookIndex& index) : book_(book), index_(index) {
  clips_.load(book.constructs);
  const std::vector<std::string> unsupported = clips_.rules_without_full_support();
  if (!unsupported.empty()) {
    throw ClipsError("rule without full logical support: " + unsupported.front());
  }
  start();
}

Reasoner::Reasoner(const Rulebook& book, const RulebookIndex& index, const std::string& image_path)
    : book_(book), index_(index) {
  clips_.load_image(image_path);
  start();
}

void Reasoner::start() {
  clips_.reset();
  clips_.run(firing_limit);
}

void* Reasoner::stand(const std::string& symbol) {
  return clips_.assert_fact("standing", {{"variant", symbol}});
}

std::size_t Reasoner::distance(const Answers& answers, Agenda agenda) const {
  // To work the agenda out anew costs about as much as this many answers.
  constexpr std::size_t whole_agenda = 20;
  std::size_t changes = agenda_ == agenda ? 0 : whole_agenda;
  for (const auto& [question, reply] : answers_.replies) {
    const auto now = answers.replies.find(question);
    if (now == answers.replies.end() || now->second != reply) ++changes;
  }
  for (const auto& [question, reply] : answers.replies) {
    const auto before = answers_.replies.find(question);
    if (before == answers_.replies.end() || before->second != reply) ++changes;
  }
  if (agenda == Agenda::left || answers_.came_for == answers.came_for) return changes;
  return changes + 1000;  // what was come for touches all of the agenda
}

void Reasoner::set(Agenda agenda) {
  if (agenda == agenda_) return;
  if (agenda == Agenda::kept) {
    clips_.assert_fact("asking", {});
  } else {
    const void* fact = nullptr;
    clips_.for_each("asking", [&](FactView one) { fact = one.address(); });
    clips_.retract(FactView(fact));
  }
  agenda_ = agenda;
}

void Reasoner::move_to(const Answers& answers) {
  for (auto fact = answer_facts_.begin(); fact != answer_facts_.end();) {
    const auto now = answers.replies.find(fact->first);
    if (now != answers.replies.end() && now->second == answers_.replies.at(fact->first)) {
      ++fact;
      continue;
    }
    clips_.retract(fact->second);
    fact = answer_facts_.erase(fact);
  }
  for (auto fact = topic_facts_.begin(); fact != topic_facts_.end();) {
    if (answers.came_for.contains(fact->first)) {
      ++fact;
      continue;
    }
    clips_.retract(fact->second);
    fact = topic_facts_.erase(fact);
  }
  for (const auto& [question, reply] : answers.replies) {
    if (answer_facts_.contains(question)) continue;
    ClipsEnvironment::Slots slots = answer_slots(question, reply);
    const auto place = static_cast<std::size_t>(index_.question(question.str()));
    slots.back().second = answer_value(book_.knowledge->questions[place], reply);
    answer_facts_[question] = clips_.assert_fact("answer", slots);
  }
  for (const TopicId& topic : answers.came_for) {
    if (topic_facts_.contains(topic)) continue;
    topic_facts_[topic] = clips_.assert_fact("came-for", {{"topic", topic.str()}});
  }
  answers_ = answers;
  clips_.run(firing_limit);
}

Ground Reasoner::ground(FactView truth) const {
  const std::string_view state = truth.symbol(slots::truth_state);
  Ground ground;
  ground.condition = condition_number(truth.symbol(slots::truth_condition));
  ground.state = state == "met"     ? Ground::State::met
                 : state == "unmet" ? Ground::State::unmet
                                    : Ground::State::unsure;
  const Comparison& comparison =
      book_.conditions[static_cast<std::size_t>(ground.condition)].comparison;
  ground.inapplicable =
      comparison.test != Comparison::Test::concluded &&
      inapplicable_[static_cast<std::size_t>(index_.question(comparison.subject.value))];
  return ground;
}

std::vector<Ground> Reasoner::grounds(const Support& support) const {
  std::vector<Ground> found;
  for (const FactView fact : support.facts) {
    if (fact.template_name() == "truth") found.push_back(ground(fact));
  }
  return found;
}

Triage Reasoner::triage() const {
  Triage triage;
  long long order = 0;
  clips_.for_each("triage", [&](FactView fact) {
    triage.level = LevelId(std::string(fact.symbol(slots::triage_level)));
    order = fact.integer(slots::triage_order);
  });

  // By the formula's place: the pack's order. A certain reason makes its doubtful twin idle talk.
  std::map<int, TriageReason> reasons;
  std::map<int, TriageReason> also;
  clips_.for_each("urges", [&](FactView fact) {
    const std::string_view rule = fact.symbol(slots::urges_rule);
    const bool at_level = fact.integer(slots::urges_order) == order;
    if (rule == "none") return;
    const int place = index_.formula(rule);
    const Formula& formula = book_.formulas[static_cast<std::size_t>(place)];
    if (!at_level && formula.kind != Formula::Kind::red_flag) return;
    TriageReason reason;
    reason.rule = RuleId(std::string(rule));
    reason.doubt = fact.symbol(slots::urges_doubt) == "yes";
    for (const Support& support : ClipsEnvironment::supports_of(fact)) {
      reason.derivations.push_back(grounds(support));
    }
    std::sort(reason.derivations.begin(), reason.derivations.end(), by_conditions);
    const auto [known, is_new] = (at_level ? reasons : also).try_emplace(place, reason);
    if (!is_new && known->second.doubt) known->second = std::move(reason);
  });
  for (auto& [place, reason] : reasons) triage.reasons.push_back(std::move(reason));
  for (auto& [place, reason] : also) {
    if (!reasons.contains(place)) triage.also.push_back(std::move(reason));
  }

  std::set<int> open;
  clips_.for_each("open-flag", [&](FactView fact) { open.insert(index_.formula(fact.symbol(0))); });
  for (const int place : open) {
    triage.open_red_flags.emplace_back(book_.formulas[static_cast<std::size_t>(place)].id);
  }
  triage.floor = triage.reasons.empty() && !triage.open_red_flags.empty();
  return triage;
}

void Reasoner::read_conclusions(const Chains& chains, Outcome& outcome) const {
  const std::vector<Finding>& findings = book_.knowledge->findings;
  std::map<int, Conclusion> found;  // by place: the pack's order
  clips_.for_each("concluded", [&](FactView fact) {
    const std::string_view id = fact.symbol(slots::concluded_finding);
    found[index_.finding(id)] = {
        FindingId(std::string(id)), static_cast<Grade>(fact.integer(slots::concluded_rank)), {}};
  });
  clips_.for_each("supports", [&](FactView fact) {
    Derivation derivation;
    derivation.grade = static_cast<Grade>(fact.integer(slots::supports_rank));
    const std::string_view finding = fact.symbol(slots::supports_finding);
    const std::string_view origin = fact.symbol(slots::supports_origin);
    std::vector<Derivation>& derivations = found.at(index_.finding(finding)).derivations;
    if (origin != "none") {
      derivation.origin = FindingId(std::string(origin));
      for (const Support& support : ClipsEnvironment::supports_of(fact)) {
        derivation.chain =
            chains.at({std::string(finding), std::string(origin), reach_rank(support)});
        derivations.push_back(derivation);
      }
      return;
    }
    derivation.rule = RuleId(std::string(fact.symbol(slots::supports_rule)));
    for (const Support& support : ClipsEnvironment::supports_of(fact)) {
      derivation.grounds = grounds(support);
      derivations.push_back(derivation);
    }
  });
  for (auto& [place, conclusion] : found) {
    sort_derivations(conclusion.derivations);
    const bool show = findings[static_cast<std::size_t>(place)].show;
    (show ? outcome.conclusions : outcome.stepping_stones).push_back(std::move(conclusion));
  }
  std::stable_sort(outcome.conclusions.begin(), outcome.conclusions.end(),
                   [](const Conclusion& a, const Conclusion& b) { return a.grade > b.grade; });
}

std::vector<GivenAdvice> Reasoner::advice() const {
  std::map<int, GivenAdvice> given;
  clips_.for_each("advised", [&](FactView fact) {
    const std::string_view id = fact.symbol(slots::advised_advice);
    GivenAdvice& advice = given[index_.advice(id)];
    advice.advice = AdviceId(std::string(id));
    Derivation derivation;
    derivation.rule = RuleId(std::string(fact.symbol(slots::advised_rule)));
    derivation.grade = static_cast<Grade>(fact.integer(slots::advised_rank));
    for (const Support& support : ClipsEnvironment::supports_of(fact)) {
      derivation.grounds = grounds(support);
      advice.derivations.push_back(derivation);
    }
  });
  std::vector<GivenAdvice> list;
  for (auto& [place, advice] : given) {
    sort_derivations(advice.derivations);
    list.push_back(std::move(advice));
  }
  return list;
}

std::vector<std::string> Reasoner::safety_net() const {
  std::set<std::string_view> ruled_out;
  clips_.for_each("ruled-out", [&](FactView fact) { ruled_out.insert(fact.symbol(0)); });
  std::vector<std::string> ids;
  for (const SafetyNet& item : book_.knowledge->safety_net) {
    if (!ruled_out.contains("safety-net/" + item.id)) ids.push_back(item.id);
  }
  return ids;
}

std::vector<NoticedContradiction> Reasoner::contradictions() const {
  std::map<int, NoticedContradiction> noticed;
  clips_.for_each("contradiction", [&](FactView fact) {
    const std::string_view id = fact.symbol(0);
    NoticedContradiction& one = noticed[index_.formula(id)];
    one.contradiction = RuleId(std::string(id));
    std::set<std::string> questions;
    for (const Support& support : ClipsEnvironment::supports_of(fact)) {
      for (const Ground& ground : grounds(support)) {
        const Comparison& comparison =
            book_.conditions[static_cast<std::size_t>(ground.condition)].comparison;
        if (comparison.test != Comparison::Test::concluded && !ground.inapplicable) {
          questions.insert(comparison.subject.value);
        }
      }
    }
    for (const std::string& question : questions) one.questions.emplace_back(question);
  });
  std::vector<NoticedContradiction> list;
  list.reserve(noticed.size());
  for (auto& [place, one] : noticed) list.push_back(std::move(one));
  return list;
}

std::optional<NextQuestions> Reasoner::next() const {
  std::string_view first;
  clips_.for_each("next", [&](FactView fact) { first = fact.symbol(0); });
  if (first.empty()) return std::nullopt;
  const auto place = static_cast<std::size_t>(index_.question(first));
  const Question& question = book_.knowledge->questions[place];
  NextQuestions next;
  if (!question.screen) {
    next.questions.push_back(question.id);
    return next;
  }
  next.screen = question.screen->value;
  std::set<int> together;
  clips_.for_each("askable", [&](FactView fact) {
    if (fact.symbol(slots::askable_screen) == next.screen->str()) {
      together.insert(index_.question(fact.symbol(slots::askable_question)));
    }
  });
  for (const int one : together) {
    next.questions.push_back(book_.knowledge->questions[static_cast<std::size_t>(one)].id);
  }
  return next;
}

void Reasoner::note_inapplicable() const {
  inapplicable_.assign(book_.knowledge->questions.size(), false);
  clips_.for_each("inapplicable", [&](FactView fact) {
    inapplicable_[static_cast<std::size_t>(index_.question(fact.symbol(0)))] = true;
  });
}

Outcome Reasoner::outcome(const Chains& chains) const {
  Outcome outcome;
  note_inapplicable();
  for (const auto& [id, reply] : answers_.replies) {
    const auto place = static_cast<std::size_t>(index_.question(id.str()));
    if (inapplicable_[place]) outcome.set_aside.push_back(id);
  }
  outcome.triage = triage();
  read_conclusions(chains, outcome);
  outcome.advice = advice();
  outcome.safety_net = safety_net();
  outcome.contradictions = contradictions();
  clips_.for_each("stopped", [&](FactView) { outcome.stopped = true; });
  outcome.answered = static_cast<int>(answers_.replies.size() - outcome.set_aside.size());
  if (outcome.stopped) return outcome;
  outcome.next = next();
  clips_.for_each("remaining", [&](FactView) { ++outcome.remaining; });
  return outcome;
}

std::vector<std::optional<Ground>> Reasoner::truths() const {
  std::vector<std::optional<Ground>> truths(book_.conditions.size());
  note_inapplicable();
  clips_.for_each("truth", [&](FactView fact) {
    const Ground known = ground(fact);
    truths[static_cast<std::size_t>(known.condition)] = known;
  });
  return truths;
}

std::vector<bool> Reasoner::met() const {
  std::vector<bool> met(book_.formulas.size());
  clips_.for_each("met", [&](FactView fact) {
    met[static_cast<std::size_t>(index_.formula(fact.symbol(0)))] = true;
  });
  return met;
}

std::vector<AskedFor> Reasoner::asked_for(const QuestionId& question) const {
  std::map<int, int> tiers;  // by formula, the most pressing
  clips_.for_each("useful", [&](FactView fact) {
    if (fact.symbol(slots::useful_question) != question.str()) return;
    const int tier = static_cast<int>(fact.integer(slots::useful_tier));
    const auto [known, is_new] =
        tiers.try_emplace(index_.formula(fact.symbol(slots::useful_formula)), tier);
    known->second = std::min(known->second, tier);
  });
  std::vector<AskedFor> formulas;
  formulas.reserve(tiers.size());
  for (const auto& [place, tier] : tiers) {
    formulas.push_back({book_.formulas[static_cast<std::size_t>(place)].id, tier});
  }
  std::stable_sort(formulas.begin(), formulas.end(),
                   [](const AskedFor& a, const AskedFor& b) { return a.tier < b.tier; });
  return formulas;
}

namespace {

Effect effect_named(std::string_view word) {
  for (const Effect effect : {Effect::raises, Effect::lowers, Effect::linked, Effect::is}) {
    if (to_string(effect) == word) return effect;
  }
  throw ClipsError("a chain of an unknown effect");
}

// Every way in which a chain (or, from its end, a lead) came about, link by link.
std::vector<std::vector<LinkId>> ways_of(FactView fact) {
  std::vector<std::vector<LinkId>> ways;
  const bool forward = fact.template_name() == "chain";
  const LinkId via{std::string(fact.symbol(slots::chain_via))};
  for (const Support& support : ClipsEnvironment::supports_of(fact)) {
    std::vector<std::vector<LinkId>> shorter = {{}};
    for (const FactView part : support.facts) {
      if (part.template_name() == fact.template_name()) shorter = ways_of(part);
    }
    for (std::vector<LinkId>& links : shorter) {
      links.insert(forward ? links.end() : links.begin(), via);
      ways.push_back(std::move(links));
    }
  }
  return ways;
}

}  // namespace

void Reasoner::read_ways(const char* kind, const std::vector<ConceptId>& at, int slot,
                         std::vector<LinkChain>& chains) const {
  clips_.for_each(kind, [&](FactView fact) {
    const std::string_view end = fact.symbol(slot);
    if (std::none_of(at.begin(), at.end(), [&](const auto& id) { return id.str() == end; })) return;
    LinkChain chain;
    chain.from = ConceptId(std::string(fact.symbol(slots::chain_from)));
    chain.to = ConceptId(std::string(fact.symbol(slots::chain_to)));
    chain.effect = effect_named(fact.symbol(slots::chain_effect));
    chain.grade = static_cast<Grade>(fact.integer(slots::chain_rank));
    for (std::vector<LinkId>& links : ways_of(fact)) {
      chain.links = std::move(links);
      chains.push_back(chain);
    }
  });
}

Linked Reasoner::linked(const std::vector<ConceptId>& from, const std::vector<ConceptId>& to) {
  std::vector<void*> facts;
  const auto ask = [&](const char* what, const std::vector<ConceptId>& concepts) {
    const std::set<ConceptId> distinct(concepts.begin(), concepts.end());
    for (const ConceptId& id : distinct) {
      facts.push_back(clips_.assert_fact(what, {{"concept", id.str()}}));
    }
  };
  ask("asked-about", from);
  ask("asked-for", to);
  clips_.run(firing_limit);
  Linked linked;
  read_ways("chain", from, slots::chain_from, linked.chains);
  read_ways("lead", to, slots::lead_to, linked.chains);
  clips_.for_each("spoken-of", [&](FactView fact) {
    linked.claims.emplace_back(std::string(fact.symbol(slots::spoken_of_claim)));
  });
  for (void* fact : facts) clips_.retract(fact);
  clips_.run(firing_limit);
  return linked;
}

Chains Reasoner::chains() const {
  // Chain facts by where they run, shortest first and then by their links' names, so that the
  // choice among equally strong ones is the same every time.
  struct Candidate {
    std::vector<LinkId> links;
    long long rank;
    std::string_view effect;
  };

  std::map<std::pair<std::string_view, std::string_view>, std::vector<Candidate>> candidates;
  std::map<const void*, std::vector<std::vector<LinkId>>> ways;  // of each chain fact
  std::vector<FactView> facts;
  clips_.for_each("chain", [&](FactView fact) { facts.push_back(fact); });
  std::stable_sort(facts.begin(), facts.end(), [](FactView a, FactView b) {
    return a.integer(slots::chain_steps) < b.integer(slots::chain_steps);
  });
  for (const FactView fact : facts) {
    const LinkId last{std::string(fact.symbol(slots::chain_via))};
    for (const Support& support : ClipsEnvironment::supports_of(fact)) {
      std::vector<std::vector<LinkId>> before = {{}};
      for (const FactView part : support.facts) {
        if (part.template_name() == "chain") before = ways[part.address()];
      }
      for (std::vector<LinkId>& links : before) {
        links.push_back(last);
        candidates[{fact.symbol(slots::chain_from), fact.symbol(slots::chain_to)}].push_back(
            {links, fact.integer(slots::chain_rank), fact.symbol(slots::chain_effect)});
        ways[fact.address()].push_back(std::move(links));
      }
    }
  }
  Chains chains;
  clips_.for_each("reach", [&](FactView fact) {
    const auto& findings = book_.knowledge->findings;
    const std::string_view finding = fact.symbol(slots::reach_finding);
    const std::string_view origin = fact.symbol(slots::reach_origin);
    const Finding& end = findings[static_cast<std::size_t>(index_.finding(finding))];
    const Finding& start = findings[static_cast<std::size_t>(index_.finding(origin))];
    const long long rank = fact.integer(slots::reach_rank);
    std::vector<LinkId>& best = chains[{std::string(finding), std::string(origin), rank}];
    for (const Candidate& candidate :
         candidates[{start.about->value.str(), end.reached->target.value.str()}]) {
      const auto& effects = end.reached->effects;
      const bool fits = std::any_of(effects.begin(), effects.end(), [&](Effect effect) {
        return to_string(effect) == candidate.effect;
      });
      if (!fits || candidate.rank != rank) continue;
      const auto key = [](const std::vector<LinkId>& links) {
        return std::tuple(links.size(), links);
      };
      if (best.empty() || key(candidate.links) < key(best)) best = candidate.links;
    }
  });
  return chains;
}

}  // namespace peyer
