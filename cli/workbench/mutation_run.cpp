#include "cli/workbench/mutation_run.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include "cli/workbench/killing_scenario.h"
#include "engine/answer_order.h"
#include "engine/scenario.h"
#include "engine/variant_runner.h"

namespace peyer {

namespace {

using Clock = std::chrono::steady_clock;
using State = MutantVerdict::State;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// One answer set of a scenario, and what is expected of it.
struct Case {
  const Scenario* scenario;
  const Expectation* expect;
  Answers answers;
};

std::vector<Case> cases_of(const KnowledgeBase& base) {
  std::vector<Case> cases;
  std::vector<Answers> sets;
  std::vector<Agenda> agendas;
  for (const Scenario& scenario : base.scenarios) {
    const std::vector<const Expectation*> expectations = expectations_of(scenario);
    const std::vector<Answers> own = answer_sets_of(scenario);
    for (std::size_t i = 0; i < own.size(); ++i) {
      cases.push_back({&scenario, expectations[i], own[i]});
      sets.push_back(own[i]);
      agendas.push_back(agenda_for(*expectations[i]));
    }
  }
  std::vector<Case> ordered;
  for (const std::size_t place : near_order(sets, agendas)) {
    ordered.push_back(std::move(cases[place]));
  }
  return ordered;
}

bool names_finding(const Condition& condition) {
  return condition.comparison.test == Comparison::Test::concluded ||
         std::any_of(condition.children.begin(), condition.children.end(), names_finding);
}

bool holds(const KnowledgeBase& base, const Property& property, const Outcome& outcome) {
  const std::string& subject = property.subject.value;
  const std::size_t now = level_place(base, outcome.triage.level);
  const bool concluded = find_conclusion(outcome, FindingId(subject)) != nullptr;
  switch (property.claim) {
    case Property::Claim::triage_at_least:
      return now <= level_place(base, LevelId(subject));
    case Property::Claim::triage_at_most:
      return now >= level_place(base, LevelId(subject));
    case Property::Claim::concludes:
      return concluded;
    case Property::Claim::never_concludes:
      return !concluded;
    case Property::Claim::never_both:
      return !concluded || find_conclusion(outcome, FindingId(property.other.value)) == nullptr;
    case Property::Claim::advises:
      return std::any_of(outcome.advice.begin(), outcome.advice.end(),
                         [&](const GivenAdvice& one) { return one.advice.str() == subject; });
  }
  return true;
}

// What all threads share.
struct Shared {
  const Engine& engine;
  const MutationOptions& options;
  const std::vector<Case> cases;
  std::mutex mutex;  // guards `run`, the counts and the callbacks
  MutationRun& run;
  std::size_t steps_done = 0, steps = 0;

  bool stopped() const { return options.stop != nullptr && options.stop->load(); }
};

// A formula in a batch: places of its own item and of its mutants, and where a search may start.
struct FormulaMutants {
  std::string formula;
  std::size_t original = 0;          // among the book's items
  std::vector<std::size_t> mutants;  // in the batch
  std::vector<Answers> met_at, open_at;
};

// Mutants of some formulas, in one rulebook and so in one thread.
class Batch {
 public:
  Batch(Shared& shared, std::vector<std::size_t> mutants)
      : shared_(shared),
        base_(shared.engine.knowledge()),
        mutants_(std::move(mutants)),
        verdicts_(mutants_.size()) {}

  void run() {
    VariantBook book(std::make_shared<const KnowledgeBase>(base_), items());
    VariantRunner runner(book);
    for (const Case& one : shared_.cases) {
      if (shared_.stopped()) break;
      runner.set(agenda_for(*one.expect));
      runner.move_to(one.answers);
      if (passes(runner, one)) look_at(runner, one);
      step();
    }
    const auto searching = Clock::now();
    runner.set(Agenda::left);
    if (shared_.options.search) search(runner);
    finish(seconds_since(searching));
  }

