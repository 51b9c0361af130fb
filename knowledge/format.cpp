#include "knowledge/format.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "knowledge/shape.h"
#include "knowledge/strict_yaml.h"
#include "knowledge/utf8.h"

namespace peyer {
namespace {

using Type = Shape::Type;
using TextLines = std::vector<std::string>;

// A layout that is left alone: so rare that no rule for it is worth its risk.
struct LeaveAlone {};

// ---- Lines

TextLines lines_of(std::string_view text) {
  TextLines lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    at = end + 1;
  }
  return lines;
}

std::size_t column_of(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool is_blank(const std::string& line) {
  return line.empty();
}

bool is_comment(const std::string& line) {
  return !line.empty() && line[column_of(line)] == '#';
}

std::string spaces(std::size_t count) {
  std::string blanks(count, ' ');
  return blanks;
}

std::string_view without_indent(const std::string& line) {
  return std::string_view(line).substr(column_of(line));
}

int columns_of(const std::string& line) {
  int columns = 0;
  for (std::size_t at = 0; at < line.size();) {
    columns += display_width(line, at);
    at += std::max<std::size_t>(utf8_length(line, at), 1);
  }
  return columns;
}

bool too_long(const TextLines& lines) {
  return std::any_of(lines.begin(), lines.end(),
                     [](const std::string& line) { return columns_of(line) > longest_line; });
}

// A text cut at its spaces into lines that fit.
TextLines filled(const std::string& text, std::size_t indent) {
  TextLines lines;
  std::string line = spaces(indent);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    const bool first = line.size() == indent;
    if (!first && columns_of(line) + 1 + columns_of(word) > longest_line) {
      lines.push_back(line);
      line = spaces(indent) + word;
    } else {
      line += (first ? "" : " ") + word;
    }
    at = end + 1;
  }
  lines.push_back(line);
  return lines;
}

// ---- Nodes

class Formatter {
 public:
  Formatter(const std::string& text) : lines_(lines_of(text)) {}

  std::string format(const YamlNode& root) {
    std::size_t end = lines_.size();
    if (!root.items.empty()) {
      if (is_flow(root)) throw LeaveAlone{};
      end = tail_start(0, lines_.size(), 0);
      append(mapping(root, mapping_shape("file"), 0, end, 0));
    } else {
      end = 0;
    }
    for (; end < lines_.size(); ++end) out_.push_back(lines_[end]);
    return squeezed();
  }

 private:
  // Lines of what comes before an item and belongs to it, and of the item itself.
  struct Part {
    std::size_t lead = 0, start = 0, end = 0;
  };

  const std::string& line(std::size_t number) const { return lines_.at(number); }

  static std::size_t line_of(const Location& at) { return static_cast<std::size_t>(at.line - 1); }

  static std::size_t column(const Location& at) {
    return static_cast<std::size_t>(std::max(at.column - 1, 0));
  }

  char first_sign(const YamlNode& node) const {
    const std::string& text = line(line_of(node.at));
    return column(node.at) < text.size() ? text[column(node.at)] : ' ';
  }

  bool is_flow(const YamlNode& node) const {
    const bool collection =
        node.kind == YamlNode::Kind::list || node.kind == YamlNode::Kind::mapping;
    return collection && (first_sign(node) == '{' || first_sign(node) == '[');
  }

  bool is_block(const YamlNode& node) const {
    const bool collection =
        node.kind == YamlNode::Kind::list || node.kind == YamlNode::Kind::mapping;
    return collection && !is_flow(node);
  }

  // Where the comments and blank lines begin that stand before `end` and belong to what follows.
  // What stands deeper goes on about the item above, or is its text.
  std::size_t tail_start(std::size_t from, std::size_t end, std::size_t sibling_column) const {
    std::size_t start = end;
    const auto is_between = [&](const std::string& text) {
      return is_blank(text) || (is_comment(text) && column_of(text) <= sibling_column);
    };
    while (start > from && is_between(line(start - 1))) --start;
    return start;
  }

  std::vector<Part> parts(const std::vector<std::size_t>& starts, std::size_t from, std::size_t to,
                          std::size_t sibling_column) const {
    std::vector<Part> all;
    for (std::size_t i = 0; i < starts.size(); ++i) {
      Part part;
      part.lead = i == 0 ? from : all.back().end;
      part.start = starts[i];
      if (part.start < part.lead || part.start >= to) throw LeaveAlone{};
      part.end =
          i + 1 == starts.size() ? to : tail_start(part.start + 1, starts[i + 1], sibling_column);
      all.push_back(part);
    }
    return all;
  }

