// Every text of a pack that visitors read, by its address: for wording it, translating it, and
// checking how it reads. Names that people search by (synonyms, brands) and what only authors read
// are not among them; nor are records of sources, which are quoted as they stand.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "knowledge/knowledge_base.h"

namespace peyer {

// "rules/takes-metformin.say"
struct TextAddress {
  std::string_view section;  // as in the file
  std::string item;          // an id; empty for the pack itself
  std::string field;         // "say"; "options.daily" for an option's text
  Location at;               // of the item

  std::string str() const;
};

// In the order of the file's sections, item by item. Empty texts are left out.
void for_each_text(const KnowledgeBase& base,
                   const std::function<void(const TextAddress&, const std::string&)>& visit);
void for_each_text(KnowledgeBase& base,
                   const std::function<void(const TextAddress&, std::string&)>& visit);

}  // namespace peyer
