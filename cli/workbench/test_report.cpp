#include "cli/workbench/test_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "knowledge/utf8.h"

namespace peyer {

namespace {

// Names are the author's; control characters in them must neither steer a terminal nor break a
// line.
std::string printable(std::string_view text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x20 || byte == 0x7f) {
      kept += ' ';
    } else if (byte == 0xc2 && at + 1 < text.size() &&
               static_cast<unsigned char>(text[at + 1]) < 0xa0) {
      ++at;  // U+0080 … U+009F
    } else {
      kept += text[at];
    }
  }
  return kept;
}

std::string_view sign_of(ConditionVerdict::Mark mark) {
  using Mark = ConditionVerdict::Mark;
  switch (mark) {
    case Mark::yes:
      return "✓";
    case Mark::no:
      return "✗";
    case Mark::open:
    case Mark::doubt:
      break;
  }
  return "?";
}

std::string answer_shown(const ConditionVerdict& verdict) {
  if (!verdict.answer.empty()) return printable(verdict.answer);
  if (verdict.on_finding) {
    return verdict.mark == ConditionVerdict::Mark::open ? "not known yet" : "";
  }
  return verdict.mark == ConditionVerdict::Mark::open ? "not answered" : "does not apply";
}

std::string trace_text(const RuleTrace& trace) {
  std::string text = fmt::format("      {} {} ({})\n", trace.rule,
                                 trace.fired ? "fired" : "did not fire", trace.place);
  std::size_t widest = 0;
  for (const ConditionVerdict& verdict : trace.conditions) {
    widest = std::max(widest, verdict.text.size());
  }
  for (const ConditionVerdict& verdict : trace.conditions) {
    std::string line = fmt::format("        {} {:{}}  {}", sign_of(verdict.mark), verdict.text,
                                   widest, answer_shown(verdict));
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string failure_text(const TestFailure& failure) {
  std::string text =
      fmt::format("      {}  expected {}, got {}  ({})\n", failure.mismatch.what,
                  failure.mismatch.expected, failure.mismatch.got, failure.mismatch.at.place());
  for (const RuleTrace& trace : failure.rules) text += trace_text(trace);
  if (!failure.smallest_change.empty()) {
    text += fmt::format("      smallest change: {}\n", failure.smallest_change);
  }
  return text;
}

std::string scenario_text(const TestedScenario& scenario) {
  std::string text = fmt::format("FAIL  {}  {}\n", scenario.at.place(), printable(scenario.name));
  for (const TestFailure& failure : scenario.failures) text += failure_text(failure);
  return text;
}

// "never false: rules/diet.yaml:9, rules/medicines.yaml:14 and 3 more"
std::string lacking(const Tally& tally, Uncovered::Lack lack) {
  constexpr int most_named = 3;
  std::string places;
  std::set<std::string> seen_places;  // several conditions may share a line
  int count = 0;
  for (const Uncovered& one : tally.missing) {
    if (one.lack != lack || !seen_places.insert(one.at.place()).second) continue;
    if (++count <= most_named) places += (places.empty() ? "" : ", ") + one.at.place();
  }
  if (count == 0) return "";
  const std::string_view seen = to_string(lack);
  const std::string_view words = seen.substr(seen.starts_with("was ") ? 4 : 0);
  const std::string rest =
      count > most_named ? fmt::format(" and {} more", count - most_named) : "";
  return fmt::format(" · {}: {}{}", words, places, rest);
}

Json trace_json(const RuleTrace& trace) {
  Json conditions = Json::array();
  for (const ConditionVerdict& verdict : trace.conditions) {
    conditions.push_back({{"condition", verdict.text},
                          {"holds", to_string(verdict.mark)},
                          {"on", verdict.question},
                          {"answer", verdict.answer}});
  }
  return {{"rule", trace.rule},
          {"place", trace.place},
          {"fired", trace.fired},
          {"conditions", std::move(conditions)}};
}

Json failure_json(const TestFailure& failure) {
  Json rules = Json::array();
  for (const RuleTrace& trace : failure.rules) rules.push_back(trace_json(trace));
  return {{"what", failure.mismatch.what}, {"expected", failure.mismatch.expected},
          {"got", failure.mismatch.got},   {"place", failure.mismatch.at.place()},
          {"rules", std::move(rules)},     {"smallest_change", failure.smallest_change}};
}

Json tally_json(const Tally& tally) {
  Json missing = Json::array();
  for (const Uncovered& one : tally.missing) {
    missing.push_back({{"place", one.at.place()},
                       {"id", one.id},
                       {"part", one.part},
                       {"lack", to_string(one.lack)}});
  }
  return {{"covered", tally.covered}, {"total", tally.total}, {"missing", std::move(missing)}};
}

Json coverage_json(const Coverage& coverage) {
  return {{"scenarios", coverage.scenarios},
          {"answer_sets", coverage.answer_sets},
          {"rules", tally_json(coverage.rules)},
          {"red_flags", tally_json(coverage.red_flags)},
          {"contradictions", tally_json(coverage.contradictions)},
          {"conditions", tally_json(coverage.conditions)},
          {"questions", tally_json(coverage.questions)},
          {"answers", tally_json(coverage.options)},
          {"advice", tally_json(coverage.advice)},
          {"findings", tally_json(coverage.findings)},
          {"levels", tally_json(coverage.levels)}};
}

// XML 1.0 has no control characters but tab and line breaks, not even escaped, and neither U+FFFE
// nor U+FFFF. The loader takes only UTF-8, but the names of folders may be none.
std::string xml(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::string_view character = text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
    if (length == 0) {
      escaped += "\xEF\xBF\xBD";  // the replacement character
    } else if (byte == '&') {
      escaped += "&amp;";
    } else if (byte == '<') {
      escaped += "&lt;";
    } else if (byte == '>') {
      escaped += "&gt;";
    } else if (byte == '"') {
      escaped += "&quot;";
    } else if (byte == '\n' || byte == '\t' || byte == '\r') {
      escaped += fmt::format("&#{};", static_cast<int>(byte));  // kept as it is in attributes too
    } else if (byte >= 0x20 && character != "\xEF\xBF\xBE" && character != "\xEF\xBF\xBF") {
      escaped += character;
    }
  }
  return escaped;
}

std::string file_of(const Location& at) {
  return at.file ? at.file->path : "";
}

std::string junit_case(const TestedScenario& scenario) {
  const std::string head =
      fmt::format(R"(    <testcase name="{}" classname="{}" file="{}" line="{}" time="{:.6f}")",
                  xml(scenario.name), xml(file_of(scenario.at)), xml(file_of(scenario.at)),
                  scenario.at.line, scenario.seconds);
  if (scenario.failures.empty()) return head + "/>\n";
  std::string text = head + ">\n";
  std::string message;
  std::string body;
  for (const TestFailure& failure : scenario.failures) {
    const Mismatch& mismatch = failure.mismatch;
    if (!message.empty()) message += "; ";
    message +=
        fmt::format("{}: expected {}, got {}", mismatch.what, mismatch.expected, mismatch.got);
    body += failure_text(failure);
  }
  // One <failure> a case: several are read as one by most servers, and refused by some.
  text += fmt::format("      <failure message=\"{}\" type=\"mismatch\">{}</failure>\n",
                      xml(message), xml(body));
  return text + "    </testcase>\n";
}

}  // namespace