 private:
  // Properties first; then every formula as it is, each followed by its mutants.
  std::vector<VariantItem> items() {
    std::vector<VariantItem> items;
    for (const Property& property : base_.properties) {
      items.emplace_back(property);
      finding_properties_ |= names_finding(property.when);
    }
    for (std::size_t i = 0; i < mutants_.size(); ++i) {
      const Mutant& one = mutant(i);
      if (i == 0 || mutant(i - 1).formula != one.formula) {
        formulas_.push_back({one.formula, items.size(), {}, {}, {}});
        items.push_back(original_of(base_, one.formula));
      }
      formulas_.back().mutants.push_back(i);
      places_.push_back(items.size());
      items.push_back(one.item);
    }
    return items;
  }

  const Mutant& mutant(std::size_t i) const { return shared_.run.mutants[mutants_[i]]; }

  // A scenario that fails by itself can't tell anything apart.
  bool passes(VariantRunner& runner, const Case& one) {
    if (mismatches(*one.expect, runner.outcome()).empty()) return true;
    const std::lock_guard lock(shared_.mutex);
    shared_.run.failing.insert(one.expect->at.place() + "  " + one.scenario->name);
    return false;
  }

  void look_at(VariantRunner& runner, const Case& one) {
    const std::vector<Fate> fates = runner.fates();
    for (FormulaMutants& formula : formulas_) {
      remember(formula, fates[formula.original], one.answers);
      for (const std::size_t i : formula.mutants) {
        if (verdicts_[i].state != State::open) continue;
        ++pairs_;
        if (told_apart(mutant(i), fates[formula.original], fates[places_[i]])) {
          try_to_kill(runner, one, fates, i);
        }
      }
    }
  }

  static bool told_apart(const Mutant& mutant, const Fate& original, const Fate& changed) {
    return original != changed || (mutant.same_condition && (original.met() || original.doubt));
  }

  // Where a search may start: answers at which the formula was met, or could be.
  static void remember(FormulaMutants& formula, const Fate& fate, const Answers& answers) {
    constexpr std::size_t enough = 3;
    std::vector<Answers>& kept = fate.met() || fate.doubt ? formula.met_at : formula.open_at;
    if (!fate.ruled_out && kept.size() < enough) kept.push_back(answers);
  }

  void try_to_kill(VariantRunner& runner, const Case& one, const std::vector<Fate>& before,
                   std::size_t i) {
    ++full_;
    // A mutant changes what properties are about only through findings and what applies.
    const bool again = finding_properties_ || mutant(i).formula.starts_with("applies/");
    std::vector<Fate> fates;
    const Outcome outcome = runner.while_standing(places_[i], [&] {
      if (again) fates = runner.fates();
      return runner.outcome();
    });
    if (!mismatches(*one.expect, outcome).empty()) {
      verdicts_[i] = {State::killed, one.scenario->name, one.expect->at.place(), "", 0};
      return tell(i);
    }
    for (std::size_t p = 0; p < base_.properties.size(); ++p) {
      const Property& property = base_.properties[p];
      if (!(again ? fates : before)[p].met() || holds(base_, property, outcome)) continue;
      verdicts_[i] = {State::killed, "property " + property.id, property.at.place(), "", 0};
      return tell(i);
    }
  }

  void search(VariantRunner& runner) {
    for (const FormulaMutants& formula : formulas_) {
      std::vector<Sought> sought;
      for (const std::size_t i : formula.mutants) {
        if (verdicts_[i].state == State::open) sought.push_back({&mutant(i), places_[i], {}});
      }
      if (sought.empty() || shared_.stopped()) continue;
      std::vector<Answers> starts = formula.met_at;
      starts.insert(starts.end(), formula.open_at.begin(), formula.open_at.end());
      KillingSearch(shared_.engine, runner, formula.original, shared_.options.stop)
          .find(sought, starts);
      std::size_t next = 0;
      for (const std::size_t i : formula.mutants) {
        if (verdicts_[i].state != State::open) continue;
        verdicts_[i] = std::move(sought[next++].verdict);
        if (verdicts_[i].state != State::open) tell(i);
      }
    }
  }

  void step() {
    const std::lock_guard lock(shared_.mutex);
    ++shared_.steps_done;
    if (shared_.options.progress) shared_.options.progress(shared_.steps_done, shared_.steps);
  }

