#include "cli/workbench/yaml_cursor.h"

#include <algorithm>
#include <utility>

namespace peyer {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

std::string trimmed(std::string_view text) {
  while (!text.empty() && (is_blank(text.front()) || text.front() == '\n')) text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.back()) || text.back() == '\n')) text.remove_suffix(1);
  const bool quoted = text.size() > 1 && (text.front() == '"' || text.front() == '\'') &&
                      text.back() == text.front();
  return std::string(quoted ? text.substr(1, text.size() - 2) : text);
}

// A level of the tree that is open at the cursor: block or flow.
struct Level {
  enum class Kind { block_list, block_map, flow_list, flow_map };

  Kind kind = Kind::block_map;
  std::size_t column = 0;  // of block levels
  std::string key;         // of maps: the one whose value is open; "" when none is
  std::map<std::string, std::string> before;

  bool flow() const { return kind == Kind::flow_list || kind == Kind::flow_map; }
};

// Reads up to the cursor, keeping the levels that are open.
class CursorScan {
 public:
  CursorScan(std::string_view text, std::size_t offset) : text_(text.substr(0, offset)) {}

  YamlCursor scan() {
    while (at_ < text_.size()) line();
    const bool fresh = text_.empty() || text_.back() == '\n';
    if (fresh && !in_flow() && !quoted_) {
      state_ = {};
      scalar_at_ = text_.size();
    }
    return result();
  }

 private:
  bool end() const { return at_ >= text_.size(); }

  char here() const { return text_[at_]; }

  bool in_flow() const { return !levels_.empty() && levels_.back().flow(); }

  void skip_blanks() {
    while (!end() && is_blank(here())) ++at_;
  }

  void skip_line() {
    const std::size_t next = text_.find('\n', at_);
    at_ = next == std::string_view::npos ? text_.size() : next + 1;
  }

  // One line of block style, with whatever flow collections and quotes begin in it.
  void line() {
    const std::size_t start = at_;
    skip_blanks();
    if (!end() && here() == '\n') {
      ++at_;
      return;
    }
    if (!end() && here() == '#') return comment();
    std::size_t column = at_ - start;
    if (block_text(column)) return;
    state_ = {};
    while (!end() && here() == '-' &&
           (at_ + 1 >= text_.size() || is_blank(text_[at_ + 1]) || text_[at_ + 1] == '\n')) {
      open_item(column);
      ++at_;
      state_.value = true;
      skip_blanks();
      column = at_ - start;
    }
    state_.column = column;
    scalar_at_ = at_;
    if (!end() && here() == '\n') {
      ++at_;
      state_ = {};
      return;
    }
    if (!state_.value && !end()) close_to(column);
    content();
  }

  void comment() {
    const std::size_t start = at_;
    skip_line();
    if (end() && text_.find('\n', start) == std::string_view::npos) nowhere_ = true;
  }

  // Below a "say: |" or ">": lines that are further in are its text.
  bool block_text(std::size_t column) {
    if (!block_text_) return false;
    if (column > block_text_column_) {
      const std::size_t start = at_;
      skip_line();
      if (end() && text_.find('\n', start) == std::string_view::npos) nowhere_ = true;
      return true;
    }
    block_text_ = false;
    return false;
  }

  void close_to(std::size_t column) {
    while (!levels_.empty() && !levels_.back().flow() && levels_.back().column > column) {
      levels_.pop_back();
    }
  }

  void open_item(std::size_t column) {
    close_to(column);
    Level* last = levels_.empty() ? nullptr : &levels_.back();
    const bool stands =
        last != nullptr && last->kind == Level::Kind::block_list && last->column == column;
    if (stands) return;
    levels_.push_back({Level::Kind::block_list, column, "", {}});
  }

