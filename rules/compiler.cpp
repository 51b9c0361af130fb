#include "rules/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "knowledge/embedded_file.h"

namespace peyer {

const std::vector<EmbeddedFile>& reasoning_files();  // written by the build from rules/*.clp

namespace {

// ---- conditions and clauses ---------------------------------------------------------------------

void add_literal(Clause& clause, const Literal& literal) {
  if (std::find(clause.begin(), clause.end(), literal) == clause.end()) clause.push_back(literal);
}

bool contradicts_itself(const Clause& clause) {
  return std::any_of(clause.begin(), clause.end(), [&](const Literal& one) {
    return std::any_of(clause.begin(), clause.end(), [&](const Literal& other) {
      return one.condition == other.condition && one.met != other.met;
    });
  });
}

bool within(const Clause& smaller, const Clause& larger) {
  return std::all_of(smaller.begin(), smaller.end(), [&](const Literal& literal) {
    return std::find(larger.begin(), larger.end(), literal) != larger.end();
  });
}

// A clause that says more than another adds nothing to a disjunction.
std::vector<Clause> without_absorbed(const std::vector<Clause>& clauses) {
  std::vector<Clause> kept;
  for (const Clause& clause : clauses) {
    if (contradicts_itself(clause)) continue;
    const auto absorbs = [&](const Clause& other) { return within(other, clause); };
    if (std::any_of(kept.begin(), kept.end(), absorbs)) continue;
    std::erase_if(kept, [&](const Clause& other) { return within(clause, other); });
    kept.push_back(clause);
  }
  return kept;
}

std::vector<Clause> conjunction(const std::vector<Clause>& left, const std::vector<Clause>& right) {
  std::vector<Clause> product;
  for (const Clause& one : left) {
    for (const Clause& other : right) {
      Clause both = one;
      for (const Literal& literal : other) add_literal(both, literal);
      product.push_back(std::move(both));
    }
  }
  return without_absorbed(product);
}

std::vector<Clause> normal_form(const Condition& condition, bool holds, ConditionTable& table) {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::comparison) {
    return {{Literal{table.number(condition), holds, false}}};
  }
  if (condition.kind == Kind::negation) {
    return normal_form(condition.children.front(), !holds, table);
  }
  const bool child_holds = condition.kind == Kind::none ? !holds : holds;
  const bool conjunctive = (condition.kind == Kind::any) != holds;
  std::vector<Clause> result;
  if (conjunctive) result.emplace_back();
  for (const Condition& child : condition.children) {
    std::vector<Clause> clauses = normal_form(child, child_holds, table);
    if (conjunctive) {
      result = conjunction(result, clauses);
    } else {
      result.insert(result.end(), clauses.begin(), clauses.end());
    }
  }
  return without_absorbed(result);
}

// ---- CLIPS text ---------------------------------------------------------------------------------

// For comments, which end with their line.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

std::string clips_text(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : one_line(text)) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string_view test_symbol(Comparison::Test test) {
  using Test = Comparison::Test;
  switch (test) {
    case Test::is:
    case Test::include:
      return "chosen";
    case Test::less:
      return "less";
    case Test::at_most:
      return "at-most";
    case Test::more:
      return "more";
    case Test::at_least:
      return "at-least";
    case Test::equals:
      return "equals";
    case Test::not_sure:
      return "not-sure";
    case Test::concluded:
      return "concluded";
  }
  return "";
}

std::string_view kind_symbol(Formula::Kind kind) {
  switch (kind) {
    case Formula::Kind::rule:
      return "rule";
    case Formula::Kind::red_flag:
      return "red-flag";
    case Formula::Kind::applies:
      return "applies";
    case Formula::Kind::contradiction:
      return "contradiction";
  }
  return "";
}

template <typename IdType>
std::string joined(const std::vector<Located<IdType>>& ids) {
  std::string text;
  for (const auto& id : ids) text += " " + id.value.str();
  return text;
}

std::string clause_symbol(const Formula& formula, std::size_t index) {
  return fmt::format("{}/{}", formula.id, index + 1);
}

// For a rulebook with variants. `standing` comes from outside.
constexpr std::string_view variant_templates = R"((deftemplate standing (slot variant))
(deftemplate variant-met (slot variant) (slot rank))
(deftemplate variant-doubt (slot variant))

)";