  // At once, so that a run that is killed has kept what it decided.
  void tell(std::size_t i) {
    const std::lock_guard lock(shared_.mutex);
    if (shared_.options.decided) shared_.options.decided(mutant(i), verdicts_[i]);
    shared_.run.verdicts[mutants_[i]] = verdicts_[i];
  }

  void finish(double searched) {
    const bool stopped = shared_.stopped();
    for (std::size_t i = 0; i < mutants_.size() && !stopped; ++i) {
      if (verdicts_[i].state != State::open) continue;
      verdicts_[i].state = State::survived;
      tell(i);
    }
    const std::lock_guard lock(shared_.mutex);
    shared_.run.pairs += pairs_;
    shared_.run.full += full_;
    shared_.run.search_seconds += searched;
  }

  Shared& shared_;
  const KnowledgeBase& base_;
  std::vector<std::size_t> mutants_;
  std::vector<MutantVerdict> verdicts_;
  std::vector<std::size_t> places_;  // of each mutant among the book's items
  std::vector<FormulaMutants> formulas_;
  bool finding_properties_ = false;
  long long pairs_ = 0, full_ = 0;
};

// Mutants that are still to be decided, formula by formula, in batches: large enough that a
// rulebook and its runs serve many, small enough that all cores have some and that little is lost
// by a stop.
std::vector<std::vector<std::size_t>> batches_of(const MutationRun& run, std::size_t jobs) {
  constexpr std::size_t most = 400;
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < run.mutants.size(); ++i) {
    if (run.verdicts[i].state == State::open) open.push_back(i);
  }
  const std::size_t size = std::clamp<std::size_t>(open.size() / jobs + 1, 1, most);
  std::vector<std::vector<std::size_t>> batches;
  for (std::size_t at = 0; at < open.size(); ++at) {
    const bool new_formula =
        at == 0 || run.mutants[open[at]].formula != run.mutants[open[at - 1]].formula;
    if (batches.empty() || (new_formula && batches.back().size() >= size)) batches.emplace_back();
    batches.back().push_back(open[at]);
  }
  return batches;
}

void run_batches(Shared& shared, const std::vector<std::vector<std::size_t>>& batches,
                 std::size_t jobs) {
  std::atomic<std::size_t> next = 0;
  const auto take = [&] {
    for (std::size_t i = next++; i < batches.size() && !shared.stopped(); i = next++) {
      Batch(shared, batches[i]).run();
    }
  };
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < std::min(jobs, batches.size()); ++i) {
    others.push_back(std::async(std::launch::async, take));
  }
  take();
  for (std::future<void>& other : others) other.get();
}

// Every n-th, so that a short run looks at the whole pack.
std::vector<Mutant> spread(std::vector<Mutant> mutants, std::size_t limit) {
  if (limit == 0 || mutants.size() <= limit) return mutants;
  std::vector<Mutant> kept;
  for (std::size_t i = 0; i < limit; ++i) {
    kept.push_back(std::move(mutants[i * mutants.size() / limit]));
  }
  return kept;
}

}  // namespace

std::size_t MutationRun::count(MutantVerdict::State state) const {
  return static_cast<std::size_t>(
      std::count_if(verdicts.begin(), verdicts.end(),
                    [&](const MutantVerdict& verdict) { return verdict.state == state; }));
}

MutationRun run_mutation(const Engine& engine, const MutationOptions& options) {
  MutationRun run;
  run.mutants = spread(mutants_of(engine.knowledge(), options.filter), options.limit);
  run.verdicts.resize(run.mutants.size());
  for (std::size_t i = 0; i < run.mutants.size(); ++i) {
    const auto known = options.known.find(run.mutants[i].name);
    if (known != options.known.end()) run.verdicts[i] = known->second;
  }
  Shared shared{engine, options, cases_of(engine.knowledge()), {}, run};
  const std::size_t jobs =
      options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
  const std::vector<std::vector<std::size_t>> batches = batches_of(run, jobs);
  shared.steps = batches.size() * shared.cases.size();
  const auto start = Clock::now();
  run_batches(shared, batches, jobs);
  run.seconds = seconds_since(start);
  run.stopped = shared.stopped();
  return run;
}

}  // namespace peyer
