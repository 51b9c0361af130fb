// A pack's items as the JSON interface lists them: /v1/questions and the like.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/to_json.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// One sort of item. Functions take the pack in a locale's words.
struct Collection {
  std::string_view name;  // of the path and of the member that holds the list: "questions"
  Json (*list)(const KnowledgeBase& pack);
  // The item in full; nothing when the pack has none of this id.
  std::optional<Json> (*item)(const KnowledgeBase& pack, const std::string& id);
  std::vector<std::string> (*ids)(const KnowledgeBase& pack);
};

const std::vector<Collection>& collections();

// Null when there is none of this name.
const Collection* collection_named(std::string_view name);

}  // namespace peyer
