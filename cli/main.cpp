// The one program, `peyer`: reads the command line, runs one command, and is the one place where
// failures become messages and exit codes.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/help.h"
#include "cli/matching.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "engine/journal.h"
#include "knowledge/phrases/phrases.h"
#include "web/door_rules.h"
#include "web/site_options.h"

namespace peyer {
namespace {

const Phrases& phrases() {
  return Phrases::english();
}

std::string option_help(const char* name) {
  return phrases()(std::string("usage.option.") + name);
}

// "nan" lies in every range, and nothing is less.
std::string no_nan(const std::string& typed) {
  return tidy(typed).find("nan") == std::string::npos ? "" : "Value " + typed + " is no number";
}

// "--host-name" → "host_name".
std::string tidy_key(std::string option) {
  option.erase(0, option.find_first_not_of('-'));
  std::replace(option.begin(), option.end(), '-', '_');
  return option;
}

class CommandLine {
 public:
  CommandLine() {
    app_.set_version_flag("--version", std::string("peyer ") + PEYER_VERSION,
                          option_help("version"));
    app_.set_help_flag("-h,--help", option_help("help"));
    app_.require_subcommand(0, 1);
    app_.formatter_fn([](const CLI::App* app, const std::string&, CLI::AppFormatMode) {
      return render_help(*app, surface_of(STDOUT_FILENO, false), phrases());
    });
    add_consult();
    add_serve();
    add_about();
    add_sources();
    add_map();
    add_ask();
    add_info();
    add_check();
    add_explain();
    add_fmt();
    add_new();
    add_compile();
    add_schema();
    add_lsp();
    add_evidence();
    add_review();
    add_pack_command();
    add_journal();
    add_diff();
    add_prove();
    add_test();
    add_mutate();
  }

  ExitCode run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::Success& wanted) {  // --help, --version
      write_result(wanted.get_name() == "CallForHelp" ? app_.help() : app_.version() + "\n");
      return ExitCode::good;
    } catch (const CLI::ParseError& error) {
      throw Failure(ExitCode::wrong_use, explain_misuse(app_, error, phrases()));
    }
    refuse_empty_values();
    if (trust_) trust_only(*trust_);
    if (command_) return command_();
    // Whoever types just the name at a terminal wants to begin.
    if (isatty(STDIN_FILENO) == 1) return run_consult({});
    std::fputs(app_.help().c_str(), stderr);
    return ExitCode::wrong_use;
  }

 private:
  CLI::App* add(const char* name, const std::function<ExitCode()>& command) {
    CLI::App* app = app_.add_subcommand(name, phrases()(std::string("usage.brief.") + name));
    app->set_help_flag("-h,--help", option_help("help"));
    app->callback([this, command] { command_ = command; });
    return app;
  }

  // `--pack "$PACK"` with nothing in PACK must not pass for the shipped pack, nor `--sign "$KEY"`
  // for no signature. (--filter takes what holds its text: nothing is in all of them.)
  void refuse_empty_values() const {
    for (const CLI::App* command : app_.get_subcommands()) {
      for (const CLI::Option* option : command->get_options()) {
        const std::string name = option->get_name();
        if (name == "--filter" || name == "--title" || option->empty()) continue;
        const std::vector<std::string>& values = option->results();
        if (std::find(values.begin(), values.end(), "") == values.end()) continue;
        throw Failure(ExitCode::wrong_use, phrases()("error.empty_value", {{"name", name}}));
      }
    }
  }

  void add_trust(CLI::App* app) {
    app->add_option("--trust", trust_, option_help("trust"))->type_name("FILE.pub");
  }

  void add_pack(CLI::App* app, std::string& pack) {
    app->add_option("--pack", pack, option_help("pack"))->type_name("FOLDER|FILE");
    add_trust(app);
  }

  // What authors type most: the pack, named just so or with --pack.
  void add_pack_argument(CLI::App* app, std::string& pack) {
    CLI::Option* argument = app->add_option("PACK", pack, option_help("pack"))->type_name("");
    add_pack(app, pack);
    app->get_option("--pack")->excludes(argument);
  }

  static void add_format(CLI::App* app, std::string& format) {
    app->add_option("--format", format, option_help("format"))
        ->type_name("text|json")
        ->check(CLI::IsMember({"text", "json"}));
  }

  static void add_format(CLI::App* app, std::string& format,
                         const std::vector<std::string>& formats, const char* help) {
    std::string names;
    for (const std::string& name : formats) names += (names.empty() ? "" : "|") + name;
    app->add_option("--format", format, option_help(help))
        ->type_name(names)
        ->check(CLI::IsMember(formats));
  }

  static void add_locale(CLI::App* app, std::string& locale) {
    app->add_option("--locale", locale, option_help("locale"))->type_name("NAME");
  }

