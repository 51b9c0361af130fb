#include "web/openapi.h"

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/embedded_file.h"

namespace peyer {

const std::vector<EmbeddedFile>& openapi_files();

namespace {

constexpr std::string_view definitions = "#/$defs/";

Json file(std::string_view path) {
  for (const EmbeddedFile& one : openapi_files()) {
    if (one.path == path) return Json::parse(one.text);
  }
  throw std::logic_error("not embedded: " + std::string(path));
}

// "OutcomeProof" for the definition "proof" of "Outcome".
std::string name_of(const std::string& schema, std::string definition) {
  if (!definition.empty()) {
    definition[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(definition[0])));
  }
  return schema + definition;
}

// Lets references lead to where the definitions of a schema are put.
void redirect(Json& json, const std::string& schema) {
  if (json.is_object()) {
    for (auto& [key, value] : json.items()) {
      if (key == "$ref" && value.is_string() &&
          value.get_ref<const std::string&>().starts_with(definitions)) {
        value = "#/components/schemas/" +
                name_of(schema, value.get<std::string>().substr(definitions.size()));
      } else {
        redirect(value, schema);
      }
    }
  } else if (json.is_array()) {
    for (Json& item : json) redirect(item, schema);
  }
}

void add_schema(Json& schemas, const std::string& name, Json schema) {
  redirect(schema, name);
  for (auto& [definition, value] : schema["$defs"].items()) {
    schemas[name_of(name, definition)] = value;
  }
  for (const char* only_in_a_file : {"$schema", "$id", "$defs"}) schema.erase(only_in_a_file);
  schemas[name] = std::move(schema);
}

}  // namespace

const char* program_version() {
  return PEYER_VERSION;
}

const Json& openapi() {
  static const Json document = [] {
    Json json = file("web/openapi.json");
    json["info"]["version"] = program_version();
    Json& schemas = json["components"]["schemas"];
    add_schema(schemas, "Outcome", file("docs/outcome.schema.json"));
    add_schema(schemas, "Answer", file("docs/answer.schema.json"));
    add_schema(schemas, "Card", file("docs/card.schema.json"));
    return json;
  }();
  return document;
}

}  // namespace peyer
