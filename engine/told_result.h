// What of an outcome is told, in which order and how fully: decided once for every front end, which
// then only says it.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/consultation.h"
#include "engine/explanation.h"

namespace peyer {

// Conclusions in the order in which they are told and numbered: what the visitor came for first,
// and each part strongest first, as the outcome has them.
struct ToldConclusions {
  std::vector<Conclusion> all;
  std::size_t came_for =
      0;  // how many of them, from the first, are about what the visitor came for

  // Whoever reads forty lessons takes none home. The rest is named, and told when asked for.
  bool is_in_full(std::size_t place) const;
};

ToldConclusions told_conclusions(const Consultation& visit);

// Why the level is what it is: a red flag or a rule, the other is null.
struct ToldReason {
  const RedFlag* flag = nullptr;
  const Rule* rule = nullptr;
  bool doubt = false;  // see TriageReason
};

// Warning signs named one by one, and how many more there are.
struct NamedFlags {
  std::vector<const RedFlag*> named;
  std::size_t more = 0;

  bool empty() const { return named.empty(); }
};

struct ToldReasons {
  std::vector<ToldReason> in_full;
  NamedFlags in_doubt;  // so many that steps for one sign would contradict those for the next

  bool empty() const { return in_full.empty() && in_doubt.empty(); }
};

// Refers to the pack in the visit's voice, which lives as long as its engine.
struct ToldResult {
  enum class Signs {
    found,             // a warning sign is among the reasons
    none_found,        // all were asked about
    none_found_so_far  // some are open
  };

  const Level* level = nullptr;
  bool unfinished = false;  // questions are open that could change it
  bool not_known = false;   // the level only stands because warning signs are open
  bool settled = false;     // nothing is left to ask
  ToldReasons reasons, also;
  NamedFlags open;  // signs that are open and could make it more urgent
  Signs signs = Signs::found;
  ToldConclusions conclusions;
  std::vector<const SafetyNet*> safety_net;
};

ToldResult told_result(const Consultation& visit);

// The answers at the end of a proof, each once, and no more than are worth quoting under one
// conclusion. They point into the proof.
std::vector<const ProofNode*> quoted_answers(const ProofNode& proof);

}  // namespace peyer
