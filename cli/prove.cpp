// peyer prove: what holds for every possible set of answers, and stories for what does not.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "cli/workbench/found_scenario.h"
#include "cli/workbench/proof.h"
#include "engine/to_json.h"
#include "knowledge/diagnostic.h"

namespace peyer {
namespace {

// "Most days" rather than "daily".
std::string reply_text(const Question& question, const Reply& reply) {
  if (!reply.given()) return "not sure";
  if (question.kind == Question::Kind::number) {
    const std::string number = to_words(question, reply).front();
    const bool with_unit = number.find(' ') != std::string::npos || question.unit.empty();
    return with_unit ? number : number + " " + question.unit;
  }
  if (question.kind == Question::Kind::yes_no) return reply.options.front().str();
  std::string text;
  for (const OptionId& id : reply.options) {
    text += (text.empty() ? "" : "; ") + find_by_id(question.options, id)->text;
  }
  return text.empty() ? "nothing of the list" : text;
}

std::string answer_line(const KnowledgeBase& base, const QuestionId& id, const Reply& reply) {
  const Question& question = *find_by_id(base.questions, id);
  return fmt::format("      {} → {}\n        ({})\n", question.ask, reply_text(question, reply),
                     id.str());
}

std::string answers_story(const KnowledgeBase& base, const Answers& answers) {
  std::string text;
  for (const Question& question : base.questions) {  // in the order of asking
    const auto reply = answers.replies.find(question.id);
    if (reply != answers.replies.end()) text += answer_line(base, question.id, reply->second);
  }
  return text.empty() ? "      nothing at all\n" : text;
}

// "soon, because of rectal-bleeding, weight-loss".
std::string level_story(const Outcome& outcome) {
  std::string reasons;
  for (const TriageReason& reason : outcome.triage.reasons) {
    reasons += (reasons.empty() ? "" : ", ") + reason.rule.str();
  }
  if (outcome.triage.floor) reasons = "warning signs that were not asked about";
  const std::string& level = outcome.triage.level.str();
  return reasons.empty() ? level + ", for no reason but that nothing urges more"
                         : level + ", because of " + reasons;
}

std::string findings_story(const Outcome& outcome, const Expectation& expect) {
  std::string text;
  for (const auto& finding : expect.concludes) {
    text += fmt::format("; '{}' is not concluded", finding.value.str());
  }
  for (const auto& finding : expect.concludes_not) {
    const Conclusion* conclusion = find_conclusion(outcome, finding.value);
    if (conclusion == nullptr) continue;
    std::string rules;
    for (const Derivation& derivation : conclusion->derivations) {
      const std::string by =
          derivation.rule.empty() ? "links from " + derivation.origin.str() : derivation.rule.str();
      rules += (rules.empty() ? "" : ", ") + by;
    }
    text += fmt::format("; '{}' is concluded by {}", finding.value.str(), rules);
  }
  for (const auto& advice : expect.advises) {
    text += fmt::format("; '{}' is not advised", advice.value.str());
  }
  return text;
}

std::string changes_story(const KnowledgeBase& base, const Counterexample& found) {
  std::string text = "    then they say\n";
  for (const WhatIf& what_if : found.scenario.what_if) {
    for (const auto& [id, reply] : what_if.change) text += answer_line(base, id.value, reply.value);
  }
  return text + fmt::format("    and now comes out {}\n", level_story(*found.outcome_after));
}

std::string failure_text(const KnowledgeBase& base, const ProofResult& result,
                         const std::string& saved) {
  std::string text =
      fmt::format("FAIL  {}  {}\n    must hold: {}\n", result.id, result.at.place(), result.claim);
  if (!result.counterexample) return text + "    but no possible answers lead there\n";
  const Counterexample& found = *result.counterexample;
  text += "    but somebody answers\n" + answers_story(base, found.answers);
  text += fmt::format("    and what comes out is {}{}\n", level_story(found.outcome),
                      findings_story(found.outcome, found.scenario.expect));
  if (found.after) text += changes_story(base, found);
  if (!saved.empty()) text += fmt::format("    saved as {}\n", saved);
  return text;
}

std::size_t count_of(const std::vector<ProofResult>& results, Verdict verdict) {
  return static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(),
                    [&](const ProofResult& result) { return result.verdict == verdict; }));
}

std::string named(const std::vector<ProofResult>& results, Verdict verdict) {
  std::string names;
  for (const ProofResult& result : results) {
    if (result.verdict == verdict) names += (names.empty() ? "" : ", ") + result.id;
  }
  return names;
}

// "prove: 41 properties hold for every possible answer · 1 fails: …"
std::string summary(const std::vector<ProofResult>& results, int timeout) {
  const std::size_t holds = count_of(results, Verdict::holds);
  const std::size_t fails = count_of(results, Verdict::fails);
  const std::size_t undecided = count_of(results, Verdict::undecided);
  const auto written = std::count_if(results.begin(), results.end(), [](const ProofResult& one) {
    return one.written && one.verdict == Verdict::holds;
  });
  std::string text = fmt::format("prove: {} propert{} for every possible answer", holds,
                                 holds == 1 ? "y holds" : "ies hold");
  text += fmt::format(" ({} of the pack's own)", written);
  if (fails > 0) {
    text += fmt::format(" · {} fail{}: {}", fails, fails == 1 ? "s" : "",
                        named(results, Verdict::fails));
  }
  if (undecided > 0) {
    text += fmt::format(" · {} undecided within {} s, so not proved: {}", undecided, timeout,
                        named(results, Verdict::undecided));
  }
  return text + "\n";
}

