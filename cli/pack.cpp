// peyer pack: a checked pack as one sealed file, and the keys to sign it with.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "engine/engine.h"
#include "engine/pack_file.h"
#include "engine/scenario.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

const Phrases& phrases() {
  return Phrases::english();
}

// "scenarios/nsaid.yaml:12: a runner: triage: expected emergency, got routine"
std::string failures_of(const std::vector<ScenarioResult>& results) {
  std::string text;
  for (const ScenarioResult& result : results) {
    for (const Mismatch& miss : result.mismatches) {
      text += fmt::format("{}: {}: {}: expected {}, got {}\n", miss.at.place(), result.name,
                          miss.what, miss.expected, miss.got);
    }
  }
  return text;
}

// The number of scenarios that passed. Throws Failure when one did not.
std::size_t pass_scenarios(KnowledgeBase base) {
  const Engine engine(std::move(base));
  const std::vector<ScenarioResult> results = run_scenarios(engine);
  const std::string failures = failures_of(results);
  if (failures.empty()) return results.size();
  write_result(failures);
  throw Failure(ExitCode::findings, phrases()("error.pack_scenarios"));
}

[[noreturn]] void refuse_to_overwrite(const std::string& path) {
  throw Failure(ExitCode::wrong_use, phrases()("error.pack_exists", {{"file", path}}));
}

ExitCode write_keys(const std::string& name) {
  write_new_keys(name);
  write_result(phrases()("packed.keys", {{"name", clean(name)}}) + "\n");
  return ExitCode::good;
}

ExitCode build(const PackOptions& options) {
  // Before the work, so that a wrong name is told at once.
  const std::optional<SecretKey> key =
      options.key.empty() ? std::nullopt : std::optional(read_secret_key(options.key));
  Diagnostics unreadable;
  const SourceFiles files = read_folder(options.folder, unreadable);
  Loaded loaded = has_errors(unreadable) ? Loaded{std::nullopt, unreadable} : load(files);
  if (!loaded.base) {
    write_result(clean_lines(render(loaded.diagnostics)));
    throw Failure(ExitCode::findings, phrases()("error.pack"));
  }
  std::fputs(clean_lines(render(loaded.diagnostics)).c_str(), stderr);  // warnings
  const PackInfo info = loaded.base->pack;
  const std::string version = options.version.empty() ? info.version : options.version;
  const std::string output =
      options.output.empty() ? info.id + "-" + version + ".peyer" : options.output;
  if (!options.replace && ::access(output.c_str(), F_OK) == 0) refuse_to_overwrite(output);
  const std::size_t passed = pass_scenarios(std::move(*loaded.base));
  const std::string bytes = build_pack_file(files, options.folder, version, key);
  const std::string signer = read_pack_bytes(bytes, output).manifest.signer;
  write_to_file(output, bytes, options.replace ? Existing::replace : Existing::keep);
  write_result(
      phrases()("packed.done",
                {{"file", clean(output)},
                 {"pack", info.id},
                 {"version", clean(version)},
                 {"scenarios", std::to_string(passed)},
                 {"signed", signer.empty() ? phrases()("info.unsigned")
                                           : phrases()("info.signer", {{"signer", signer}})}}) +
      "\n");
  return ExitCode::good;
}

}  // namespace

ExitCode run_pack(const PackOptions& options) {
  if (options.folder.empty() && options.new_key.empty()) {
    throw Failure(ExitCode::wrong_use, phrases()("error.pack_what"));
  }
  try {
    return options.new_key.empty() ? build(options) : write_keys(options.new_key);
  } catch (const PackRefused& refused) {
    throw refusal(refused);
  }
}

}  // namespace peyer
