#include "cli/workbench/pack_names.h"

#include <utility>

#include "knowledge/condition_parser.h"
#include "knowledge/shape.h"

namespace peyer {
namespace {

using Type = Shape::Type;

class NameWalk {
 public:
  std::vector<NameUse> take() { return std::move(uses_); }

  void mapping(const YamlNode& node, const MappingShape& shape) {
    if (node.kind != YamlNode::Kind::mapping) return;
    const std::string outer = std::exchange(question_, question_of(node, shape));
    for (const YamlNode& item : node.items) {
      if (const Key* key = shape.find(item.key)) value(item, key->shape, shape, key->name);
    }
    question_ = outer;
  }

 private:
  // Whose options the options in this mapping are.
  static std::string question_of(const YamlNode& node, const MappingShape& shape) {
    const YamlNode* name = nullptr;
    if (shape.name == "question") name = node.find("id");
    if (shape.name == "voice") name = node.find("question");
    return name != nullptr && name->kind == YamlNode::Kind::scalar ? name->text : "";
  }

  void add(std::string_view section, const YamlNode& scalar, bool definition = false) {
    uses_.push_back({{std::string(section), scalar.text, ""},
                     definition,
                     inside(scalar, 0, scalar.text.size())});
  }

  void add_option(const std::string& question, std::string name, Location at,
                  bool definition = false) {
    uses_.push_back(
        {{std::string(options_section), std::move(name), question}, definition, std::move(at)});
  }

  void value(const YamlNode& node, const Shape& shape, const MappingShape& in,
             std::string_view key) {
    switch (shape.type) {
      case Type::mapping:
        return mapping(node, mapping_shape(shape.of));
      case Type::list:
      case Type::one_or_list:
        if (node.kind != YamlNode::Kind::list) return value(node, shape.item[0], in, key);
        for (const YamlNode& item : node.items) value(item, shape.item[0], in, key);
        return;
      case Type::table:
        return table(node, shape, in, key);
      case Type::condition:
        return conditions(node);
      default:
        if (node.kind == YamlNode::Kind::scalar) scalar(node, shape, in, key);
    }
  }

  void scalar(const YamlNode& node, const Shape& shape, const MappingShape& in,
              std::string_view key) {
    if (shape.type == Type::id) return add(shape.of, node, true);
    if (shape.type == Type::reference) return add(shape.of, node);
    if (shape.type == Type::claim) return claim(node);
    if (in.name == "voice" && key == "other") {
      add_option(question_, node.text, inside(node, 0, node.text.size()));
    }
  }

  void table(const YamlNode& node, const Shape& shape, const MappingShape& in,
             std::string_view key) {
    if (node.kind != YamlNode::Kind::mapping) return;
    for (const YamlNode& item : node.items) {
      if (!shape.of.empty()) {
        uses_.push_back({{std::string(shape.of), item.key, ""}, false, item.key_at});
      } else if (in.name == "question" && key == "options") {
        add_option(question_, item.key, item.key_at, true);
      }
      if (shape.item[0].type == Type::reply) {
        reply(item.key, item);
      } else {
        value(item, shape.item[0], in, item.key);
      }
    }
  }

  void reply(const std::string& question, const YamlNode& node) {
    if (node.kind == YamlNode::Kind::scalar && is_id(node.text)) {
      add_option(question, node.text, inside(node, 0, node.text.size()));
    }
    for (const YamlNode& item : node.items) reply(question, item);
  }

  // Comparison by comparison, so that one which can't be read hides no other.
  void conditions(const YamlNode& node) {
    for (const YamlNode& item : node.items) conditions(item);
    if (node.kind != YamlNode::Kind::scalar) return;
    Diagnostics ignored;
    const auto condition = parse_condition(node, ignored);
    if (!condition) return;
    const Comparison& comparison = condition->comparison;
    const bool finding = comparison.test == Comparison::Test::concluded;
    const std::string& subject = comparison.subject.value;
    uses_.push_back(
        {{finding ? "findings" : "questions", subject, ""}, false, comparison.subject.at});
    for (const auto& option : comparison.options) add_option(subject, option.value, option.at);
  }

  void claim(const YamlNode& node) {
    Diagnostics ignored;
    const auto claim = parse_claim(node, ignored);
    if (!claim) return;
    std::string section = "findings";
    if (claim->claim == Property::Claim::advises) section = "advice";
    if (claim->claim == Property::Claim::triage_at_least ||
        claim->claim == Property::Claim::triage_at_most) {
      section = "levels";
    }
    uses_.push_back({{section, claim->subject.value, ""}, false, claim->subject.at});
  }

  std::string question_;
  std::vector<NameUse> uses_;
};

}  // namespace

std::vector<NameUse> names_in(const YamlNode& file) {
  NameWalk walk;
  walk.mapping(file, mapping_shape("file"));
  return walk.take();
}

}  // namespace peyer