  void append_lead(const Part& part, std::size_t indent, TextLines& out) const {
    for (std::size_t i = part.lead; i < part.start; ++i) {
      if (is_blank(line(i))) {
        out.emplace_back();
      } else if (is_comment(line(i))) {
        out.push_back(spaces(indent) + std::string(without_indent(line(i))));
      } else {
        throw LeaveAlone{};
      }
    }
  }

  // ---- Mappings

  static std::size_t rank(const MappingShape& shape, const std::string& key) {
    const auto found = std::find_if(shape.keys.begin(), shape.keys.end(),
                                    [&](const Key& one) { return one.name == key; });
    return static_cast<std::size_t>(found - shape.keys.begin());
  }

  // `shape` null: a table, whose order is the author's.
  TextLines mapping(const YamlNode& node, const MappingShape* shape, const Shape* values,
                    std::size_t from, std::size_t to, std::size_t indent) const {
    std::vector<std::size_t> starts;
    for (const YamlNode& item : node.items) starts.push_back(line_of(item.key_at));
    const std::vector<Part> all = parts(starts, from, to, column(node.at));
    std::vector<std::size_t> order(node.items.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (shape != nullptr && shape->name != "file") {
      std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return rank(*shape, node.items[a].key) < rank(*shape, node.items[b].key);
      });
    }
    TextLines out;
    for (const std::size_t i : order) {
      const YamlNode& item = node.items[i];
      const Key* key = shape == nullptr ? nullptr : shape->find(item.key);
      append_lead(all[i], indent, out);
      const TextLines value = keyed(item, key != nullptr ? &key->shape : values, all[i], indent);
      out.insert(out.end(), value.begin(), value.end());
    }
    return out;
  }

  TextLines mapping(const YamlNode& node, const MappingShape& shape, std::size_t from,
                    std::size_t to, std::size_t indent) const {
    return mapping(node, &shape, nullptr, from, to, indent);
  }

  // "key: value" with all its lines.
  TextLines keyed(const YamlNode& item, const Shape* shape, const Part& part,
                  std::size_t indent) const {
    const std::string& first = line(part.start);
    const std::size_t key_start = column(item.key_at);
    const auto key_length = static_cast<std::size_t>(item.key_at.length);
    const std::string key = first.substr(key_start, key_length);
    const std::size_t colon = first.find(':', key_start + key_length);
    if (colon == std::string::npos) throw LeaveAlone{};
    const std::string head = spaces(indent) + key + ":";
    if (!is_block(item)) return valued(item, shape, part, head, indent);
    const std::string rest = first.substr(colon + 1);  // nothing or a comment
    if (!rest.empty() && without_indent(rest).front() != '#') throw LeaveAlone{};
    TextLines out = {head + rest};
    const TextLines inner = block(item, shape, part.start + 1, part.end, indent + 2);
    out.insert(out.end(), inner.begin(), inner.end());
    return out;
  }

  TextLines block(const YamlNode& node, const Shape* shape, std::size_t from, std::size_t to,
                  std::size_t indent) const {
    if (node.kind == YamlNode::Kind::list) {
      const bool typed = shape != nullptr && !shape->item.empty();
      return list(node, typed ? &shape->item[0] : shape, from, to, indent);
    }
    const MappingShape* keys = nullptr;
    const Shape* values = nullptr;
    if (shape != nullptr && shape->type == Type::mapping) keys = &mapping_shape(shape->of);
    if (shape != nullptr && shape->type == Type::table) values = &shape->item[0];
    return mapping(node, keys, values, from, to, indent);
  }

  // ---- Lists

  std::size_t dash_line(const YamlNode& list, const YamlNode& item, std::size_t from) const {
    for (std::size_t at = line_of(item.at) + 1; at-- > from;) {
      const std::string& text = line(at);
      if (column_of(text) == column(list.at) && !text.empty() && text[column(list.at)] == '-') {
        return at;
      }
    }
    throw LeaveAlone{};
  }