class Writer {
 public:
  explicit Writer(std::shared_ptr<const KnowledgeBase> knowledge) : base_(*knowledge) {
    book_.knowledge = std::move(knowledge);
    for (const Level& level : base_.levels) {
      const int order = static_cast<int>(level_order_.size()) + 1;
      level_order_[level.id] = order;
      if (level.person) floor_ = order;
    }
    for (const Population& population : base_.populations)
      populations_[population.id] = &population;
  }

  // Also `items`, in place of which they can stand; see compile_variants().
  Rulebook write(const std::vector<VariantItem>& items) {
    guarded_ = true;
    items_ = &items;
    return write();
  }

  Rulebook write() {
    header();
    for (const EmbeddedFile& file : reasoning_files()) text_ += file.text + "\n";
    if (guarded_) text_ += variant_templates;
    questions();
    findings();
    links();
    levels();
    for (const Rule& rule : base_.rules) {
      add(piece_of(rule));
      if (rule.finding) makers_[rule.finding->value.str()].push_back(rule.id.str());
    }
    for (const RedFlag& flag : base_.red_flags) add(piece_of(flag));
    for (const Contradiction& contradiction : base_.contradictions) add(piece_of(contradiction));
    for (const SafetyNet& item : base_.safety_net) {
      if (!item.when) continue;
      add_formula(Formula::Kind::applies, "safety-net/" + item.id, to_clauses(*item.when, table_),
                  item.at, {});
    }
    // After the pack's own, so that these are numbered as without variants.
    if (guarded_) {
      for (const VariantItem& item : *items_) {
        std::visit([&](const auto& one) { variants_.push_back(piece_of(one)); }, item);
      }
    }
    mark_careful();
    defrules();
    variants();
    conditions();
    formulas();
    book_.conditions = table_.conditions();
    book_.constructs = std::move(text_);
    return std::move(book_);
  }

 private:
  void header() {
    const PackInfo& pack = base_.pack;
    text_ += fmt::format(
        "; {} {}: {}\n"
        "; Compiled by Peyer. Load it in CLIPS 6.30, (reset), assert answers such as\n"
        ";   (assert (answer (question {}) (status given) (value yes)))\n"
        "; and (run); (facts) then holds the outcome: triage, concluded, advised, next.\n\n",
        pack.id, pack.version, one_line(pack.title),
        base_.questions.empty() ? "some-question" : base_.questions.front().id.str());
  }

  // Facts about the pack are collected by group; a deffacts a group keeps CLIPS's parser quick.
  template <typename Items, typename ToFact>
  void facts(std::string_view name, const Items& items, ToFact to_fact) {
    std::string lines;
    for (const auto& item : items) lines += to_fact(item);
    if (!lines.empty()) text_ += fmt::format("(deffacts pack-{}\n{})\n\n", name, lines);
  }

  // What a formula's defrules do, beside noting that it is met.
  struct Effects {
    std::string facts;        // asserted as well
    std::optional<int> rank;  // bind ?rank to the least of it and of the findings named
    std::string in_doubt;     // of a red flag: what doubt about its sign does
  };

  // All that is compiled from one item.
  struct Piece {
    Formula formula;
    Effects effects;
    std::string aims;  // facts for the agenda
  };

  void add_formula(Formula::Kind kind, std::string id, std::vector<Clause> clauses,
                   const Location& at, Effects effects) {
    add({{kind, std::move(id), std::move(clauses), at}, std::move(effects), ""});
  }

  void add(Piece piece) {
    formula_place_.emplace(piece.formula.id, pieces_.size());
    book_.formulas.push_back(piece.formula);
    pieces_.push_back(std::move(piece));
  }

  // Red flags and `applies`, and from there whatever concludes a finding that a careful formula
  // names, or that any formula wants absent.
  void mark_careful() {
    std::vector<std::string> findings;  // still to be followed
    for (Formula& formula : book_.formulas) {
      formula.careful =
          formula.kind == Formula::Kind::red_flag || formula.kind == Formula::Kind::applies;
      for (const std::string& finding : findings_in(formula, !formula.careful)) {
        findings.push_back(finding);
      }
    }
    std::set<std::string> followed;
    while (!findings.empty()) {
      const std::string finding = std::move(findings.back());
      findings.pop_back();
      if (!followed.insert(finding).second) continue;
      for (const std::string& origin : origins_of(finding)) findings.push_back(origin);
      for (const std::string& maker : makers_[finding]) {
        Formula& formula = book_.formulas[formula_place_.at(maker)];
        formula.careful = true;
        for (const std::string& named : findings_in(formula, false)) findings.push_back(named);
      }
    }
  }

