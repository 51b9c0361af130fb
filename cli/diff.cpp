// peyer diff: what changes for visitors between two versions of a pack.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>

#include "cli/class_of_change.h"
#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "cli/workbench/exact_difference.h"
#include "cli/workbench/git_pack.h"
#include "cli/workbench/pack_changes.h"
#include "cli/workbench/pack_difference.h"
#include "engine/answers_file.h"
#include "engine/engine.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

namespace fs = std::filesystem;

// ---- The two versions

struct Version {
  std::string name;  // as it was typed
  SourceFiles files;
  std::unique_ptr<Engine> engine;

  const KnowledgeBase& base() const { return engine->knowledge(); }
};

bool is_there(const std::string& path) {
  std::error_code ignored;
  return !path.empty() && fs::exists(path, ignored);
}

std::string folder_of(const std::string& typed) {
  std::error_code ignored;
  return fs::is_directory(typed, ignored) ? typed : "";
}

PackSource source_of(const std::string& typed, const std::string& other) {
  if (is_there(typed)) return read_pack(typed);
  if (must_be_signed()) {
    throw Failure(ExitCode::wrong_use,
                  Phrases::english()("error.folder_unsigned", {{"folder", typed}}));
  }
  try {
    PackSource source;
    source.files = read_revision(parse_revision(typed, folder_of(other)));
    return source;
  } catch (const GitError& error) {
    throw Failure(ExitCode::wrong_use, fmt::format("error: {}", error.what()));
  }
}

Version read_version(const std::string& typed, const std::string& other) {
  const PackSource source = source_of(typed, other);
  Loaded loaded = load(source);
  if (!loaded.base) {
    throw Failure(ExitCode::wrong_use,
                  render(loaded.diagnostics) + fmt::format("error: '{}' has mistakes\nhelp: only "
                                                           "packs without errors can be compared",
                                                           typed));
  }
  return {typed, source.files, std::make_unique<Engine>(std::move(*loaded.base))};
}

// ---- What is compared

// What the exact comparison came to, in whichever words; see exact_difference.h.
struct ExactClass {
  std::string name, from, to;
  bool downgrade = false, undecided = false;
  Answers witness;
};

struct VersionComparison {
  std::vector<ItemChange> items;
  OutcomeDifference scenarios;
  std::optional<OutcomeDifference> visits;
  std::vector<std::string> weakened;  // levels
  std::optional<std::vector<ExactClass>> exact;
};

std::optional<std::vector<ExactClass>> compare_exactly(const Version& before, const Version& after,
                                                       const DiffOptions& options) {
  if (options.no_exact) return std::nullopt;
  std::vector<ExactClass> classes;
  for (const LevelChange& one : exact_level_changes(*before.engine, *after.engine,
                                                    std::chrono::seconds(options.exact_seconds))) {
    classes.push_back({one.from.str() + "-to-" + one.to.str(), one.from.str(), one.to.str(),
                       one.less_urgent, one.undecided, one.witness});
  }
  return classes;
}

std::vector<JournalEntry> visits_of(const std::string& path, const std::string& pack) {
  try {
    std::vector<JournalEntry> visits = Journal(path, Journal::Use::existing).entries();
    std::erase_if(visits, [&](const JournalEntry& visit) { return visit.pack != pack; });
    return visits;
  } catch (const JournalError& error) {
    throw Failure(ExitCode::wrong_use,
                  Phrases::english()("error.journal", {{"reason", error.what()}}));
  }
}

VersionComparison compare(const Version& before, const Version& after, const DiffOptions& options) {
  VersionComparison result;
  // Before the long work, so that a wrong name is told at once.
  std::vector<JournalEntry> visits;
  if (!options.journal.empty()) visits = visits_of(options.journal, before.base().pack.id);
  result.items = item_changes(before.files, after.files);
  result.weakened = weakened_levels(before.base(), after.base());
  result.scenarios = outcome_difference(*before.engine, *after.engine,
                                        scenario_cases(before.base(), after.base()));
  if (!options.journal.empty()) {
    result.visits = outcome_difference(*before.engine, *after.engine,
                                       visit_cases(visits, before.base(), after.base()));
  }
  // Without a change in the text there is nothing to prove.
  result.exact =
      result.items.empty() ? std::vector<ExactClass>() : compare_exactly(before, after, options);
  return result;
}

