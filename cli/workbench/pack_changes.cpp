#include "cli/workbench/pack_changes.h"

#include <algorithm>
#include <map>
#include <utility>

#include "knowledge/strict_yaml.h"

namespace peyer {
namespace {

// By section and item.
using Items = std::map<std::pair<std::string, std::string>, YamlNode>;

std::string name_of(const YamlNode& item) {
  for (const char* key : {"id", "name", "red_flag"}) {
    const YamlNode* name = item.find(key);
    if (name != nullptr && name->kind == YamlNode::Kind::scalar) return name->text;
  }
  return "";
}

Items items_of(const SourceFiles& files) {
  Items items;
  Diagnostics ignored;
  for (const auto& file : files) {
    std::optional<YamlNode> root = read_strict_yaml(file, ignored);
    if (!root) continue;
    for (YamlNode& section : root->items) {
      if (section.kind != YamlNode::Kind::list) {
        const std::string key = section.key;
        items.emplace(std::pair(key, ""), std::move(section));
        continue;
      }
      for (YamlNode& item : section.items) {
        // What has no name of its own, or one twice, is told apart by its number.
        const std::string name = name_of(item);
        std::string unique = name;
        for (int i = 2; items.contains({section.key, unique}); ++i) {
          unique = name + "#" + std::to_string(i);
        }
        items.emplace(std::pair(section.key, unique), std::move(item));
      }
    }
  }
  return items;
}

// The same to a reader: layout, quotes and places aside.
bool same(const YamlNode& a, const YamlNode& b) {
  return a.kind == b.kind && a.key == b.key && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same);
}

std::vector<std::string> changed_parts(const YamlNode& before, const YamlNode& after) {
  std::vector<std::string> parts;
  for (const YamlNode& part : before.items) {
    const YamlNode* now = after.find(part.key);
    if (now == nullptr || !same(part, *now)) parts.push_back(part.key);
  }
  for (const YamlNode& part : after.items) {
    if (before.find(part.key) == nullptr) parts.push_back(part.key);
  }
  return parts;
}

}  // namespace

std::string_view to_string(ItemChange::Kind kind) {
  switch (kind) {
    case ItemChange::Kind::added:
      return "added";
    case ItemChange::Kind::removed:
      return "removed";
    case ItemChange::Kind::changed:
      return "changed";
  }
  return "";
}

std::vector<ItemChange> item_changes(const SourceFiles& before, const SourceFiles& after) {
  const Items old_items = items_of(before);
  const Items new_items = items_of(after);
  std::vector<ItemChange> changes;
  for (const auto& [name, item] : old_items) {
    const auto now = new_items.find(name);
    if (now == new_items.end()) {
      changes.push_back({ItemChange::Kind::removed, name.first, name.second, {}, item.at});
    } else if (!same(item, now->second)) {
      changes.push_back({ItemChange::Kind::changed, name.first, name.second,
                         changed_parts(item, now->second), now->second.at});
    }
  }
  for (const auto& [name, item] : new_items) {
    if (old_items.contains(name)) continue;
    changes.push_back({ItemChange::Kind::added, name.first, name.second, {}, item.at});
  }
  std::stable_sort(changes.begin(), changes.end(), [](const ItemChange& a, const ItemChange& b) {
    return std::pair(a.section, a.item) < std::pair(b.section, b.item);
  });
  return changes;
}

}  // namespace peyer
