#include "cli/workbench/exact_difference.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "cli/workbench/model.h"
#include "cli/workbench/proof.h"
#include "cli/workbench/witness.h"

namespace peyer {

namespace {

bool has_topic(const KnowledgeBase& knowledge, const TopicId& id) {
  const Topic* topic = find_by_id(knowledge.topics, id);
  return topic != nullptr && topic->come_for;
}

// A question that stands for both packs' questions of this name: all options of either, several at
// once where either takes several; numbers from the least to the greatest. Where one pack asks for
// a number and the other for options, each has its own.
struct Shared {
  Question question;
  ReplyTerms terms;
};

bool is_number(const Question& question) {
  return question.kind == Question::Kind::number;
}

bool stands_for(const Shared& shared, const Question& question) {
  return shared.question.id == question.id && is_number(shared.question) == is_number(question);
}

// How urgent a level is by what it says of itself; smaller is more urgent.
std::tuple<bool, bool, bool> gravity(const Level& level) {
  return {!level.stops, !level.urgent, !level.person};
}

class Difference {
 public:
  Difference(const Engine& before, const Engine& after, std::chrono::milliseconds timeout)
      : before_(before), after_(after), timeout_(timeout), solver_(context_, "QF_FD") {
    for (const Question& question : before.knowledge().questions) share(question);
    for (const Question& question : after.knowledge().questions) share(question);
    for (const Shared& one : shared_) solver_.add(well_formed(one.question, one.terms));
    for (std::size_t i = 0; i < shared_.size(); ++i) {
      for (std::size_t other = 0; other < i; ++other) {
        if (shared_[i].question.id == shared_[other].question.id) {
          only_doubt(shared_[i].terms, shared_[other].terms);
        }
      }
    }
  }

  std::vector<LevelChange> find() {
    PackModel old_model(context_, before_, replies_for(before_.knowledge()));
    PackModel new_model(context_, after_, replies_for(after_.knowledge()));
    std::vector<LevelChange> changes;
    const auto& levels = before_.knowledge().levels;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      for (std::size_t j = 0; j < after_.knowledge().levels.size(); ++j) {
        const Level& from = levels[i];
        const Level& to = after_.knowledge().levels[j];
        if (from.id == to.id) continue;
        LevelChange change{from.id, to.id, less_urgent(from, to), {}, false};
        if (can_happen(old_model.exactly(i) && new_model.exactly(j), change)) {
          changes.push_back(std::move(change));
        }
      }
    }
    std::stable_sort(changes.begin(), changes.end(),
                     [](const auto& a, const auto& b) { return a.less_urgent && !b.less_urgent; });
    return changes;
  }

 private:
  // A number is no answer to the one pack's question, and an option none to the other's.
  void only_doubt(const ReplyTerms& one, const ReplyTerms& other) {
    solver_.add(!one.given && !other.given);
    solver_.add(one.doubt == other.doubt);
  }

  void share(const Question& question) {
    const auto known = std::find_if(shared_.begin(), shared_.end(),
                                    [&](const Shared& one) { return stands_for(one, question); });
    if (known != shared_.end()) return;
    Question all = question;
    std::set<double> limits;
    std::vector<const Question*> own_questions;
    for (const Engine* engine : {&before_, &after_}) {
      const KnowledgeBase& base = engine->knowledge();
      const Question* own = find_by_id(base.questions, question.id);
      if (own == nullptr || is_number(*own) != is_number(question)) continue;
      widen(all, *own);
      own_questions.push_back(own);
      limits.merge(limits_of(base, question.id));
      limits.insert({own->min, own->max});
    }
    std::vector<double> numbers;
    if (is_number(all)) numbers = distinct_numbers(all, limits, own_questions);
    Question named = all;  // keeps two questions of one name apart
    if (is_number(all)) named.id = QuestionId(question.id.str() + "#");
    shared_.push_back({all, free_reply(context_, named, std::move(numbers))});
  }

  static void widen(Question& all, const Question& own) {
    if (own.kind == Question::Kind::many) all.kind = own.kind;
    if (all.kind != own.kind && all.kind == Question::Kind::yes_no) all.kind = own.kind;
    for (const Option& option : own.options) {
      if (find_by_id(all.options, option.id) == nullptr) all.options.push_back(option);
    }
    for (const Unit& unit : own.units) {
      const auto same = [&](const Unit& other) { return other.per == unit.per; };
      if (std::none_of(all.units.begin(), all.units.end(), same)) all.units.push_back(unit);
    }
    all.min = std::min(all.min, own.min);
    all.max = std::max(all.max, own.max);
    all.whole = all.whole && own.whole;
  }

  // What one pack takes of the shared replies: answers_for as terms.
  std::vector<ReplyTerms> replies_for(const KnowledgeBase& knowledge) {
    std::vector<ReplyTerms> replies;
    for (const Question& question : knowledge.questions) {
      const Shared& shared = *std::find_if(shared_.begin(), shared_.end(), [&](const Shared& one) {
        return stands_for(one, question);
      });
      replies.push_back(reply_for(question, shared));
    }
    return replies;
  }

