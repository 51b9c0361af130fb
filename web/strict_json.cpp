#include "web/strict_json.h"

#include <string>
#include <utility>

#include "engine/answers_json.h"
#include "knowledge/phrases/phrases.h"
#include "knowledge/utf8.h"

namespace peyer {

namespace {

const Phrases& phrases() {
  return Phrases::english();
}

// "line 3, column 14" of a byte, counted in characters from 1.
std::string place_of(std::string_view text, std::size_t byte) {
  std::size_t line = 1, column = 1;
  for (std::size_t i = 0; i < byte && i < text.size(); ++i) {
    const auto unit = static_cast<unsigned char>(text[i]);
    if (unit == '\n') {
      ++line;
      column = 1;
    } else if ((unit & 0xC0U) != 0x80U) {
      ++column;
    }
  }
  return phrases()("api.json.place",
                   {{"line", std::to_string(line)}, {"column", std::to_string(column)}});
}

std::optional<std::size_t> first_ill_formed(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = utf8_length(text, at);
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

// Builds the value as the parser goes, and stops it where nothing more should be built.
class Builder : public nlohmann::json_sax<Json> {
 public:
  explicit Builder(std::string_view text) : text_(text) {}

  StrictJson take() {
    StrictJson read{std::nullopt, std::move(mistakes_)};
    if (read.mistakes.empty()) read.value = std::move(root_);
    return read;
  }

  bool null() override { return put(nullptr); }

  bool boolean(bool value) override { return put(value); }

  bool number_integer(number_integer_t value) override { return put(value); }

  bool number_unsigned(number_unsigned_t value) override { return put(value); }

  bool number_float(number_float_t value, const string_t& /*text*/) override { return put(value); }

  bool string(string_t& value) override { return put(std::move(value)); }

  bool binary(binary_t& /*value*/) override { return false; }  // none in JSON

  bool start_object(std::size_t /*elements*/) override { return open(Json::object()); }

  bool end_object() override { return close(); }

  bool start_array(std::size_t /*elements*/) override { return open(Json::array()); }

  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    Level& level = open_.back();
    level.key = std::move(name);
    if (!level.value->contains(level.key)) return true;
    // Which of the two was meant can't be known; the values are read on for further mistakes.
    const bool is_short = level.key.size() <= longest_word;
    complain("duplicate", is_short ? place_of_next().to_string() : here().to_string(),
             phrases()("api.json.duplicate"));
    return mistakes_.size() < most_mistakes;
  }

  // `position` is the end of the token that does not belong there.
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& /*error*/) override {
    const std::size_t begins = position > token.size() ? position - token.size() : 0;
    complain("bad-json", std::nullopt,
             phrases()("api.json.bad", {{"place", place_of(text_, begins)}}));
    return false;
  }

 private:
  struct Level {
    Json* value = nullptr;  // stays where it is while it is open: nothing is added beside it
    std::string key;
  };

  bool put(Json value) {
    if (!has_room()) return false;
    add(std::move(value));
    return true;
  }

  bool has_room() {
    if (++values_ <= most_json_values) return true;
    complain("too-long", std::nullopt,
             phrases()("api.json.long", {{"n", std::to_string(most_json_values)}}));
    return false;
  }

  bool open(Json value) {
    if (open_.size() == deepest_json) {
      complain("too-deep", std::nullopt,
               phrases()("api.json.deep", {{"n", std::to_string(deepest_json)}}));
      return false;
    }
    if (!has_room()) return false;
    open_.push_back({add(std::move(value)), ""});
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  Json* add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Level& level = open_.back();
    if (level.value->is_array()) {
      level.value->push_back(std::move(value));
      return &level.value->back();
    }
    Json& slot = (*level.value)[level.key];
    slot = std::move(value);
    return &slot;
  }

  // The innermost that is open.
  Json::json_pointer here() const {
    Json::json_pointer at;
    for (std::size_t i = 0; i + 1 < open_.size(); ++i) at /= step(open_[i]);
    return at;
  }

  Json::json_pointer place_of_next() const { return here() / step(open_.back()); }

  static std::string step(const Level& level) {
    return level.value->is_array() ? std::to_string(level.value->size() - 1) : level.key;
  }

  void complain(std::string code, std::optional<std::string> pointer, std::string detail) {
    mistakes_.push_back({std::move(pointer), "", std::move(code), std::move(detail), ""});
  }

  std::string_view text_;
  Json root_;
  std::size_t values_ = 0;
  std::vector<Level> open_;
  std::vector<RequestMistake> mistakes_;
};

}  // namespace

StrictJson read_strict_json(std::string_view text) {
  if (const auto at = first_ill_formed(text)) {
    return {std::nullopt,
            {{std::nullopt, "", "not-utf-8",
              phrases()("api.json.not_utf8", {{"place", place_of(text, *at)}}), ""}}};
  }
  Builder builder(text);
  Json::sax_parse(text.begin(), text.end(), &builder);
  return builder.take();
}

}  // namespace peyer
