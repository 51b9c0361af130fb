// From what a visitor typed to answers.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/lexicon.h"
#include "engine/outcome.h"
#include "knowledge/knowledge_base.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

using Replies = std::vector<std::pair<QuestionId, Reply>>;

// Why it was no answer, as a sentence for the visitor.
struct NotUnderstood {
  std::string sentence;
};

using Understood = std::variant<Replies, NotUnderstood>;

// The answer to one question: an option's number, id or words of its text; several for `many`; a
// number with or without its unit; yes or no; and for all of them not sure and rather not say.
// Words with a "no" or "not" among them choose an option only when they are its whole text.
// Where a pack has a lexicon, its names of options count as well ("Nurofen"); a misspelt one is
// offered, never taken.
Understood understand(const Question& question, const std::string& typed, const Phrases& phrases,
                      const Lexicon* lexicon = nullptr);

// The answer to a screen: the numbers of what is true ("2 5?", where ? marks the unsure and - what
// is better left unsaid), none, not sure. Every question gets its answer.
Understood understand(const std::vector<const Question*>& screen, const std::string& typed,
                      const Phrases& phrases);

// The numbers of the topics that somebody came for, or their words; 0-based places. Nothing typed
// or "none" gives no places, "everything" all of them.
std::variant<std::vector<std::size_t>, NotUnderstood> understand_choice(
    const std::vector<std::string>& texts, const std::string& typed, const Phrases& phrases);

// The topics whose own words somebody used: those of a title, of what a topic covers, or of its
// questions. 0-based places; none when no word fits. For whoever tells their story where a number
// was asked for.
std::vector<std::size_t> topics_in_words(const KnowledgeBase& base,
                                         const std::vector<const Topic*>& topics,
                                         const std::string& typed);

// Is it one of the words of a catalogue key, such as "words.not_sure"?
bool is_one_of(const std::string& typed, std::string_view key, const Phrases& phrases);

// Was an answer given in words, rather than by number, id, yes, no or none? Words can be mistaken,
// so the visitor should see what was noted.
bool is_in_words(const Question& question, const std::string& typed, const Phrases& phrases);

// *not sure* or *rather not say*.
bool is_open_answer(const std::string& typed, const Phrases& phrases);

// "a whole number from 0 to 90 (days)".
std::string range_in_words(const Question& question, const Phrases& phrases);

}  // namespace peyer
