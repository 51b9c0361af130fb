#include "cli/workbench/proof_goals.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace peyer {

namespace {

std::string named(const Property& property) {
  return "property/" + property.id;
}

// With each property's `when` as a formula of its own, so that CLIPS tells whether it is met. Like
// a contradiction it changes nothing else.
KnowledgeBase with_properties(KnowledgeBase knowledge) {
  for (const Property& property : knowledge.properties) {
    knowledge.contradictions.push_back(
        {RuleId(named(property)), property.when, property.say, property.at});
  }
  return knowledge;
}

// "age >= 65 and (a is yes or not (b is yes))".
std::string in_words(const Condition& condition, bool whole = true) {
  using Kind = Condition::Kind;
  if (condition.kind == Kind::comparison) return condition.text;
  const bool negated = condition.kind == Kind::negation || condition.kind == Kind::none;
  const char* const between = condition.kind == Kind::all ? " and " : " or ";
  std::string text;
  for (const Condition& child : condition.children) {
    text += (text.empty() ? "" : between) + in_words(child, condition.children.size() == 1);
  }
  if (negated) return "not (" + text + ")";
  return whole || condition.children.size() == 1 ? text : "(" + text + ")";
}

bool ticked(const Answers& answers, const QuestionId& question, const OptionId& option) {
  const auto reply = answers.replies.find(question);
  if (reply == answers.replies.end()) return false;
  const auto& options = reply->second.options;
  return std::find(options.begin(), options.end(), option) != options.end();
}

bool is_set_aside(const Outcome& outcome, const QuestionId& question) {
  const auto& aside = outcome.set_aside;
  return std::find(aside.begin(), aside.end(), question) != aside.end();
}

bool gives(const Outcome& outcome, const AdviceId& advice) {
  return std::any_of(outcome.advice.begin(), outcome.advice.end(),
                     [&](const GivenAdvice& given) { return given.advice == advice; });
}

template <typename IdType>
Located<IdType> unplaced(const std::string& id) {
  return {IdType(id), {}};
}

Located<LevelId> unplaced(const LevelId& level) {
  return {level, {}};
}

// Asks the engine; shared by goals and threads.
class Confirmation {
 public:
  explicit Confirmation(const Engine& engine) : engine_(engine) {}

  const KnowledgeBase& base() const { return engine_.knowledge(); }

  Outcome outcome(const Answers& answers) const { return engine_.consult(answers); }

  std::size_t level(const Answers& answers) const {
    return level_place(base(), outcome(answers).triage.level);
  }

  bool met(const Answers& answers, std::size_t formula) const {
    return engine_.met(answers)[formula];
  }

  // As triage.clp and the compiler have it: nothing contradicts some clause, and something of the
  // sign is in doubt.
  bool in_doubt(const Answers& answers, std::size_t formula) const {
    const auto truths = engine_.truths(answers);
    const auto& clauses = engine_.rulebook().formulas[formula].clauses;
    return std::any_of(clauses.begin(), clauses.end(), [&](const Clause& clause) {
      bool doubt = false;
      for (const Literal& literal : clause) {
        const auto& truth = truths[static_cast<std::size_t>(literal.condition)];
        const auto wanted = literal.met ? Ground::State::met : Ground::State::unmet;
        if (!truth || (truth->state != wanted && truth->state != Ground::State::unsure)) {
          return false;
        }
        doubt = doubt || (!literal.setting && truth->state == Ground::State::unsure);
      }
      return doubt;
    });
  }

  // The literals of a clause are as they are wanted: all that the truth of each condition tells.
  bool clause_met(const Answers& answers, const Clause& clause) const {
    const auto truths = engine_.truths(answers);
    return std::all_of(clause.begin(), clause.end(), [&](const Literal& literal) {
      const auto& truth = truths[static_cast<std::size_t>(literal.condition)];
      if (!truth) return false;
      const auto wanted = literal.met ? Ground::State::met : Ground::State::unmet;
      return truth->state == wanted || (literal.setting && truth->state == Ground::State::unsure);
    });
  }

  bool when_holds(const Answers& answers, const Property& property) const {
    std::call_once(made_, [&] { with_ = std::make_unique<Engine>(with_properties(base())); });
    const auto& formulas = with_->rulebook().formulas;
    const auto place = std::find_if(formulas.begin(), formulas.end(), [&](const Formula& formula) {
      return formula.id == named(property);
    });
    return with_->met(answers)[static_cast<std::size_t>(place - formulas.begin())];
  }

