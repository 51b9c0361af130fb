// A question, or a screen of them, as it is put to the visitor.
#pragma once

#include <string>

#include "cli/scene.h"

namespace peyer {

struct QuestionHeader {
  int number = 1;          // of this question, from 1
  int more = 0;            // questions that may follow, at the most
  bool again = false;      // asked before: the answer given stands unless it is changed
  bool new_topic = false;  // the topic's name and what it is about are told first
};

std::string render_question(const Scene& scene, const NextQuestions& asked,
                            const QuestionHeader& header);

// How to answer, in one line; for reminders.
std::string how_to_answer(const Scene& scene, const NextQuestions& asked);

// The topics that one can come for.
std::string render_topics(const Scene& scene, const std::vector<const Topic*>& topics);

// The commands and what they do.
std::string render_help(const Scene& scene, bool for_authors);

// All answers, numbered from 1 in the order given; 0 is what the visitor came for.
std::string render_summary(const Scene& scene);

// The answer to a question in words, or "" when there is none.
std::string answer_in_words(const Scene& scene, const QuestionId& question);

}  // namespace peyer
