// Questions as forms: written as HTML, and read back as replies. No answer is chosen beforehand,
// every question can be left open with "not sure" or "rather not say", and what was sent is there
// again when something was wrong with it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "engine/consultation.h"
#include "knowledge/phrases/phrases.h"
#include "web/exchange.h"
#include "web/html.h"

namespace peyer {

// What stands in the fields of one question.
struct Entered {
  std::set<std::string> chosen;  // ids of options, "none", "not-sure", "rather-not-say"
  std::string number, unit;      // as typed
  std::string words;             // typed to find an option by another name of it
};

// As answered; empty where there is no answer.
Entered entered(const Question& question, const Answers& answers);

// As it was sent.
Entered entered(const Question& question, const HttpRequest& form);

// The reply, or what is wrong as a sentence for the visitor.
std::variant<Reply, std::string> reply_of(const Question& question, const Entered& entered,
                                          const Phrases& phrases);

// Options of a question that names of the pack's lexicon stand for, found in words that were typed.
struct FoundWords {
  std::vector<std::pair<std::string, OptionId>> found;  // "Nurofen", and what it stands for
  std::string near;  // a name that may have been misspelt; nothing is taken for it unasked
};

FoundWords find_words(const Question& question, const Lexicon& lexicon, std::string_view typed);

// Has names enough that looking one up is quicker than reading the options.
bool has_finder(const Question& question, const KnowledgeBase& knowledge);

// What the form of a page shows.
struct QuestionForm {
  const Phrases& phrases;
  const KnowledgeBase& knowledge;           // in the visitor's voice
  std::map<QuestionId, Entered> entered;    // of each question
  std::map<QuestionId, std::string> wrong;  // sentences
  std::map<QuestionId, FoundWords> found;
  std::string word_list;  // its address; "" when there is none
};

// One question, whose words are the page's heading.
void write_question(const QuestionForm& form, const Question& question, HtmlWriter& html);

// Several yes-no questions under one heading.
void write_screen(const QuestionForm& form, const Screen& screen,
                  const std::vector<const Question*>& questions, HtmlWriter& html);

// Where the error summary leads: the first field of a question.
std::string field_id(const Question& question);

}  // namespace peyer