  TextLines list(const YamlNode& node, const Shape* item_shape, std::size_t from, std::size_t to,
                 std::size_t indent) const {
    std::vector<std::size_t> starts;
    for (const YamlNode& item : node.items) starts.push_back(dash_line(node, item, from));
    const std::vector<Part> all = parts(starts, from, to, column(node.at));
    TextLines out;
    for (std::size_t i = 0; i < all.size(); ++i) {
      append_lead(all[i], indent, out);
      const TextLines one = list_item(node.items[i], item_shape, all[i], indent);
      out.insert(out.end(), one.begin(), one.end());
    }
    return out;
  }

  TextLines list_item(const YamlNode& item, const Shape* shape, const Part& part,
                      std::size_t indent) const {
    if (line_of(item.at) != part.start) throw LeaveAlone{};
    if (!is_block(item)) return valued(item, shape, part, spaces(indent) + "-", indent);
    if (item.kind == YamlNode::Kind::list) throw LeaveAlone{};
    TextLines out = block(item, shape, part.start, part.end, indent + 2);
    // Comments above a key that now comes first stand above the item.
    auto first = out.begin();
    for (; first != out.end() && (first->empty() || is_comment(*first)); ++first) {
      if (!first->empty()) first->erase(0, 2);
    }
    if (first == out.end()) throw LeaveAlone{};
    *first = spaces(indent) + "- " + first->substr(indent + 2);
    return out;
  }

  // ---- Texts, and what stands in brackets

  TextLines valued(const YamlNode& node, const Shape* shape, const Part& part,
                   const std::string& head, std::size_t indent) const {
    if (node.kind == YamlNode::Kind::broken) throw LeaveAlone{};
    const std::size_t first = line_of(node.at);
    if (first != part.start) {
      // "key:" above its text: the text moves up, if nothing stands between.
      const std::string& above = line(part.start);
      if (first != part.start + 1 || above.back() != ':') throw LeaveAlone{};
    }
    const std::string start = head + " " + line(first).substr(column(node.at));
    const char sign = first_sign(node);
    TextLines out = {start};
    if (sign == '|' || sign == '>') {
      append_block_text(first + 1, part.end, indent + 2, out);
    } else {
      const bool flow = is_flow(node);
      const bool item = head.back() == '-';  // its keys stand below one another
      const std::size_t hang = flow ? head.size() + (item ? 1 : 2) : indent + 2;
      for (std::size_t i = first + 1; i < part.end; ++i) append_hanging(line(i), hang, indent, out);
    }
    if (!too_long(out)) return out;
    return shortened(node, shape, head, indent, out);
  }

  static void append_hanging(const std::string& text, std::size_t hang, std::size_t indent,
                             TextLines& out) {
    if (is_blank(text)) {
      out.emplace_back();
    } else if (is_comment(text) && column_of(text) > hang) {
      out.push_back(text);
    } else {
      const std::string_view rest = without_indent(text);
      const bool closes = rest == "]" || rest == "}";
      out.push_back(spaces(closes ? indent : hang) + std::string(rest));
    }
  }

  // A block of text moves as a whole: deeper lines in it mean something.
  void append_block_text(std::size_t from, std::size_t to, std::size_t indent,
                         TextLines& out) const {
    std::size_t was = 0;
    for (std::size_t i = from; i < to; ++i) {
      const std::string& text = line(i);
      if (is_blank(text)) {
        out.emplace_back();
        continue;
      }
      if (was == 0) was = column_of(text);
      if (column_of(text) < was) throw LeaveAlone{};
      out.push_back(spaces(indent + column_of(text) - was) + text.substr(column_of(text)));
    }
  }

  // ---- Lines that are too long

  TextLines shortened(const YamlNode& node, const Shape* shape, const std::string& head,
                      std::size_t indent, const TextLines& lines) const {
    const bool commented = std::any_of(lines.begin(), lines.end(), [](const std::string& text) {
      return text.find(" #") != std::string::npos || is_comment(text);
    });
    const std::size_t hang = head.size() + (head.back() == '-' ? 1 : 2);
    if (is_flow(node)) return commented ? lines : refilled(lines, hang);
    const bool prose = shape != nullptr && shape->type == Type::text;
    const char sign = first_sign(node);
    const bool folded = lines.front().ends_with(": >-") || lines.front().ends_with("- >-");
    const bool even = node.text.find('\n') == std::string::npos &&
                      node.text.find("  ") == std::string::npos && !node.text.empty() &&
                      node.text.front() != ' ' && node.text.back() != ' ';
    const bool can_fold = folded || (prose && sign != '|' && sign != '>' && !commented);
    if (!even || !can_fold) return lines;
    TextLines out = {head + " >-"};
    const TextLines text = filled(node.text, indent + 2);
    out.insert(out.end(), text.begin(), text.end());
    return out;
  }