 private:
  const Engine& engine_;
  mutable std::once_flag made_;
  mutable std::unique_ptr<const Engine> with_;
};

class GoalMaker {
 public:
  explicit GoalMaker(const Engine& engine)
      : base_(engine.knowledge()),
        book_(engine.rulebook()),
        ask_(std::make_shared<const Confirmation>(engine)) {
    for (std::size_t i = 0; i < book_.formulas.size(); ++i) places_[book_.formulas[i].id] = i;
    for (std::size_t i = 0; i < base_.levels.size(); ++i) {
      if (base_.levels[i].person) floor_ = i;
    }
  }

  std::vector<Goal> make() {
    for (const Property& property : base_.properties) add_property(property);
    for (const RedFlag& flag : base_.red_flags) {
      const std::size_t place = places_.at(flag.id.str());
      add_reaches(flag, place);
      add_doubt(flag, place);
      add_never_lowers(flag, place);
    }
    add_floor();
    add_settled();
    add_formulas();
    add_conclusions();
    for (std::size_t i = 0; i < base_.questions.size(); ++i) add_question(i);
    return std::move(goals_);
  }

 private:
  using Terms = std::function<z3::expr(PackModel&)>;

  Goal& add(std::string id, std::string claim, const Location& at, const Terms& terms,
            Shows shows) {
    Goal goal;
    goal.result.id = std::move(id);
    goal.result.claim = std::move(claim);
    goal.result.at = at;
    goal.query = [terms](PackModel& model) { return Query{terms(model)}; };
    goal.shows = std::move(shows);
    goals_.push_back(std::move(goal));
    return goals_.back();
  }

  // Nothing of the pack is dead.
  void add_example(std::string id, std::string claim, const Location& at, const Terms& terms,
                   const Shows& shows) {
    const auto ask = ask_;
    Goal& goal = add(
        std::move(id), std::move(claim), at,
        [terms](PackModel& model) { return terms(model) && !model.contradictory(); },
        [ask, shows](const Case& one) {
          return ask->outcome(one.answers).contradictions.empty() && shows(one);
        });
    goal.example = true;
  }

  // ---- properties of the pack

  void add_property(const Property& property) {
    using Claim = Property::Claim;
    const std::string& subject = property.subject.value;
    switch (property.claim) {
      case Claim::triage_at_least:
      case Claim::triage_at_most:
        return add_level_property(property);
      case Claim::concludes:
        add_claim(property, "concludes " + subject, finding_term(subject, false),
                  concludes(subject, false))
            .expected.concludes = {unplaced<FindingId>(subject)};
        return;
      case Claim::never_concludes:
        add_claim(property, "never concludes " + subject, finding_term(subject, true),
                  concludes(subject, true))
            .expected.concludes_not = {unplaced<FindingId>(subject)};
        return;
      case Claim::never_both:
        return add_never_both(property);
      case Claim::advises: {
        const AdviceId advice(subject);
        add_claim(
            property, "advises " + subject,
            [advice](PackModel& model) { return !model.advised(advice); },
            [ask = ask_, advice](const Case& one) {
              return !gives(ask->outcome(one.answers), advice);
            })
            .expected.advises = {unplaced<AdviceId>(subject)};
        return;
      }
    }
  }

  static Terms finding_term(const std::string& finding, bool concluded) {
    return [finding, concluded](PackModel& model) {
      const z3::expr holds = model.concluded(model.finding_place(finding));
      return concluded ? holds : !holds;
    };
  }

  Shows concludes(const std::string& finding, bool wanted) const {
    return [ask = ask_, finding, wanted](const Case& one) {
      const Outcome outcome = ask->outcome(one.answers);
      return (find_conclusion(outcome, FindingId(finding)) != nullptr) == wanted;
    };
  }

  // `fails`: what the claim forbids.
  Goal& add_claim(const Property& property, const std::string& claim, const Terms& fails,
                  const Shows& shows) {
    const Property* kept = &property;
    const std::string when = in_words(property.when);
    Goal& goal = add(
        property.id, when.empty() ? claim : fmt::format("{}, when {}", claim, when), property.at,
        [kept, fails](PackModel& model) { return model.holds(kept->when) && fails(model); },
        [ask = ask_, kept, shows](const Case& one) {
          return ask->when_holds(one.answers, *kept) && shows(one);
        });
    goal.result.written = true;
    return goal;
  }

  void add_level_property(const Property& property) {
    const LevelId level(property.subject.value);
    const std::size_t place = level_place(base_, level);
    const bool least = property.claim == Property::Claim::triage_at_least;
    Goal& goal = add_claim(
        property, fmt::format("triage at {} {}", least ? "least" : "most", level.str()),
        [place, least](PackModel& model) {
          if (least) return !model.at_least(place);
          return place == 0 ? model.context().bool_val(false) : model.at_least(place - 1);
        },
        [ask = ask_, place, least](const Case& one) {
          const std::size_t now = ask->level(one.answers);
          return least ? now > place : now < place;
        });
    goal.expected.triage = unplaced(level);
  }

