// What chains of links can reach, so far as it does not depend on grades. rules/links.clp builds
// the real ones.
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace peyer {

class Chains {
 public:
  explicit Chains(const KnowledgeBase& base);

  // May a chain of links that starts at `from` do one of `effects` to `target`?
  bool reach(const ConceptId& from, const Reached& reached) const;

  bool start_at(const ConceptId& from) const { return out_.count(from) > 0; }

 private:
  struct Step {
    ConceptId to;
    Effect effect = Effect::none;
  };

  int longest_;
  std::unordered_map<ConceptId, std::vector<Step>> out_;
};

}  // namespace peyer
