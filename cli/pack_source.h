// Where a command's pack comes from: the one that travels in the program, or a folder.
#pragma once

#include <string>

#include "knowledge/loader.h"

namespace peyer {

// `folder` empty: the shipped pack, its paths shown as "gut-immune/…". Throws Failure when the
// folder can't be read; mistakes in the pack are in the diagnostics.
Loaded load_pack(const std::string& folder);

// The same for commands that need a pack without errors: throws Failure listing them.
KnowledgeBase open_pack(const std::string& folder);

// The pack's locale that was typed, whatever its case; empty for nothing typed. Throws Failure that
// names those there are.
LocaleId locale_of(const KnowledgeBase& pack, const std::string& typed);

// A pack as its readers see it: in the words of this locale, and in their own voice.
KnowledgeBase open_worded_pack(const std::string& folder, const std::string& locale);

// The concept that somebody means by these words. Throws Failure that lists those that could be
// meant when it is not exactly one.
const Concept& concept_named(const KnowledgeBase& pack, const std::string& typed);

}  // namespace peyer
