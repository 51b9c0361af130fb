// What an item of a pack says, for an author who points at its name.
#pragma once

#include <string>

#include "cli/workbench/pack_names.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// One line: a question's text, a source's title. "" when there is no such item.
std::string brief_of(const KnowledgeBase& base, const NamedItem& item);

// All of it, in Markdown: a question with its options, a source's record, a link's statement with
// its grade. "" when there is no such item.
std::string markdown_of(const KnowledgeBase& base, const NamedItem& item);

}  // namespace peyer
