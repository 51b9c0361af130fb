// The solver's model of a pack says what CLIPS says: on random answers, and on answers that the
// solver itself likes.
#include "cli/workbench/model.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include "../engine/support.h"

using namespace peyer;

namespace {

class Comparison {
 public:
  explicit Comparison(const Engine& engine)
      : engine_(engine), base_(engine.knowledge()), model_(context_, engine, replies()) {
    for (const Question& question : base_.questions) {
      limits_.push_back(limits_of(base_, question.id));
    }
    make_terms();
  }

  // Everything that CLIPS knows after these answers is what the model says.
  bool agrees(const Answers& answers) {
    const z3::model assigned = assignment(answers);
    const std::vector<std::optional<bool>> said = what_clips_says(answers);
    REQUIRE(said.size() == terms_.size());
    std::vector<z3::expr> claims;
    for (std::size_t i = 0; i < said.size(); ++i) {
      if (said[i]) claims.push_back(*said[i] ? terms_[i] : negations_[i]);
    }
    if (assigned.eval(all_of(context_, claims), true).is_true()) return true;
    for (const z3::expr& claim : claims) {
      if (!assigned.eval(claim, true).is_true()) {
        UNSCOPED_INFO("the model does not say: " << claim.to_string().substr(0, 400));
        break;
      }
    }
    return false;
  }

  // Answers that the solver finds when it may choose, with some wish that they must fulfil.
  std::vector<Answers> solved(std::mt19937& random, std::size_t count) {
    z3::solver solver(context_, "QF_FD");
    for (std::size_t i = 0; i < base_.questions.size(); ++i) {
      solver.add(well_formed(base_.questions[i], model_.replies()[i]));
    }
    std::vector<Answers> all;
    const std::size_t formulas = engine_.rulebook().formulas.size();
    while (all.size() < count) {
      const std::size_t formula =
          std::uniform_int_distribution<std::size_t>(0, formulas - 1)(random);
      solver.push();
      solver.add(wish(formula, random));
      if (solver.check() == z3::sat) all.push_back(read(solver.get_model()));
      solver.pop();
      if (++tries_ > 20 * count) break;
    }
    return all;
  }

 private:
  std::vector<ReplyTerms> replies() {
    std::vector<ReplyTerms> all;
    for (const Question& question : base_.questions) {
      std::vector<double> numbers;
      if (question.kind == Question::Kind::number) {
        numbers = distinct_numbers(question, limits_of(base_, question.id));
      }
      all.push_back(free_reply(context_, question, numbers));
    }
    return all;
  }

  z3::expr wish(std::size_t formula, std::mt19937& random) {
    switch (std::uniform_int_distribution<int>(0, 3)(random)) {
      case 0:
        return model_.met(formula);
      case 1:
        return model_.ruled_out(formula);
      case 2:
        return model_.in_doubt(formula);
      default:
        return model_.settled(formula) && !model_.met(formula) && !model_.ruled_out(formula);
    }
  }

  Answers read(const z3::model& found) {
    Answers answers;
    for (std::size_t i = 0; i < base_.questions.size(); ++i) {
      const auto reply = read_reply(found, base_.questions[i], model_.replies()[i]);
      if (reply) answers.replies[base_.questions[i].id] = *reply;
    }
    return answers;
  }

  // The number that stands for this one.
  static std::size_t pick_of(const std::vector<double>& numbers, const std::set<double>& limits,
                             double number) {
    const auto alike = [&](double other) {
      return std::all_of(limits.begin(), limits.end(), [&](double limit) {
        return (number < limit) == (other < limit) && (number > limit) == (other > limit);
      });
    };
    return static_cast<std::size_t>(std::find_if(numbers.begin(), numbers.end(), alike) -
                                    numbers.begin());
  }

  void set(z3::model& assigned, const z3::expr& variable, bool value) {
    z3::func_decl name = variable.decl();
    z3::expr truth = context_.bool_val(value);
    assigned.add_const_interp(name, truth);
  }

  z3::model assignment(const Answers& answers) {
    z3::model assigned(context_);
    for (std::size_t i = 0; i < base_.questions.size(); ++i) {
      const Question& question = base_.questions[i];
      const ReplyTerms& terms = model_.replies()[i];
      const auto found = answers.replies.find(question.id);
      const bool answered = found != answers.replies.end();
      const bool given = answered && found->second.given();
      set(assigned, terms.doubt, answered && !given);
      if (question.kind == Question::Kind::many) set(assigned, terms.given, given);
      for (std::size_t pick = 0; pick < terms.picks.size(); ++pick) {
        bool picked = false;
        if (given && question.kind == Question::Kind::number) {
          picked = pick_of(terms.numbers, limits_[i], found->second.number) == pick;
        } else if (given) {
          const auto& options = found->second.options;
          picked = std::count(options.begin(), options.end(), question.options[pick].id) > 0;
        }
        set(assigned, terms.picks[pick], picked);
      }
    }
    return assigned;
  }

