// A pack's texts as one visitor reads them: in the words of their locale, and in the voice that
// fits whom the answers are about.
//
//   "[You|They] should call {emergency-number}."
//
// reads "You should call 999." for somebody in the United Kingdom who answers for themselves, and
// "They should call 112." for a parent elsewhere in Europe.
#pragma once

#include <string>
#include <string_view>

#include "knowledge/diagnostic.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

enum class Voice { own, other };  // the first or the second half of "[you|they]"

struct Wording {
  LocaleId locale;  // empty: the pack's first
  Voice voice = Voice::own;
};

// The pack with every text worded. Throws std::invalid_argument for a locale that the pack does
// not have. A pack without locales or voice stays as it is.
KnowledgeBase worded(KnowledgeBase base, const Wording& wording);

// One text of the pack as `wording` has it. The text must be free of mistakes in its wording.
std::string worded_text(std::string_view text, const KnowledgeBase& base, const Wording& wording);

// Complains about texts that can't be worded: halves and braces that do not match, words that no
// locale explains, locales that explain different ones.
void check_wording(const KnowledgeBase& base, Diagnostics& diagnostics);

}  // namespace peyer