  std::vector<std::string> findings_in(const Formula& formula, bool only_absent) const {
    std::vector<std::string> findings;
    for (const Clause& clause : formula.clauses) {
      for (const Literal& literal : clause) {
        if (!is_finding(literal) || (only_absent && literal.met)) continue;
        const auto number = static_cast<std::size_t>(literal.condition);
        findings.push_back(table_.conditions()[number].comparison.subject.value);
      }
    }
    return findings;
  }

  // Where chains to this finding can start: any finding that starts chains, when it is reached by
  // some.
  std::vector<std::string> origins_of(const std::string& id) const {
    std::vector<std::string> origins;
    const Finding* finding = find_by_id(base_.findings, FindingId(id));
    if (finding == nullptr || !finding->reached) return origins;
    for (const Finding& origin : base_.findings) {
      if (origin.about) origins.push_back(origin.id.str());
    }
    return origins;
  }

  void questions() {
    std::map<TopicId, int> topic_place;
    for (const Topic& topic : base_.topics) {
      const int place = static_cast<int>(topic_place.size()) + 1;
      topic_place[topic.id] = place;
    }
    const int room = static_cast<int>(base_.questions.size()) + 1;  // for a topic's questions
    int place = 0;
    facts("questions", base_.questions, [&](const Question& question) {
      ++place;
      const std::string& id = question.id.str();
      std::string fact =
          fmt::format("  (question (id {}) (position {}) (screen {}) (topic {}) (topics{}))\n", id,
                      topic_place[question.topic.value] * room + place,
                      question.screen ? question.screen->value.str() : "none",
                      question.topic.value.str(), asked_for(question));
      if (question.applies) {
        fact += fmt::format("  (applies (question {0}) (formula applies/{0}))\n", id);
        add(piece_of(question));
      }
      return fact;
    });
  }

  // What nobody can come for, such as their age, is asked for the sake of any topic.
  std::string asked_for(const Question& question) const {
    const Topic& topic = *find_by_id(base_.topics, question.topic.value);
    if (topic.come_for) return " " + topic.id.str() + joined(question.also);
    std::string all;
    for (const Topic& one : base_.topics) all += " " + one.id.str();
    return all;
  }

  void findings() {
    facts("findings", base_.findings, [&](const Finding& finding) {
      finding_topics_[finding.id] = joined(finding.topics);
      std::string chains;
      if (finding.about) chains += fmt::format(" (about {})", finding.about->value.str());
      if (finding.reached) {
        chains += fmt::format(" (target {}) (effects", finding.reached->target.value.str());
        for (const Effect effect : finding.reached->effects) {
          chains += fmt::format(" {}", to_string(effect));
        }
        chains += ")";
      }
      return fmt::format("  (finding (id {}) (shown {}){} (topics{}))\n", finding.id.str(),
                         finding.show ? "yes" : "no", chains, finding_topics_[finding.id]);
    });
    for (const Advice& advice : base_.advice) advice_topics_[advice.id] = joined(advice.topics);
  }

  void links() {
    std::map<RelationId, Effect> effects;
    for (const Relation& relation : base_.relations) effects[relation.id] = relation.effect;
    text_ +=
        fmt::format("(deffacts pack-chains (chain-limit (steps {})))\n\n", base_.pack.chain_steps);
    facts("links", base_.links, [&](const Link& link) {
      const Grade grade = grade_of(link);
      link_grades_[link.id] = grade;
      const Effect effect = effects[link.relation.value];
      if (effect == Effect::none || grade == Grade::against) {
        return fmt::format("  (claim (id {}) (from {}) (to {}))\n", link.id.str(),
                           link.from.value.str(), link.to.value.str());
      }
      return fmt::format("  (link (id {}) (from {}) (to {}) (effect {}) (rank {}))\n",
                         link.id.str(), link.from.value.str(), link.to.value.str(),
                         to_string(effect), static_cast<int>(grade));
    });
  }

