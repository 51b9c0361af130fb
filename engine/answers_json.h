// Answers as a program sends them in JSON: what reply_to_json writes, read back, and the other ways
// to write the same.
//
//   {"age": 71, "nsaid-use": "daily", "symptoms": ["bloating", "wind"], "black-stools": false}
//
// A number may be a number or a string ("4 months"), a yes-no answer true or false as well as "yes"
// or "no"; every question takes "not-sure" and "rather-not-say". Null is no answer: what was not
// answered is left out.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/counterfactual.h"
#include "engine/to_json.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/reply.h"

namespace peyer {

// More bytes than any name or answer of a pack has.
inline constexpr std::size_t longest_word = 200;

// Nothing is read any more once so much is wrong.
inline constexpr std::size_t most_mistakes = 100;

struct JsonMistake {
  std::string pointer;  // JSON Pointer (RFC 6901) to the value
  std::string
      code;  // "unknown-question", "unknown-topic", "does-not-fit", "wrong-type", "too-long"
  std::string message;  // "unknown question 'nsaid-us'"
  std::string help;     // "did you mean 'nsaid-use'?"; or empty
};

// Reads values of a request, and gathers what is wrong with them: all of it, not just the first,
// but for `most_mistakes`. Refers to the pack, which must outlive it.
class JsonAnswersReader {
 public:
  using Pointer = Json::json_pointer;

  explicit JsonAnswersReader(const KnowledgeBase& knowledge) : knowledge_(knowledge) {}

  // `at`: where the value stands in its document.
  std::map<QuestionId, Reply> replies(const Json& value, const Pointer& at);

  // The same, but null takes an answer back.
  Changes changes(const Json& value, const Pointer& at);

  // A topic, or a list of topics.
  std::set<TopicId> came_for(const Json& value, const Pointer& at);

  const std::vector<JsonMistake>& mistakes() const { return mistakes_; }

 private:
  bool enough() const { return mistakes_.size() >= most_mistakes; }

  void complain(const Pointer& at, std::string code, ReplyMistake mistake);
  bool is_short(std::string_view word, const Pointer& at);
  const Question* question(const std::string& name, const Pointer& at);
  std::optional<Reply> reply(const Question& question, const Json& value, const Pointer& at);
  std::optional<Reply> parsed(const Question& question, const std::vector<std::string>& words,
                              const Pointer& at);
  std::optional<std::string> word(const Question& question, const Json& value, const Pointer& at);
  std::optional<std::vector<std::string>> words(const Question& question, const Json& list,
                                                const Pointer& at);

  const KnowledgeBase& knowledge_;
  std::vector<JsonMistake> mistakes_;
};

}  // namespace peyer
