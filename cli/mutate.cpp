// peyer mutate: would the scenarios notice small mistakes in the rules?
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "cli/workbench/mutation_run.h"
#include "cli/workbench/mutation_state.h"
#include "engine/to_json.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

using State = MutantVerdict::State;

std::atomic<bool> interrupted = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // or a signal handler could not set it

void on_interrupt(int) {
  interrupted = true;
}

// ---- progress -----------------------------------------------------------------------------------

// One line that is written over, on standard error and only where somebody sees it.
class ProgressBar {
 public:
  ProgressBar() : shown_(isatty(STDERR_FILENO) == 1) {}

  void operator()(std::size_t done, std::size_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (!shown_ || (now - last_ < std::chrono::milliseconds(100) && done < total)) return;
    last_ = now;
    constexpr std::size_t width = 40;
    const std::size_t filled = total == 0 ? width : width * done / total;
    std::string bar(filled, '#');
    bar.resize(width, '.');
    fmt::print(stderr, "\r[{}] {:3} %", bar, total == 0 ? 100 : 100 * done / total);
    std::fflush(stderr);
    drawn_ = true;
  }

  void clear() const {
    if (drawn_) fmt::print(stderr, "\r{:60}\r", "");
  }

 private:
  bool shown_;
  bool drawn_ = false;
  std::chrono::steady_clock::time_point last_;
};

// ---- results ------------------------------------------------------------------------------------

// Survivors that count: those that are not allowed by name.
std::vector<std::size_t> survivors_of(const MutationRun& run,
                                      const std::set<std::string>& allowed) {
  std::vector<std::size_t> survivors;
  for (std::size_t i = 0; i < run.mutants.size(); ++i) {
    if (run.verdicts[i].state != State::survived) continue;
    if (!allowed.contains(run.mutants[i].name)) survivors.push_back(i);
  }
  return survivors;
}

// Of those that can be told from the original.
double percent_killed(const MutationRun& run) {
  const std::size_t killed = run.count(State::killed);
  const std::size_t all = killed + run.count(State::survived);
  return all == 0 ? 100.0 : 100.0 * static_cast<double>(killed) / static_cast<double>(all);
}

std::string survivor_text(const Mutant& mutant, const MutantVerdict& verdict) {
  std::string text = fmt::format("survivor {}  {}  `{}` → `{}`\n", mutant.at.place(),
                                 mutant.formula, mutant.before, mutant.after);
  text += fmt::format("  name: {}\n", mutant.name);
  if (verdict.scenario.empty() && verdict.tried == 0) return text;  // not looked for
  if (verdict.scenario.empty()) {
    return text + fmt::format("  no scenario was found that would kill it, in {} answer sets\n",
                              verdict.tried);
  }
  return text + "  this scenario would kill it:\n" + verdict.scenario;
}

std::string summary(const MutationRun& run) {
  const std::size_t killed = run.count(State::killed);
  const std::size_t survived = run.count(State::survived);
  std::string text = fmt::format("mutate: {}/{} killed ({:.1f} %)", killed, killed + survived,
                                 percent_killed(run));
  if (survived > 0) text += fmt::format(" · {} survived", survived);
  const std::size_t equivalent = run.count(State::equivalent);
  if (equivalent > 0) {
    text += fmt::format(" · {} equivalent: no answers tell them apart", equivalent);
  }
  const std::size_t open = run.count(State::open);
  if (open > 0) text += fmt::format(" · {} not decided yet", open);
  return text + "\n";
}

std::string as_text(const MutationRun& run, const std::vector<std::size_t>& survivors) {
  std::string text;
  for (const std::string& scenario : run.failing) {
    text += fmt::format("fails without any mutant: {}\n", scenario);
  }
  for (const std::size_t i : survivors) {
    text += survivor_text(run.mutants[i], run.verdicts[i]) + "\n";
  }
  text += summary(run);
  text += fmt::format(
      "{} mutants and answer sets decided in {:.1f} s: {} with the mutant in place, in the others "
      "its formula came to the same\n",
      run.pairs, run.seconds, run.full);
  return text;
}

Json as_json(const MutationRun& run, const std::set<std::string>& allowed) {
  Json mutants = Json::array();
  for (std::size_t i = 0; i < run.mutants.size(); ++i) {
    const Mutant& mutant = run.mutants[i];
    const MutantVerdict& verdict = run.verdicts[i];
    mutants.push_back({{"name", mutant.name},
                       {"kind", to_string(mutant.kind)},
                       {"formula", mutant.formula},
                       {"place", mutant.at.place()},
                       {"before", mutant.before},
                       {"after", mutant.after},
                       {"state", to_string(verdict.state)},
                       {"allowed", allowed.contains(mutant.name)},
                       {"by", verdict.by},
                       {"by_place", verdict.by_place},
                       {"scenario", verdict.scenario},
                       {"tried", verdict.tried}});
  }
  return {{"killed", run.count(State::killed)},
          {"survived", run.count(State::survived)},
          {"equivalent", run.count(State::equivalent)},
          {"open", run.count(State::open)},
          {"percent", percent_killed(run)},
          {"failing", run.failing},
          {"pairs", run.pairs},
          {"pairs_run_in_full", run.full},
          {"seconds", run.seconds},
          {"mutants", std::move(mutants)}};
}

