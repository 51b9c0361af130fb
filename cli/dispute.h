// An author says that a conclusion is wrong: walks through its proof with them down to the step
// that is to blame, asks what should have come out, and keeps the case as a scenario that fails.
// The walk is that of TEIRESIAS (R. Davis, Interactive transfer of expertise, Artificial
// Intelligence 12, 1979).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/conversation.h"
#include "cli/scene.h"
#include "engine/counterfactual.h"
#include "engine/explanation.h"

namespace peyer {

// Something should have come out and did not.
struct Missing {};

using Disputed = std::variant<TriageLevelNow, FindingId, AdviceId, Missing>;

class Dispute {
 public:
  // `pack` is the folder that the visit's pack was read from.
  Dispute(const Consultation& visit, Conversation& talk, const Phrases& phrases,
          std::filesystem::path pack)
      : visit_(visit), talk_(talk), phrases_(phrases), pack_(std::move(pack)) {}

  // `line` when the visit goes on, however the dispute ended; else how the input ended.
  Heard::Kind run(const Disputed& disputed);

 private:
  struct Left {  // thrown to leave from any depth
    Heard::Kind kind;
  };

  // One line of a list that the author is shown: something that a step rests on.
  struct Part {
    std::string text, place;
  };

  void go_through(const Disputed& disputed);

  // The walk. Each leaves the place to look at in blame_.
  void walk_proof(const ProofNode& proof);
  void walk_rule(const std::string& rule);
  void walk_chain(const ProofNode& chain);
  void walk_open_flags(const ProofNode& node);
  void walk_condition(const RuleAttempt& attempt, std::size_t number);
  void walk_missing(const FindingId& finding);
  void walk_attempts(std::vector<RuleAttempt> attempts, const std::string& place);
  void walk_missing_advice(const AdviceId& advice);
  void walk_missing_level(const LevelId& level);
  void dispute_level();
  void dispute_missing();
  void blame(const char* key, const std::string& place);

  // What should have come out.
  LevelId ask_level(const char* key);
  void ask_more();
  std::string ask_name();
  bool add_expected(const std::string& line);

  // The scenario.
  Scenario scenario(std::string name) const;
  std::string proposed_name() const;
  void keep(Scenario scenario);
  void tell_kept(const std::filesystem::path& file, const std::string& mismatches);

  // The conversation.
  std::string hear();  // throws Left
  std::optional<std::size_t> ask_which(const std::string& heading, const std::vector<Part>& parts,
                                       const char* how_to);
  std::vector<Part> parts_of(const RuleAttempt& attempt) const;
  void say(const std::string& key, const Phrases::Values& values = {}, Tone tone = Tone::normal);

  Scene scene() const { return {visit_, phrases_, talk_.surface()}; }

  const KnowledgeBase& base() const { return visit_.knowledge(); }

  const Consultation& visit_;
  Conversation& talk_;
  const Phrases& phrases_;
  std::filesystem::path pack_;
  Expectation expect_;
  std::string blame_;  // a place in the pack's files
};

}  // namespace peyer