  static void add_plain(CLI::App* app, bool& plain) {
    app->add_flag("--plain", plain, option_help("plain"));
  }

  void add_consult() {
    CLI::App* app = add("consult", [this] { return run_consult(consult_); });
    add_pack_argument(app, consult_.pack);
    CLI::Option* answers =
        app->add_option("--answers", consult_.answers, option_help("answers"))->type_name("FILE");
    app->add_flag("--continue", consult_.take_up, option_help("continue"))->needs(answers);
    app->add_option("--save", consult_.save, option_help("save"))->type_name("FILE");
    add_format(app, consult_.format);
    app->add_flag("--how", consult_.how, option_help("how"));
    add_locale(app, consult_.locale);
    add_plain(app, consult_.plain);
    CLI::Option* journal =
        app->add_option("--journal", consult_.journal, option_help("consult_journal"))
            ->type_name("FILE");
    add_keep(app, consult_.keep)->needs(journal);
  }

  static void add_seconds(CLI::App* app, const char* name, int& seconds, const char* help,
                          int least) {
    app->add_option(name, seconds, option_help(help))
        ->type_name("SECONDS")
        ->check(CLI::Range(least, 86400));
  }

  // What people who need long for everything are given to say that they are still there.
  // https://www.w3.org/TR/WCAG22/#timing-adjustable
  static constexpr int least_warning = 20;

  // One value each time, so that what follows is not taken for another.
  static void add_list(CLI::App* app, const char* name, std::vector<std::string>& list,
                       const char* type, const std::function<bool(const std::string&)>& fits) {
    const std::string key = tidy_key(name);
    const auto check = [fits, key](const std::string& typed) {
      return fits(typed) ? "" : phrases()("error." + key, {{"typed", typed}});
    };
    app->add_option(name, list, option_help(key.c_str()))
        ->type_name(type)
        ->allow_extra_args(false)
        ->check(CLI::Validator(check, ""));
  }

  void add_serve() {
    CLI::App* app = add("serve", [this] { return run_serve(serve_); });
    add_pack_argument(app, serve_.pack);
    add_locale(app, serve_.locale);
    app->add_option("--host", serve_.host, option_help("host"))->type_name("ADDRESS");
    app->add_option("--port", serve_.port, option_help("port"))
        ->type_name("N")
        ->check(CLI::Range(0, 65535));
    add_list(app, "--host-name", serve_.host_names, "NAME", is_host_name);
    add_seconds(app, "--idle", serve_.idle, "idle", 10);
    add_seconds(app, "--idle-result", serve_.idle_result, "idle_result", 10);
    add_seconds(app, "--warning", serve_.warning, "warning", least_warning);
    add_seconds(app, "--journey-life", serve_.journey_life, "journey_life", 30);
    app->add_option("--journeys", serve_.journeys, option_help("journeys"))
        ->type_name("N")
        ->check(CLI::Range(1, 1'000'000));
    app->add_option("--px-per-mm", serve_.px_per_mm, option_help("px_per_mm"))
        ->type_name("X")
        ->check(CLI::Range(0.0, 100.0))
        ->check(CLI::Validator(no_nan, ""));
    add_list(app, "--frame-origin", serve_.frame_origins, "ORIGIN", is_origin);
    add_list(app, "--api-origin", serve_.api_origins, "ORIGIN", is_origin);
    CLI::Option* journal =
        app->add_option("--journal", serve_.journal, option_help("serve_journal"))
            ->type_name("FILE");
    add_keep(app, serve_.keep)->needs(journal);
    app->add_flag("-q,--quiet", serve_.quiet, option_help("serve_quiet"));
  }

  void add_about() {
    CLI::App* app = add("about", [this] { return run_about(about_); });
    app->add_option("CONCEPT", about_.words, option_help("concept"))->type_name("")->required();
    add_format(app, about_.format);
    add_locale(app, about_.locale);
    add_plain(app, about_.plain);
    add_pack(app, about_.pack);
  }

  void add_sources() {
    CLI::App* app = add("sources", [this] { return run_sources(sources_); });
    app->add_option("QUERY", sources_.words, option_help("query"))->type_name("");
    add_format(app, sources_.format, sources_formats(), "sources_format");
    add_plain(app, sources_.plain);
    add_pack(app, sources_.pack);
  }

  void add_map() {
    CLI::App* app = add("map", [this] { return run_map(map_); });
    app->add_option("CONCEPT", map_.concepts, option_help("map_concept"))->type_name("");
    app->add_option("--steps", map_.steps, option_help("steps"))
        ->type_name("N")
        ->check(CLI::Range(1, 1000));
    add_format(app, map_.format, map_formats(), "map_format");
    add_locale(app, map_.locale);
    add_plain(app, map_.plain);
    add_pack(app, map_.pack);
  }