  // What can be compared, in the order of what_clips_says.
  void make_terms() {
    const auto add = [&](const z3::expr& term) {
      terms_.push_back(term);
      negations_.push_back(!term);
    };
    for (std::size_t i = 0; i < engine_.rulebook().conditions.size(); ++i) {
      add(model_.truth(i).met);
      add(model_.truth(i).unmet);
      add(model_.truth(i).unsure);
    }
    for (std::size_t i = 0; i < engine_.rulebook().formulas.size(); ++i) add(model_.met(i));
    for (std::size_t i = 0; i < base_.levels.size(); ++i) add(model_.exactly(i));
    for (std::size_t i = 0; i < base_.findings.size(); ++i) add(model_.concluded(i));
    for (const Advice& advice : base_.advice) add(model_.advised(advice.id));
    add(model_.contradictory());
    for (const RedFlag& flag : base_.red_flags) {
      add(!model_.settled(model_.formula_place(flag.id.str())));
    }
    for (std::size_t i = 0; i < base_.questions.size(); ++i) add(model_.inapplicable(i));
    for (const SafetyNet& item : base_.safety_net) {
      if (item.when) add(!model_.ruled_out(model_.formula_place("safety-net/" + item.id)));
    }
  }

  template <typename Items, typename Item>
  static bool has(const Items& items, const Item& item) {
    return std::find(items.begin(), items.end(), item) != items.end();
  }

  // Nothing where CLIPS does not say.
  std::vector<std::optional<bool>> what_clips_says(const Answers& answers) const {
    std::vector<std::optional<bool>> said;
    for (const auto& truth : engine_.truths(answers)) {
      for (const auto state : {Ground::State::met, Ground::State::unmet, Ground::State::unsure}) {
        said.emplace_back(truth && truth->state == state);
      }
    }
    for (const bool met : engine_.met(answers)) said.emplace_back(met);
    const Outcome outcome = engine_.consult(answers);
    for (const Level& level : base_.levels) said.emplace_back(level.id == outcome.triage.level);
    for (const Finding& finding : base_.findings) {
      said.emplace_back(find_conclusion(outcome, finding.id) != nullptr);
    }
    std::set<AdviceId> advised;
    for (const GivenAdvice& advice : outcome.advice) advised.insert(advice.advice);
    for (const Advice& advice : base_.advice) said.emplace_back(advised.contains(advice.id));
    said.emplace_back(!outcome.contradictions.empty());
    for (const RedFlag& flag : base_.red_flags) {
      said.emplace_back(has(outcome.triage.open_red_flags, flag.id));
    }
    for (const Question& question : base_.questions) {
      const bool answered = answers.replies.contains(question.id);
      said.push_back(answered ? std::optional(has(outcome.set_aside, question.id)) : std::nullopt);
    }
    for (const SafetyNet& item : base_.safety_net) {
      if (item.when) said.emplace_back(has(outcome.safety_net, item.id));
    }
    return said;
  }