Json answers_json(const KnowledgeBase& base, const Answers& answers) {
  Json json = Json::object();
  for (const auto& [id, reply] : answers.replies) {
    json[id.str()] = reply_to_json(*find_by_id(base.questions, id), reply);
  }
  return json;
}

Json result_json(const KnowledgeBase& base, const ProofResult& result, const std::string& saved) {
  Json json = {{"id", result.id},
               {"claim", result.claim},
               {"place", result.at.place()},
               {"written", result.written},
               {"verdict", to_string(result.verdict)}};
  if (!result.counterexample) return json;
  const Counterexample& found = *result.counterexample;
  Json& example = json["counterexample"];
  example["answers"] = answers_json(base, found.answers);
  example["triage"] = found.outcome.triage.level.str();
  if (found.after) {
    example["changed_answers"] = answers_json(base, *found.after);
    example["changed_triage"] = found.outcome_after->triage.level.str();
  }
  if (!saved.empty()) example["saved"] = saved;
  return json;
}

bool can_be_saved(const Expectation& expect) {
  return expect.triage || !expect.concludes.empty() || !expect.concludes_not.empty() ||
         !expect.advises.empty();
}

// Where counterexamples go; nothing when nowhere.
std::optional<std::filesystem::path> scenario_folder(const ProveOptions& options) {
  if (options.no_save) return std::nullopt;
  if (!options.save.empty()) return options.save;
  std::error_code ignored;
  if (!std::filesystem::is_directory(options.pack, ignored)) return std::nullopt;
  return std::filesystem::path(options.pack) / "scenarios" / "found";
}

// The path, or nothing where there is nothing to save.
std::string saved(const ProveOptions& options, const KnowledgeBase& base,
                  const ProofResult& result) {
  const auto folder = scenario_folder(options);
  if (!folder || !result.counterexample) return "";
  const Scenario& scenario = result.counterexample->scenario;
  if (!can_be_saved(scenario.expect)) return "";
  const std::string comment =
      fmt::format("Found by `peyer prove`: '{}' does not hold for these answers.", result.id);
  try {
    return save_scenario(*folder, result.id, base, scenario, comment).string();
  } catch (const std::filesystem::filesystem_error& error) {
    throw Failure(ExitCode::wrong_use,
                  fmt::format("The counterexample to '{}' can't be saved: {}\nGive another folder "
                              "with --save, or --no-save.",
                              result.id, error.what()));
  }
}

ProofOptions proof_options(const ProveOptions& options) {
  ProofOptions proof;
  proof.only = options.properties;
  proof.timeout = std::chrono::seconds(options.timeout);
  proof.jobs = options.jobs;
  if (isatty(STDERR_FILENO) == 1) {
    proof.progress = [](std::size_t done, std::size_t all) {
      std::fprintf(stderr, "\rproving %zu of %zu%s", done, all, done == all ? "\r\033[K" : "");
    };
  }
  return proof;
}

void check_names(const Engine& engine, const std::vector<std::string>& names) {
  const std::vector<std::string> ids = proof_ids(engine);
  for (const std::string& name : names) {
    const bool known = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
      return id == name || id.rfind(name + "/", 0) == 0;
    });
    if (known) continue;
    const std::string near = closest(name, ids);
    throw Failure(ExitCode::wrong_use,
                  fmt::format("There is no property '{}'.{}", name,
                              near.empty() ? " Without --property all of them are proved."
                                           : " Did you mean '" + near + "'?"));
  }
}

}  // namespace

ExitCode run_prove(const ProveOptions& options) {
  const Engine engine(open_pack(options.pack));
  check_names(engine, options.properties);
  const KnowledgeBase& base = engine.knowledge();
  const std::vector<ProofResult> results = prove(engine, proof_options(options));
  std::string text;
  Json list = Json::array();
  for (const ProofResult& result : results) {
    const std::string file = saved(options, base, result);
    list.push_back(result_json(base, result, file));
    if (result.verdict == Verdict::fails) text += failure_text(base, result, file) + "\n";
  }
  const std::size_t holds = count_of(results, Verdict::holds);
  if (options.format == "json") {
    const Json report = {{"pack", to_json(base.pack)},
                         {"holds", holds},
                         {"fails", count_of(results, Verdict::fails)},
                         {"undecided", count_of(results, Verdict::undecided)},
                         {"results", std::move(list)}};
    write_result(as_text(report));
  } else {
    write_result(clean_lines(text + summary(results, options.timeout)));
  }
  return holds == results.size() ? ExitCode::good : ExitCode::findings;
}

}  // namespace peyer
