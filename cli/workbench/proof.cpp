#include "cli/workbench/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

#include "cli/workbench/model.h"
#include "cli/workbench/proof_goals.h"

namespace peyer {

namespace {

std::vector<ReplyTerms> free_replies(z3::context& context, const KnowledgeBase& knowledge) {
  std::vector<ReplyTerms> replies;
  for (const Question& question : knowledge.questions) {
    std::vector<double> numbers;
    if (question.kind == Question::Kind::number) {
      numbers = distinct_numbers(question, limits_of(knowledge, question.id));
    }
    replies.push_back(free_reply(context, question, std::move(numbers)));
  }
  return replies;
}

std::string in_words(const KnowledgeBase& knowledge, const Answers& answers) {
  std::string text;
  for (const auto& [id, reply] : answers.replies) {
    text += fmt::format("{}{}:", text.empty() ? "" : ", ", id.str());
    for (const std::string& word : to_words(*find_by_id(knowledge.questions, id), reply)) {
      text += " " + word;
    }
  }
  return text;
}

// One thread's solver with the pack in it.
class Prover {
 public:
  explicit Prover(const Engine& engine)
      : engine_(engine),
        model_(context_, engine, free_replies(context_, engine.knowledge())),
        solver_(context_, "QF_FD") {
    const std::vector<Question>& questions = engine.knowledge().questions;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      solver_.add(well_formed(questions[i], model_.replies()[i]));
    }
  }

  ProofResult prove(const Goal& goal, std::chrono::milliseconds timeout) {
    ProofResult result = goal.result;
    if (timeout.count() <= 0) return result;
    z3::params params(context_);
    params.set("timeout", static_cast<unsigned>(timeout.count()));
    solver_.set(params);
    solver_.push();
    const Query query = goal.query(model_);
    solver_.add(query.wanted);
    const z3::check_result answer = solver_.check();
    std::optional<Case> found;
    if (answer == z3::sat) found = read(query);
    solver_.pop();
    if (answer == z3::unknown) return result;
    if (found) confirm(goal, *found);
    result.verdict = found.has_value() == goal.example ? Verdict::holds : Verdict::fails;
    if (found && !goal.example) result.counterexample = counterexample(goal, std::move(*found));
    return result;
  }

 private:
  Answers read(const z3::model& model, const std::vector<ReplyTerms>& replies) const {
    Answers answers;
    const std::vector<Question>& questions = engine_.knowledge().questions;
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (const auto reply = read_reply(model, questions[i], replies[i])) {
        answers.replies[questions[i].id] = *reply;
      }
    }
    return answers;
  }

  Case read(const Query& query) {
    const z3::model model = solver_.get_model();
    Case found{read(model, model_.replies()), std::nullopt};
    if (query.after) found.after = read(model, *query.after);
    return found;
  }

  void confirm(const Goal& goal, const Case& found) const {
    if (goal.shows(found)) return;
    const KnowledgeBase& base = engine_.knowledge();
    throw ProofDisagreement(fmt::format(
        "the solver and CLIPS disagree about '{}', so no proof can be trusted. Answers: {}{}",
        goal.result.id, in_words(base, found.answers),
        found.after ? "; then " + in_words(base, *found.after) : ""));
  }

  Counterexample counterexample(const Goal& goal, Case found) const {
    const Case small = minimized(engine_.knowledge(), std::move(found), goal.shows);
    Counterexample counterexample;
    counterexample.answers = small.answers;
    counterexample.outcome = engine_.consult(small.answers);
    counterexample.after = small.after;
    if (small.after) counterexample.outcome_after = engine_.consult(*small.after);
    counterexample.scenario = scenario(goal, counterexample);
    return counterexample;
  }

  static Scenario scenario(const Goal& goal, const Counterexample& found) {
    Scenario scenario;
    scenario.name = "found by peyer prove against " + goal.result.id;
    scenario.story = "What must hold for all answers: " + goal.result.claim + ".";
    scenario.expect = goal.expected;
    for (const auto& [id, reply] : found.answers.replies) {
      scenario.given.push_back({{id, {}}, {reply, {}}});
    }
    if (!found.after) return scenario;
    // However urgent it was before, it must not be less so after.
    scenario.expect.triage = Located<LevelId>{found.outcome.triage.level, {}};
    WhatIf what_if;
    what_if.expect.triage = scenario.expect.triage;
    for (const auto& [id, reply] : found.after->replies) {
      const auto before = found.answers.replies.find(id);
      if (before != found.answers.replies.end() && before->second == reply) continue;
      what_if.change.push_back({{id, {}}, {reply, {}}});
    }
    scenario.what_if.push_back(std::move(what_if));
    return scenario;
  }

  const Engine& engine_;
  z3::context context_;
  PackModel model_;
  z3::solver solver_;
};

bool is_about(const Goal& goal, const std::string& id) {
  return goal.result.id == id || goal.result.id.rfind(id + "/", 0) == 0;
}

std::vector<Goal> chosen_goals(const Engine& engine, const std::vector<std::string>& only) {
  std::vector<Goal> goals = proof_goals(engine);
  for (const std::string& id : only) {
    if (std::any_of(goals.begin(), goals.end(), [&](const Goal& one) { return is_about(one, id); }))
      continue;
    throw std::invalid_argument("no property '" + id + "'");
  }
  if (only.empty()) return goals;
  std::erase_if(goals, [&](const Goal& goal) {
    return std::none_of(only.begin(), only.end(),
                        [&](const std::string& id) { return is_about(goal, id); });
  });
  return goals;
}

// Threads that take one goal after another.
class Provers {
 public:
  Provers(const Engine& engine, const std::vector<Goal>& goals, const ProofOptions& options)
      : engine_(engine), goals_(goals), options_(options), results_(goals.size()) {}

  std::vector<ProofResult> run() {
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t jobs = std::min(options_.jobs == 0 ? cores : options_.jobs,
                                      std::max<std::size_t>(1, goals_.size()));
    {
      std::vector<std::jthread> threads;
      for (std::size_t i = 1; i < jobs; ++i) threads.emplace_back([this] { work(); });
      work();
    }
    if (failure_) std::rethrow_exception(failure_);
    return std::move(results_);
  }

 private:
  void work() {
    try {
      Prover prover(engine_);
      for (;;) {
        const std::size_t place = next_++;
        if (place >= goals_.size()) return;
        results_[place] = prover.prove(goals_[place], options_.timeout);
        const std::lock_guard lock(mutex_);
        ++done_;
        if (options_.progress) options_.progress(done_, goals_.size());
      }
    } catch (...) {
      next_ = goals_.size();  // the others need not go on
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  const Engine& engine_;
  const std::vector<Goal>& goals_;
  const ProofOptions& options_;
  std::vector<ProofResult> results_;
  std::atomic<std::size_t> next_ = 0;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::exception_ptr failure_;
};

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "holds";
    case Verdict::fails:
      return "fails";
    case Verdict::undecided:
      return "undecided";
  }
  return "";
}

std::vector<ProofResult> prove(const Engine& engine, const ProofOptions& options) {
  const std::vector<Goal> goals = chosen_goals(engine, options.only);
  return Provers(engine, goals, options).run();
}

std::vector<std::string> proof_ids(const Engine& engine) {
  std::vector<std::string> ids;
  for (const Goal& goal : proof_goals(engine)) ids.push_back(goal.result.id);
  return ids;
}

}  // namespace peyer
