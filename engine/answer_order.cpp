#include "engine/answer_order.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace peyer {

namespace {

// A change of what was come for touches the whole agenda (as in Reasoner::distance).
constexpr std::size_t far_away = 1000;
constexpr std::size_t farther = 1'000'000;

// An answer set in numbers: equal replies to a question have equal numbers.
struct Numbered {
  std::vector<int> replies;  // sorted
  int came_for = 0;
  Agenda agenda = Agenda::kept;
};

class Numbering {
 public:
  Numbered number(const Answers& answers, Agenda agenda) {
    Numbered numbered;
    numbered.agenda = agenda;
    for (const auto& [question, reply] : answers.replies) {
      const auto next = static_cast<int>(replies_.size());
      numbered.replies.push_back(
          replies_.try_emplace({question, reply.status, reply.options, reply.number}, next)
              .first->second);
    }
    std::sort(numbered.replies.begin(), numbered.replies.end());
    const auto next = static_cast<int>(reasons_.size());
    numbered.came_for = reasons_.try_emplace(answers.came_for, next).first->second;
    return numbered;
  }

 private:
  std::map<std::tuple<QuestionId, Reply::Status, std::vector<OptionId>, double>, int> replies_;
  std::map<std::set<TopicId>, int> reasons_;
};

std::size_t distance(const Numbered& a, const Numbered& b) {
  std::size_t common = 0;
  for (auto x = a.replies.begin(), y = b.replies.begin();
       x != a.replies.end() && y != b.replies.end();) {
    if (*x == *y) {
      ++common;
      ++x;
      ++y;
    } else if (*x < *y) {
      ++x;
    } else {
      ++y;
    }
  }
  const std::size_t changes = a.replies.size() + b.replies.size() - 2 * common;
  if (a.agenda != b.agenda) return changes + farther;
  return changes + (a.agenda == Agenda::left || a.came_for == b.came_for ? 0 : far_away);
}

}  // namespace

std::vector<std::size_t> near_order(const std::vector<Answers>& sets,
                                    const std::vector<Agenda>& agendas) {
  Numbering numbering;
  std::vector<Numbered> left;
  std::vector<std::size_t> places;
  for (const Answers& answers : sets) {
    places.push_back(left.size());
    left.push_back(numbering.number(answers, agendas[left.size()]));
  }
  std::vector<std::size_t> order;
  Numbered here;
  while (!left.empty()) {
    std::size_t best = 0;
    std::size_t nearest = order.empty() ? 0 : distance(here, left[0]);
    for (std::size_t i = 1; i < left.size() && nearest > 0; ++i) {
      const std::size_t far = distance(here, left[i]);
      if (far < nearest) {
        nearest = far;
        best = i;
      }
    }
    order.push_back(places[best]);
    here = std::move(left[best]);
    left[best] = std::move(left.back());
    places[best] = places.back();
    left.pop_back();
    places.pop_back();
  }
  return order;
}

}  // namespace peyer