// One name a line, as the report writes them; # begins a comment.
std::set<std::string> read_allowed(const std::string& path) {
  std::set<std::string> allowed;
  if (path.empty()) return allowed;
  std::istringstream lines(read_whole_file(path));
  for (std::string line; std::getline(lines, line);) {
    line.erase(line.find_last_not_of(" \t\r") + 1);
    if (!line.empty() && line.front() != '#') allowed.insert(line);
  }
  return allowed;
}

// A name that allows nothing any more hides the next mistake.
void refuse_stale(const std::set<std::string>& allowed, const MutationRun& run) {
  std::string stale;
  for (const std::string& name : allowed) {
    const bool known = std::any_of(run.mutants.begin(), run.mutants.end(),
                                   [&](const Mutant& one) { return one.name == name; });
    if (!known) stale += "\n  " + name;
  }
  if (stale.empty()) return;
  throw Failure(ExitCode::wrong_use, Phrases::english()("mutate.stale", {{"names", stale}}));
}

std::string no_match(const KnowledgeBase& base, const std::string& filter) {
  std::vector<std::string> ids;
  for (const Rule& rule : base.rules) ids.push_back(rule.id.str());
  for (const RedFlag& flag : base.red_flags) ids.push_back(flag.id.str());
  for (const Contradiction& one : base.contradictions) ids.push_back(one.id.str());
  const std::string near = closest(filter, ids);
  const Phrases& phrases = Phrases::english();
  const std::string message = phrases("mutate.no_match", {{"filter", filter}});
  return near.empty() ? message : message + "\n" + phrases("error.did_you_mean", {{"near", near}});
}

// ---- the run ------------------------------------------------------------------------------------

std::optional<MutationStateWriter> resume(const MutateOptions& options, const std::string& hash,
                                          MutationOptions& wanted) {
  if (options.resume.empty()) return std::nullopt;
  MutationState state = read_mutation_state(options.resume, hash);
  if (!state.problem.empty()) {
    throw Failure(
        ExitCode::wrong_use,
        Phrases::english()("error.read", {{"file", options.resume}, {"reason", state.problem}}));
  }
  wanted.known = std::move(state.verdicts);
  try {
    return MutationStateWriter(options.resume, hash);
  } catch (const std::runtime_error& error) {
    throw Failure(ExitCode::wrong_use,
                  Phrases::english()("mutate.resume", {{"reason", error.what()}}));
  }
}

void catch_interrupts() {
  struct sigaction action {};

  action.sa_handler = on_interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);  // the second Ctrl-C ends at once
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

ExitCode verdict_on(const MutationRun& run, const std::vector<std::size_t>& survivors,
                    double minimum) {
  if (run.stopped) return ExitCode::interrupted;
  if (!run.failing.empty()) return ExitCode::findings;
  const bool good = minimum > 0 ? percent_killed(run) >= minimum : survivors.empty();
  return good ? ExitCode::good : ExitCode::findings;
}

}  // namespace

ExitCode run_mutate(const MutateOptions& options) {
  const Phrases& phrases = Phrases::english();
  KnowledgeBase base = open_pack(options.pack);
  if (base.scenarios.empty()) {
    write_result(phrases("test.none", {{"pack", base.pack.id}}) + "\n");
    return ExitCode::findings;
  }
  const std::set<std::string> allowed = read_allowed(options.allow);
  const std::string hash = base.pack.hash;
  const Engine engine(std::move(base));
  ProgressBar bar;
  MutationOptions wanted;
  wanted.filter = options.filter;
  wanted.jobs = options.jobs;
  wanted.limit = options.limit;
  wanted.search = !options.quick;
  wanted.stop = &interrupted;
  wanted.progress = [&](std::size_t done, std::size_t total) { bar(done, total); };
  std::optional<MutationStateWriter> kept = resume(options, hash, wanted);
  if (kept) {
    wanted.decided = [&](const Mutant& mutant, const MutantVerdict& verdict) {
      kept->add(mutant, verdict);
    };
  }
  catch_interrupts();
  const MutationRun run = run_mutation(engine, wanted);
  bar.clear();
  if (run.mutants.empty()) {
    throw Failure(ExitCode::wrong_use, no_match(engine.knowledge(), options.filter));
  }
  if (options.filter.empty() && options.limit == 0) refuse_stale(allowed, run);
  const std::vector<std::size_t> survivors = survivors_of(run, allowed);
  write_result(options.format == "json" ? peyer::as_text(as_json(run, allowed))
                                        : clean_lines(as_text(run, survivors)));
  if (run.stopped) {
    std::fputs((phrases(options.resume.empty() ? "mutate.stopped" : "mutate.resumable",
                        {{"file", options.resume}}) +
                "\n")
                   .c_str(),
               stderr);
  }
  return verdict_on(run, survivors, options.min);
}

}  // namespace peyer
