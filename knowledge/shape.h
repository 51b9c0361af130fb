// The format of knowledge files as one table: which keys there are, what each may hold and means.
// The loader checks files against it, and the JSON Schema and the tables in
// docs/knowledge-format.md are written from it, so that none of them can drift.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace peyer {

// What may stand at one place of a file.
struct Shape {
  enum class Type {
    text,       // prose: any text that no YAML reader takes for something else
    word,       // text of a set form: `of` is the Form
    id,         // the name of the item: `of` is the section
    reference,  // the name of an item elsewhere: `of` is the section
    integer,    // min … max
    number,     // a decimal
    yes_no,
    choice,  // one of `words`
    list,    // of `item`, at least one
    one_or_list,
    mapping,  // `of` is the mapping's name
    table,    // a mapping whose keys are ids: `of` is the section they name, "" for new names
    condition,
    claim,  // of a property: "triage at least urgent-same-day"
    reply   // an answer to the question that the key names
  };

  Type type = Type::text;
  std::string_view of;
  int min = 0, max = 0;
  std::vector<std::string> words;
  std::vector<Shape> item;  // exactly one for list, one_or_list and table
};

struct Key {
  std::string_view name;
  Shape shape;
  bool required = false;
  std::string_view otherwise;           // the value when it is left out; "" when there is none
  std::string_view doc;                 // one line
  std::vector<std::string> only_kinds;  // only where `kind` is one of these
};

struct MappingShape {
  std::string_view name;  // "question": for messages and for the schema's definitions
  std::string_view doc;
  std::vector<Key> keys;
  std::vector<std::string> needs_one_of;  // at least one of these keys
  std::vector<std::string> not_together;  // at most one of these keys

  const Key* find(std::string_view key) const;
};

// The first is the file itself: its keys are the sections.
const std::vector<MappingShape>& mapping_shapes();

// Throws std::out_of_range for a name that is not in the table.
const MappingShape& mapping_shape(std::string_view name);

// Text of a set form, such as a DOI.
struct Form {
  std::string_view name;
  std::string_view pattern;  // a regular expression for the schema, equal to `accepts`
  std::string_view example;  // for the message
  bool (*accepts)(std::string_view text);
};

const Form& form(std::string_view name);

// Lower-case letters, digits and hyphens, beginning with a letter; at most 80 characters.
bool is_id(std::string_view text);
inline constexpr std::string_view id_pattern = "^[a-z][a-z0-9-]{0,79}$";

// A plain decimal: 65, 37.8, -2. No sign in front but "-", no leading zeros, no exponent.
bool is_decimal(std::string_view text);

// Would another YAML reader take this plain scalar for a boolean, a number, a date or nothing?
bool is_ambiguous(std::string_view text);

// What a section's items are called in messages: "question" for "questions".
std::string_view singular(std::string_view section);

}  // namespace peyer