  Grade grade_of(const Link& link) const {
    return effective_grade(link, *populations_.at(link.population.value));
  }

  void levels() {
    facts("levels", base_.levels, [&](const Level& level) {
      return fmt::format("  (level (id {}) (order {}) (stops {}) (urgent {}))\n", level.id.str(),
                         level_order_.at(level.id), level.stops ? "yes" : "no",
                         level.urgent ? "yes" : "no");
    });
    std::string core;
    for (const Topic& topic : base_.topics) {
      if (topic.core) core += fmt::format("  (core (topic {}))\n", topic.id.str());
    }
    if (!core.empty()) text_ += fmt::format("(deffacts pack-core\n{})\n\n", core);
    const Level& calm = base_.levels.back();
    text_ += fmt::format(
        "(deffacts pack-baseline\n"
        "  (urges (rule none) (level {}) (order {}))\n"
        "  (floor (level {}) (order {})))\n\n",
        calm.id.str(), level_order_.at(calm.id),
        base_.levels[static_cast<std::size_t>(floor_) - 1].id.str(), floor_);
  }

  // What an author's rule counts for: its own grade, or the weakest of the links it rests on. A
  // rule with neither restates what the visitor told.
  int rank_of(const Rule& rule) const {
    if (rule.grade) return static_cast<int>(*rule.grade);
    Grade weakest = Grade::as_told;
    for (const auto& link : rule.links) {
      weakest = std::min(weakest, link_grades_.at(link.value));
    }
    return static_cast<int>(weakest);
  }

  std::string rule_topics(const Rule& rule) const {
    std::string topics;
    if (rule.finding) topics += finding_topics_.at(rule.finding->value);
    for (const auto& advice : rule.advice) topics += advice_topics_.at(advice.value);
    if (!rule.finding && rule.advice.empty()) topics = question_topics(rule.when);
    return topics;
  }

  // A rule that only urges a level belongs to the topics of what it asks about.
  std::string question_topics(const Condition& condition) const {
    std::string topics;
    for (const Condition& child : condition.children) topics += question_topics(child);
    if (condition.kind != Condition::Kind::comparison) return topics;
    const std::string& subject = condition.comparison.subject.value;
    if (condition.comparison.test == Comparison::Test::concluded) {
      return finding_topics_.at(FindingId(subject));
    }
    return " " + find_by_id(base_.questions, QuestionId(subject))->topic.value.str();
  }

  Piece piece_of(const Rule& rule) {
    const std::string& id = rule.id.str();
    const int rank = rank_of(rule);
    const std::string topics = rule_topics(rule);
    std::string facts;
    std::string aims;
    if (rule.finding) {
      const std::string& finding = rule.finding->value.str();
      aims += fmt::format("  (maker (finding {}) (formula {}) (rank {}))\n", finding, id, rank);
      facts += fmt::format("\n    (supports (finding {}) (rule {}) (rank ?rank))", finding, id);
    }
    if (rule.triage) {
      const std::string& level = rule.triage->value.str();
      const int order = level_order_.at(rule.triage->value);
      aims += fmt::format(
          "  (aim (formula {}) (kind triage) (what {}) (value {}) (safety {}) (topics{}))\n", id,
          level, order, base_.levels[static_cast<std::size_t>(order) - 1].urgent ? "yes" : "no",
          topics);
      facts += fmt::format("\n    (urges (rule {}) (level {}) (order {}))", id, level, order);
    }
    for (const auto& advice : rule.advice) {
      aims += fmt::format("  (aim (formula {}) (kind advice) (what {}) (topics{}))\n", id,
                          advice.value.str(), topics);
      facts +=
          fmt::format("\n    (advised (advice {}) (rule {}) (rank ?rank))", advice.value.str(), id);
    }
    return {{Formula::Kind::rule, id, to_clauses(rule.when, table_), rule.at},
            {std::move(facts), rank, ""},
            std::move(aims)};
  }

