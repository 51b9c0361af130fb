#include "cli/workbench/knowledge_completion.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "cli/workbench/item_text.h"
#include "cli/workbench/yaml_cursor.h"
#include "knowledge/reply.h"
#include "knowledge/shape.h"

namespace peyer {
namespace {

using Type = Shape::Type;

constexpr std::array<std::string_view, 4> condition_keys = {"all", "any", "none", "not"};

// What the format wants where the cursor stands.
struct Wanted {
  Shape shape;
  const MappingShape* mapping = nullptr;  // the innermost that the place is in
  std::string key;                        // of that mapping
  std::string question;                   // whose answer or option is wanted
};

// One step down; false where the format has no such place.
bool step_down(const YamlStep& step, Wanted& wanted) {
  const Shape shape = wanted.shape;
  switch (shape.type) {
    case Type::mapping: {
      if (step.item) return false;
      wanted.mapping = &mapping_shape(shape.of);
      const Key* key = wanted.mapping->find(step.key);
      if (key == nullptr) return false;
      wanted.key = step.key;
      const auto question = step.before.find("question");
      if (question != step.before.end()) wanted.question = question->second;
      wanted.shape = key->shape;
      return true;
    }
    case Type::list:
    case Type::one_or_list:
      wanted.shape = shape.item[0];
      return step.item;
    case Type::table:
      wanted.shape = shape.item[0];
      if (shape.of == "questions") wanted.question = step.key;
      return !step.item;
    case Type::condition:
      return step.item || std::find(condition_keys.begin(), condition_keys.end(), step.key) !=
                              condition_keys.end();
    case Type::reply:
      return step.item;
    default:
      return false;
  }
}

std::optional<Wanted> wanted_at(const YamlCursor& cursor) {
  Wanted wanted;
  wanted.shape.type = Type::mapping;
  wanted.shape.of = "file";
  for (const YamlStep& step : cursor.path) {
    if (!step_down(step, wanted)) return std::nullopt;
  }
  return wanted;
}

// The words of a small language, but for the one that is being typed.
struct Words {
  std::vector<std::string> whole;
  std::size_t last_at = 0;  // where the one being typed begins
};

Words words_of(const std::string& typed) {
  Words words;
  for (std::size_t at = 0; at <= typed.size(); ++at) {
    const bool ends = at < typed.size() && (typed[at] == ' ' || typed[at] == ',');
    if (!ends) continue;
    if (at > words.last_at) words.whole.push_back(typed.substr(words.last_at, at - words.last_at));
    words.last_at = at + 1;
  }
  return words;
}

class Completer {
 public:
  Completer(const LivePack& pack, const YamlCursor& cursor) : pack_(pack), cursor_(cursor) {
    out_.replace_from = cursor.typed_at;
  }

  Completion complete() {
    const std::optional<Wanted> wanted = wanted_at(cursor_);
    if (wanted && !cursor_.nowhere) offer(*wanted);
    return std::move(out_);
  }

 private:
  // Behind a dash or at the beginning of a line, where a key may be meant.
  bool may_be_key() const {
    if (cursor_.flow) return !cursor_.value;
    return !cursor_.value || (!cursor_.path.empty() && cursor_.path.back().item);
  }

  void offer(const Wanted& wanted) {
    const Shape& shape = wanted.shape;
    switch (shape.type) {
      case Type::mapping:
        if (may_be_key()) keys(mapping_shape(shape.of));
        return;
      case Type::list:
        return whole_list(wanted);
      case Type::one_or_list:
        return value(shape.item[0], wanted);
      case Type::table:
        if (may_be_key() && !shape.of.empty()) names(shape.of, "", ": ");
        return;
      case Type::condition:
        return condition();
      default:
        return value(shape, wanted);
    }
  }

  void value(const Shape& shape, const Wanted& wanted) {
    if (shape.type == Type::reference) names(shape.of);
    if (shape.type == Type::yes_no) words({"yes", "no"}, "");
    if (shape.type == Type::choice) words(shape.words, "");
    if (shape.type == Type::claim) claim();
    if (shape.type == Type::reply) reply(wanted.question);
    if (wanted.mapping != nullptr && wanted.mapping->name == "voice" && wanted.key == "other") {
      names(options_section, wanted.question);
    }
  }

  // "cite: " wants brackets around its names.
  void whole_list(const Wanted& wanted) {
    if (!cursor_.value) return;
    value(wanted.shape.item[0], wanted);
    for (Suggestion& one : out_.suggestions) one.insert = "[" + one.insert + "]";
  }

  void keys(const MappingShape& mapping) {
    for (const Key& key : mapping.keys) {
      const std::string name(key.name);
      if (cursor_.before.contains(name)) continue;
      const auto kind = cursor_.before.find("kind");
      const bool other_kind = kind != cursor_.before.end() && !key.only_kinds.empty() &&
                              std::find(key.only_kinds.begin(), key.only_kinds.end(),
                                        kind->second) == key.only_kinds.end();
      if (other_kind) continue;
      const bool opens = key.shape.type == Type::mapping ||
                         (key.shape.type == Type::list && key.shape.item[0].type == Type::mapping);
      out_.suggestions.push_back({Suggestion::Kind::key, name, name + (opens ? ":" : ": "),
                                  std::string(key.doc) + (key.required ? " Required." : ""),
                                  std::nullopt});
    }
  }

