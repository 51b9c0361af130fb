// What a visitor answers to one question.
#pragma once

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "knowledge/id.h"

namespace peyer {

struct Question;

// The two replies that every question takes; also the words for them in files and at the prompt.
inline constexpr const char* not_sure_word = "not-sure";
inline constexpr const char* rather_not_say_word = "rather-not-say";

struct Reply {
  enum class Status { given, not_sure, rather_not_say };

  Status status = Status::given;
  std::vector<OptionId> options;  // one, yes-no: exactly one; many: any number, none is an answer
  double number = 0;              // number questions, in the question's own unit

  friend bool operator==(const Reply&, const Reply&) = default;

  bool given() const { return status == Status::given; }
};

// Why a reply does not fit its question, and what would.
struct ReplyMistake {
  std::string message;  // "'dayly' is no answer to 'nsaid-use'"
  std::string help;     // "did you mean 'daily'? (never, monthly, daily, not-sure, rather-not-say)"
};

// Reads a reply from ids: {"daily"}, {"bloating", "wind"}, {"34.5"}, {"not-sure"}; for a `many`
// question an empty list or {"none"} means that nothing of the list is true. Numbers are plain
// decimals within the question's range, with or without a unit of the question: {"4 months"}.
std::variant<Reply, ReplyMistake> parse_reply(const Question& question,
                                              const std::vector<std::string>& words);

// Whether a reply is one that parse_reply could have given: known options, each once and in the
// question's order; exactly one for one and yes-no; a number within range.
bool fits(const Question& question, const Reply& reply);

// The numbers nearest to `limit` that fit a number question: below, at and above it, in each unit.
// For a question without fractions these are all that a comparison with `limit` can tell apart.
std::set<double> numbers_around(const Question& question, double limit);

// The same words back: parse_reply(q, to_words(q, reply)) == reply.
std::vector<std::string> to_words(const Question& question, const Reply& reply);

}  // namespace peyer
