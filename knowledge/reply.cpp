#include "knowledge/reply.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/shape.h"

namespace peyer {
namespace {

constexpr const char* none_word = "none";

const Option* find_option(const Question& question, const std::string& word) {
  return find_by_id(question.options, OptionId(word));
}

std::vector<std::string> option_words(const Question& question) {
  std::vector<std::string> words;
  for (const Option& option : question.options) words.push_back(option.id.str());
  return words;
}

// Everything that the question takes.
std::vector<std::string> accepted_words(const Question& question) {
  std::vector<std::string> words = option_words(question);
  if (question.kind == Question::Kind::many) words.emplace_back(none_word);
  words.emplace_back(not_sure_word);
  words.emplace_back(rather_not_say_word);
  return words;
}

std::string range(const Question& question) {
  std::string text =
      fmt::format("a {}number from {} to {}{}{}", question.whole ? "whole " : "", question.min,
                  question.max, question.unit.empty() ? "" : " ", question.unit);
  for (const Unit& unit : question.units) text += fmt::format(", or of {}", unit.name);
  return text;
}

// The number counted in one of a question's units is whole, but for what doubles can't hold.
bool is_whole(double number) {
  return std::abs(number - std::round(number)) < 1e-6;
}

bool whole_in_some_unit(const Question& question, double number) {
  if (std::floor(number) == number) return true;
  return std::any_of(question.units.begin(), question.units.end(),
                     [&](const Unit& unit) { return is_whole(number * unit.per); });
}

ReplyMistake unknown_word(const Question& question, const std::string& word) {
  const std::vector<std::string> words = accepted_words(question);
  std::string help = fmt::format("({})", fmt::join(words, ", "));
  const std::string near = closest(word, words);
  if (near.empty()) {
    help = fmt::format("it can be {}", fmt::join(words, ", "));
  } else {
    help = fmt::format("did you mean '{}'? {}", near, help);
  }
  return {fmt::format("'{}' is no answer to '{}'", word, question.id.str()), help};
}

// "4 months" as four and how many of them make one; the question's own unit need not be said.
std::optional<std::pair<double, double>> count_and_per(const Question& question,
                                                       const std::string& word) {
  const std::size_t blank = word.find(' ');
  const std::string count = word.substr(0, blank);
  if (!is_decimal(count)) return std::nullopt;
  std::optional<double> per = 1;
  if (blank != std::string::npos) per = units_per(question, word.substr(blank + 1));
  if (!per) return std::nullopt;
  return std::pair(std::strtod(count.c_str(), nullptr), *per);
}

std::variant<Reply, ReplyMistake> parse_number(const Question& question, const std::string& word) {
  const std::string help =
      fmt::format("it takes {}, or {} or {}", range(question), not_sure_word, rather_not_say_word);
  const auto read = count_and_per(question, word);
  if (!read) {
    return ReplyMistake{fmt::format("'{}' is no answer to '{}'", word, question.id.str()), help};
  }
  const auto [count, per] = *read;
  Reply reply;
  reply.number = count / per;
  if (reply.number == 0) reply.number = 0;  // "-0" is 0
  if (question.whole && count != std::floor(count)) {
    return ReplyMistake{fmt::format("'{}' takes whole numbers, not {}", question.id.str(), word),
                        help};
  }
  if (reply.number < question.min || reply.number > question.max) {
    return ReplyMistake{fmt::format("{} is out of range for '{}'", word, question.id.str()), help};
  }
  return reply;
}

std::variant<Reply, ReplyMistake> parse_options(const Question& question,
                                                const std::vector<std::string>& words) {
  Reply reply;
  for (const std::string& word : words) {
    const Option* option = find_option(question, word);
    if (option == nullptr) return unknown_word(question, word);
    if (std::find(reply.options.begin(), reply.options.end(), option->id) != reply.options.end()) {
      return ReplyMistake{fmt::format("'{}' is given twice for '{}'", word, question.id.str()),
                          "once is enough"};
    }
    reply.options.push_back(option->id);
  }
  // In the question's order, so that the same answer is always the same reply.
  const auto position = [&](const OptionId& id) { return find_by_id(question.options, id); };
  std::sort(reply.options.begin(), reply.options.end(),
            [&](const OptionId& a, const OptionId& b) { return position(a) < position(b); });
  return reply;
}

std::optional<Reply::Status> status_of(const std::string& word) {
  if (word == not_sure_word) return Reply::Status::not_sure;
  if (word == rather_not_say_word) return Reply::Status::rather_not_say;
  return std::nullopt;
}

// A word that only makes sense alone: not-sure, rather-not-say, none.
std::optional<ReplyMistake> loner_in_company(const Question& question,
                                             const std::vector<std::string>& words) {
  if (words.size() < 2) return std::nullopt;
  for (const std::string& word : words) {
    if (!status_of(word) && word != none_word) continue;
    return ReplyMistake{
        fmt::format("'{}' can't stand beside other answers to '{}'", word, question.id.str()),
        "give it alone"};
  }
  return std::nullopt;
}

// In the question's own unit where that is whole, else in the first that makes it so.
std::string number_in_words(const Question& question, double number) {
  // "23 months" rather than 1.9166666666666667; but 7.5 stays where it may be typed so.
  const bool plain = std::floor(number) == number || (!question.whole && is_whole(number * 100));
  for (const Unit& unit : question.units) {
    const double count = std::round(number * unit.per);
    const bool fits = question.whole ? is_whole(number * unit.per) : count / unit.per == number;
    if (!plain && fits) return fmt::format("{} {}", count, unit.name);
  }
  // {}: shortest form that reads back as the same double, without an exponent in the accepted
  // range.
  return fmt::format("{}", number);
}

}  // namespace

std::variant<Reply, ReplyMistake> parse_reply(const Question& question,
                                              const std::vector<std::string>& words) {
  const bool many = question.kind == Question::Kind::many;
  if (const auto mistake = loner_in_company(question, words)) return *mistake;
  if (words.size() == 1) {
    if (const auto status = status_of(words[0])) {
      Reply reply;
      reply.status = *status;
      return reply;
    }
  }
  if (many) {
    const bool none = words.size() == 1 && words[0] == none_word;
    return parse_options(question, none ? std::vector<std::string>{} : words);
  }
  if (words.size() != 1) {
    return ReplyMistake{
        fmt::format("'{}' takes exactly one answer, not {}", question.id.str(), words.size()),
        fmt::format("only questions of the kind many take several")};
  }
  if (question.kind == Question::Kind::number) return parse_number(question, words[0]);
  return parse_options(question, words);
}

bool fits(const Question& question, const Reply& reply) {
  if (!reply.given()) return reply.options.empty();
  if (question.kind == Question::Kind::number) {
    const bool whole = !question.whole || whole_in_some_unit(question, reply.number);
    return reply.options.empty() && whole && reply.number >= question.min &&
           reply.number <= question.max;
  }
  auto next = question.options.begin();
  for (const OptionId& id : reply.options) {
    const auto is = [&](const Option& option) { return option.id == id; };
    next = std::find_if(next, question.options.end(), is);
    if (next == question.options.end()) return false;
    ++next;
  }
  return question.kind == Question::Kind::many || reply.options.size() == 1;
}

std::set<double> numbers_around(const Question& question, double limit) {
  std::set<double> numbers;
  const auto add = [&](double per) {
    const double count = std::floor(limit * per);
    for (const double near : {count - 1, count, count + 1}) {
      Reply reply;
      reply.number = near / per;
      if (fits(question, reply)) numbers.insert(reply.number);
    }
  };
  add(1);
  for (const Unit& unit : question.units) add(unit.per);
  return numbers;
}

std::vector<std::string> to_words(const Question& question, const Reply& reply) {
  if (reply.status == Reply::Status::not_sure) return {not_sure_word};
  if (reply.status == Reply::Status::rather_not_say) return {rather_not_say_word};
  if (question.kind == Question::Kind::number) return {number_in_words(question, reply.number)};
  if (reply.options.empty()) return {none_word};
  std::vector<std::string> words;
  for (const OptionId& option : reply.options) words.push_back(option.str());
  return words;
}

}  // namespace peyer