  Piece piece_of(const RedFlag& flag) {
    std::vector<Clause> clauses = to_clauses(flag.when, table_);
    if (flag.together) {
      std::vector<Clause> settings = to_clauses(*flag.together, table_);
      for (Clause& clause : settings) {
        for (Literal& literal : clause) literal.setting = true;
      }
      clauses = conjunction(clauses, settings);
    }
    const std::string& id = flag.id.str();
    const auto urges = [&](const LevelId& level, std::string_view doubt) {
      return fmt::format("(urges (rule {}) (level {}) (order {}){})", id, level.str(),
                         level_order_.at(level), doubt);
    };
    const int order = level_order_.at(flag.level.value);
    const bool stops = base_.levels[static_cast<std::size_t>(order) - 1].stops;
    return {{Formula::Kind::red_flag, id, std::move(clauses), flag.at},
            {"\n    " + urges(flag.level.value, ""), std::nullopt,
             urges(flag.not_sure.value, " (doubt yes)")},
            fmt::format("  (aim (formula {}) (kind red-flag) (what {}) (value {}) (tier {}))\n", id,
                        flag.level.value.str(), order, stops ? 0 : 1)};
  }

  Piece piece_of(const Contradiction& contradiction) {
    const std::string& id = contradiction.id.str();
    return {{Formula::Kind::contradiction, id, to_clauses(contradiction.when, table_),
             contradiction.at},
            {fmt::format("\n    (contradiction (rule {}))", id), {}, ""},
            ""};
  }

  Piece piece_of(const Question& question) {
    return {{Formula::Kind::applies, "applies/" + question.id.str(),
             to_clauses(*question.applies, table_), question.at},
            {},
            ""};
  }

  // Nothing stands in for a property; it is only watched.
  Piece piece_of(const Property& property) {
    return {{Formula::Kind::applies, "", to_clauses(property.when, table_), property.at}, {}, ""};
  }

  void defrules() {
    for (std::size_t place = 0; place < pieces_.size(); ++place) {
      const Formula& formula = book_.formulas[place];
      for (std::size_t i = 0; i < formula.clauses.size(); ++i) {
        met_defrule(formula, i, pieces_[place].effects, formula.id);
        if (formula.careful) {
          doubt_defrule(formula, i, pieces_[place].effects.in_doubt, formula.id, true);
        }
      }
      if (guarded_) standing_defrule(formula, pieces_[place].aims, formula.id);
    }
  }

  // Where formulas have variants, what a formula does hangs on whose turn it is.
  std::string guard(const std::string& symbol) const {
    return guarded_ ? fmt::format("\n    (standing (variant {}))", symbol) : "";
  }

  std::string truths_of(const Clause& clause, bool ranked, std::string& ranks) const {
    std::string patterns;
    for (std::size_t i = 0; i < clause.size(); ++i) {
      const Literal& literal = clause[i];
      std::string rank;
      if (ranked && literal.met && is_finding(literal)) {
        rank = fmt::format(" (rank ?r{})", i);
        ranks += fmt::format(" ?r{}", i);
      }
      patterns +=
          fmt::format("\n    (truth (condition c{}) (state {}{}){})", literal.condition,
                      literal.met ? "met" : "unmet", literal.setting ? "|unsure" : "", rank);
    }
    return patterns;
  }

  // One clause as one defrule. `symbol` is the formula's id, or a variant's that stands in for it.
  void met_defrule(const Formula& formula, std::size_t index, const Effects& effects,
                   const std::string& symbol) {
    const Clause& clause = formula.clauses[index];
    std::string ranks;
    std::string patterns = guard(symbol) + truths_of(clause, effects.rank.has_value(), ranks);
    if (clause.empty()) patterns += fmt::format("\n    (formula (id {}))", formula.id);
    text_ += fmt::format("(defrule {}/{} {}\n  (logical{})\n  =>\n", symbol, index + 1,
                         clips_text(formula.at.place()), patterns);
    if (effects.rank)
      text_ += fmt::format("  (bind ?rank (min {0} {0}{1}))\n", *effects.rank, ranks);
    text_ += fmt::format("  (assert\n    (met (formula {})){}))\n\n", formula.id, effects.facts);
  }

  std::string doubtful_truths_of(const Clause& clause, std::string& doubts) const {
    std::string patterns;
    for (std::size_t i = 0; i < clause.size(); ++i) {
      const Literal& literal = clause[i];
      patterns += fmt::format("\n    (truth (condition c{}) (state ?s{}&{}|unsure))",
                              literal.condition, i, literal.met ? "met" : "unmet");
      if (!literal.setting) doubts += fmt::format(" (eq ?s{} unsure)", i);
    }
    return patterns;
  }

