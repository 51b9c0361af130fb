#include "cli/workbench/found_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>

#include "cli/workbench/write_file.h"
#include "knowledge/format.h"

namespace peyer {

namespace {

// In double quotes, on one line: fit for any text.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out + '"';
}

template <typename Items>
std::string flow_list(const Items& items) {
  std::string text;
  for (const auto& item : items) text += (text.empty() ? "" : ", ") + item.value.str();
  return "[" + text + "]";
}

std::string answer_text(const Question& question, const Reply& reply) {
  const std::vector<std::string> words = to_words(question, reply);
  const bool many = question.kind == Question::Kind::many;
  if (!many || !reply.given()) return words.front();
  std::string text;
  for (const OptionId& option : reply.options) text += (text.empty() ? "" : ", ") + option.str();
  return "[" + text + "]";
}

std::string answers_text(const KnowledgeBase& knowledge, const GivenAnswers& answers,
                         const std::string& indent) {
  std::string text;
  for (const auto& [id, reply] : answers) {
    const Question& question = *find_by_id(knowledge.questions, id.value);
    text += fmt::format("{}{}: {}\n", indent, id.value.str(), answer_text(question, reply.value));
  }
  return text;
}

std::string expect_text(const Expectation& expect, const std::string& indent) {
  std::string text;
  const auto add = [&](const char* key, const auto& ids) {
    if (!ids.empty()) text += fmt::format("{}{}: {}\n", indent, key, flow_list(ids));
  };
  if (expect.triage) text += fmt::format("{}triage: {}\n", indent, expect.triage->value.str());
  add("concludes", expect.concludes);
  add("concludes_not", expect.concludes_not);
  add("advises", expect.advises);
  add("advises_not", expect.advises_not);
  return text;
}

bool holds_same(const std::filesystem::path& file, const std::string& text) {
  std::ifstream stream(file, std::ios::binary);
  const std::string there{std::istreambuf_iterator<char>(stream), {}};
  return stream.is_open() && there == text;
}

// False where there is a file of this name already.
bool write_new(const std::filesystem::path& file, const std::string& text) {
  try {
    write_file(file.string(), text, Existing::keep);
    return true;
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::file_exists) return false;
    throw std::filesystem::filesystem_error("can't write", file, error.code());
  }
}

}  // namespace

std::string scenario_file(const KnowledgeBase& knowledge, const Scenario& scenario,
                          const std::string& comment) {
  std::string text = "# " + comment + "\nscenarios:\n";
  text += fmt::format("  - name: {}\n", quoted(scenario.name));
  if (!scenario.story.empty()) text += fmt::format("    story: {}\n", quoted(scenario.story));
  if (!scenario.came_for.empty()) {
    text += fmt::format("    came_for: {}\n", flow_list(scenario.came_for));
  }
  const bool silent = scenario.given.empty();
  text += silent ? "    given: {}\n" : "    given:\n";
  text += answers_text(knowledge, scenario.given, "      ");
  text += "    expect:\n" + expect_text(scenario.expect, "      ");
  if (!scenario.what_if.empty()) text += "    what_if:\n";
  for (const WhatIf& what_if : scenario.what_if) {
    text += "      - change:\n" + answers_text(knowledge, what_if.change, "          ");
    text += "        expect:\n" + expect_text(what_if.expect, "          ");
  }
  // As `peyer fmt` lays it out: a scenario that the program wrote must not fail `fmt --check`.
  return format(std::make_shared<SourceFile>(SourceFile{"", text})).text;
}

std::filesystem::path save_scenario(const std::filesystem::path& folder, const std::string& name,
                                    const KnowledgeBase& knowledge, Scenario scenario,
                                    const std::string& comment) {
  std::filesystem::create_directories(folder);
  std::string stem = name;
  std::replace_if(
      stem.begin(), stem.end(), [](unsigned char c) { return c != '-' && std::isalnum(c) == 0; },
      '-');
  const std::string plain_name = scenario.name;
  for (int number = 1;; ++number) {
    const std::string suffix = number == 1 ? "" : fmt::format("-{}", number);
    scenario.name = number == 1 ? plain_name : fmt::format("{} ({})", plain_name, number);
    const std::string text = scenario_file(knowledge, scenario, comment);
    std::filesystem::path file = folder / (stem + suffix + ".yaml");
    if (holds_same(file, text) || write_new(file, text)) return file;
  }
}

}  // namespace peyer