  const Engine& engine_;
  const KnowledgeBase& base_;
  z3::context context_;
  PackModel model_;
  std::vector<std::set<double>> limits_;  // by question
  std::vector<z3::expr> terms_, negations_;
  std::size_t tries_ = 0;
};

TopicId some_topic(const KnowledgeBase& base) {
  return std::find_if(base.topics.begin(), base.topics.end(),
                      [](const Topic& topic) { return topic.come_for; })
      ->id;
}

// Some answers change, come, or go: CLIPS moves faster from like to like.
void change_some(const KnowledgeBase& base, Answers& answers, std::mt19937& random) {
  std::uniform_int_distribution<std::size_t> some(0, base.questions.size() - 1);
  for (int i = 0; i < 4; ++i) {
    const Question& question = base.questions[some(random)];
    if (std::bernoulli_distribution(0.3)(random)) {
      answers.replies.erase(question.id);
    } else {
      answers.replies[question.id] = test::random_reply(question, random);
    }
  }
}

// Answers of all kinds, from nearly none to all, each changed `steps` times; what was come for must
// not matter. Then as many starts that the solver likes.
void compare(const Engine& engine, int starts, int steps) {
  Comparison comparison(engine);
  std::mt19937 random(20261123);
  for (int start = 0; start < starts; ++start) {
    const double share = std::uniform_real_distribution<>(0.02, 1)(random);
    Answers answers = test::random_answers(engine.knowledge(), random, share);
    if (start % 3 == 0) answers.came_for = {some_topic(engine.knowledge())};
    for (int step = 0; step <= steps; ++step) {
      CAPTURE(start, step);
      REQUIRE(comparison.agrees(answers));
      change_some(engine.knowledge(), answers, random);
    }
  }
  for (const Answers& answers : comparison.solved(random, static_cast<std::size_t>(starts))) {
    REQUIRE(comparison.agrees(answers));
  }
}

const char* const tricky = R"(
questions:
  - {id: age, topic: one, ask: How old, why: w, kind: number, min: 0, max: 120, unit: years, units: {months: 12}}
  - {id: heat, topic: one, ask: How warm, why: w, kind: number, min: 35, max: 42, whole: no, unit: degrees}
  - {id: a, topic: one, ask: A is so, why: w, kind: yes-no}
  - {id: b, topic: one, ask: B is so, why: w, kind: yes-no, applies: {any: [a is yes, age >= 40]}}
  - {id: c, topic: one, ask: C is so, why: w, kind: yes-no, applies: {not: b is yes}}
  - {id: d, topic: two, ask: Which of these, why: w, kind: many, options: {x: Ex, y: Why, z: Zed}, applies: {not: concluded g}}
  - {id: e, topic: two, ask: How often, why: w, kind: one, options: {never: Never, weekly: Weekly, daily: Daily}}
concepts:
  - {id: p, kind: thing, name: P, card: P.}
  - {id: q, kind: thing, name: Q, card: Q.}
  - {id: r, kind: thing, name: R, card: R.}
links:
  - {id: p-q, from: p, relation: feeds, to: q, grade: strong, population: people, say: s, cite: [src]}
  - {id: q-r, from: q, relation: harms, to: r, grade: moderate, population: mice, say: s, cite: [src]}
findings:
  - {id: g, title: G, topics: [one], say: s}
  - {id: start, title: Start, topics: [one], say: s, about: p}
  - {id: end, title: End, topics: [one], say: s, reached: {concept: r, effect: lowers}}
  - {id: dry, title: Dry, topics: [two], say: s}
  - {id: h, title: H, topics: [two], say: s}
rules:
  - {id: r1, when: {all: [a is yes, {not: b is yes}]}, then: {finding: g}, say: s, grade: strong, cite: [src]}
  - {id: r2, when: {any: [age < 3 months, heat > 38.5, a is not-sure]}, then: {finding: g, triage: some-time}, say: s, grade: limited, cite: [src]}
  - {id: r3, when: {all: [e is one of weekly, {not: c is yes}]}, then: {finding: start}, say: s, grade: strong, cite: [src]}
  - {id: r4, when: {none: [concluded g, concluded end]}, then: {finding: dry, advice: [rest]}, say: s, grade: strong, cite: [src]}
  - {id: r5, when: {all: [concluded end, {not: d include nothing}]}, then: {finding: h, advice: [walk]}, say: s, grade: strong, cite: [src]}
advice:
  - {id: rest, title: Rest, say: s, topics: [one], cite: [src]}
  - {id: walk, title: Walk, say: s, topics: [one], cite: [src]}
red_flags:
  - {id: f1, title: F1, when: {all: [b is yes, {not: concluded dry}]}, level: emergency, not_sure: soon, say: s, cite: [src]}
  - {id: f2, title: F2, when: {any: [c is yes, "d include any of x, y"]}, together: {any: [age >= 65, heat >= 40]}, level: soon, say: s, cite: [src]}
contradictions:
  - {id: odd, when: {all: [age < 6, e is daily]}, say: s}
safety_net:
  - {id: net, say: s, when: age < 5}
)";

}  // namespace

TEST_CASE("the solver's model of a tricky pack says what CLIPS says", "[model]") {
  compare(*test::engine_of(tricky), 250, 4);
}

TEST_CASE("the solver's model of the houseplants says what CLIPS says", "[model]") {
  compare(test::houseplants(), 60, 4);
}

TEST_CASE("the solver's model of the shipped pack says what CLIPS says", "[model]") {
  compare(test::gut_immune(), 20, 15);
}

TEST_CASE("one number stands for all that compare alike, months and fractions too", "[model]") {
  const auto engine = test::engine_of(tricky);
  const KnowledgeBase& base = engine->knowledge();
  const auto numbers = [&](const char* id) {
    const Question& question = *find_by_id(base.questions, QuestionId(id));
    return distinct_numbers(question, limits_of(base, question.id));
  };
  // Below, at and above 3 months, 5, 6, 40 and 65 years.
  CHECK(numbers("age").size() == 11);
  CHECK(numbers("heat").size() == 5);
  const auto age = numbers("age");
  CHECK(std::count(age.begin(), age.end(), 39.0) == 1);
  CHECK(std::count(age.begin(), age.end(), 41.0) == 1);
}