  // Its twin for careful formulas: everything is known, though some of it in doubt.
  void doubt_defrule(const Formula& formula, std::size_t index, const std::string& in_doubt,
                     const std::string& symbol, bool decides) {
    const Clause& clause = formula.clauses[index];
    std::string doubts;
    std::string patterns = guard(symbol) + doubtful_truths_of(clause, doubts);
    if (clause.empty()) patterns += fmt::format("\n    (formula (id {}))", formula.id);
    text_ += fmt::format("(defrule doubt/{}/{} {}\n  (logical{})\n  =>", symbol, index + 1,
                         clips_text(formula.at.place()), patterns);
    if (decides) text_ += fmt::format("\n  (assert (stuck (clause {}/{})))", symbol, index + 1);
    if (!in_doubt.empty() && !doubts.empty()) {
      text_ += fmt::format("\n  (if (or{} FALSE) then (assert {}))", doubts, in_doubt);
    }
    text_ += ")\n\n";
  }

  bool is_finding(const Literal& literal) const {
    return table_.conditions()[static_cast<std::size_t>(literal.condition)].comparison.test ==
           Comparison::Test::concluded;
  }

  void conditions() {
    int number = 0;
    facts("conditions", table_.conditions(), [&](const CompiledCondition& condition) {
      const Comparison& comparison = condition.comparison;
      std::string options;
      for (const auto& option : comparison.options) options += " " + option.value;
      const std::string limit =
          comparison.number == 0 ? "" : fmt::format(" (limit {})", comparison.number);
      if (!options.empty()) options = fmt::format(" (options{})", options);
      return fmt::format("  (condition (id c{}) (on {}) (test {}){}{}) ; {}\n", number++,
                         comparison.subject.value, test_symbol(comparison.test), limit, options,
                         one_line(condition.text));
    });
  }

  void formulas() {
    facts("formulas", book_.formulas, [this](const Formula& formula) {
      const std::string_view kind = kind_symbol(formula.kind);
      std::string lines = fmt::format("  (formula (id {}) (kind {}))\n", formula.id, kind);
      for (std::size_t i = 0; i < formula.clauses.size(); ++i) {
        const std::string symbol = clause_symbol(formula, i);
        if (!guarded_) lines += clause_fact(formula, symbol);
        for (const Literal& literal : formula.clauses[i]) {
          lines += fmt::format("      (literal (clause {}) (condition c{}) (wants {}))\n", symbol,
                               literal.condition, literal.met ? "met" : "unmet");
        }
      }
      return lines;
    });
    std::string aims;
    for (const Piece& piece : pieces_) aims += piece.aims;
    if (!aims.empty() && !guarded_) text_ += fmt::format("(deffacts pack-aims\n{})\n", aims);
  }

  static std::string clause_fact(const Formula& formula, const std::string& symbol) {
    return fmt::format("    (clause (id {}) (formula {}) (careful {}))\n", symbol, formula.id,
                       formula.careful ? "yes" : "no");
  }

  // ---- variants ---------------------------------------------------------------------------------

  // What the rest of the rulebook sees of a formula while it, or a variant in its place, stands.
  void standing_defrule(const Formula& formula, const std::string& aims,
                        const std::string& symbol) {
    std::string facts = aims;
    for (std::size_t i = 0; i < formula.clauses.size(); ++i) {
      facts += clause_fact(formula, fmt::format("{}/{}", symbol, i + 1));
    }
    if (facts.empty()) return;
    text_ += fmt::format(
        "(defrule stands/{0}\n  (declare (salience 95))\n  (logical (standing (variant {0})))\n"
        "  =>\n  (assert\n{1}))\n\n",
        symbol, facts);
  }

