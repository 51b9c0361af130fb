// Can a condition hold at all? Can it fail? Answered by its disjunctive normal form: a list of
// clauses, each of comparisons that must all hold or not hold.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "knowledge/condition.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// How many clauses a condition may have; beyond, what is compiled from it becomes slow and
// unreadable.
inline constexpr std::size_t most_clauses = 200;

// The number of clauses, no fewer than are really needed; stops counting at `limit`.
std::size_t count_clauses(const Condition& condition, std::size_t limit = most_clauses + 1);

using FindQuestion = std::function<const Question*(const std::string&)>;

// True when no answers at all make it hold. Exact for what its own comparisons can say together;
// that findings depend on answers as well is left out. Every comparison must fit its question.
bool never_holds(const Condition& condition, const FindQuestion& find_question);

// True when it holds for every definite answer to the questions in it.
bool always_holds(const Condition& condition, const FindQuestion& find_question);

}  // namespace peyer