  void add_never_both(const Property& property) {
    const std::string& one = property.subject.value;
    const std::string& other = property.other.value;
    const Terms first = finding_term(one, true);
    const Terms second = finding_term(other, true);
    const Shows shows_first = concludes(one, true);
    const Shows shows_second = concludes(other, true);
    Goal& goal = add_claim(
        property, fmt::format("never both {}, {}", one, other),
        [first, second](PackModel& model) { return first(model) && second(model); },
        [shows_first, shows_second](const Case& found) {
          return shows_first(found) && shows_second(found);
        });
    goal.expected.concludes_not = {unplaced<FindingId>(other)};
  }

  // ---- red flags

  void add_reaches(const RedFlag& flag, std::size_t place) {
    const std::size_t level = level_place(base_, flag.level.value);
    add(
        flag.id.str() + "/reaches-its-level",
        fmt::format("triage at least {} when '{}' is met", flag.level.value.str(), flag.id.str()),
        flag.at,
        [place, level](PackModel& model) { return model.met(place) && !model.at_least(level); },
        [ask = ask_, place, level](const Case& one) {
          return ask->met(one.answers, place) && ask->level(one.answers) > level;
        })
        .expected.triage = unplaced(flag.level.value);
  }

  void add_doubt(const RedFlag& flag, std::size_t place) {
    const std::size_t level = level_place(base_, flag.not_sure.value);
    add(
        flag.id.str() + "/doubt-counts",
        fmt::format("triage at least {} when '{}' is in doubt", flag.not_sure.value.str(),
                    flag.id.str()),
        flag.at,
        [place, level](PackModel& model) {
          return model.in_doubt(place) && !model.at_least(level);
        },
        [ask = ask_, place, level](const Case& one) {
          return ask->in_doubt(one.answers, place) && ask->level(one.answers) > level;
        })
        .expected.triage = unplaced(flag.not_sure.value);
  }

  // The options by which somebody says yes to a flag's own signs, by question.
  std::map<std::size_t, std::set<std::size_t>> signs_of(std::size_t formula) const {
    std::map<std::size_t, std::set<std::size_t>> signs;
    for (const Clause& clause : book_.formulas[formula].clauses) {
      for (const Literal& literal : clause) {
        const Comparison& comparison =
            book_.conditions[static_cast<std::size_t>(literal.condition)].comparison;
        const bool chooses =
            comparison.test == Comparison::Test::is || comparison.test == Comparison::Test::include;
        if (!chooses || literal.setting || !literal.met) continue;
        const Question* question =
            find_by_id(base_.questions, QuestionId(comparison.subject.value));
        if (question->kind == Question::Kind::one) continue;
        for (const auto& option : comparison.options) {
          const Option* chosen = find_by_id(question->options, OptionId(option.value));
          signs[static_cast<std::size_t>(question - base_.questions.data())].insert(
              static_cast<std::size_t>(chosen - question->options.data()));
        }
      }
    }
    return signs;
  }

  void add_never_lowers(const RedFlag& flag, std::size_t place) {
    const auto signs = signs_of(place);
    if (signs.empty()) return;
    Goal& goal =
        add(flag.id.str() + "/never-lowers",
            fmt::format("saying yes to '{}' never makes a visit less urgent", flag.id.str()),
            flag.at, nullptr, [ask = ask_, place](const Case& one) {
              return one.after && ask->met(*one.after, place) &&
                     ask->level(*one.after) > ask->level(one.answers);
            });
    goal.query = [base = &base_, place, signs](PackModel& model) {
      std::vector<ReplyTerms> replies = model.replies();
      for (const auto& [question, options] : signs) {
        turn(base->questions[question], options, replies[question]);
      }
      PackModel after(model, replies);
      std::vector<z3::expr> lower;
      for (std::size_t level = 0; level < base->levels.size(); ++level) {
        lower.push_back(model.at_least(level) && !after.at_least(level));
      }
      return Query{after.met(place) && any_of(model.context(), lower), std::move(replies)};
    };
  }