std::string test_summary(const PackTest& test) {
  std::string summary = fmt::format("{} passed, {} failed", test.passed(), test.failed());
  if (!test.coverage) return summary;
  const Tally& conditions = test.coverage->conditions;
  summary +=
      fmt::format(" · conditions seen both ways {}/{}", conditions.covered, conditions.total);
  using Lack = Uncovered::Lack;
  for (const Lack lack : {Lack::never_known, Lack::never_true, Lack::never_false}) {
    summary += lacking(conditions, lack);
  }
  return summary;
}

std::string test_as_text(const PackTest& test, bool list_missing) {
  std::string text;
  for (const TestedScenario& scenario : test.scenarios) {
    if (!scenario.failures.empty()) text += scenario_text(scenario);
  }
  if (test.coverage && list_missing) {
    for (const CoveredPart& part : covered_parts(*test.coverage)) {
      text += fmt::format("{:10} {:>4}/{:<4} {:5.1f} %\n", part.name, part.covered, part.total,
                          part.percent());
    }
    for (const Uncovered& one : all_missing(*test.coverage)) {
      text += fmt::format("  {}\n", printable(in_words(one)));
    }
  }
  return text + test_summary(test) + "\n";
}

Json test_as_json(const PackTest& test) {
  Json scenarios = Json::array();
  for (const TestedScenario& scenario : test.scenarios) {
    Json failures = Json::array();
    for (const TestFailure& failure : scenario.failures) failures.push_back(failure_json(failure));
    scenarios.push_back({{"name", scenario.name},
                         {"place", scenario.at.place()},
                         {"passed", scenario.failures.empty()},
                         {"seconds", scenario.seconds},
                         {"failures", std::move(failures)}});
  }
  Json json = {{"passed", test.passed()},
               {"failed", test.failed()},
               {"seconds", test.seconds},
               {"scenarios", std::move(scenarios)}};
  if (test.coverage) json["coverage"] = coverage_json(*test.coverage);
  return json;
}

std::string test_as_junit(const PackTest& test, const std::string& suite) {
  const std::string counts = fmt::format(
      "name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" "
      "time=\"{:.6f}\"",
      xml(suite), test.scenarios.size(), test.failed(), test.seconds);
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  text += fmt::format("<testsuites {}>\n  <testsuite {}>\n", counts, counts);
  for (const TestedScenario& scenario : test.scenarios) text += junit_case(scenario);
  return text + "  </testsuite>\n</testsuites>\n";
}

std::vector<CoveredPart> covered_parts(const Coverage& coverage) {
  const auto sum = [](std::string name, std::initializer_list<const Tally*> tallies) {
    CoveredPart part{std::move(name), 0, 0};
    for (const Tally* tally : tallies) {
      part.covered += tally->covered;
      part.total += tally->total;
    }
    return part;
  };
  return {sum("rules", {&coverage.rules, &coverage.red_flags, &coverage.contradictions}),
          sum("conditions", {&coverage.conditions}), sum("answers", {&coverage.options}),
          sum("advice", {&coverage.advice})};
}

}  // namespace peyer
