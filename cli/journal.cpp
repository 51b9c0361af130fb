// peyer journal: what a journal of past visits holds, and what a pack would tell them today.
#include "engine/journal.h"

#include <fmt/format.h>

#include <map>
#include <optional>

#include "cli/class_of_change.h"
#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "cli/workbench/replay.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

using Counts = std::map<std::string, std::map<std::string, int>>;  // by day or pack, then by level

std::string counted(int count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

Counts by_day(const std::vector<JournalEntry>& visits) {
  Counts counts;
  for (const JournalEntry& visit : visits) ++counts[visit.day][visit.level];
  return counts;
}

Counts by_pack(const std::vector<JournalEntry>& visits) {
  Counts counts;
  for (const JournalEntry& visit : visits) {
    ++counts[visit.pack + " " + visit.version + " " + visit.hash.substr(0, 12)][visit.level];
  }
  return counts;
}

std::string in_words(const Counts& counts) {
  std::string text;
  for (const auto& [what, levels] : counts) {
    int all = 0;
    std::string parts;
    for (const auto& [level, count] : levels) {
      all += count;
      parts += (parts.empty() ? "" : ", ") + fmt::format("{} {}", clean(level), count);
    }
    text += fmt::format("  {}  {}: {}\n", clean(what), counted(all, "visit"), parts);
  }
  return text;
}

Json to_json(const Counts& counts) {
  Json json = Json::object();
  for (const auto& [what, levels] : counts) {
    for (const auto& [level, count] : levels) json[what][level] = count;
  }
  return json;
}

std::string in_words(const Replay& replay, const KnowledgeBase& base) {
  const auto visits = replay.visits - replay.of_another_pack;
  std::string text = fmt::format("replayed with {} {}: {} of {} {} out otherwise\n", base.pack.id,
                                 clean(base.pack.version), replay.changed, counted(visits, "visit"),
                                 visits == 1 || replay.changed == 1 ? "comes" : "come");
  if (replay.of_another_pack > 0) {
    text +=
        fmt::format("  {} of another pack left out\n", counted(replay.of_another_pack, "visit"));
  }
  if (replay.not_whole > 0) {
    text += fmt::format("  {} with answers that this pack no longer takes\n",
                        counted(replay.not_whole, "visit"));
  }
  for (const ClassOfChange& one : replay.classes) {
    text += in_words(one);
    text += "      " + clean(in_words(one.witness_answers, base)) + "\n";
  }
  return text;
}

Json to_json(const Replay& replay, const KnowledgeBase& base) {
  Json json = {{"pack", to_json(base.pack)},
               {"visits", replay.visits},
               {"of_another_pack", replay.of_another_pack},
               {"not_whole", replay.not_whole},
               {"changed", replay.changed},
               {"classes", Json::array()}};
  for (const ClassOfChange& one : replay.classes) json["classes"].push_back(to_json(one, base));
  return json;
}

ExitCode purge(Journal& journal, const JournalOptions& options) {
  const int count = journal.purge();
  write_result(options.format == "json"
                   ? as_text(Json{{"purged", count}})
                   : fmt::format("{}: {} deleted\n", clean(options.file), counted(count, "visit")));
  return ExitCode::good;
}

ExitCode show(const Journal& journal, const JournalOptions& options) {
  const std::vector<JournalEntry> visits = journal.entries();
  const int count = static_cast<int>(visits.size());
  std::string text = fmt::format("{}: {}, kept for {}\n", clean(options.file),
                                 counted(count, "visit"), counted(journal.keep_days(), "day")) +
                     in_words(by_day(visits)) + in_words(by_pack(visits));
  Json json = {{"visits", count},
               {"keep_days", journal.keep_days()},
               {"by_day", to_json(by_day(visits))},
               {"by_pack", to_json(by_pack(visits))}};
  ExitCode code = ExitCode::good;
  if (options.replay) {
    const Engine engine(open_pack(options.pack));
    const Replay result = replay(engine, visits);
    text += in_words(result, engine.knowledge());
    json["replay"] = to_json(result, engine.knowledge());
    if (result.changed > 0) code = ExitCode::findings;
  }
  write_result(options.format == "json" ? as_text(json) : text);
  return code;
}

}  // namespace

ExitCode run_journal(const JournalOptions& options) {
  try {
    const auto keep = options.keep > 0 ? std::optional<int>(options.keep) : std::nullopt;
    Journal journal(options.file, Journal::Use::existing, keep);
    return options.purge ? purge(journal, options) : show(journal, options);
  } catch (const JournalError& error) {
    throw Failure(ExitCode::wrong_use,
                  Phrases::english()("error.journal", {{"reason", error.what()}}));
  }
}

}  // namespace peyer
