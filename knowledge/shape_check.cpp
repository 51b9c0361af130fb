#include "knowledge/shape_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "knowledge/shape.h"

namespace peyer {
namespace {

using Type = Shape::Type;

// Words that conditions, replies or other YAML readers need for themselves.
// (`none` and `nil` stand for "no such thing" in the rules that a pack becomes.)
constexpr std::array<std::string_view, 5> reserved_everywhere = {"null", "true", "false", "none",
                                                                 "nil"};
constexpr std::array<std::string_view, 3> reserved_for_options = {"not-sure", "rather-not-say",
                                                                  "nothing"};

template <typename Words>
bool is_among(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string spaced(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

// Where a mapping stands below a key of the same name, that is what to call it.
bool is_named_by_its_key(std::string_view shape_name) {
  return is_among(std::array<std::string_view, 3>{"then", "expect", "reached"}, shape_name);
}

std::string a_mapping(const MappingShape& shape) {
  if (shape.name == "file") return "a knowledge file";
  if (shape.name == "pack") return "the pack";
  if (is_named_by_its_key(shape.name)) return fmt::format("'{}'", shape.name);
  return with_article(shape.name);
}

std::string this_mapping(const MappingShape& shape) {
  if (is_named_by_its_key(shape.name)) return fmt::format("this '{}'", shape.name);
  return "this " + spaced(shape.name);
}

std::string comma_list(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

class ShapeChecker {
 public:
  ShapeChecker(Diagnostics& diagnostics, NamePlaces& names)
      : diagnostics_(diagnostics), names_(names) {}

  void check_mapping(const YamlNode& node, const MappingShape& shape);

 private:
  void complain(const char* code, const Location& at, std::string message, std::string help,
                std::vector<Edit> fix = {}) {
    diagnostics_.push_back(
        {Severity::error, code, std::move(message), std::move(help), at, std::move(fix)});
  }

  void check_value(const YamlNode& node, const Shape& shape, const std::string& what);
  void check_scalar(const YamlNode& node, const Shape& shape, const std::string& what);
  void check_list(const YamlNode& node, const Shape& shape, const std::string& what);
  void check_table(const YamlNode& node, const Shape& shape, const std::string& what);
  void check_condition(const YamlNode& node, const std::string& what);
  void check_reply(const YamlNode& node, const std::string& what);
  bool expect_kind(const YamlNode& node, YamlNode::Kind kind, const std::string& what);

  void check_text(const YamlNode& node);
  void check_word(const YamlNode& node, const Shape& shape, const std::string& what);
  void check_id(const YamlNode& node, std::string_view section);
  void check_reference(const std::string& name, const Location& at, std::string_view section);
  bool check_id_form(const std::string& name, const Location& at);
  void check_choice(const YamlNode& node, const std::vector<std::string>& words,
                    const std::string& what);
  void check_integer(const YamlNode& node, const Shape& shape, const std::string& what);
  bool check_number(const YamlNode& node, const std::string& what);

  std::vector<std::string> check_unknown_keys(const YamlNode& node, const MappingShape& shape);
  void check_keys(const YamlNode& node, const MappingShape& shape);
  void check_missing_keys(const YamlNode& node, const MappingShape& shape,
                          const std::vector<std::string>& meant);
  void check_key_groups(const YamlNode& node, const MappingShape& shape,
                        const std::vector<std::string>& meant);

  Diagnostics& diagnostics_;
  NamePlaces& names_;
};

// ---- Mappings

// The value of `kind` when it is one of the kinds there are; what depends on it can't be judged
// otherwise.
std::string kind_of(const YamlNode& node, const MappingShape& shape) {
  const YamlNode* kind = node.find("kind");
  const Key* key = shape.find("kind");
  if (kind == nullptr || key == nullptr || !is_among(key->shape.words, kind->text)) return "";
  return kind->text;
}

bool fits_kind(const Key& key, const std::string& kind) {
  return key.only_kinds.empty() || is_among(key.only_kinds, kind);
}

void ShapeChecker::check_mapping(const YamlNode& node, const MappingShape& shape) {
  if (!expect_kind(node, YamlNode::Kind::mapping, a_mapping(shape))) return;
  const std::vector<std::string> meant = check_unknown_keys(node, shape);
  check_missing_keys(node, shape, meant);
  check_key_groups(node, shape, meant);
  check_keys(node, shape);
  const Key* id = shape.find("id");
  if (id == nullptr) return;
  const YamlNode* name = node.find("id");
  if (name == nullptr || name->kind != YamlNode::Kind::scalar || !is_id(name->text)) {
    names_.incomplete.insert(id->shape.of);
  }
}

void ShapeChecker::check_keys(const YamlNode& node, const MappingShape& shape) {
  const std::string kind = kind_of(node, shape);
  for (const YamlNode& item : node.items) {
    const Key* key = shape.find(item.key);
    if (key == nullptr) continue;
    if (!kind.empty() && !fits_kind(*key, kind)) {
      complain(
          "K024", item.key_at,
          fmt::format("'{}' does not belong to a question of the kind '{}'", item.key, kind),
          fmt::format("only questions of the kind {} have it", fmt::join(key->only_kinds, ", ")));
      continue;
    }
    const bool section = shape.name == "file";
    if (section && item.kind == YamlNode::Kind::scalar) names_.incomplete.insert(key->name);
    check_value(item, key->shape, fmt::format("'{}'", item.key));
  }
}

// Returns the keys that the unknown ones were probably meant to be; nobody is to be told that those
// are missing as well.
std::vector<std::string> ShapeChecker::check_unknown_keys(const YamlNode& node,
                                                          const MappingShape& shape) {
  std::vector<std::string> meant;
  for (const YamlNode& item : node.items) {
    if (shape.find(item.key) != nullptr) continue;
    std::vector<std::string> known;
    for (const Key& key : shape.keys) known.emplace_back(key.name);
    const std::string near = closest(item.key, known);
    if (!near.empty()) {
      meant.push_back(near);
      // What stands below a misspelt key is still worth a look, above all for the names in it.
      if (node.find(near) == nullptr) check_value(item, shape.find(near)->shape, item.key);
    }
    if (item.kind == YamlNode::Kind::broken) continue;  // complained about already
    complain("K013", item.key_at, fmt::format("unknown key '{}' in {}", item.key, a_mapping(shape)),
             near.empty() ? "it can have: " + comma_list(known)
                          : fmt::format("did you mean '{}'?", near),
             node.find(near) == nullptr ? respelling(item.key_at, item.key, known)
                                        : std::vector<Edit>());
  }
  return meant;
}

void ShapeChecker::check_missing_keys(const YamlNode& node, const MappingShape& shape,
                                      const std::vector<std::string>& meant) {
  const std::string kind = kind_of(node, shape);
  for (const Key& key : shape.keys) {
    if (!key.required || !fits_kind(key, kind)) continue;
    if (node.find(key.name) != nullptr || is_among(meant, key.name)) continue;
    complain("K014", node.at, fmt::format("{} has no '{}'", this_mapping(shape), key.name),
             fmt::format("add '{}:' – {}", key.name, key.doc));
  }
}

void ShapeChecker::check_key_groups(const YamlNode& node, const MappingShape& shape,
                                    const std::vector<std::string>& meant) {
  const auto has = [&](const std::string& key) {
    return node.find(key) != nullptr || is_among(meant, key);
  };
  const std::vector<std::string>& one_of = shape.needs_one_of;
  // Where any key would do, a key that is unknown was meant to be one of them.
  const bool any_would_do = one_of.size() == shape.keys.size() && !node.items.empty();
  if (!any_would_do && !one_of.empty() && std::none_of(one_of.begin(), one_of.end(), has)) {
    complain("K014", node.at,
             fmt::format("{} has none of: {}", this_mapping(shape), comma_list(one_of)),
             "add one of them");
  }
  const YamlNode* first = nullptr;
  for (const std::string& name : shape.not_together) {
    const YamlNode* item = node.find(name);
    if (item == nullptr) continue;
    if (first != nullptr) {
      complain("K024", item->key_at,
               fmt::format("'{}' and '{}' in one {}", first->key, name, spaced(shape.name)),
               "keep one of them");
    }
    first = item;
  }
}

// ---- Values

std::string_view describe(YamlNode::Kind kind) {
  switch (kind) {
    case YamlNode::Kind::scalar:
      return "text";
    case YamlNode::Kind::list:
      return "a list";
    default:
      return "a mapping";
  }
}

bool ShapeChecker::expect_kind(const YamlNode& node, YamlNode::Kind kind, const std::string& what) {
  if (node.kind == kind) return true;
  if (node.kind == YamlNode::Kind::broken) return false;
  std::string help = "write it as key: value";
  if (kind == YamlNode::Kind::scalar) help = "write it as plain text, without [ ], { } or '-'";
  if (kind == YamlNode::Kind::list)
    help = "write it as [ … ], or each item on a line of its own behind '- '";
  complain("K015", node.at,
           fmt::format("{} must be {}, not {}", what, describe(kind), describe(node.kind)), help);
  return false;
}

void ShapeChecker::check_value(const YamlNode& node, const Shape& shape, const std::string& what) {
  switch (shape.type) {
    case Type::mapping:
      return check_mapping(node, mapping_shape(shape.of));
    case Type::list:
      return check_list(node, shape, what);
    case Type::one_or_list:
      if (node.kind == YamlNode::Kind::list) return check_list(node, shape, what);
      return check_value(node, shape.item[0], what);
    case Type::table:
      return check_table(node, shape, what);
    case Type::condition:
      return check_condition(node, what);
    case Type::reply:
      return check_reply(node, what);
    default:
      return check_scalar(node, shape, what);
  }
}

void ShapeChecker::check_scalar(const YamlNode& node, const Shape& shape, const std::string& what) {
  if (!expect_kind(node, YamlNode::Kind::scalar, what)) return;
  switch (shape.type) {
    case Type::text:
      return check_text(node);
    case Type::word:
      return check_word(node, shape, what);
    case Type::id:
      return check_id(node, shape.of);
    case Type::reference:
      return check_reference(node.text, node.at, shape.of);
    case Type::choice:
      return check_choice(node, shape.words, what);
    case Type::yes_no:
      return check_choice(node, {"yes", "no"}, what);
    case Type::integer:
      return check_integer(node, shape, what);
    case Type::number:
      check_number(node, what);
      return;
    default:
      return;  // claims are parsed later
  }
}

void ShapeChecker::check_list(const YamlNode& node, const Shape& shape, const std::string& what) {
  if (!expect_kind(node, YamlNode::Kind::list, what)) return;
  if (node.items.empty()) {
    complain("K023", node.at, fmt::format("{} is an empty list", what), "leave the key out");
  }
  const bool short_items = shape.item[0].type != Type::mapping;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const YamlNode& item = node.items[i];
    check_value(item, shape.item[0], "an item of " + what);
    const auto same = [&](const YamlNode& other) {
      return other.kind == YamlNode::Kind::scalar && other.text == item.text;
    };
    const auto here = node.items.begin() + static_cast<std::ptrdiff_t>(i);
    if (short_items && item.kind == YamlNode::Kind::scalar && i < 1000 &&
        std::any_of(node.items.begin(), here, same)) {
      complain("K022", item.at, fmt::format("'{}' for the second time in {}", item.text, what),
               "keep one of them");
    }
  }
}

void ShapeChecker::check_table(const YamlNode& node, const Shape& shape, const std::string& what) {
  if (!expect_kind(node, YamlNode::Kind::mapping, what)) return;
  if (node.items.empty()) {
    complain("K023", node.at, fmt::format("{} is empty", what), "add something to it");
  }
  for (const YamlNode& item : node.items) {
    if (!shape.of.empty()) {
      check_reference(item.key, item.key_at, shape.of);
    } else if (check_id_form(item.key, item.key_at) && is_among(reserved_for_options, item.key)) {
      complain("K021", item.key_at, fmt::format("the option '{}' has a reserved name", item.key),
               "conditions and answers need it for themselves; choose another name");
    }
    check_value(item, shape.item[0], fmt::format("'{}'", item.key));
  }
}

// The tree only; comparisons are the condition parser's business.
void ShapeChecker::check_condition(const YamlNode& node, const std::string& what) {
  static const std::vector<std::string> words = {"all", "any", "none", "not"};
  if (node.kind == YamlNode::Kind::scalar || node.kind == YamlNode::Kind::broken) return;
  if (!expect_kind(node, YamlNode::Kind::mapping, what)) return;
  if (node.items.size() != 1) {
    complain("K015", node.at,
             fmt::format("{} must be one comparison, or one of all, any, none, not", what),
             "put the parts into a list below 'all:' or 'any:'");
    return;
  }
  const YamlNode& part = node.items[0];
  if (!is_among(words, part.key)) {
    complain("K013", part.key_at, fmt::format("unknown key '{}' in a condition", part.key),
             did_you_mean(part.key, words, "it can have: " + comma_list(words)),
             respelling(part.key_at, part.key, words));
  } else if (part.key == "not") {
    check_condition(part, "'not'");
  } else if (expect_kind(part, YamlNode::Kind::list, fmt::format("'{}'", part.key))) {
    if (part.items.empty()) {
      complain("K023", part.at, fmt::format("'{}' is an empty list", part.key),
               "put conditions into it");
    }
    for (const YamlNode& item : part.items) check_condition(item, "an item of '" + part.key + "'");
  }
}

void ShapeChecker::check_reply(const YamlNode& node, const std::string& what) {
  if (node.kind == YamlNode::Kind::mapping) {
    expect_kind(node, YamlNode::Kind::scalar, "the answer to " + what);
  } else if (node.kind == YamlNode::Kind::list) {
    for (const YamlNode& item : node.items) {
      expect_kind(item, YamlNode::Kind::scalar, "an answer to " + what);
    }
  }
}

// ---- Scalars

// A DOI behind the address of a resolver is still a DOI.
std::vector<Edit> without_address(const YamlNode& node, const Form& wanted) {
  const std::size_t start = node.text.find("10.");
  if (wanted.name != "doi" || start == std::string::npos || start == 0) return {};
  const std::string doi = node.text.substr(start);
  const std::string before = node.text.substr(0, start);
  const bool resolver = before.ends_with("doi.org/") || before == "doi:" || before == "doi: ";
  const bool plain = doi.find_first_of("[]{}:#,\"' ") == std::string::npos;
  if (!resolver || !plain || !wanted.accepts(doi)) return {};
  return {{node.at, doi}};
}

void ShapeChecker::check_text(const YamlNode& node) {
  if (!node.plain || !is_ambiguous(node.text)) return;
  complain("K016", node.at,
           fmt::format("other YAML readers take '{}' for something else than text", node.text),
           fmt::format("put quotes around it: \"{}\"", node.text),
           {{node.at, in_quotes(node.text)}});
}

void ShapeChecker::check_word(const YamlNode& node, const Shape& shape, const std::string& what) {
  const Form& wanted = form(shape.of);
  if (node.plain && is_ambiguous(node.text)) return check_text(node);
  if (wanted.accepts(node.text)) return;
  complain("K020", node.at, fmt::format("{} can't be '{}'", what, node.text),
           fmt::format("write it like {}", wanted.example), without_address(node, wanted));
}

bool ShapeChecker::check_id_form(const std::string& name, const Location& at) {
  if (!is_id(name)) {
    complain("K019", at, fmt::format("'{}' is not a name", name),
             "names are lower-case letters, digits and hyphens, and begin with a letter");
    return false;
  }
  if (is_among(reserved_everywhere, name)) {
    complain("K021", at, fmt::format("'{}' is a reserved name", name), "choose another name");
    return false;
  }
  return true;
}

void ShapeChecker::check_id(const YamlNode& node, std::string_view section) {
  if (check_id_form(node.text, node.at)) names_.defined.push_back({section, node.text, node.at});
}

void ShapeChecker::check_reference(const std::string& name, const Location& at,
                                   std::string_view section) {
  if (is_id(name)) {
    names_.used.push_back({section, name, at});
  } else {
    check_id_form(name, at);
  }
}

void ShapeChecker::check_choice(const YamlNode& node, const std::vector<std::string>& words,
                                const std::string& what) {
  if (is_among(words, node.text)) return;
  complain("K017", node.at, fmt::format("{} can't be '{}'", what, node.text),
           did_you_mean(node.text, words, "it can be: " + comma_list(words)),
           respelling(node.at, node.text, words));
}

bool ShapeChecker::check_number(const YamlNode& node, const std::string& what) {
  if (node.plain && is_decimal(node.text)) return true;
  if (!node.plain && is_decimal(node.text)) {
    complain("K018", node.at, fmt::format("{} is a number in quotes", what), "take the quotes off",
             {{node.at, node.text}});
  } else {
    complain("K018", node.at, fmt::format("'{}' is not a number for {}", node.text, what),
             "write plain decimals: 65, 37.8, -2");
  }
  return false;
}

void ShapeChecker::check_integer(const YamlNode& node, const Shape& shape,
                                 const std::string& what) {
  if (!check_number(node, what)) return;
  int value = 0;
  const char* end = node.text.data() + node.text.size();
  const auto result = std::from_chars(node.text.data(), end, value);
  if (result.ptr == end && result.ec == std::errc() && value >= shape.min && value <= shape.max) {
    return;
  }
  complain("K018", node.at, fmt::format("{} can't be {}", what, node.text),
           fmt::format("it is a whole number from {} to {}", shape.min, shape.max));
}

}  // namespace

void check_shape(const YamlNode& file, Diagnostics& diagnostics, NamePlaces& names) {
  ShapeChecker(diagnostics, names).check_mapping(file, mapping_shape("file"));
}

std::string did_you_mean(const std::string& name, const std::vector<std::string>& candidates,
                         std::string otherwise) {
  const std::string near = closest(name, candidates);
  return near.empty() ? std::move(otherwise) : fmt::format("did you mean '{}'?", near);
}

std::string with_article(std::string_view singular_name) {
  const bool vowel = std::string_view("aeiou").find(singular_name[0]) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", spaced(singular_name));
}

}  // namespace peyer