// ---- Verdict

// Names of downgrades, once each, in the order in which they are told.
std::vector<std::string> downgrades_of(const VersionComparison& result) {
  std::vector<std::string> names = result.weakened;
  const auto add = [&](const auto& one) {
    if (one.downgrade && std::find(names.begin(), names.end(), one.name) == names.end()) {
      names.push_back(one.name);
    }
  };
  for (const ClassOfChange& one : result.scenarios.classes) add(one);
  if (result.visits)
    std::for_each(result.visits->classes.begin(), result.visits->classes.end(), add);
  if (result.exact) std::for_each(result.exact->begin(), result.exact->end(), add);
  return names;
}

std::vector<std::string> not_allowed(const VersionComparison& result, const DiffOptions& options) {
  std::vector<std::string> names = downgrades_of(result);
  std::erase_if(names, [&](const std::string& name) {
    return std::find(options.allow.begin(), options.allow.end(), name) != options.allow.end();
  });
  return names;
}

// ---- Witnesses

// Writes FOLDER/NAME.yaml, or NAME-2.yaml and so on: nothing is overwritten. A name can come from a
// journal, and must not lead out of the folder. Returns the path.
std::string save_answers(const fs::path& folder, std::string name, const Answers& answers,
                         const KnowledgeBase& base) {
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return c != '-' && std::isalnum(c) == 0; },
      '-');
  std::error_code failure;
  fs::create_directories(folder, failure);
  fs::path path = folder / (name + ".yaml");
  for (int i = 2; fs::exists(path, failure); ++i) {
    path = folder / fmt::format("{}-{}.yaml", name, i);
  }
  write_to_file(path.string(), write_answers(answers, base), Existing::keep);
  return path.string();
}

// One file for each class, with the answers as the old version takes them.
std::vector<std::string> save_witnesses(const VersionComparison& result, const KnowledgeBase& base,
                                        const std::string& folder) {
  std::vector<std::string> paths;
  std::set<std::string> saved;
  const auto save = [&](const std::string& name, const Answers& answers) {
    if (saved.insert(name).second) paths.push_back(save_answers(folder, name, answers, base));
  };
  for (const ClassOfChange& one : result.scenarios.classes) save(one.name, one.witness_answers);
  if (result.visits) {
    for (const ClassOfChange& one : result.visits->classes) save(one.name, one.witness_answers);
  }
  if (result.exact) {
    for (const ExactClass& one : *result.exact) {
      if (!one.undecided) save(one.name, one.witness);
    }
  }
  return paths;
}

// ---- Text

std::string in_words(const ItemChange& change) {
  const char* mark = change.kind == ItemChange::Kind::added     ? "+"
                     : change.kind == ItemChange::Kind::removed ? "-"
                                                                : "~";
  std::string text = fmt::format("  {} {}", mark, change.section);
  if (!change.item.empty()) text += " " + clean(change.item);
  std::string parts;
  for (const std::string& part : change.parts) parts += (parts.empty() ? ": " : ", ") + part;
  return fmt::format("{}{}  ({})\n", text, clean(parts), clean(change.at.place()));
}

std::string in_words(const OutcomeDifference& difference, const char* what) {
  std::string text = fmt::format("\n{}: {} of {} cases change, {} of them to another level\n", what,
                                 difference.changed, difference.cases, difference.relevelled);
  for (const ClassOfChange& one : difference.classes) text += peyer::in_words(one);
  return text;
}

std::string exact_in_words(const VersionComparison& result, const KnowledgeBase& base) {
  if (!result.exact) {
    return "\nEvery possible set of answers: not compared. What is above holds for those cases "
           "only.\n";
  }
  if (result.exact->empty()) return "\nEvery possible set of answers: no level changes.\n";
  std::string text = "\nEvery possible set of answers, levels:\n";
  for (const ExactClass& one : *result.exact) {
    text += fmt::format("{}{} → {} [{}]", one.downgrade ? "⚠ " : "  ", one.from, one.to, one.name);
    text += one.undecided ? ", undecided: the time was up\n"
                          : ", such as: " + clean(in_words(one.witness, base)) + "\n";
  }
  return text;
}