  // Cut behind commas.
  static TextLines refilled(const TextLines& lines, std::size_t hang) {
    std::string whole = lines.front();
    for (std::size_t i = 1; i < lines.size(); ++i) {
      const std::string_view rest = without_indent(lines[i]);
      const bool closes = rest == "]" || rest == "}";
      if (lines[i].empty()) return lines;
      whole += (closes ? "" : " ") + std::string(rest);
    }
    TextLines out;
    std::string current;
    for (const std::string& piece : pieces_behind_commas(whole)) {
      const bool fits = columns_of(current) + columns_of(piece) <= longest_line;
      if (!current.empty() && !fits) {
        while (current.back() == ' ') current.pop_back();
        out.push_back(current);
        current = spaces(hang);
      }
      current += piece;
    }
    out.push_back(current);
    return out;
  }

  // "a: [b, " "c], " "d": cut outside of quotes.
  static std::vector<std::string> pieces_behind_commas(const std::string& text) {
    std::vector<std::string> pieces(1);
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      pieces.back() += c;
      if (quote != 0) {
        if (quote == '"' && c == '\\' && i + 1 < text.size()) pieces.back() += text[++i];
        if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && i > 0 &&
                 std::string_view(" [{").find(text[i - 1]) != std::string_view::npos) {
        quote = c;
      } else if (c == ' ' && i > 0 && text[i - 1] == ',') {
        pieces.emplace_back();
      }
    }
    return pieces;
  }

  // ---- The whole

  void append(const TextLines& lines) { out_.insert(out_.end(), lines.begin(), lines.end()); }

  // One blank line at most between lines, none at either end.
  std::string squeezed() const {
    std::string text;
    bool gap = false;
    for (const std::string& one : out_) {
      if (one.empty()) {
        gap = !text.empty();
        continue;
      }
      if (gap) text += '\n';
      gap = false;
      text += one + "\n";
    }
    return text;
  }

  TextLines lines_;
  TextLines out_;
};

// ---- Does it mean the same?

bool same(const YamlNode& a, const YamlNode& b) {
  if (a.kind != b.kind || a.items.size() != b.items.size()) return false;
  if (a.kind == YamlNode::Kind::scalar) {
    return a.text == b.text && (a.plain == b.plain || !is_ambiguous(a.text));
  }
  for (std::size_t i = 0; i < a.items.size(); ++i) {
    const YamlNode* other = &b.items[i];
    if (a.kind == YamlNode::Kind::mapping) other = b.find(a.items[i].key);
    if (other == nullptr || !same(a.items[i], *other)) return false;
  }
  return true;
}

// Comments that stand alone, sorted.
TextLines comments_of(const std::string& text) {
  TextLines comments;
  for (const std::string& line : lines_of(text)) {
    if (is_comment(line)) comments.emplace_back(without_indent(line));
  }
  std::sort(comments.begin(), comments.end());
  return comments;
}

std::optional<std::string> formatted(const SourceFile& file, const YamlNode& root) {
  const std::string text = Formatter(file.text).format(root);
  const auto again = std::make_shared<const SourceFile>(SourceFile{file.path, text});
  Diagnostics diagnostics;
  const std::optional<YamlNode> read = read_strict_yaml(again, diagnostics);
  const bool fine = read && diagnostics.empty() && same(root, *read) &&
                    comments_of(text) == comments_of(file.text);
  if (!fine) return std::nullopt;
  return text;
}

}  // namespace

Formatted format(const std::shared_ptr<const SourceFile>& file) {
  Formatted out;
  out.text = file->text;
  const std::optional<YamlNode> root = read_strict_yaml(file, out.diagnostics);
  if (!root || has_errors(out.diagnostics)) return out;
  try {
    std::optional<std::string> text = formatted(*file, *root);
    out.left_alone = !text;
    if (text) out.text = std::move(*text);
  } catch (const LeaveAlone&) {
    out.left_alone = true;
  } catch (const std::out_of_range&) {  // a place that is not where the layout should have it
    out.left_alone = true;
  }
  return out;
}

}  // namespace peyer
