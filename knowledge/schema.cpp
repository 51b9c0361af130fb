#include "knowledge/schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "knowledge/shape.h"

namespace peyer {
namespace {

using Json = nlohmann::ordered_json;
using Type = Shape::Type;

// ---- JSON Schema

constexpr const char* name_pattern = "[a-z][a-z0-9-]{0,79}";

std::string comparison_pattern() {
  const std::string name = name_pattern;
  const std::string names = name + R"((\s*,\s*)" + name + ")*";
  const std::string number = R"(-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?)";
  return R"(^\s*(concluded\s+)" + name + "|" + name + R"(\s+is\s+(one\s+of\s+)" + names + "|" +
         name + ")|" + name + R"(\s+include\s+(any\s+of\s+)" + names + "|" + name + ")|" + name +
         R"(\s*(<|<=|>|>=|=)\s*)" + number + R"((\s+)" + name + R"()?)\s*$)";
}

std::string claim_pattern() {
  const std::string name = name_pattern;
  return R"(^\s*((triage\s+at\s+(least|most)|(never\s+)?concludes|advises)\s+)" + name +
         R"(|never\s+both\s+)" + name + R"(\s+and\s+)" + name + R"()\s*$)";
}

Json reference_to(std::string_view definition) {
  return {{"$ref", fmt::format("#/$defs/{}", definition)}};
}

Json schema_of(const Shape& shape);

Json list_schema(const Shape& shape) {
  Json out = {{"type", "array"}, {"items", schema_of(shape.item[0])}, {"minItems", 1}};
  if (shape.item[0].type != Type::mapping) out["uniqueItems"] = true;
  return out;
}

Json table_schema(const Shape& shape) {
  return {{"type", "object"},
          {"propertyNames", reference_to(shape.of.empty() ? "option" : "id")},
          {"additionalProperties", schema_of(shape.item[0])},
          {"minProperties", 1}};
}

Json schema_of(const Shape& shape) {
  switch (shape.type) {
    case Type::text:
      return {{"type", "string"}, {"minLength", 1}};
    case Type::word:
      return {{"type", "string"}, {"pattern", form(shape.of).pattern}};
    case Type::id:
    case Type::reference:
      return reference_to("id");
    case Type::integer:
      return {{"type", "integer"}, {"minimum", shape.min}, {"maximum", shape.max}};
    case Type::number:
      return {{"type", "number"}};
    case Type::yes_no:
      return {{"enum", {"yes", "no"}}};
    case Type::choice:
      return {{"enum", shape.words}};
    case Type::list:
      return list_schema(shape);
    case Type::one_or_list:
      return {{"anyOf", {schema_of(shape.item[0]), list_schema(shape)}}};
    case Type::mapping:
      return reference_to(shape.of);
    case Type::table:
      return table_schema(shape);
    case Type::condition:
      return reference_to("condition");
    case Type::claim:
      return {{"type", "string"}, {"pattern", claim_pattern()}};
    case Type::reply:
      break;
  }
  return reference_to("reply");
}

Json property_schema(const Key& key) {
  Json out = schema_of(key.shape);
  out["description"] = key.doc;
  if (key.otherwise.empty()) return out;
  const bool number = key.shape.type == Type::integer;
  out["default"] = number ? Json::parse(key.otherwise) : Json(key.otherwise);
  return out;
}

// Keys that only some kinds of question have: required there where they must be, refused elsewhere.
Json kind_schema(const Key& key) {
  const Json kinds = {{"properties", {{"kind", {{"enum", key.only_kinds}}}}},
                      {"required", {"kind"}}};
  Json then = Json::object();
  if (key.required) then["required"] = {key.name};
  const Json otherwise = {{"not", {{"required", {key.name}}}}};
  return {{"if", kinds}, {"then", then}, {"else", otherwise}};
}

Json mapping_schema(const MappingShape& shape) {
  Json out = {{"type", "object"}, {"description", shape.doc}, {"additionalProperties", false}};
  Json required = Json::array();
  Json all_of = Json::array();
  for (const Key& key : shape.keys) {
    out["properties"][std::string(key.name)] = property_schema(key);
    if (!key.only_kinds.empty()) {
      all_of.push_back(kind_schema(key));
    } else if (key.required) {
      required.push_back(key.name);
    }
  }
  for (const std::string& key : shape.needs_one_of) {
    out["anyOf"].push_back({{"required", {key}}});
  }
  if (!shape.not_together.empty()) out["not"] = {{"required", shape.not_together}};
  if (!required.empty()) out["required"] = required;
  if (!all_of.empty()) out["allOf"] = all_of;
  return out;
}

Json condition_schema() {
  const Json children = {{"type", "array"}, {"items", reference_to("condition")}, {"minItems", 1}};
  const Json tree = {{"type", "object"},
                     {"properties",
                      {{"all", children},
                       {"any", children},
                       {"none", children},
                       {"not", reference_to("condition")}}},
                     {"additionalProperties", false},
                     {"minProperties", 1},
                     {"maxProperties", 1}};
  const Json comparison = {{"type", "string"}, {"pattern", comparison_pattern()}};
  return {{"description", "A comparison, or all, any or none of a list, or not."},
          {"anyOf", {comparison, tree}}};
}

Json reply_schema() {
  const Json word = {{"type", {"string", "number"}}};
  return {{"description", "An option, a number, a list of options, not-sure or rather-not-say."},
          {"anyOf", {word, {{"type", "array"}, {"items", word}}}}};
}

Json id_schema() {
  return {{"description", "Lower-case letters, digits and hyphens; begins with a letter."},
          {"type", "string"},
          {"pattern", id_pattern},
          {"not", {{"enum", {"null", "true", "false", "none", "nil"}}}}};
}

Json option_schema() {
  return {{"description", "A name of an option."},
          {"$ref", "#/$defs/id"},
          {"not", {{"enum", {"not-sure", "rather-not-say", "nothing"}}}}};
}

// ---- Markdown

std::string_view section_of(const MappingShape& shape) {
  for (const Key& key : mapping_shape("file").keys) {
    if (singular(key.name) == shape.name) return key.name;
  }
  return "";
}

std::string described(const Shape& shape) {
  switch (shape.type) {
    case Type::text:
      return "text";
    case Type::word:
      return fmt::format("{}, such as `{}`", shape.of, form(shape.of).example);
    case Type::id:
      return "name";
    case Type::reference:
      return fmt::format("name in `{}`", shape.of);
    case Type::integer:
      return fmt::format("whole number, {} to {}", shape.min, shape.max);
    case Type::number:
      return "number";
    case Type::yes_no:
      return "`yes`, `no`";
    case Type::choice:
      return fmt::format("`{}`", fmt::join(shape.words, "`, `"));
    case Type::list:
      return fmt::format("list: {}", described(shape.item[0]));
    case Type::one_or_list:
      return fmt::format("one or a list: {}", described(shape.item[0]));
    case Type::mapping:
      return fmt::format("mapping: [{0}](#{0})", shape.of);
    case Type::table:
      if (shape.of.empty()) return fmt::format("mapping: new name to {}", described(shape.item[0]));
      return fmt::format("mapping: name in `{}` to {}", shape.of, described(shape.item[0]));
    case Type::condition:
      return "[condition](#conditions)";
    case Type::claim:
      return "[claim](#claims)";
    case Type::reply:
      break;
  }
  return "[answer](#answers)";
}

std::string needed(const Key& key) {
  std::string out = key.required ? "required" : "";
  if (!key.otherwise.empty()) out = fmt::format("default `{}`", key.otherwise);
  if (key.only_kinds.empty()) return out;
  return fmt::format("{}; only for `{}`", out, fmt::join(key.only_kinds, "`, `"));
}

std::string key_table(const MappingShape& shape) {
  const std::string_view section = section_of(shape);
  std::string out = fmt::format("### {}\n\n{}", shape.name, shape.doc);
  if (!section.empty()) out += fmt::format(" Section: `{}`.", section);
  if (!shape.needs_one_of.empty()) {
    out += fmt::format(" Needs at least one of `{}`.", fmt::join(shape.needs_one_of, "`, `"));
  }
  if (!shape.not_together.empty()) {
    out += fmt::format(" Never both of `{}`.", fmt::join(shape.not_together, "`, `"));
  }
  out += "\n\n| key | value | | meaning |\n|---|---|---|---|\n";
  for (const Key& key : shape.keys) {
    out += fmt::format("| `{}` | {} | {} | {} |\n", key.name, described(key.shape), needed(key),
                       key.doc);
  }
  return out;
}

}  // namespace

std::string json_schema() {
  Json out = {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
              {"title", "A knowledge file of Peyer"},
              {"$ref", "#/$defs/file"}};
  Json& definitions = out["$defs"];
  for (const MappingShape& shape : mapping_shapes()) {
    definitions[std::string(shape.name)] = mapping_schema(shape);
  }
  definitions["id"] = id_schema();
  definitions["option"] = option_schema();
  definitions["condition"] = condition_schema();
  definitions["reply"] = reply_schema();
  return out.dump(2) + "\n";
}

std::string key_tables() {
  std::string out;
  for (const MappingShape& shape : mapping_shapes()) {
    if (shape.name == "file") continue;
    if (!out.empty()) out += "\n";
    out += key_table(shape);
  }
  return out;
}

}  // namespace peyer