  // A variant watches itself at all times, without doing anything…
  void watching(const Formula& formula, const Effects& effects, const std::string& symbol) {
    std::string facts = fmt::format("  (formula (id {}) (kind variant))\n", symbol);
    for (std::size_t i = 0; i < formula.clauses.size(); ++i) {
      const Clause& clause = formula.clauses[i];
      const std::string name = fmt::format("{}/{}", symbol, i + 1);
      facts += fmt::format("    (clause (id {}) (formula {}) (careful {}))\n", name, symbol,
                           formula.careful ? "yes" : "no");
      for (const Literal& literal : clause) {
        facts += fmt::format("      (literal (clause {}) (condition c{}) (wants {}))\n", name,
                             literal.condition, literal.met ? "met" : "unmet");
      }
      const std::string self = fmt::format("\n    (formula (id {}))", symbol);
      std::string ranks;
      const std::string truths = self + truths_of(clause, effects.rank.has_value(), ranks);
      const int rank = effects.rank.value_or(0);
      text_ += fmt::format(
          "(defrule watch/{0}\n  (logical{1})\n  =>\n"
          "  (assert (variant-met (variant {2}) (rank (min {3} {3}{4})))))\n\n",
          name, truths, symbol, rank, ranks);
      if (!formula.careful) continue;
      std::string doubts;
      const std::string doubtful = self + doubtful_truths_of(clause, doubts);
      text_ += fmt::format(
          "(defrule watch-doubt/{0}\n  (logical{1})\n  =>\n  (assert (stuck (clause {0})))", name,
          doubtful);
      if (!doubts.empty()) {
        text_ += fmt::format("\n  (if (or{} FALSE) then (assert (variant-doubt (variant {}))))",
                             doubts, symbol);
      }
      text_ += ")\n\n";
    }
    text_ += fmt::format("(deffacts pack-{}\n{})\n\n", symbol, facts);
  }

  // …and stands in for its formula when told to.
  void standing_in(const Piece& piece, const std::string& symbol) {
    const Formula& formula = piece.formula;
    for (std::size_t i = 0; i < formula.clauses.size(); ++i) {
      met_defrule(formula, i, piece.effects, symbol);
      if (formula.careful && !piece.effects.in_doubt.empty()) {
        doubt_defrule(formula, i, piece.effects.in_doubt, symbol, false);
      }
    }
    standing_defrule(formula, piece.aims, symbol);
  }

  void variants() {
    for (std::size_t i = 0; i < variants_.size(); ++i) {
      const std::string symbol = variant_symbol(i);
      Piece& piece = variants_[i];
      const bool watched_only = piece.formula.id.empty();
      if (!watched_only) {
        piece.formula.careful = book_.formulas[formula_place_.at(piece.formula.id)].careful;
      }
      watching(piece.formula, piece.effects, symbol);
      if (!watched_only) standing_in(piece, symbol);
    }
  }

  const KnowledgeBase& base_;
  Rulebook book_;
  ConditionTable table_;
  std::string text_;
  std::vector<Piece> pieces_;  // by formula
  bool guarded_ = false;       // formulas have variants
  const std::vector<VariantItem>* items_ = nullptr;
  std::vector<Piece> variants_;                             // by item
  std::map<std::string, std::vector<std::string>> makers_;  // formulas by the finding they conclude
  std::map<std::string, std::size_t> formula_place_;
  std::map<LevelId, int> level_order_;  // from 1, most urgent first
  int floor_ = 1;                       // the least urgent level that means seeing somebody
  std::map<PopulationId, const Population*> populations_;
  std::map<LinkId, Grade> link_grades_;
  std::map<FindingId, std::string> finding_topics_;
  std::map<AdviceId, std::string> advice_topics_;
};

}  // namespace

int ConditionTable::number(const Condition& condition) {
  const Comparison& comparison = condition.comparison;
  std::vector<std::string> options;
  for (const auto& option : comparison.options) options.push_back(option.value);
  std::sort(options.begin(), options.end());
  const auto next = static_cast<int>(conditions_.size());
  const auto [place, is_new] = numbers_.try_emplace(
      {comparison.test, comparison.subject.value, std::move(options), comparison.number}, next);
  if (is_new) conditions_.push_back({comparison, condition.text});
  return place->second;
}

std::vector<Clause> to_clauses(const Condition& condition, ConditionTable& table) {
  return normal_form(condition, true, table);
}

Rulebook compile(std::shared_ptr<const KnowledgeBase> knowledge) {
  return Writer(std::move(knowledge)).write();
}

Rulebook compile_variants(std::shared_ptr<const KnowledgeBase> knowledge,
                          const std::vector<VariantItem>& items) {
  return Writer(std::move(knowledge)).write(items);
}

std::string variant_symbol(std::size_t place) {
  return fmt::format("V{}", place);
}

}  // namespace peyer