  void names(std::string_view section, const std::string& question = "",
             const std::string& behind = "") {
    for (const auto& [path, file] : pack_.files()) {
      for (const NameUse& use : file.names) {
        if (!use.definition || use.item.section != section || use.item.question != question) {
          continue;
        }
        out_.suggestions.push_back({Suggestion::Kind::name, use.item.name, use.item.name + behind,
                                    brief_of(pack_.items(), use.item), use.item});
      }
    }
  }

  void words(const std::vector<std::string>& words, const std::string& detail) {
    for (const std::string& word : words) {
      out_.suggestions.push_back({Suggestion::Kind::word, word, word, detail, std::nullopt});
    }
  }

  void reply(const std::string& question) {
    names(options_section, question);
    const Question* asked = find_question(question);
    if (asked != nullptr && asked->kind == Question::Kind::yes_no) words({"yes", "no"}, asked->ask);
    words({"not-sure", "rather-not-say"}, "an answer that every question takes");
  }

  const Question* find_question(const std::string& name) const {
    return find_by_id(pack_.items().questions, QuestionId(name));
  }

  void condition() {
    if (!cursor_.before.empty()) return;  // it has its one key already
    const Words typed = words_of(cursor_.typed);
    out_.replace_from = cursor_.typed_at + typed.last_at;
    const std::vector<std::string>& whole = typed.whole;
    if (whole.empty()) {
      names("questions");
      words({"concluded"}, "a finding holds");
      if (may_be_key()) condition_words();
      return;
    }
    if (whole[0] == "concluded") {
      if (whole.size() == 1) names("findings");
      return;
    }
    if (const Question* question = find_question(whole[0])) comparison(*question, whole);
  }

  void condition_words() {
    static const std::array<std::string_view, 4> meanings = {
        "every one of them holds", "at least one holds", "each was answered, and none holds",
        "it was answered, and does not hold"};
    for (std::size_t i = 0; i < condition_keys.size(); ++i) {
      const std::string key(condition_keys[i]);
      out_.suggestions.push_back({Suggestion::Kind::key, key, key + (key == "not" ? ": " : ":"),
                                  std::string(meanings[i]), std::nullopt});
    }
  }

  void comparison(const Question& question, const std::vector<std::string>& whole) {
    const bool number = question.kind == Question::Kind::number;
    const bool many = question.kind == Question::Kind::many;
    if (whole.size() == 1) {
      if (number) words({">=", "<=", ">", "<", "="}, "in " + question.unit);
      if (many) words({"include", "include any of", "include nothing"}, "");
      if (!number && !many) words({"is", "is one of"}, "");
      words({"is not-sure"}, "not sure, or rather not say");
      return;
    }
    const bool several = whole.size() > 3 && whole[3] == "of";
    if (whole[1] == "is" || whole[1] == "include") {
      if (whole.size() > 2 && !several) return;
      options(question);
      if (several) return;
      if (whole[1] == "is") words({"one of", "not-sure"}, "");
      if (whole[1] == "include") words({"any of", "nothing"}, "");
    } else if (whole.size() == 3) {
      words({question.unit}, "its own unit");
      for (const Unit& unit : question.units) words({unit.name}, "another unit that it takes");
    }
  }

  void options(const Question& question) {
    if (question.kind == Question::Kind::yes_no) {
      words({"yes", "no"}, question.ask);
    } else {
      names(options_section, question.id.str());
    }
  }

  void claim() {
    const Words typed = words_of(cursor_.typed);
    out_.replace_from = cursor_.typed_at + typed.last_at;
    const std::vector<std::string>& whole = typed.whole;
    if (whole.empty()) {
      return words({"triage at least", "triage at most", "concludes", "never concludes", "advises"},
                   "");
    }
    if (whole[0] == "triage" && whole.size() == 3) names("levels");
    if (whole.back() == "concludes") names("findings");
    if (whole[0] == "advises" && whole.size() == 1) names("advice");
  }

  const LivePack& pack_;
  const YamlCursor& cursor_;
  Completion out_;
};

bool is_key_letter(char c) {
  return (c >= 'a' && c <= 'z') || c == '_';
}

}  // namespace

Completion complete(const LivePack& pack, std::string_view text, std::size_t offset) {
  const YamlCursor cursor = cursor_at(text, offset);
  return Completer(pack, cursor).complete();
}

std::string key_meaning_at(std::string_view text, std::size_t offset) {
  std::size_t end = offset;
  while (end < text.size() && is_key_letter(text[end])) ++end;
  if (end >= text.size() || text[end] != ':') return "";
  const YamlCursor cursor = cursor_at(text, end);
  const std::optional<Wanted> wanted = wanted_at(cursor);
  if (!wanted || wanted->shape.type != Type::mapping) return "";
  const Key* key = mapping_shape(wanted->shape.of).find(cursor.typed);
  if (key == nullptr) return "";
  std::string meaning = fmt::format("**{}** – {}", key->name, key->doc);
  if (key->required) meaning += " Required.";
  if (!key->otherwise.empty()) meaning += fmt::format(" Default: `{}`.", key->otherwise);
  return meaning;
}

}  // namespace peyer
