// Names of things in a pack. Each kind is its own type, so that a rule's id standing where a
// question's belongs does not compile.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace peyer {

template <typename Tag>
class Id {
 public:
  Id() = default;

  explicit Id(std::string text) : text_(std::move(text)) {}

  const std::string& str() const { return text_; }

  bool empty() const { return text_.empty(); }

  friend bool operator==(const Id&, const Id&) = default;
  // clang-tidy 14 takes the comparison that is generated here for one with a null pointer.
  // NOLINTNEXTLINE(modernize-use-nullptr)
  friend std::strong_ordering operator<=>(const Id&, const Id&) = default;

 private:
  std::string text_;  // lower-case letters, digits and hyphens; begins with a letter
};

using TopicId = Id<struct TopicTag>;
using LevelId = Id<struct LevelTag>;
using QuestionId = Id<struct QuestionTag>;
using OptionId = Id<struct OptionTag>;
using ScreenId = Id<struct ScreenTag>;
using ConceptId = Id<struct ConceptTag>;
using KindId = Id<struct KindTag>;
using RelationId = Id<struct RelationTag>;
using PopulationId = Id<struct PopulationTag>;
using LinkId = Id<struct LinkTag>;
using FindingId = Id<struct FindingTag>;
using RuleId = Id<struct RuleTag>;  // rules, red flags and contradictions share one name space
using AdviceId = Id<struct AdviceTag>;
using SourceId = Id<struct SourceTag>;
using LocaleId = Id<struct LocaleTag>;
using WordId = Id<struct WordTag>;  // of the lexicon
using StatementId = Id<struct StatementTag>;

}  // namespace peyer

template <typename Tag>
struct std::hash<peyer::Id<Tag>> {
  std::size_t operator()(const peyer::Id<Tag>& id) const noexcept {
    return std::hash<std::string>{}(id.str());
  }
};