std::string summary(const VersionComparison& result, const Version& before, const Version& after) {
  std::string parts;
  for (const ClassOfChange& one : result.scenarios.classes) {
    if (one.kind != ClassOfChange::Kind::level) continue;
    parts += fmt::format("{}{} {}→{}{}", parts.empty() ? "" : ", ", one.count, one.from, one.to,
                         one.downgrade ? " ⚠" : "");
  }
  return fmt::format("diff {}..{}: {} of {} cases change{}\n", clean(before.name),
                     clean(after.name), result.scenarios.changed, result.scenarios.cases,
                     parts.empty() ? "" : " (" + parts + ")");
}

std::string text_of(const VersionComparison& result, const Version& before, const Version& after,
                    const std::vector<std::string>& refused) {
  std::string text = summary(result, before, after);
  if (result.items.empty()) {
    text += "The packs are identical but for layout.\n";
  }
  for (const std::string& name : downgrades_of(result)) {
    const bool allowed = std::find(refused.begin(), refused.end(), name) == refused.end();
    text += fmt::format("⚠ LESS URGENT: {}{}\n", name, allowed ? " (allowed)" : "");
  }
  text += in_words(result.scenarios, "Scenarios");
  if (result.visits) text += in_words(*result.visits, "Past visits");
  text += exact_in_words(result, before.base());
  if (!result.items.empty()) text += "\nChanged by the author:\n";
  for (const ItemChange& change : result.items) text += in_words(change);
  return text;
}

// ---- JSON

Json to_json(const OutcomeDifference& difference, const KnowledgeBase& base) {
  Json json = {{"cases", difference.cases},
               {"changed", difference.changed},
               {"to_another_level", difference.relevelled},
               {"classes", Json::array()}};
  for (const ClassOfChange& one : difference.classes) {
    json["classes"].push_back(peyer::to_json(one, base));
  }
  return json;
}

Json to_json(const ItemChange& change) {
  return {{"kind", to_string(change.kind)},
          {"section", change.section},
          {"item", change.item},
          {"parts", change.parts},
          {"at", change.at.place()}};
}

Json exact_to_json(const VersionComparison& result, const KnowledgeBase& base) {
  if (!result.exact) return nullptr;
  Json json = Json::array();
  for (const ExactClass& one : *result.exact) {
    json.push_back({{"name", one.name},
                    {"from", one.from},
                    {"to", one.to},
                    {"less_urgent", one.downgrade},
                    {"undecided", one.undecided},
                    {"witness_answers", peyer::to_json(one.witness, base)}});
  }
  return json;
}

Json json_of(const VersionComparison& result, const Version& before, const Version& after,
             const std::vector<std::string>& refused) {
  const KnowledgeBase& base = before.base();
  Json json = {{"old", peyer::to_json(base.pack)},
               {"new", peyer::to_json(after.base().pack)},
               {"identical", result.items.empty()},
               {"less_urgent", downgrades_of(result)},
               {"not_allowed", refused},
               {"scenarios", to_json(result.scenarios, base)},
               {"visits", nullptr},
               {"exact", exact_to_json(result, base)},
               {"items", Json::array()}};
  if (result.visits) json["visits"] = to_json(*result.visits, base);
  for (const ItemChange& change : result.items) json["items"].push_back(to_json(change));
  return json;
}

}  // namespace

ExitCode run_diff(const DiffOptions& options) {
  const Version before = read_version(options.before, options.after);
  const Version after = read_version(options.after, options.before);
  const VersionComparison result = compare(before, after, options);
  const std::vector<std::string> refused = not_allowed(result, options);
  std::vector<std::string> saved;
  if (!options.save.empty()) saved = save_witnesses(result, before.base(), options.save);
  if (options.format == "json") {
    Json json = json_of(result, before, after, refused);
    json["saved"] = saved;
    write_result(as_text(json));
  } else {
    std::string text = text_of(result, before, after, refused);
    for (const std::string& path : saved) text += fmt::format("witness saved: {}\n", clean(path));
    write_result(text);
  }
  if (refused.empty()) return ExitCode::good;
  std::string allow;
  for (const std::string& name : refused) allow += " --allow " + clean(name);
  std::fputs((Phrases::english()("diff.allow", {{"allow", allow}}) + "\n").c_str(), stderr);
  return ExitCode::findings;
}

}  // namespace peyer
