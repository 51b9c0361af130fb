#include "engine/answers_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <variant>

#include "engine/answer_names.h"
#include "knowledge/strict_yaml.h"

namespace peyer {

namespace {

class AnswersReader {
 public:
  AnswersReader(const KnowledgeBase& knowledge, Diagnostics& diagnostics)
      : knowledge_(knowledge), diagnostics_(diagnostics) {}

  Answers read(const YamlNode& root) {
    if (root.kind != YamlNode::Kind::mapping) {
      complain(root.at, "K070", "an answers file is a mapping of questions to answers",
               "write 'age: 34', a line for each question");
      return {};
    }
    const YamlNode* nested = root.find("answers");
    if (nested == nullptr) {
      replies(root);
      return std::move(answers_);
    }
    for (const YamlNode& item : root.items) {
      if (item.key == "answers") {
        replies(item);
      } else if (item.key == "came_for") {
        came_for(item);
      } else {
        complain(item.key_at, "K070", fmt::format("unknown key '{}'", item.key),
                 "beside 'answers' only 'came_for' may stand");
      }
    }
    return std::move(answers_);
  }

 private:
  void complain(const Location& at, const char* code, std::string message, std::string help) {
    diagnostics_.push_back({Severity::error, code, std::move(message), std::move(help), at});
  }

  void replies(const YamlNode& mapping) {
    if (mapping.kind != YamlNode::Kind::mapping) {
      complain(mapping.at, "K070", "'answers' must be a mapping of questions to answers", "");
      return;
    }
    for (const YamlNode& item : mapping.items) reply(item);
  }

  void reply(const YamlNode& item) {
    const auto named = question_named(knowledge_, item.key);
    if (const auto* mistake = std::get_if<ReplyMistake>(&named)) {
      complain(item.key_at, "K071", mistake->message, mistake->help);
      return;
    }
    const Question* question = std::get<const Question*>(named);
    std::vector<std::string> words;
    if (!read_words(item, words)) return;
    auto parsed = parse_reply(*question, words);
    if (const auto* mistake = std::get_if<ReplyMistake>(&parsed)) {
      complain(place_of_mistake(item, *question), "K072", mistake->message, mistake->help);
      return;
    }
    answers_.replies[question->id] = std::get<Reply>(std::move(parsed));
  }

  // In a list, the first word that would be no answer by itself either.
  static const Location& place_of_mistake(const YamlNode& item, const Question& question) {
    for (const YamlNode& one : item.items) {
      if (std::holds_alternative<ReplyMistake>(parse_reply(question, {one.text}))) return one.at;
    }
    return item.at;
  }

  void came_for(const YamlNode& item) {
    std::vector<std::string> words;
    if (!read_words(item, words)) return;
    for (const std::string& word : words) {
      const auto named = reason_named(knowledge_, word);
      if (const auto* mistake = std::get_if<ReplyMistake>(&named)) {
        complain(item.at, "K073", mistake->message, mistake->help);
        continue;
      }
      answers_.came_for.insert(std::get<const Topic*>(named)->id);
    }
  }

  // A single word or a list of words.
  bool read_words(const YamlNode& item, std::vector<std::string>& words) {
    if (item.kind == YamlNode::Kind::scalar) {
      words.push_back(item.text);
      return true;
    }
    if (item.kind != YamlNode::Kind::list) {
      if (item.kind == YamlNode::Kind::mapping) {
        complain(item.at, "K070", fmt::format("'{}' takes a word or a list of words", item.key),
                 "");
      }
      return false;
    }
    for (const YamlNode& one : item.items) {
      if (one.kind != YamlNode::Kind::scalar) {
        complain(one.at, "K070", "a list of answers holds words only", "");
        return false;
      }
      words.push_back(one.text);
    }
    return true;
  }

  const KnowledgeBase& knowledge_;
  Diagnostics& diagnostics_;
  Answers answers_;
};

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return "[" + list + "]";
}

}  // namespace

AnswersRead read_answers(const std::shared_ptr<const SourceFile>& file,
                         const KnowledgeBase& knowledge) {
  AnswersRead read;
  const std::optional<YamlNode> root = read_strict_yaml(file, read.diagnostics);
  if (root) {
    Answers answers = AnswersReader(knowledge, read.diagnostics).read(*root);
    if (!has_errors(read.diagnostics)) read.answers = std::move(answers);
  }
  sort_diagnostics(read.diagnostics);
  return read;
}

std::string write_answers(const Answers& answers, const KnowledgeBase& knowledge) {
  std::vector<std::string> topics;
  for (const TopicId& topic : answers.came_for) topics.push_back(topic.str());
  std::string text = fmt::format("came_for: {}\nanswers:", listed(topics));
  if (answers.replies.empty()) return text + " {}\n";
  text += "\n";
  for (const auto& [id, reply] : answers.replies) {
    const Question* question = find_by_id(knowledge.questions, id);
    const std::vector<std::string> words = to_words(*question, reply);
    const bool list = question->kind == Question::Kind::many && reply.given();
    text += fmt::format("  {}: {}\n", id.str(), list ? listed(words) : words.front());
  }
  return text;
}

}  // namespace peyer