  // Says yes to some of the options, whichever the solver likes. *Not sure* about a list is doubt
  // about all of it, which a tick would settle: there it stays.
  static void turn(const Question& question, const std::set<std::size_t>& options,
                   ReplyTerms& reply) {
    z3::context& context = reply.given.ctx();
    std::vector<z3::expr> turned;
    for (const std::size_t option : options) {
      const std::string name = question.id.str() + "+" + question.options[option].id.str();
      z3::expr turn = context.bool_const(name.c_str());
      if (question.kind == Question::Kind::many) turn = turn && !reply.doubt;
      for (std::size_t i = 0; i < reply.picks.size(); ++i) {
        if (i == option) {
          reply.picks[i] = reply.picks[i] || turn;
        } else if (question.kind != Question::Kind::many) {
          reply.picks[i] = reply.picks[i] && !turn;
        }
      }
      turned.push_back(turn);
    }
    const z3::expr any = any_of(context, turned);
    reply.given = reply.given || any;
    reply.doubt = reply.doubt && !any;
  }

  // ---- the pack as a whole

  std::vector<std::size_t> flag_places() const {
    std::vector<std::size_t> places;
    for (const RedFlag& flag : base_.red_flags) places.push_back(places_.at(flag.id.str()));
    return places;
  }

  void add_floor() {
    const auto flags = flag_places();
    const std::size_t floor = floor_;
    add(
        "open-signs-set-a-floor",
        fmt::format("triage at least {} while a red flag is open or in doubt",
                    base_.levels[floor].id.str()),
        base_.levels[floor].at,
        [flags, floor](PackModel& model) {
          std::vector<z3::expr> ways;
          ways.reserve(flags.size());
          for (const std::size_t flag : flags) {
            ways.push_back(!model.settled(flag) || model.in_doubt(flag));
          }
          return any_of(model.context(), ways) && !model.at_least(floor);
        },
        [ask = ask_, flags, floor](const Case& one) {
          const Outcome outcome = ask->outcome(one.answers);
          if (level_place(ask->base(), outcome.triage.level) <= floor) return false;
          return !outcome.triage.open_red_flags.empty() ||
                 std::any_of(flags.begin(), flags.end(),
                             [&](std::size_t flag) { return ask->in_doubt(one.answers, flag); });
        })
        .expected.triage = unplaced(base_.levels[floor].id);
  }

  void add_settled() {
    const auto flags = flag_places();
    add(
        "all-answered-is-settled",
        "when every question is answered, no red flag is open and there is something to do",
        base_.pack.at,
        [flags](PackModel& model) {
          std::vector<z3::expr> all;
          for (std::size_t i = 0; i < model.replies().size(); ++i) {
            const ReplyTerms& reply = model.replies()[i];
            all.push_back(reply.given || reply.doubt || model.inapplicable(i));
          }
          std::vector<z3::expr> lacks = {nothing_to_do(model)};
          for (const std::size_t flag : flags) lacks.push_back(!model.settled(flag));
          return all_of(model.context(), all) && any_of(model.context(), lacks);
        },
        [ask = ask_](const Case& one) {
          if (!all_answered(*ask, one.answers)) return false;
          const Outcome outcome = ask->outcome(one.answers);
          const Level& level = *find_by_id(ask->base().levels, outcome.triage.level);
          const bool idle = level.now.empty() && outcome.advice.empty();
          return idle || !outcome.triage.open_red_flags.empty();
        });
  }

  static z3::expr nothing_to_do(PackModel& model) {
    const KnowledgeBase& base = model.engine().knowledge();
    std::vector<z3::expr> idle;
    for (std::size_t i = 0; i < base.levels.size(); ++i) {
      if (base.levels[i].now.empty()) idle.push_back(model.exactly(i));
    }
    std::vector<z3::expr> advised;
    for (const Advice& advice : base.advice) advised.push_back(model.advised(advice.id));
    return any_of(model.context(), idle) && !any_of(model.context(), advised);
  }

  static bool all_answered(const Confirmation& ask, const Answers& answers) {
    Answers all = answers;
    for (const Question& question : ask.base().questions) {
      all.replies.try_emplace(question.id, Reply{Reply::Status::not_sure, {}, 0});
    }
    const Outcome outcome = ask.outcome(all);
    return std::all_of(
        ask.base().questions.begin(), ask.base().questions.end(), [&](const Question& question) {
          return answers.replies.contains(question.id) || is_set_aside(outcome, question.id);
        });
  }

  // ---- nothing is dead

