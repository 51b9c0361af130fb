// A visitor's question, and what the pack answers: the strongest chain of links between the
// concepts asked about, as CLIPS built it; or a refusal, a question back, or that it is not known.
// No link is ever made up, and a described warning sign goes before everything.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/engine.h"
#include "engine/understanding.h"
#include "knowledge/grade.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

struct Answer {
  InquiryKind kind = InquiryKind::unknown;
  Inquiry inquiry;                      // as it was understood, for follow-ups
  std::vector<ConceptId> concepts;      // understood, and where one was narrowed, what to
  std::optional<Grade> grade;           // of the chain's weakest link; none without a chain
  std::optional<LevelId> triage;        // when a warning sign was described
  std::vector<std::string> text;        // paragraphs; the first answers in short
  std::optional<LinkChain> chain;       // the strongest; effect none: a claim that carries no chain
  std::vector<LinkChain> alternatives;  // by rank
  std::vector<SourceId> sources;        // of text and chain, in order
  // Asked back: words, and what they can mean.
  std::vector<std::pair<std::string, std::vector<ConceptId>>> clarify;
  std::vector<ConceptId> nearest;  // known things, where the answer is not known
};

// Thread-safe, as the engine is. `before`: the last answer's inquiry, for "and naproxen?".
Answer ask(const Engine& engine, std::string_view question, const Inquiry* before = nullptr);

// The sources of one paragraph of its text: of a single step the sentence that says it; without a
// chain the sign, the card, or the last of two cards.
std::vector<SourceId> cited_by(const KnowledgeBase& knowledge, const Answer& answer,
                               std::size_t paragraph);

// A chain's links in the pack; they live as long as it does.
std::vector<const Link*> links_of(const KnowledgeBase& knowledge, const LinkChain& chain);

// "“Painkillers” can damage “gut lining”, which guards against “leaky gut”."
std::string in_words(const KnowledgeBase& knowledge, const LinkChain& chain);

}  // namespace peyer