  // "key: value", or a scalar alone.
  void content() {
    const std::size_t column = state_.column;
    while (!end()) {
      const char c = here();
      if (c == '\n') {
        remember_value(at_);
        ++at_;
        pending_key_ = false;
        state_ = {};
        return;
      }
      if (at_ == scalar_at_ && (c == '[' || c == '{')) {
        flow();
        if (end()) return;
        scalar_at_ = text_.size() + 1;  // nothing more may stand on this line
        continue;
      }
      if (at_ == scalar_at_ && (c == '"' || c == '\'')) {
        if (!quoted()) return;
        continue;
      }
      if (c == '#' && at_ > 0 && (is_blank(text_[at_ - 1]) || text_[at_ - 1] == '\n')) {
        remember_value(at_);
        comment();
        pending_key_ = false;
        if (!nowhere_) state_ = {};
        return;
      }
      if (c == ':' && !pending_key_ && ends_key()) {
        open_key(column, scalar_until(at_));
        ++at_;
        skip_blanks();
        state_.value = true;
        pending_key_ = true;
        scalar_at_ = at_;
        begin_block_text(column);
        continue;
      }
      ++at_;
    }
  }

  // What was read of the scalar; "" where none can stand.
  std::string scalar_until(std::size_t end) const {
    return scalar_at_ < end ? trimmed(text_.substr(scalar_at_, end - scalar_at_)) : "";
  }

  bool ends_key() const {
    return at_ + 1 >= text_.size() || is_blank(text_[at_ + 1]) || text_[at_ + 1] == '\n';
  }

  void open_key(std::size_t column, std::string key) {
    close_to(column);
    Level* last = levels_.empty() ? nullptr : &levels_.back();
    // A list at the column of the key that it belonged to ends with the next key.
    if (last != nullptr && last->kind == Level::Kind::block_list && last->column == column) {
      levels_.pop_back();
      last = levels_.empty() ? nullptr : &levels_.back();
    }
    if (last == nullptr || last->kind != Level::Kind::block_map || last->column != column) {
      levels_.push_back({Level::Kind::block_map, column, "", {}});
      last = &levels_.back();
    }
    last->key = std::move(key);
    last->before.emplace(last->key, "");
  }

  // Keeps the value of "id: soil" for whoever wants to know what the mapping is about.
  void remember_value(std::size_t until) {
    if (levels_.empty() || !pending_key_ || scalar_at_ > until) return;
    Level& last = levels_.back();
    if (!last.key.empty()) last.before[last.key] = scalar_until(until);
  }

  void begin_block_text(std::size_t column) {
    if (end() || (here() != '|' && here() != '>')) return;
    block_text_ = true;
    block_text_column_ = column;
  }

