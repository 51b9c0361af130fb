// What can be read aloud: every text that a visitor may meet on a page and that always reads the
// same. Sentences into which a page puts numbers or names are not among them.
#pragma once

#include <map>
#include <string>

#include "knowledge/knowledge_base.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

// By the text as a page shows it: how it is said, in which phone numbers are read digit by digit.
// In the words of all locales and in both voices.
std::map<std::string, std::string> heard_texts(const KnowledgeBase& pack);

// The program's own, without blanks to fill in.
std::map<std::string, std::string> heard_texts(const Phrases& phrases);

// "999" → "9 9 9", "1-800-222" → "1, 8 0 0, 2 2 2".
std::string digit_by_digit(const std::string& words);

// With what a voice reads wrongly written as it should sound, such as "IBS" → "I B S": whole words,
// from `says`.
std::string sounded(const std::string& text, const std::map<std::string, std::string>& says);

}  // namespace peyer
