#include "cli/help.h"

#include <algorithm>
#include <vector>

#include "cli/matching.h"
#include "cli/page.h"
#include "knowledge/diagnostic.h"

namespace peyer {
namespace {

// "peyer consult"; the program itself has no parent.
std::string full_name(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? app.get_name() : full_name(*parent) + " " + app.get_name();
}

std::string option_names(const CLI::Option& option) {
  std::string names = option.get_name(false, true);
  if (const auto comma = names.find(','); comma != std::string::npos) names.insert(comma + 1, " ");
  if (option.get_type_size() > 0 && !option.get_type_name().empty()) {
    std::string type = option.get_type_name();
    type = type.substr(0, type.find(':'));  // CLI11 appends the check's own words
    names += " " + type;
  }
  return names;
}

void write_options(const CLI::App& app, Page& page) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_name().empty()) continue;
    page.text(option_names(*option), 2, Tone::strong);
    page.text(option->get_description(), 6);
  }
}

void write_commands(const CLI::App& app, Page& page) {
  for (const CLI::App* command : app.get_subcommands({})) {
    page.text(command->get_name(), 2, Tone::strong);
    page.text(command->get_description(), 6);
  }
}

void write_examples(const std::string& examples, Page& page) {
  std::size_t at = 0;
  while (at < examples.size()) {
    const std::size_t end = std::min(examples.find('\n', at), examples.size());
    page.preformatted("  " + examples.substr(at, end - at));
    at = end + 1;
  }
}

std::vector<std::string> known_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* command : app.get_subcommands({})) {
    words.push_back(command->get_name());
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
    }
  }
  return words;
}

// The command or option that is nearest to one that is not there; "" for other complaints, whose
// words are not the user's.
std::string meant_instead(const CLI::App& app, const CLI::ParseError& complaint) {
  if (dynamic_cast<const CLI::ExtrasError*>(&complaint) == nullptr) return "";
  const std::vector<std::string> known = known_words(app);
  std::string near;
  for (std::string word : split_words(complaint.what())) {
    while (!word.empty() && (word.back() == ':' || word.back() == ',')) word.pop_back();
    const bool is_known = std::find(known.begin(), known.end(), word) != known.end();
    if (near.empty() && !is_known) near = closest(word, known);
  }
  return near;
}

}  // namespace

std::string render_help(const CLI::App& app, const Surface& surface, const Phrases& phrases) {
  const bool whole_program = app.get_parent() == nullptr;
  const std::string key = whole_program ? "program" : app.get_name();
  Page page(surface);
  page.text(phrases("usage.line." + key), 0, Tone::strong).blank();
  page.text(phrases("usage." + key));
  if (whole_program) {
    page.heading(phrases("usage.commands"));
    write_commands(app, page);
  }
  page.heading(phrases("usage.options"));
  write_options(app, page);
  page.heading(phrases("usage.examples_title"));
  write_examples(phrases("usage.examples." + key), page);
  page.blank().text(phrases(whole_program ? "usage.more" : "usage.exit_codes"));
  return page.str();
}

std::string explain_misuse(const CLI::App& app, const CLI::ParseError& complaint,
                           const Phrases& phrases) {
  const std::string near = meant_instead(app, complaint);
  const std::vector<CLI::App*> commands = app.get_subcommands();
  std::string message = phrases("error.command_line", {{"complaint", complaint.what()}}) + "\n";
  if (!near.empty()) message += phrases("error.did_you_mean", {{"near", near}}) + "\n";
  const std::string command = commands.empty() ? full_name(app) : full_name(*commands.front());
  return message + phrases("error.see_help", {{"command", command}});
}

}  // namespace peyer
