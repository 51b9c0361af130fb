// From a visitor's question to what it asks, without guessing: which concepts it names, what it
// wants to know of them, whether it describes a warning sign.
//
// The words of English stand in knowledge/phrases; the names in the pack.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/knowledge_base.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

enum class InquiryKind {
  effect,           // does A affect B?
  definition,       // what is X?
  what_affects,     // what bears on X?
  what_it_affects,  // what does X bear on?
  what_helps,       // what helps or protects X?
  comparison,       // is X the same as Y?
  claim,            // is it true?
  test,             // is a test worthwhile?
  advice,           // should I do X?
  triage,           // a warning sign is described
  refusal,          // do I have X? should I stop my medicine?
  clarify,          // two things can be meant, or none is named
  unknown           // it names what the pack knows nothing of
};

// "effect", "what-it-affects": as in JSON.
std::string_view to_string(InquiryKind kind);

// Is it answered with a list: what affects, what it affects, what helps?
bool is_list(InquiryKind kind);

// A concept, and the words that named it.
struct Mention {
  ConceptId concept_id;
  std::string words;

  friend bool operator==(const Mention&, const Mention&) = default;
};

// What the one thing is asked to do to the other.
enum class AskedRelation { none, more, less, harm, good, change, linked };

struct Inquiry {
  enum class Refusal { none, diagnosis, medicine, dose };

  InquiryKind kind = InquiryKind::unknown;
  std::vector<Mention> mentions;  // in their order, each concept once
  AskedRelation relation = AskedRelation::none;
  bool personal = false;   // it tells of somebody: "my", "I", "our son"
  bool backwards = false;  // the second is asked about as the cause of the first
  Refusal refusal = Refusal::none;
  std::vector<RuleId> red_flags;  // that it describes, in the pack's order
  // Words that can mean either of several concepts.
  std::vector<std::pair<std::string, std::vector<ConceptId>>> unclear;
  // What was read for what was typed, where it seemed to be misspelt.
  std::vector<std::pair<std::string, std::string>> corrected;
  std::vector<std::string> not_known;    // words that name nothing the pack tells of
  std::vector<std::string> passed_over;  // the same, but beside two concepts that may answer
  std::vector<ConceptId> nearest;        // known things with a word of the question, or one like it

  friend bool operator==(const Inquiry&, const Inquiry&) = default;
};

// Built once for a pack; then any number of threads may ask. Refers to the pack and the phrases,
// which must outlive it.
class Understanding {
 public:
  Understanding(const KnowledgeBase& knowledge, const Phrases& phrases);
  ~Understanding();
  Understanding(const Understanding&) = delete;
  Understanding& operator=(const Understanding&) = delete;
  Understanding(Understanding&&) = delete;
  Understanding& operator=(Understanding&&) = delete;

  // `before`: what was asked last, for "and naproxen?".
  Inquiry read(std::string_view question, const Inquiry* before = nullptr) const;

  // Concepts of which this one is a wider name: the gut lining of the gut.
  std::vector<ConceptId> narrower(const ConceptId& concept_id) const;

  // Is less of it what people want? By its kind and name.
  bool is_unwelcome(const Concept& item) const;

  // Do these words only repeat the concept's name?
  bool is_named_by(const Concept& item, std::string_view words) const;

  // Does a relation's wording deny ("is not shown to treat")?
  bool denies(const Relation& relation) const;

  // Which way a relation that only links works by its wording ("protects babies against"): more,
  // less, harm, good; none when it says neither.
  AskedRelation worded(const Relation& relation) const;

  // Has the concept one of the kinds that stand under this key of the phrases?
  bool is_kind(const Concept& item, std::string_view key) const;

 private:
  class Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace peyer