  void add_ask() {
    CLI::App* app = add("ask", [this] { return run_ask(ask_); });
    app->add_option("question", ask_.question, option_help("question"))->type_name("QUESTION");
    add_format(app, ask_.format);
    app->add_option("--locale", ask_.locale, option_help("locale"))->type_name("NAME");
    add_plain(app, ask_.plain);
    add_pack(app, ask_.pack);
  }

  void add_info() {
    CLI::App* app = add("info", [this] { return run_info(info_); });
    add_pack_argument(app, info_.pack);
    add_format(app, info_.format);
    add_plain(app, info_.plain);
  }

  void add_check() {
    CLI::App* app = add("check", [this] { return run_check(check_); });
    add_pack_argument(app, check_.pack);
    add_format(app, check_.format, {"text", "json", "sarif"}, "check_format");
    app->add_flag("--fix", check_.fix, option_help("fix"));
    app->add_option("--deny", check_.deny, option_help("deny"))
        ->type_name("warnings")
        ->check(CLI::IsMember({"warnings"}));
    app->add_flag("-q,--quiet", check_.quiet, option_help("quiet"));
  }

  void add_explain() {
    CLI::App* app = add("explain", [this] { return run_explain(explain_); });
    app->add_option("CODE", explain_.codes, option_help("code"))->type_name("");
    add_plain(app, explain_.plain);
  }

  void add_fmt() {
    CLI::App* app = add("fmt", [this] { return run_fmt(fmt_); });
    app->add_option("PATH", fmt_.paths, option_help("fmt_path"))->type_name("")->required();
    app->add_flag("--check", fmt_.check, option_help("fmt_check"));
    app->add_flag("--diff", fmt_.diff, option_help("fmt_diff"));
  }

  void add_new() {
    CLI::App* app = add("new", [this] { return run_new(new_); });
    app->add_option("FOLDER", new_.folder, option_help("new_folder"))->type_name("")->required();
    app->add_option("--title", new_.title, option_help("new_title"))->type_name("TITLE");
  }

  void add_compile() {
    CLI::App* app = add("compile", [this] { return run_compile(compile_); });
    add_pack_argument(app, compile_.pack);
    app->add_option("-o,--output", compile_.output, option_help("output"))->type_name("FILE");
  }

  void add_schema() {
    add("schema", [] { return run_schema(); });
  }

  void add_lsp() {
    CLI::App* app = add("lsp", [this] { return run_lsp(lsp_); });
    app->add_option("--log", lsp_.log, option_help("log"))->type_name("FILE");
  }

  void add_evidence() {
    CLI::App* app = add("evidence", [this] { return run_evidence(evidence_); });
    add_pack_argument(app, evidence_.pack);
  }

  void add_review() {
    CLI::App* app = add("review", [this] { return run_review(review_); });
    add_pack_argument(app, review_.pack);
    app->add_option("--only", review_.only, option_help("only"))
        ->type_name("PART")
        ->check(CLI::IsMember(review_sections()));
  }

  static CLI::Option* add_keep(CLI::App* app, int& keep) {
    return app->add_option("--keep", keep, option_help("keep"))
        ->type_name("DAYS")
        ->check(CLI::Range(1, most_journal_days));
  }

  void add_pack_command() {
    CLI::App* app = add("pack", [this] { return run_pack(pack_); });
    CLI::Option* folder =
        app->add_option("FOLDER", pack_.folder, option_help("pack_folder"))->type_name("");
    app->add_option("-o,--output", pack_.output, option_help("pack_output"))->type_name("FILE");
    app->add_option("--sign", pack_.key, option_help("sign"))->type_name("FILE.key");
    app->add_option("--version", pack_.version, option_help("release"))->type_name("V");
    app->add_flag("--replace", pack_.replace, option_help("replace"));
    app->add_option("--new-key", pack_.new_key, option_help("new_key"))
        ->type_name("NAME")
        ->excludes(folder);
  }

  void add_journal() {
    CLI::App* app = add("journal", [this] { return run_journal(journal_); });
    app->add_option("FILE", journal_.file, option_help("journal_file"))->type_name("")->required();
    CLI::Option* replay = app->add_flag("--replay", journal_.replay, option_help("replay"));
    app->add_flag("--purge", journal_.purge, option_help("purge"))->excludes(replay);
    add_keep(app, journal_.keep);
    add_format(app, journal_.format);
    add_pack(app, journal_.pack);
  }

