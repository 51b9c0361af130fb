#include "engine/answers_json.h"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>

#include "engine/answer_names.h"

namespace peyer {

namespace {

constexpr const char* wrong_type = "wrong-type";

const char* const how_to_leave_out =
    R"(write "not-sure" or "rather-not-say", or leave the question out)";

}  // namespace

std::map<QuestionId, Reply> JsonAnswersReader::replies(const Json& value, const Pointer& at) {
  std::map<QuestionId, Reply> replies;
  if (!value.is_object()) {
    complain(at, wrong_type, {"this must be an object of answers by question", "{\"age\": 34}"});
    return replies;
  }
  for (const auto& [name, answer] : value.items()) {
    if (enough()) break;
    const Question* asked = question(name, at / name);
    if (asked == nullptr) continue;
    if (auto read = reply(*asked, answer, at / name)) replies[asked->id] = std::move(*read);
  }
  return replies;
}

Changes JsonAnswersReader::changes(const Json& value, const Pointer& at) {
  Changes changes;
  if (!value.is_object()) {
    complain(at, wrong_type,
             {"this must be an object of answers by question",
              R"({"nsaid-use": "never"}, or null for an answer to take back)"});
    return changes;
  }
  for (const auto& [name, answer] : value.items()) {
    if (enough()) break;
    const Question* asked = question(name, at / name);
    if (asked == nullptr) continue;
    if (answer.is_null()) {
      changes[asked->id] = std::nullopt;
    } else if (auto read = reply(*asked, answer, at / name)) {
      changes[asked->id] = std::move(*read);
    }
  }
  return changes;
}

std::set<TopicId> JsonAnswersReader::came_for(const Json& value, const Pointer& at) {
  std::set<TopicId> topics;
  const auto add = [&](const Json& name, const Pointer& place) {
    if (!name.is_string()) {
      complain(place, wrong_type, {"this must be a topic's id", ""});
      return;
    }
    if (!is_short(name.get_ref<const std::string&>(), place)) return;
    const auto named = reason_named(knowledge_, name.get<std::string>());
    if (const auto* mistake = std::get_if<ReplyMistake>(&named)) {
      complain(place, "unknown-topic", *mistake);
    } else {
      topics.insert(std::get<const Topic*>(named)->id);
    }
  };
  if (!value.is_array()) {
    add(value, at);
    return topics;
  }
  for (std::size_t i = 0; i < value.size() && !enough(); ++i) add(value[i], at / i);
  return topics;
}

void JsonAnswersReader::complain(const Pointer& at, std::string code, ReplyMistake mistake) {
  mistakes_.push_back(
      {at.to_string(), std::move(code), std::move(mistake.message), std::move(mistake.help)});
}

bool JsonAnswersReader::is_short(std::string_view word, const Pointer& at) {
  if (word.size() <= longest_word) return true;
  complain(at, "too-long", {fmt::format("this is longer than {} bytes", longest_word), ""});
  return false;
}

const Question* JsonAnswersReader::question(const std::string& name, const Pointer& at) {
  if (name.size() > longest_word) {
    // Its name is not repeated: an answer must not be longer than what it answers.
    complain(at.parent_pointer(), "too-long",
             {fmt::format("a question's id is longer than {} bytes", longest_word), ""});
    return nullptr;
  }
  const auto named = question_named(knowledge_, name);
  if (const auto* mistake = std::get_if<ReplyMistake>(&named)) {
    complain(at, "unknown-question", *mistake);
    return nullptr;
  }
  return std::get<const Question*>(named);
}

std::optional<Reply> JsonAnswersReader::reply(const Question& question, const Json& value,
                                              const Pointer& at) {
  if (value.is_array()) {
    const auto list = words(question, value, at);
    if (!list) return std::nullopt;
    return parsed(question, *list, at);
  }
  const auto one = word(question, value, at);
  if (!one) return std::nullopt;
  return parsed(question, {*one}, at);
}

std::optional<Reply> JsonAnswersReader::parsed(const Question& question,
                                               const std::vector<std::string>& words,
                                               const Pointer& at) {
  auto parsed = parse_reply(question, words);
  if (auto* mistake = std::get_if<ReplyMistake>(&parsed)) {
    complain(at, "does-not-fit", std::move(*mistake));
    return std::nullopt;
  }
  return std::get<Reply>(std::move(parsed));
}

std::optional<std::string> JsonAnswersReader::word(const Question& question, const Json& value,
                                                   const Pointer& at) {
  switch (value.type()) {
    case Json::value_t::string:
      if (!is_short(value.get_ref<const std::string&>(), at)) return std::nullopt;
      return value.get<std::string>();
    case Json::value_t::boolean:
      if (question.kind == Question::Kind::yes_no) return value.get<bool>() ? "yes" : "no";
      return value.get<bool>() ? "true" : "false";
    case Json::value_t::number_integer:
    case Json::value_t::number_unsigned:
      return value.dump();
    case Json::value_t::number_float:
      return fmt::format("{}", value.get<double>());
    case Json::value_t::null:
      complain(at, wrong_type, {"null is no answer", how_to_leave_out});
      return std::nullopt;
    default:
      complain(at, wrong_type,
               {"this must be a word, a number, true, false or a list of words", ""});
      return std::nullopt;
  }
}

// Each word that is no answer by itself is a mistake of its own.
std::optional<std::vector<std::string>> JsonAnswersReader::words(const Question& question,
                                                                 const Json& list,
                                                                 const Pointer& at) {
  std::vector<std::string> all;
  const std::size_t before = mistakes_.size();
  for (std::size_t i = 0; i < list.size() && !enough(); ++i) {
    if (list[i].is_array()) {
      complain(at / i, wrong_type, {"a list of answers holds no further list", ""});
      continue;
    }
    const auto one = word(question, list[i], at / i);
    if (one && parsed(question, {*one}, at / i)) all.push_back(*one);
  }
  if (mistakes_.size() > before) return std::nullopt;
  return all;
}

}  // namespace peyer
