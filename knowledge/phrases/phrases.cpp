#include "knowledge/phrases/phrases.h"

#include <stdexcept>

#include "knowledge/strict_yaml.h"

namespace peyer {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

void read(const YamlNode& node, const std::string& key, Texts& texts) {
  if (node.kind == YamlNode::Kind::scalar) {
    texts.emplace(key, node.text);
    return;
  }
  if (node.kind != YamlNode::Kind::mapping) {
    throw std::invalid_argument(node.at.place() + ": a phrase is a text or a mapping of phrases");
  }
  for (const YamlNode& item : node.items) {
    read(item, key.empty() ? item.key : key + "." + item.key, texts);
  }
}

std::string trim(const std::string& text) {
  const std::size_t start = text.find_first_not_of(" \n\t");
  if (start == std::string::npos) return "";
  return text.substr(start, text.find_last_not_of(" \n\t") - start + 1);
}

const std::string* value_of(std::string_view name, const Phrases::Values& values) {
  for (const auto& [known, value] : values) {
    if (known == name) return &value;
  }
  return nullptr;
}

}  // namespace

Phrases::Phrases(const std::string& path, const std::string& text) {
  Diagnostics diagnostics;
  const auto file = std::make_shared<const SourceFile>(SourceFile{path, text});
  const std::optional<YamlNode> root = read_strict_yaml(file, diagnostics);
  if (!root || has_errors(diagnostics)) throw std::invalid_argument(render(diagnostics));
  read(*root, "", texts_);
}

const Phrases& Phrases::english() {
  static const Phrases phrases(phrase_files().at(0).path, phrase_files().at(0).text);
  return phrases;
}

std::string Phrases::operator()(std::string_view key, const Values& values) const {
  const auto found = texts_.find(key);
  if (found == texts_.end()) return "[" + std::string(key) + "]";
  const std::string& text = found->second;
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) break;
    out.append(text, at, open - at);
    const std::string name = text.substr(open + 1, close - open - 1);
    const std::string* value = value_of(name, values);
    out += value != nullptr ? *value : "[" + name + "]";
    at = close + 1;
  }
  return out.append(text, at);
}

std::string Phrases::count(std::string_view key, int number, Values values) const {
  values.emplace_back("n", std::to_string(number));
  return (*this)(std::string(key) + (number == 1 ? ".one" : ".many"), values);
}

std::vector<std::string> Phrases::words(std::string_view key) const {
  std::vector<std::string> words;
  const auto found = texts_.find(key);
  if (found == texts_.end()) return words;
  const std::string& text = found->second;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('|', at), text.size());
    words.push_back(trim(text.substr(at, end - at)));
    at = end + 1;
  }
  return words;
}

}  // namespace peyer
