#include "cli/workbench/witness.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>
#include <vector>

#include "cli/workbench/reply_terms.h"

namespace peyer {

namespace {

class Minimizer {
 public:
  Minimizer(const KnowledgeBase& knowledge, Case found, const Shows& shows)
      : knowledge_(knowledge), case_(std::move(found)), shows_(shows) {}

  Case run() {
    leave_out_answers();
    leave_out_options();
    for (const QuestionId& question : questions()) make_ordinary(question);
    leave_out_answers();
    return std::move(case_);
  }

 private:
  std::vector<QuestionId> questions() const {
    std::set<QuestionId> all;
    for (const auto& [id, reply] : case_.answers.replies) all.insert(id);
    if (case_.after) {
      for (const auto& [id, reply] : case_.after->replies) all.insert(id);
    }
    return {all.begin(), all.end()};
  }

  bool try_out(Case changed) {
    if (!shows_(changed)) return false;
    case_ = std::move(changed);
    return true;
  }

  // Large parts first: most of what a solver answers matters to nothing.
  void leave_out_answers() {
    for (std::size_t part = std::max<std::size_t>(questions().size() / 2, 1);; part /= 2) {
      const std::vector<QuestionId> all = questions();
      for (std::size_t from = 0; from < all.size(); from += part) {
        Case changed = case_;
        for (std::size_t i = from; i < std::min(from + part, all.size()); ++i) {
          changed.answers.replies.erase(all[i]);
          if (changed.after) changed.after->replies.erase(all[i]);
        }
        try_out(std::move(changed));
      }
      if (part <= 1) return;
    }
  }

  void leave_out_options() {
    for (const QuestionId& id : questions()) {
      const Question& question = *find_by_id(knowledge_.questions, id);
      if (question.kind != Question::Kind::many) continue;
      for (const Option& option : question.options) {
        Case changed = case_;
        bool ticked = untick(changed.answers, id, option.id);
        if (changed.after) ticked = untick(*changed.after, id, option.id) || ticked;
        if (ticked) try_out(std::move(changed));
      }
    }
  }

  static bool untick(Answers& answers, const QuestionId& question, const OptionId& option) {
    const auto reply = answers.replies.find(question);
    return reply != answers.replies.end() && std::erase(reply->second.options, option) > 0;
  }

  // Replies to a question, the most ordinary first.
  std::vector<Reply> ordinary_replies(const Question& question) const {
    std::vector<Reply> replies;
    if (question.kind == Question::Kind::number) {
      for (const double number : distinct_numbers(question, limits_of(knowledge_, question.id))) {
        replies.push_back({Reply::Status::given, {}, number});
      }
      const auto strangeness = [&](const Reply& reply) {
        return std::abs(reply.number - ordinary_number(question));
      };
      std::stable_sort(replies.begin(), replies.end(), [&](const Reply& a, const Reply& b) {
        return strangeness(a) < strangeness(b);
      });
      return replies;
    }
    if (question.kind == Question::Kind::many) {
      replies.push_back({});
      return replies;
    }
    for (const Option& option : question.options) {
      replies.push_back({Reply::Status::given, {option.id}, 0});
    }
    // "No" is what most people say to most signs.
    if (question.kind == Question::Kind::yes_no) std::reverse(replies.begin(), replies.end());
    return replies;
  }

  void make_ordinary(const QuestionId& id) {
    const Question& question = *find_by_id(knowledge_.questions, id);
    const auto now = case_.answers.replies.find(id);
    if (now == case_.answers.replies.end()) return;
    const Reply reply = now->second;
    if (case_.after && case_.after->replies[id] != reply) return;  // it is the change itself
    const bool plain = reply.given() && question.kind != Question::Kind::number &&
                       question.kind != Question::Kind::yes_no;
    if (plain) return;  // one option of several is as good as another
    for (const Reply& other : ordinary_replies(question)) {
      if (other == reply) return;
      Case changed = case_;
      changed.answers.replies[id] = other;
      if (changed.after) changed.after->replies[id] = other;
      if (try_out(std::move(changed))) return;
    }
  }

  const KnowledgeBase& knowledge_;
  Case case_;
  const Shows& shows_;
};

}  // namespace

Case minimized(const KnowledgeBase& knowledge, Case found, const Shows& shows) {
  return Minimizer(knowledge, std::move(found), shows).run();
}

}  // namespace peyer
