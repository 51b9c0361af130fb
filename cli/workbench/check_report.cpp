#include "cli/workbench/check_report.h"

#include <algorithm>
#include <map>

#include "cli/workbench/diagnostic_pages.h"

namespace peyer {
namespace {

const char* word(Severity severity) {
  return severity == Severity::error ? "error" : "warning";
}

void add_place(Json& out, const Location& at) {
  if (!at.file) return;
  out["file"] = at.file->path;
  if (at.line == 0) return;
  out["line"] = at.line;
  out["column"] = at.column;
  out["length"] = at.length;
}

// Bytes counted from 1 as code points counted from 1.
int code_point_column(const std::string& line, int column) {
  const auto end =
      line.begin() +
      std::min<std::ptrdiff_t>(std::max(column - 1, 0), static_cast<std::ptrdiff_t>(line.size()));
  const auto starts = std::count_if(
      line.begin(), end, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  return static_cast<int>(starts) + 1;
}

Json region(const Location& at) {
  const std::string line = at.line_text();
  return {{"startLine", at.line},
          {"startColumn", code_point_column(line, at.column)},
          {"endColumn", code_point_column(line, at.column + at.length)}};
}

// A path as part of an address: bytes that none may hold are escaped.
std::string uri(const std::string& path) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 0xFU];
    }
  }
  return out;
}

Json fixes(const Diagnostic& diagnostic) {
  Json replacements = Json::array();
  for (const Edit& edit : diagnostic.fix) {
    replacements.push_back(
        {{"deletedRegion", region(edit.at)}, {"insertedContent", {{"text", edit.text}}}});
  }
  const Json change = {{"artifactLocation", {{"uri", uri(diagnostic.fix.front().at.file->path)}}},
                       {"replacements", replacements}};
  return Json::array(
      {{{"description", {{"text", diagnostic.help}}}, {"artifactChanges", Json::array({change})}}});
}

Json result(const Diagnostic& diagnostic, const std::map<std::string, std::size_t>& index) {
  std::string text = diagnostic.message;
  if (!diagnostic.help.empty()) text += "\nhelp: " + diagnostic.help;
  Json out = {{"ruleId", diagnostic.code}};
  const auto rule = index.find(diagnostic.code);
  if (rule != index.end()) out["ruleIndex"] = rule->second;
  out["level"] = word(diagnostic.severity);
  out["message"] = {{"text", text}};
  if (diagnostic.at.file) {
    Json place = {{"artifactLocation", {{"uri", uri(diagnostic.at.file->path)}}}};
    if (diagnostic.at.line > 0) place["region"] = region(diagnostic.at);
    out["locations"] = Json::array({{{"physicalLocation", place}}});
  }
  if (!diagnostic.fix.empty()) out["fixes"] = fixes(diagnostic);
  return out;
}

Json rule(const DiagnosticPage& page) {
  return {{"id", page.code},
          {"shortDescription", {{"text", page.title}}},
          {"help", {{"text", page.markdown}, {"markdown", page.markdown}}}};
}

}  // namespace

std::size_t count_of(const Diagnostics& diagnostics, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [&](const Diagnostic& one) { return one.severity == severity; }));
}

Json diagnostics_to_json(const Diagnostics& diagnostics) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    Json one = {{"code", diagnostic.code},
                {"severity", word(diagnostic.severity)},
                {"message", diagnostic.message}};
    if (!diagnostic.help.empty()) one["help"] = diagnostic.help;
    add_place(one, diagnostic.at);
    for (const Edit& edit : diagnostic.fix) {
      Json change;
      add_place(change, edit.at);
      change["text"] = edit.text;
      one["fix"].push_back(change);
    }
    list.push_back(one);
  }
  return {{"errors", count_of(diagnostics, Severity::error)},
          {"warnings", count_of(diagnostics, Severity::warning)},
          {"diagnostics", list}};
}

Json diagnostics_to_sarif(const Diagnostics& diagnostics, const std::string& version) {
  Json rules = Json::array();
  std::map<std::string, std::size_t> index;
  for (const DiagnosticPage& page : diagnostic_pages()) {
    index.emplace(page.code, rules.size());
    rules.push_back(rule(page));
  }
  Json results = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) results.push_back(result(diagnostic, index));
  const Json driver = {{"name", "peyer"}, {"version", version}, {"rules", rules}};
  const Json run = {
      {"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", results}};
  return {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
          {"version", "2.1.0"},
          {"runs", Json::array({run})}};
}

}  // namespace peyer