  void add_diff() {
    CLI::App* app = add("diff", [this] { return run_diff(diff_); });
    app->add_option("OLD", diff_.before, option_help("diff_old"))->type_name("")->required();
    app->add_option("NEW", diff_.after, option_help("diff_new"))->type_name("")->required();
    app->add_option("--allow", diff_.allow, option_help("allow"))
        ->type_name("NAME")
        ->allow_extra_args(false);
    app->add_option("--journal", diff_.journal, option_help("diff_journal"))->type_name("FILE");
    app->add_option("--save", diff_.save, option_help("diff_save"))->type_name("FOLDER");
    app->add_flag("--no-exact", diff_.no_exact, option_help("no_exact"));
    app->add_option("--timeout", diff_.exact_seconds, option_help("exact_timeout"))
        ->type_name("SECONDS")
        ->check(CLI::Range(1, 86400));
    add_format(app, diff_.format);
    add_trust(app);
  }

  void add_prove() {
    CLI::App* app = add("prove", [this] { return run_prove(prove_); });
    add_pack_argument(app, prove_.pack);
    app->add_option("--property", prove_.properties, option_help("property"))
        ->type_name("ID")
        ->expected(1)
        ->take_all();
    app->add_option("--timeout", prove_.timeout, option_help("timeout"))
        ->type_name("SECONDS")
        ->check(CLI::Range(0, 86400));
    app->add_option("--jobs", prove_.jobs, option_help("jobs"))
        ->type_name("N")
        ->check(CLI::Range(1, 256));
    CLI::Option* save = app->add_option("--save", prove_.save, option_help("save_found"));
    save->type_name("FOLDER");
    app->add_flag("--no-save", prove_.no_save, option_help("no_save"))->excludes(save);
    add_format(app, prove_.format);
  }

  void add_test() {
    CLI::App* app = add("test", [this] { return run_test(test_); });
    add_pack_argument(app, test_.pack);
    app->add_option("--filter", test_.filter, option_help("filter"))->type_name("TEXT");
    app->add_flag("--watch", test_.watch, option_help("watch"));
    add_format(app, test_.format, {"text", "json", "junit"}, "test_format");
    app->add_flag("--coverage", test_.coverage, option_help("coverage"));
    app->add_option("--min", test_.min, option_help("min"))
        ->type_name("PERCENT")
        ->check(CLI::Range(0.0, 100.0))
        ->check(CLI::Validator(no_nan, ""));
    app->add_option("-o,--output", test_.output, option_help("output"))->type_name("FILE");
  }

  void add_mutate() {
    CLI::App* app = add("mutate", [this] { return run_mutate(mutate_); });
    add_pack_argument(app, mutate_.pack);
    app->add_option("--filter", mutate_.filter, option_help("filter"))->type_name("TEXT");
    app->add_option("--jobs", mutate_.jobs, option_help("jobs"))
        ->type_name("N")
        ->check(CLI::Range(1, 1024));
    app->add_option("--limit", mutate_.limit, option_help("limit"))
        ->type_name("N")
        ->check(CLI::Range(1, 1'000'000));
    add_format(app, mutate_.format);
    app->add_option("--resume", mutate_.resume, option_help("resume"))->type_name("FILE");
    app->add_option("--allow", mutate_.allow, option_help("mutate_allow"))->type_name("FILE");
    app->add_option("--min", mutate_.min, option_help("mutate_min"))
        ->type_name("PERCENT")
        ->check(CLI::Range(0.0, 100.0))
        ->check(CLI::Validator(no_nan, ""));
    app->add_flag("--quick", mutate_.quick, option_help("quick"));
  }

  CLI::App app_{phrases()("usage.program"), "peyer"};
  std::function<ExitCode()> command_;
  ConsultOptions consult_;
  ServeOptions serve_;
  AboutOptions about_;
  SourcesOptions sources_;
  MapOptions map_;
  AskOptions ask_;
  InfoOptions info_;
  CheckOptions check_;
  ExplainOptions explain_;
  FmtOptions fmt_;
  NewOptions new_;
  CompileOptions compile_;
  LspOptions lsp_;
  EvidenceOptions evidence_;
  ReviewOptions review_;
  PackOptions pack_;
  JournalOptions journal_;
  DiffOptions diff_;
  std::optional<std::string> trust_;
  ProveOptions prove_;
  TestOptions test_;
  MutateOptions mutate_;
};

void complain(const std::string& message) {
  // File names and arguments in it must not steer the terminal.
  std::fputs((clean_lines(message) + "\n").c_str(), stderr);
}

ExitCode run(int argc, char** argv) {
  try {
    return CommandLine().run(argc, argv);
  } catch (const Failure& failure) {
    complain(failure.what());
    return failure.code();
  } catch (const std::exception& error) {
    complain(phrases()("error.internal", {{"reason", error.what()}}));
    return ExitCode::internal;
  }
}

}  // namespace
}  // namespace peyer

int main(int argc, char** argv) {
  try {
    return static_cast<int>(peyer::run(argc, argv));
  } catch (...) {  // even the message failed
    return static_cast<int>(peyer::ExitCode::internal);
  }
}