  void add_formulas() {
    for (std::size_t i = 0; i < book_.formulas.size(); ++i) {
      const Formula& formula = book_.formulas[i];
      const Terms terms = [i](PackModel& model) { return model.met(i); };
      const Shows shows = [ask = ask_, i](const Case& one) { return ask->met(one.answers, i); };
      const std::string claim = fmt::format("some answers meet '{}'", formula.id);
      if (formula.kind == Formula::Kind::contradiction) {
        add(formula.id + "/can-apply", claim, formula.at, terms, shows).example = true;
      } else if (formula.kind != Formula::Kind::applies) {
        add_example(formula.id + "/can-apply", claim, formula.at, terms, shows);
      }
      if (formula.clauses.size() > 1) add_parts(formula);
    }
  }

  // A formula with several ways to be met: no part of it is idle.
  void add_parts(const Formula& formula) {
    std::set<std::pair<int, bool>> parts;
    for (const Clause& clause : formula.clauses) {
      for (const Literal& literal : clause) parts.emplace(literal.condition, literal.met);
    }
    for (const auto& part_of_it : parts) {
      const int condition = part_of_it.first;
      const bool met = part_of_it.second;
      std::vector<Clause> ways;
      for (const Clause& clause : formula.clauses) {
        const bool in = std::any_of(clause.begin(), clause.end(), [&](const Literal& literal) {
          return literal.condition == condition && literal.met == met;
        });
        if (in) ways.push_back(clause);
      }
      const std::string& text = book_.conditions[static_cast<std::size_t>(condition)].text;
      const std::string part = met ? text : "not (" + text + ")";
      add_example(
          fmt::format("{}/{}/can-matter", formula.id, part),
          fmt::format("some answers meet '{}' by '{}'", formula.id, part), formula.at,
          [ways](PackModel& model) {
            std::vector<z3::expr> met_ways;
            met_ways.reserve(ways.size());
            for (const Clause& clause : ways) met_ways.push_back(model.clause_met(clause));
            return any_of(model.context(), met_ways);
          },
          [ask = ask_, ways](const Case& one) {
            return std::any_of(ways.begin(), ways.end(), [&](const Clause& clause) {
              return ask->clause_met(one.answers, clause);
            });
          });
    }
  }

  void add_conclusions() {
    for (const Finding& finding : base_.findings) {
      add_example(finding.id.str() + "/can-be-concluded",
                  fmt::format("some answers conclude '{}'", finding.id.str()), finding.at,
                  finding_term(finding.id.str(), true), concludes(finding.id.str(), true));
    }
    for (const Advice& advice : base_.advice) {
      const AdviceId id = advice.id;
      add_example(
          id.str() + "/can-be-given", fmt::format("some answers are given '{}'", id.str()),
          advice.at, [id](PackModel& model) { return model.advised(id); },
          [ask = ask_, id](const Case& one) { return gives(ask->outcome(one.answers), id); });
    }
    for (std::size_t i = 0; i < base_.levels.size(); ++i) {
      add_example(
          base_.levels[i].id.str() + "/can-be-reached",
          fmt::format("some answers come out at '{}'", base_.levels[i].id.str()),
          base_.levels[i].at, [i](PackModel& model) { return model.exactly(i); },
          [ask = ask_, i](const Case& one) { return ask->level(one.answers) == i; });
    }
  }

  void add_question(std::size_t place) {
    const Question& question = base_.questions[place];
    const QuestionId id = question.id;
    std::optional<std::size_t> applies;
    if (question.applies) applies = places_.at("applies/" + id.str());
    const Terms asked = [applies](PackModel& model) {
      return applies ? model.met(*applies) : model.context().bool_val(true);
    };
    const Shows is_asked = [ask = ask_, applies](const Case& one) {
      return !applies || ask->met(one.answers, *applies);
    };
    add_example(id.str() + "/can-be-asked", fmt::format("'{}' concerns somebody", id.str()),
                question.at, asked, is_asked);
    for (std::size_t i = 0; i < question.options.size(); ++i) {
      const OptionId option = question.options[i].id;
      if (question.kind == Question::Kind::yes_no) break;
      add_example(
          fmt::format("{}/{}/can-be-chosen", id.str(), option.str()),
          fmt::format("'{}' of '{}' suits somebody", option.str(), id.str()),
          question.options[i].at,
          [place, i, asked](PackModel& model) {
            return model.replies()[place].picks[i] && asked(model);
          },
          [id, option, is_asked](const Case& one) {
            return ticked(one.answers, id, option) && is_asked(one);
          });
    }
  }

  const KnowledgeBase& base_;
  const Rulebook& book_;
  std::shared_ptr<const Confirmation> ask_;
  std::map<std::string, std::size_t> places_;  // of formulas
  std::size_t floor_ = 0;
  std::vector<Goal> goals_;
};

}  // namespace

std::vector<Goal> proof_goals(const Engine& engine) {
  return GoalMaker(engine).make();
}

}  // namespace peyer