  // Steps over "…" or '…'; false when it does not end before the cursor.
  bool quoted() {
    const char quote = here();
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      if (quote == '"' && text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        at_ = i + 1;
        return true;
      }
    }
    scalar_at_ = at_ + 1;
    quoted_ = true;
    at_ = text_.size();
    return false;
  }

  // From an opening bracket to its closing one, over as many lines as it takes.
  void flow() {
    const std::size_t outer = levels_.size();
    const State state = std::exchange(state_, {});
    do {
      if (!flow_step()) return;
    } while (levels_.size() > outer);
    state_ = state;
  }

  bool flow_step() {  // false at the cursor
    if (end()) return false;
    const char c = here();
    if (c == '\n' && block_begins_behind()) {
      while (in_flow()) levels_.pop_back();
      return true;
    }
    if (c == '[' || c == '{') {
      levels_.push_back({c == '[' ? Level::Kind::flow_list : Level::Kind::flow_map, 0, "", {}});
      return next_scalar(c == '[');
    }
    if (c == ']' || c == '}') {
      remember_flow_value();
      levels_.pop_back();
      ++at_;
      scalar_at_ = at_;
      state_.value = true;
      return true;
    }
    if (c == ',') {
      remember_flow_value();
      levels_.back().key.clear();
      return next_scalar(levels_.back().kind == Level::Kind::flow_list);
    }
    if (c == '"' || c == '\'') {
      if (scalar_until(at_).empty()) return quoted();
    }
    if (c == '#' && at_ > 0 && (is_blank(text_[at_ - 1]) || text_[at_ - 1] == '\n')) {
      comment();
      if (nowhere_) return false;
      scalar_at_ = at_;
      return true;
    }
    if (c == ':' && ends_key()) {
      Level& last = levels_.back();
      last.key = scalar_until(at_);
      last.before.emplace(last.key, "");
      return next_scalar(true);
    }
    ++at_;
    return true;
  }

  // A bracket that nobody has closed yet must not swallow the rest of the file: the line behind
  // this break begins at the margin, or an item of the list around.
  bool block_begins_behind() const {
    const std::size_t first = text_.find_first_not_of(' ', at_ + 1);
    if (first == std::string_view::npos || text_[first] == '\n' || text_[first] == '\r')
      return false;
    const std::size_t column = first - at_ - 1;
    if (column == 0) return text_[first] != ']' && text_[first] != '}' && text_[first] != '#';
    if (text_.substr(first, 2) != "- ") return false;
    for (const Level& level : levels_) {
      if (level.kind == Level::Kind::block_list && level.column == column) return true;
    }
    return false;
  }

  bool next_scalar(bool value) {
    ++at_;
    while (!end() && (is_blank(here()) || here() == '\n')) ++at_;
    scalar_at_ = at_;
    state_.value = value;
    return true;
  }

  void remember_flow_value() {
    Level& last = levels_.back();
    if (last.key.empty() || scalar_at_ > at_) return;
    std::string& value = last.before[last.key];
    if (value.empty()) value = scalar_until(at_);
  }

  YamlCursor result() {
    YamlCursor cursor;
    cursor.flow = in_flow();
    // A line that was only begun stands where its column says.
    if (!cursor.flow && !state_.value) {
      close_to(state_.column);
      const bool beside_items = !levels_.empty() && !levels_.back().flow() &&
                                levels_.back().kind == Level::Kind::block_list &&
                                levels_.back().column == state_.column;
      if (beside_items) levels_.pop_back();
    }
    cursor.nowhere = nowhere_;
    cursor.value = state_.value;
    const std::size_t begin = std::min(scalar_at_, text_.size());
    cursor.typed_at = begin;
    cursor.typed = text_.substr(begin);
    for (std::size_t i = 0; i < levels_.size(); ++i)
      step(levels_[i], i + 1 == levels_.size(), cursor);
    return cursor;
  }

  void step(const Level& level, bool last, YamlCursor& cursor) const {
    const bool list = level.kind == Level::Kind::block_list || level.kind == Level::Kind::flow_list;
    if (list) {
      // "any: [" then "not: x": a mapping of one key within the list.
      if (!last || level.flow() || state_.value || level.column < state_.column) {
        cursor.path.push_back({true, "", {}});
      }
      if (!level.key.empty()) cursor.path.push_back({false, level.key, {}});
      return;
    }
    const bool open = !last || (level.flow() ? !level.key.empty() && state_.value
                                             : state_.value || level.column < state_.column);
    if (open && !level.key.empty()) {
      cursor.path.push_back({false, level.key, level.before});
    } else {
      cursor.before = level.before;
    }
  }

  struct State {
    bool value = false;
    std::size_t column = 0;
  };

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t scalar_at_ = 0;
  std::vector<Level> levels_;
  State state_;
  bool pending_key_ = false;  // behind a colon on this line
  bool block_text_ = false;
  std::size_t block_text_column_ = 0;
  bool quoted_ = false;
  bool nowhere_ = false;
};

}  // namespace

YamlCursor cursor_at(std::string_view text, std::size_t offset) {
  return CursorScan(text, std::min(offset, text.size())).scan();
}

}  // namespace peyer