  ReplyTerms reply_for(const Question& question, const Shared& shared) {
    ReplyTerms reply{shared.terms.given, shared.terms.doubt, {}, {}};
    if (question.kind == Question::Kind::number) {
      for (std::size_t i = 0; i < shared.terms.numbers.size(); ++i) {
        if (!fits(question, {Reply::Status::given, {}, shared.terms.numbers[i]})) continue;
        reply.picks.push_back(shared.terms.picks[i]);
        reply.numbers.push_back(shared.terms.numbers[i]);
      }
      reply.given = any_of(context_, reply.picks);
      return reply;
    }
    for (const Option& option : question.options) {
      const auto& all = shared.question.options;
      const auto place = find_by_id(all, option.id) - all.data();
      reply.picks.push_back(shared.terms.picks[static_cast<std::size_t>(place)]);
    }
    if (question.kind == Question::Kind::many) {
      const z3::expr ticked = any_of(context_, shared.terms.picks);
      reply.given = shared.terms.given && (any_of(context_, reply.picks) || !ticked);
      return reply;
    }
    if (shared.question.kind == Question::Kind::many) keep_single(shared.terms, reply);
    reply.given = any_of(context_, reply.picks);
    return reply;
  }

  // Several ticked options are no answer where one is asked for.
  void keep_single(const ReplyTerms& all, ReplyTerms& reply) {
    z3::expr_vector ticked(context_);
    for (const z3::expr& pick : all.picks) ticked.push_back(pick);
    const z3::expr single = z3::atmost(ticked, 1);
    for (z3::expr& pick : reply.picks) pick = pick && single;
  }

  bool less_urgent(const Level& from, const Level& to) const {
    for (const Engine* engine : {&before_, &after_}) {
      const auto& levels = engine->knowledge().levels;
      const Level* first = find_by_id(levels, from.id);
      const Level* second = find_by_id(levels, to.id);
      if (first != nullptr && second != nullptr) return second > first;
    }
    return gravity(to) > gravity(from);
  }

  bool can_happen(const z3::expr& change, LevelChange& found) {
    z3::params params(context_);
    params.set("timeout", static_cast<unsigned>(std::max<long>(1, timeout_.count())));
    solver_.set(params);
    solver_.push();
    solver_.add(change);
    const z3::check_result answer = timeout_.count() > 0 ? solver_.check() : z3::unknown;
    found.undecided = answer == z3::unknown;
    std::optional<Answers> witness;
    if (answer == z3::sat) witness = read(solver_.get_model());
    solver_.pop();
    if (witness) found.witness = smallest(std::move(*witness), found);
    return answer != z3::unsat;
  }

  Answers read(const z3::model& model) const {
    Answers answers;
    for (const Shared& one : shared_) {
      if (const auto reply = read_reply(model, one.question, one.terms)) {
        answers.replies[one.question.id] = *reply;
      }
    }
    return answers;
  }

  Answers smallest(Answers witness, const LevelChange& change) const {
    const Shows shows = [&](const Case& one) {
      return level_of(before_, one.answers) == change.from &&
             level_of(after_, one.answers) == change.to;
    };
    if (!shows({witness, std::nullopt})) {
      throw ProofDisagreement("the solver and CLIPS disagree about answers that come out at '" +
                              change.from.str() + "' and then at '" + change.to.str() +
                              "', so no difference can be trusted");
    }
    return minimized(both_questions(), {std::move(witness), std::nullopt}, shows).answers;
  }

  static LevelId level_of(const Engine& engine, const Answers& answers) {
    return engine.consult(answers_for(engine.knowledge(), answers)).triage.level;
  }

  // The shared questions with the conditions of the pack after: for `minimized`, which needs no
  // more.
  KnowledgeBase both_questions() const {
    KnowledgeBase base = after_.knowledge();
    base.questions.clear();
    for (const Shared& one : shared_) base.questions.push_back(one.question);
    return base;
  }

  const Engine& before_;
  const Engine& after_;
  std::chrono::milliseconds timeout_;
  z3::context context_;
  z3::solver solver_;
  std::vector<Shared> shared_;
};

// Nothing when no part of it can be taken.
std::optional<Reply> reply_for(const Question& question, const Reply& reply) {
  if (question.kind != Question::Kind::many || !reply.given()) {
    return fits(question, reply) ? std::optional(reply) : std::nullopt;
  }
  Reply known = reply;
  known.options.clear();
  for (const Option& option : question.options) {  // in the question's own order
    const auto& ticked = reply.options;
    if (std::find(ticked.begin(), ticked.end(), option.id) != ticked.end()) {
      known.options.push_back(option.id);
    }
  }
  if (known.options.empty() && !reply.options.empty()) return std::nullopt;
  return fits(question, known) ? std::optional(known) : std::nullopt;
}

}  // namespace

std::vector<LevelChange> exact_level_changes(const Engine& before, const Engine& after,
                                             std::chrono::milliseconds timeout) {
  return Difference(before, after, timeout).find();
}

Answers answers_for(const KnowledgeBase& knowledge, const Answers& answers) {
  Answers fitting;
  for (const TopicId& topic : answers.came_for) {
    if (has_topic(knowledge, topic)) fitting.came_for.insert(topic);
  }
  for (const auto& [id, reply] : answers.replies) {
    const Question* question = find_by_id(knowledge.questions, id);
    if (question == nullptr) continue;
    if (const auto own = reply_for(*question, reply)) fitting.replies[id] = *own;
  }
  return fitting;
}

}  // namespace peyer
