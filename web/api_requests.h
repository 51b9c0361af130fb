// What programs send to the JSON interface, read against a pack. All that is wrong with a request
// is gathered; only one without a mistake comes out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/answers.h"
#include "engine/counterfactual.h"
#include "engine/to_json.h"
#include "knowledge/knowledge_base.h"
#include "web/problem.h"

namespace peyer {

// Of a question in somebody's own words, in bytes.
inline constexpr std::size_t longest_asked = 1'000;
// Questions that one follows up.
inline constexpr std::size_t most_asked_before = 8;

struct ConsultRequest {
  Answers answers;
  LocaleId locale;  // empty: the one that is served first
};

// What each of the five explains.
struct AskHow {
  Target target;
};

struct AskWhy {
  QuestionId question;
};

struct AskWhyNot {
  std::variant<FindingId, RuleId> about;
};

struct AskWhatIf {
  Changes changes;
};

struct AskWhatMatters {
  Target target;
};

struct ExplainRequest {
  Answers answers;
  LocaleId locale;
  std::variant<AskHow, AskWhy, AskWhyNot, AskWhatIf, AskWhatMatters> ask;
};

struct AskRequest {
  std::string question;
  std::vector<std::string> before;  // the oldest first
  LocaleId locale;
};

template <typename Request>
struct RequestRead {
  std::optional<Request> request;  // set when there is no mistake
  std::vector<RequestMistake> mistakes;
};

RequestRead<ConsultRequest> read_consult(const Json& body, const KnowledgeBase& pack);
RequestRead<ExplainRequest> read_explain(const Json& body, const KnowledgeBase& pack);
RequestRead<AskRequest> read_ask(const Json& body, const KnowledgeBase& pack);

// What is wrong with a question in somebody's own words; nothing when it can be answered.
std::optional<RequestMistake> mistake_in_question(const std::string& words);

// What is wrong with the name of a locale.
std::optional<RequestMistake> mistake_in_locale(const KnowledgeBase& pack, const std::string& name);

}  // namespace peyer
