// The program's commands, one file each. Every one takes what was said on the command line, writes
// its result to standard output, and throws Failure when it can't go on.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/failure.h"

namespace peyer {

struct ConsultOptions {
  std::string pack;      // folder; empty: the shipped pack
  std::string answers;   // file to answer from; empty: ask
  bool take_up = false;  // --continue: ask for what the file leaves open
  std::string save;      // file to keep the answers in; empty: none
  std::string format = "text";
  bool how = false;    // the proofs in full
  std::string locale;  // where the visitor is; empty: the pack's first
  bool plain = false;
  std::string journal;  // file that keeps the visit; empty: none
  int keep = 0;         // days; 0: not said
};

ExitCode run_consult(const ConsultOptions& options);

struct AskOptions {
  std::string pack;
  std::vector<std::string> question;  // its words; empty: a prompt
  std::string format = "text";
  std::string locale;
  bool plain = false;
};

ExitCode run_ask(const AskOptions& options);

struct InfoOptions {
  std::string pack;
  std::string format = "text";
  bool plain = false;
};

ExitCode run_info(const InfoOptions& options);

struct CheckOptions {
  std::string pack;
  bool quiet = false;           // say nothing when there is nothing to mend
  bool fix = false;             // mend what can be mended without a doubt
  std::string format = "text";  // or json, sarif
  std::string deny;             // "warnings": they count as errors
};

ExitCode run_check(const CheckOptions& options);

struct ExplainOptions {
  std::vector<std::string> codes;  // of diagnostics; none: list them all
  bool plain = false;
};

ExitCode run_explain(const ExplainOptions& options);

struct FmtOptions {
  std::vector<std::string> paths;  // folders and files
  bool check = false;              // name the files that would change, and change none
  bool diff = false;               // show what would change, and change nothing
};

ExitCode run_fmt(const FmtOptions& options);

struct NewOptions {
  std::string folder;  // that is not there yet, or empty
  std::string title;   // of the pack; empty: the template's
};

ExitCode run_new(const NewOptions& options);

struct CompileOptions {
  std::string pack;
  std::string output;  // file; empty: standard output
};

ExitCode run_compile(const CompileOptions& options);

ExitCode run_schema();

struct EvidenceOptions {
  std::string pack;
};

ExitCode run_evidence(const EvidenceOptions& options);

struct ReviewOptions {
  std::string pack;
  std::string only;  // one of review_sections(); empty: all of them
};

// The parts of a review form, in their order.
std::vector<std::string> review_sections();

ExitCode run_review(const ReviewOptions& options);

struct ProveOptions {
  std::string pack;
  std::vector<std::string> properties;  // ids; empty: all
  std::string format = "text";
  int timeout = 60;      // seconds for each property
  std::size_t jobs = 0;  // threads; 0: one for each core
  std::string save;      // folder for counterexamples; empty: the pack's scenarios/found
  bool no_save = false;
};

ExitCode run_prove(const ProveOptions& options);

struct AboutOptions {
  std::vector<std::string> words;  // that name a concept
  std::string pack;
  std::string format = "text";
  std::string locale;
  bool plain = false;
};

ExitCode run_about(const AboutOptions& options);

struct SourcesOptions {
  std::vector<std::string> words;  // that a source must hold; none: all sources
  std::string pack;
  std::string format = "text";
  bool plain = false;
};

// What run_sources can write.
std::vector<std::string> sources_formats();

ExitCode run_sources(const SourcesOptions& options);

struct LspOptions {
  std::string log;  // file to log requests in, without texts; empty: none
};

ExitCode run_lsp(const LspOptions& options);

struct MapOptions {
  std::vector<std::string> concepts;  // each named in one text; none: all
  std::size_t steps = 1;
  std::string pack;
  std::string format = "text";
  std::string locale;
  bool plain = false;
};

// What run_map can write.
std::vector<std::string> map_formats();

ExitCode run_map(const MapOptions& options);

struct PackOptions {
  std::string folder;
  std::string output;   // file; empty: the pack's id and version
  std::string key;      // file to sign with; empty: unsigned
  std::string version;  // of the release; empty: the pack's
  std::string new_key;  // name of keys to write instead
  bool replace = false;
};

ExitCode run_pack(const PackOptions& options);

struct JournalOptions {
  std::string file;
  int keep = 0;  // days; 0: not said
  bool replay = false;
  bool purge = false;
  std::string pack;  // to replay with
  std::string format = "text";
};

ExitCode run_journal(const JournalOptions& options);

struct DiffOptions {
  std::string before, after;  // folder, pack file or git revision
  std::vector<std::string> allow;
  std::string journal;  // file; empty: none
  std::string save;     // folder for witnesses; empty: none
  std::string format = "text";
  bool no_exact = false;  // leave out the exact comparison
  int exact_seconds = 60;
};

ExitCode run_diff(const DiffOptions& options);

struct TestOptions {
  std::string pack;
  std::string filter;  // only scenarios whose name or place holds this; empty: all
  bool watch = false;  // again on every save, until Ctrl-C
  std::string format = "text";
  bool coverage = false;  // list what no scenario exercises
  double min = 0;         // percent that each part must be covered; 0: no matter
  std::string output;     // file; empty: standard output
};

ExitCode run_test(const TestOptions& options);

struct MutateOptions {
  std::string pack;
  std::string filter;     // only of rules whose id or place holds this; empty: all
  std::size_t jobs = 0;   // threads; 0: as many as cores
  std::size_t limit = 0;  // mutants at the most; 0: all
  std::string format = "text";
  std::string resume;  // file to go on from, and to keep verdicts in; empty: none
  std::string allow;   // file with names of survivors that are accepted; empty: none
  double min = 0;      // percent of killed mutants that is enough; 0: no survivor at all
  bool quick = false;  // don't look for the scenarios that would kill survivors
};

ExitCode run_mutate(const MutateOptions& options);

// Times are in seconds.
struct ServeOptions {
  std::string pack;
  std::string locale;  // empty: visitors choose
  std::string host = "127.0.0.1";
  int port = 8080;                      // 0: any that is free
  std::vector<std::string> host_names;  // that lead here, beside the host
  int idle = 60;                        // on a question
  int idle_result = 120;
  int warning = 30;
  int journey_life = 600;
  std::size_t journeys = 10'000;
  double px_per_mm = 0;  // of the screen; 0: as large as the browser has it
  std::vector<std::string> frame_origins;
  std::vector<std::string> api_origins;
  std::string journal;  // file that keeps visits; empty: none
  int keep = 0;         // days; 0: not said
  bool quiet = false;
};

ExitCode run_serve(const ServeOptions& options);

}  // namespace peyer
