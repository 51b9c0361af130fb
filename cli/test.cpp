// peyer test: runs a pack's scenarios, and again whenever a file of the pack is saved.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <system_error>
#include <thread>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "cli/workbench/pack_test.h"
#include "cli/workbench/test_report.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

namespace fs = std::filesystem;

struct Rendered {
  std::string text;
  ExitCode code = ExitCode::good;
};

std::string no_match(const KnowledgeBase& base, const std::string& filter) {
  std::string near;
  for (const std::string& name : nearest_scenarios(base, filter)) near += "\n  " + name;
  return Phrases::english()("test.no_match", {{"filter", filter}, {"near", near}});
}

// What `--min` finds too low, a line each.
std::string too_low(const PackTest& test, double minimum) {
  std::string text;
  for (const CoveredPart& part : covered_parts(*test.coverage)) {
    if (part.percent() >= minimum) continue;
    text += fmt::format("{} covered {}/{}, {:.1f} %: less than the {:g} % wanted\n", part.name,
                        part.covered, part.total, part.percent(), minimum);
  }
  return text;
}

Rendered render(const PackTest& test, const KnowledgeBase& base, const TestOptions& options) {
  Rendered rendered;
  if (options.format == "json") {
    rendered.text = as_text(test_as_json(test));
  } else if (options.format == "junit") {
    rendered.text = test_as_junit(test, base.pack.id);
  } else {
    rendered.text = clean_lines(test_as_text(test, options.coverage));
  }
  if (test.failed() > 0) rendered.code = ExitCode::findings;
  if (options.min > 0) {
    const std::string low = too_low(test, options.min);
    if (!low.empty()) rendered.code = ExitCode::findings;
    if (options.format == "text") {
      rendered.text += low;
    } else {
      std::fputs(low.c_str(), stderr);
    }
  }
  return rendered;
}

// Throws Failure for a filter that matches nothing.
Rendered test(KnowledgeBase base, const TestOptions& options) {
  const Phrases& phrases = Phrases::english();
  if (base.scenarios.empty()) {
    // Nothing was wrong because nothing was looked at: that must not pass for a success.
    return {phrases("test.none", {{"pack", base.pack.id}}) + "\n", ExitCode::findings};
  }
  const Engine engine(std::move(base));
  PackTestOptions wanted;
  wanted.filter = options.filter;
  wanted.coverage = options.coverage || options.min > 0 || options.filter.empty();
  const PackTest result = test_pack(engine, wanted);
  if (result.scenarios.empty()) {
    throw Failure(ExitCode::wrong_use, no_match(engine.knowledge(), options.filter));
  }
  return render(result, engine.knowledge(), options);
}

// ---- again on every save ------------------------------------------------------------------------

volatile std::sig_atomic_t interrupted = 0;

void on_interrupt(int) {
  interrupted = 1;
}

using Snapshot = std::map<std::string, std::pair<fs::file_time_type, std::uintmax_t>>;

// Every file below the folder with time and size. Editors save by renaming, so that a file may be
// missing for a moment: what can't be looked at is left out, and seen the next time.
Snapshot snapshot_of(const std::string& folder) {
  Snapshot snapshot;
  std::error_code failure;
  fs::recursive_directory_iterator at(folder, failure);
  for (; !failure && at != fs::recursive_directory_iterator(); at.increment(failure)) {
    std::error_code ignored;
    const std::string extension = at->path().extension().string();
    if (extension != ".yaml" && extension != ".yml") continue;
    const auto time = fs::last_write_time(at->path(), ignored);
    const auto size = fs::file_size(at->path(), ignored);
    if (!ignored) snapshot[at->path().string()] = {time, size};
  }
  return snapshot;
}

void run_once(const TestOptions& options) {
  Loaded loaded = load_folder(options.pack);
  const std::string warnings = render(loaded.diagnostics);
  if (!loaded.base) {
    write_result(clean_lines(warnings) + Phrases::english()("test.broken") + "\n");
    return;
  }
  try {
    write_result(test(std::move(*loaded.base), options).text);
  } catch (const Failure& failure) {  // a filter that matches nothing just now
    write_result(std::string(failure.what()) + "\n");
  }
}

ExitCode watch(const TestOptions& options) {
  constexpr auto patience = std::chrono::milliseconds(100);

  struct sigaction action {};

  action.sa_handler = on_interrupt;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  const Phrases& phrases = Phrases::english();
  while (interrupted == 0) {
    const Snapshot seen = snapshot_of(options.pack);
    run_once(options);
    std::fputs((phrases("test.watching", {{"folder", clean(options.pack)}}) + "\n").c_str(),
               stderr);
    while (interrupted == 0 && snapshot_of(options.pack) == seen) {
      std::this_thread::sleep_for(patience);
    }
  }
  return ExitCode::interrupted;
}

}  // namespace

ExitCode run_test(const TestOptions& options) {
  const Phrases& phrases = Phrases::english();
  if (!options.filter.empty() && (options.coverage || options.min > 0)) {
    throw Failure(ExitCode::wrong_use, phrases("test.filter_and_coverage"));
  }
  if (options.watch) {
    if (options.pack.empty() || read_pack(options.pack).packed) {
      throw Failure(ExitCode::wrong_use, phrases("test.watch_what"));
    }
    if (!options.output.empty()) throw Failure(ExitCode::wrong_use, phrases("test.watch_output"));
    return watch(options);
  }
  const Rendered result = test(open_pack(options.pack), options);
  if (options.output.empty()) {
    write_result(result.text);
  } else {
    write_to_file(options.output, result.text, Existing::replace);
  }
  return result.code;
}

}  // namespace peyer
