// What a visitor may answer, as Boolean variables for a solver.
//
// Private to the workbench. A z3::context belongs to one thread at a time, and so does all that was
// made in it.
//
// Every reply is a choice among finitely many things. Options are so by nature. Of numbers, only
// how they compare with the limits that conditions name can matter: one number stands for all that
// compare alike.
#pragma once

#include <z3++.h>

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace peyer {

// The reply to one question. Neither `given` nor `doubt`: it was not answered.
struct ReplyTerms {
  z3::expr given;
  z3::expr doubt;               // not sure, or rather not say: nothing tells these apart
  std::vector<z3::expr> picks;  // by option, or by number
  std::vector<double> numbers;  // what a number's picks stand for
};

z3::expr any_of(z3::context& context, const std::vector<z3::expr>& terms);
z3::expr all_of(z3::context& context, const std::vector<z3::expr>& terms);

// The limits that the pack's conditions set for a number question.
std::set<double> limits_of(const KnowledgeBase& knowledge, const QuestionId& question);

// One number for every way in which a reply can compare with these limits, the most ordinary of its
// kind (one third up the range, or as near to it as can be); in ascending order. Exact for whole
// numbers in whatever unit, and for fractions. `others`: numbers also differ in which of these
// questions they fit.
std::vector<double> distinct_numbers(const Question& question, const std::set<double>& limits,
                                     const std::vector<const Question*>& others = {});

// A number that stands for an ordinary reply.
double ordinary_number(const Question& question);

// Fresh variables, named after the question.
ReplyTerms free_reply(z3::context& context, const Question& question, std::vector<double> numbers);

// What every reply obeys: no more than one option where one is asked for, and so on. True of
// replies made out of free ones only where their maker sees to it.
z3::expr well_formed(const Question& question, const ReplyTerms& reply);

// What the solver found; nothing for an unanswered question. Doubt reads as *not sure*.
std::optional<Reply> read_reply(const z3::model& model, const Question& question,
                                const ReplyTerms& reply);

}  // namespace peyer
