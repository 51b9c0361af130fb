#include "cli/workbench/killing_scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "engine/clips_environment.h"
#include "knowledge/dependencies.h"

namespace peyer {

namespace {

using State = MutantVerdict::State;
using Test = Comparison::Test;

constexpr std::size_t most_combinations = 2000;  // tried out in full
constexpr long most_tried = 700;                 // beside these, for one formula
constexpr std::size_t most_subsets_of = 4;       // options of a `many` question

// ---- what can be answered -----------------------------------------------------------------------

// What a formula and its mutants compare of one question.
struct Compared {
  std::set<std::string> options;
  std::set<double> limits;
};

std::vector<std::optional<Reply>> number_replies(const Question& question,
                                                 const Compared& compared) {
  std::set<double> values;
  for (const double limit : compared.limits) {
    values.merge(numbers_around(question, limit));
    if (question.whole) continue;
    for (const double value : {limit - 0.1, limit - 0.05, limit, limit + 0.05, limit + 0.1}) {
      const double typed = std::round(value * 1e6) / 1e6;
      if (typed >= question.min && typed <= question.max) values.insert(typed);
    }
  }
  std::vector<std::optional<Reply>> replies;
  replies.reserve(values.size());
  for (const double value : values) replies.emplace_back(Reply{Reply::Status::given, {}, value});
  return replies;
}

// Named options in the question's order, and the first that is not named.
std::pair<std::vector<OptionId>, std::optional<OptionId>> options_of(const Question& question,
                                                                     const Compared& compared) {
  std::pair<std::vector<OptionId>, std::optional<OptionId>> found;
  for (const Option& option : question.options) {
    if (compared.options.contains(option.id.str())) {
      found.first.push_back(option.id);
    } else if (!found.second) {
      found.second = option.id;
    }
  }
  return found;
}

std::vector<std::optional<Reply>> tick_replies(const Question& question, const Compared& compared,
                                               bool& complete) {
  const auto [named, other] = options_of(question, compared);
  std::vector<std::optional<Reply>> replies;
  const auto add = [&](std::vector<OptionId> ticked) {
    replies.emplace_back(Reply{Reply::Status::given, std::move(ticked), 0});
  };
  if (named.size() <= most_subsets_of) {
    for (std::size_t bits = 0; bits < (std::size_t{1} << named.size()); ++bits) {
      std::vector<OptionId> ticked;
      for (std::size_t i = 0; i < named.size(); ++i) {
        if ((bits >> i & 1) != 0) ticked.push_back(named[i]);
      }
      add(std::move(ticked));
    }
  } else {
    complete = false;
    add({});
    for (const OptionId& one : named) add({one});
    add(named);
  }
  if (other) add({*other});
  return replies;
}

std::vector<std::optional<Reply>> replies_to(const Question& question, const Compared& compared,
                                             bool& complete) {
  std::vector<std::optional<Reply>> replies;
  if (question.kind == Question::Kind::number) {
    replies = number_replies(question, compared);
  } else if (question.kind == Question::Kind::many) {
    replies = tick_replies(question, compared, complete);
  } else {
    auto [named, other] = options_of(question, compared);
    if (other) named.push_back(*other);
    for (const OptionId& option : named) {
      replies.emplace_back(Reply{Reply::Status::given, {option}, 0});
    }
  }
  replies.emplace_back(Reply{Reply::Status::not_sure, {}, 0});
  replies.emplace_back(std::nullopt);
  return replies;
}

void set(Answers& answers, const QuestionId& question, const std::optional<Reply>& reply) {
  if (reply) {
    answers.replies[question] = *reply;
  } else {
    answers.replies.erase(question);
  }
}

// ---- what tells two outcomes apart --------------------------------------------------------------

std::map<std::string, const Conclusion*> conclusions_of(const Outcome& outcome) {
  std::map<std::string, const Conclusion*> conclusions;
  for (const auto* list : {&outcome.conclusions, &outcome.stepping_stones}) {
    for (const Conclusion& one : *list) conclusions[one.finding.str()] = &one;
  }
  return conclusions;
}

std::set<std::string> rules_behind(const Conclusion& conclusion) {
  std::set<std::string> rules;
  for (const Derivation& derivation : conclusion.derivations) {
    if (!derivation.rule.empty()) rules.insert(derivation.rule.str());
  }
  return rules;
}

template <typename Items, typename Name>
std::set<std::string> names_of(const Items& items, Name name) {
  std::set<std::string> names;
  for (const auto& item : items) names.insert(name(item));
  return names;
}

// "key: [a, b]" for what `some` has and `others` lacks.
std::string lacking(const std::string& key, const std::set<std::string>& some,
                    const std::set<std::string>& others) {
  std::string list;
  for (const std::string& one : some) {
    if (!others.contains(one)) list += (list.empty() ? "" : ", ") + one;
  }
  return list.empty() ? "" : fmt::format("{}: [{}]", key, list);
}

std::string in_braces(const std::string& key, const std::vector<std::string>& parts) {
  return parts.empty() ? "" : fmt::format("{}: {{{}}}", key, fmt::join(parts, ", "));
}

void tell_conclusions_apart(const Outcome& right, const Outcome& wrong,
                            std::vector<std::string>& lines) {
  const auto is = conclusions_of(right);
  const auto would_be = conclusions_of(wrong);
  const auto key = [](const auto& item) { return item.first; };
  lines.push_back(lacking("concludes", names_of(is, key), names_of(would_be, key)));
  lines.push_back(lacking("concludes_not", names_of(would_be, key), names_of(is, key)));
  std::vector<std::string> grades;
  std::vector<std::string> because;
  for (const auto& [finding, conclusion] : is) {
    const auto other = would_be.find(finding);
    if (other == would_be.end()) continue;
    // `as-told` is no grade that an author can write.
    if (conclusion->grade != other->second->grade && conclusion->grade != Grade::as_told) {
      grades.push_back(fmt::format("{}: {}", finding, to_string(conclusion->grade)));
    }
    const std::string rules =
        lacking(finding, rules_behind(*conclusion), rules_behind(*other->second));
    if (!rules.empty()) because.push_back(rules);
  }
  lines.push_back(in_braces("grades", grades));
  lines.push_back(in_braces("because", because));
}

// The lines of an answers file below `answers:`, as `given` has them.
std::string given_of(const Answers& answers, const KnowledgeBase& base) {
  std::string given;
  for (const Question& question : base.questions) {
    const auto reply = answers.replies.find(question.id);
    if (reply == answers.replies.end()) continue;
    std::vector<std::string> words = to_words(question, reply->second);
    const bool list = question.kind == Question::Kind::many && reply->second.given();
    const std::string value = list ? fmt::format("[{}]", fmt::join(words, ", ")) : words.front();
    given += fmt::format("{}{}: {}", given.empty() ? "" : ", ", question.id.str(), value);
  }
  return "{" + given + "}";
}

}  // namespace

std::string telling_expectations(const Outcome& right, const Outcome& wrong, std::size_t indent) {
  std::vector<std::string> lines;
  if (right.triage.level != wrong.triage.level)
    lines.push_back("triage: " + right.triage.level.str());
  tell_conclusions_apart(right, wrong, lines);
  const auto advice = [](const Outcome& outcome) {
    return names_of(outcome.advice, [](const GivenAdvice& one) { return one.advice.str(); });
  };
  lines.push_back(lacking("advises", advice(right), advice(wrong)));
  lines.push_back(lacking("advises_not", advice(wrong), advice(right)));
  const auto noticed = [](const Outcome& outcome) {
    return names_of(outcome.contradictions,
                    [](const NoticedContradiction& one) { return one.contradiction.str(); });
  };
  lines.push_back(lacking("contradictions", noticed(right), noticed(wrong)));
  std::string text;
  for (const std::string& line : lines) {
    if (!line.empty()) text += std::string(indent, ' ') + line + "\n";
  }
  return text;
}

std::vector<KillingSearch::Slot> KillingSearch::slots_of(const std::vector<Sought>& sought) {
  std::map<std::string, Compared> compared;
  const auto add = [&](const Comparison& comparison) {
    if (comparison.test == Test::concluded) {
      exhaustive_ = false;
      return;
    }
    Compared& one = compared[comparison.subject.value];
    for (const auto& option : comparison.options) one.options.insert(option.value);
    if (comparison.test != Test::is && comparison.test != Test::include &&
        comparison.test != Test::not_sure) {
      one.limits.insert(comparison.number);
    }
  };
  const KnowledgeBase& base = engine_.knowledge();
  for_each_comparison(condition_of(original_of(base, sought.front().mutant->formula)), add);
  for (const Sought& one : sought) for_each_comparison(condition_of(one.mutant->item), add);
  std::vector<Slot> slots;
  for (const auto& [id, what] : compared) {
    const Question& question = *find_by_id(base.questions, QuestionId(id));
    // What does not apply is not so without any answer: a case of its own.
    if (question.applies) exhaustive_ = false;
    slots.push_back({question.id, replies_to(question, what, exhaustive_)});
  }
  return slots;
}

bool KillingSearch::settled(const std::vector<Sought>& sought) const {
  return stopped() || std::all_of(sought.begin(), sought.end(),
                                  [](const Sought& one) { return !one.verdict.scenario.empty(); });
}

void KillingSearch::look_at(const Answers& answers, std::vector<Sought>& sought) {
  ++tried_;
  runner_.move_to(answers);
  const std::vector<Fate> fates = runner_.fates();
  const Fate& original = fates[original_];
  for (std::size_t i = 0; i < sought.size(); ++i) {
    Sought& one = sought[i];
    if (!one.verdict.scenario.empty()) continue;
    const bool differs = fates[one.place] != original;
    if (differs) apart_[i] = true;
    if (!differs && !(one.mutant->same_condition && (original.met() || original.doubt))) continue;
    note(one, answers);
  }
}

std::string KillingSearch::differs(const Sought& one, const Answers& answers) {
  runner_.move_to(answers);
  return telling_expectations(runner_.outcome(), runner_.outcome_with(one.place), 6);
}

void KillingSearch::note(Sought& one, const Answers& answers) {
  if (differs(one, answers).empty()) return;
  const Answers few = without_idle(one, answers);
  const std::string expect = differs(one, few);
  // The engine itself has the last word.
  if (engine_.consult(few, Agenda::left) != runner_.outcome()) {
    throw ClipsError("a rulebook with variants differs from the one without");
  }
  std::string came_for;
  for (const TopicId& topic : few.came_for)
    came_for += (came_for.empty() ? "" : ", ") + topic.str();
  if (!came_for.empty()) came_for = fmt::format("    came_for: [{}]\n", came_for);
  one.verdict.scenario =
      fmt::format("  - name: \"{}\"\n{}    given: {}\n    expect:\n{}", one.mutant->name, came_for,
                  given_of(few, engine_.knowledge()), expect);
}

// Leaves out one answer after another that the difference does not need: short stories are read.
Answers KillingSearch::without_idle(const Sought& one, Answers answers) {
  const std::map<QuestionId, Reply> all = answers.replies;
  for (const auto& [question, reply] : all) {
    Answers fewer = answers;
    fewer.replies.erase(question);
    if (!differs(one, fewer).empty()) answers = std::move(fewer);
  }
  return answers;
}

bool KillingSearch::try_all(const Answers& start, const std::vector<Slot>& slots,
                            std::vector<Sought>& sought) {
  std::size_t combinations = 1;
  for (const Slot& slot : slots) {
    combinations *= slot.replies.size();
    if (combinations > most_combinations) return false;
  }
  for (std::size_t n = 0; n < combinations; ++n) {
    if (settled(sought)) return false;
    Answers answers = start;
    std::size_t rest = n;
    for (const Slot& slot : slots) {
      set(answers, slot.question, slot.replies[rest % slot.replies.size()]);
      rest /= slot.replies.size();
    }
    look_at(answers, sought);
  }
  return true;
}

// One answer changed, then two.
void KillingSearch::try_some(const Answers& start, const std::vector<Slot>& slots,
                             std::vector<Sought>& sought) {
  look_at(start, sought);
  for (const Slot& slot : slots) {
    for (const auto& reply : slot.replies) {
      if (settled(sought) || tried_ > most_tried) return;
      Answers answers = start;
      set(answers, slot.question, reply);
      look_at(answers, sought);
    }
  }
  for (std::size_t one = 0; one < slots.size(); ++one) {
    for (std::size_t other = one + 1; other < slots.size(); ++other) {
      for (const auto& reply : slots[one].replies) {
        for (const auto& second : slots[other].replies) {
          if (settled(sought) || tried_ > most_tried) return;
          Answers answers = start;
          set(answers, slots[one].question, reply);
          set(answers, slots[other].question, second);
          look_at(answers, sought);
        }
      }
    }
  }
}

void KillingSearch::find(std::vector<Sought>& sought, const std::vector<Answers>& starts) {
  apart_.assign(sought.size(), false);
  const std::vector<Slot> slots = slots_of(sought);
  // Near true stories first: what is found there reads like one.
  for (const Answers& start : starts) {
    if (!settled(sought)) try_some(start, slots, sought);
  }
  const bool all = !settled(sought) && try_all(Answers{}, slots, sought);
  for (std::size_t i = 0; i < sought.size(); ++i) {
    MutantVerdict& verdict = sought[i].verdict;
    verdict.tried = tried_;
    verdict.state = State::survived;
    if (!verdict.scenario.empty()) continue;
    if (stopped()) verdict.state = State::open;
    if (all && exhaustive_ && !apart_[i] && !sought[i].mutant->same_condition) {
      verdict.state = State::equivalent;
    }
  }
}

}  // namespace peyer
