#include "knowledge/strict_yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <istream>
#include <streambuf>
#include <utility>

#include "knowledge/utf8.h"

namespace peyer {
namespace {

// Leaves yaml-cpp from within an event, once nothing that follows could be made sense of.
struct GiveUp {};

// Lets yaml-cpp read a string in place.
class StringBuffer : public std::streambuf {
 public:
  explicit StringBuffer(const std::string& text) {
    char* start = const_cast<char*>(text.data());  // a get area is never written to
    setg(start, start, start + text.size());
  }
};

// A file cut into lines once, so that a place costs no search.
class Lines {
 public:
  explicit Lines(std::shared_ptr<const SourceFile> file) : file_(std::move(file)) {
    starts_.push_back(0);
    const std::string& text = file_->text;
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
      starts_.push_back(at + 1);
    }
  }

  const std::string& text() const { return file_->text; }

  Location at_offset(std::size_t offset, int length) const {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
    const auto line = static_cast<int>(next - starts_.begin());
    return {file_, line, static_cast<int>(offset - *(next - 1)) + 1, length};
  }

  // yaml-cpp counts from 0, columns in bytes.
  Location at_mark(const YAML::Mark& mark, int length) const {
    const int last = static_cast<int>(starts_.size());
    return {file_, std::min(mark.line + 1, last), std::max(mark.column, 0) + 1, length};
  }

  std::size_t offset(const YAML::Mark& mark) const {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0));
    if (line >= starts_.size()) return text().size();
    const std::size_t column = static_cast<std::size_t>(std::max(mark.column, 0));
    return std::min(starts_[line] + column, text().size());
  }

  // The text from `offset` to the end of its line.
  std::string_view rest_of_line(std::size_t offset) const {
    std::size_t end = text().find('\n', offset);
    if (end == std::string::npos) end = text().size();
    if (end > offset && text()[end - 1] == '\r') --end;
    return std::string_view(text()).substr(offset, end - offset);
  }

 private:
  std::shared_ptr<const SourceFile> file_;
  std::vector<std::size_t> starts_;
};

// ---- Before parsing: the bytes themselves

// The first byte that no knowledge file may hold, or npos.
std::size_t first_refused_byte(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++at;
      continue;
    }
    const bool line_break =
        byte == '\n' || (byte == '\r' && at + 1 < text.size() && text[at + 1] == '\n');
    const std::size_t length = utf8_length(text, at);
    const bool fine = line_break || (byte >= 0x80 && length > 0);
    // yaml-cpp does not skip a byte order mark where it counts columns.
    if (!fine || text.compare(at, 3, "\xEF\xBB\xBF") == 0) return at;
    at += length;
  }
  return std::string::npos;
}

// Two spaces for a tab that indents, as a level of indentation has; one within a line.
std::vector<Edit> spaces_for_tabs(const Lines& lines) {
  std::vector<Edit> edits;
  const std::string& text = lines.text();
  for (std::size_t at = text.find('\t'); at != std::string::npos; at = text.find('\t', at + 1)) {
    const Location place = lines.at_offset(at, 1);
    const std::size_t line = at + 1 - static_cast<std::size_t>(place.column);
    const bool indents = text.find_first_not_of(" \t", line) >= at;
    edits.push_back({place, indents ? "  " : " "});
  }
  return edits;
}

Diagnostic refuse_byte(const Lines& lines, std::size_t at) {
  const auto byte = static_cast<unsigned char>(lines.text()[at]);
  const Location place = lines.at_offset(at, 1);
  if (byte == '\t') {
    Diagnostic tab =
        error_at("K004", place, "a tab", "use spaces: YAML's meaning hangs on exact columns");
    tab.fix = spaces_for_tabs(lines);
    return tab;
  }
  if (byte == 0xEF && utf8_length(lines.text(), at) == 3) {
    Diagnostic mark =
        error_at("K003", place, "a byte order mark", "save the file as UTF-8 without one");
    mark.fix = {{lines.at_offset(at, 3), ""}};
    return mark;
  }
  if (byte < 0x80) {
    return error_at("K003", place, fmt::format("an invisible control character (0x{:02X})", byte),
                    "delete it");
  }
  return error_at("K003", place, fmt::format("byte 0x{:02X} is not valid UTF-8", byte),
                  "save the file as UTF-8");
}

bool bytes_are_fine(const Lines& lines, Diagnostics& diagnostics) {
  if (lines.text().size() > largest_file) {
    diagnostics.push_back(
        error_at("K002", lines.at_offset(0, 0),
                 fmt::format("the file is larger than {} MB", largest_file >> 20U),
                 "spread it over several files: a pack is a folder"));
    return false;
  }
  const std::size_t at = first_refused_byte(lines.text());
  if (at == std::string::npos) return true;
  diagnostics.push_back(refuse_byte(lines, at));
  return false;
}

// ---- yaml-cpp's complaints, in an author's words

struct Translation {
  std::string_view theirs, message, help;
};

constexpr const char* check_indentation =
    "check that this line begins in the same column as its neighbours";
constexpr const char* quote_colon =
    "put quotes around text that contains ': ', or check the indentation";

constexpr std::array<Translation, 13> translations = {{
    {"illegal map value", "a ':' where no value can begin", quote_colon},
    {"illegal map key", "a key where none can stand", check_indentation},
    {"illegal block entry", "a '-' where no list can begin", check_indentation},
    {"end of map not found", "this line does not fit the mapping above it", check_indentation},
    {"end of sequence not found", "this line does not fit the list above it", check_indentation},
    {"end of map flow not found", "a bracket that is never closed",
     "close it, and put quotes around text that contains brackets"},
    {"end of sequence flow not found", "a bracket that is never closed",
     "close it, and put quotes around text that contains brackets"},
    {"illegal flow end", "a closing bracket without its opening one",
     "check that each '[' has its ']' and each '{' its '}'"},
    {"illegal EOF in scalar", "a quote that is never closed", "close it"},
    {"illegal document indicator in scalar", "a quote that is never closed", "close it"},
    {"unknown token", "a character with a meaning of its own in YAML",
     "put quotes around the text it belongs to"},
    {"unknown escape character: ", "an unknown escape in double quotes",
     R"(write \\ for a backslash, or use single quotes)"},
    {"illegal block scalar", "a block of text that begins wrongly",
     "put the text on the following lines, indented"},
}};

// Quotes around the text of "key: text: more", when that is all that stands on the line.
std::vector<Edit> quotes_for_colon(const Location& at) {
  const std::string line = at.line_text();
  const std::size_t key_end = line.find(": ");
  if (key_end == std::string::npos) return {};
  const std::size_t start = line.find_first_not_of(' ', key_end + 2);
  const std::size_t comment = std::min(line.find(" #", key_end), line.size());
  if (start == std::string::npos || start >= comment) return {};
  const std::size_t end = line.find_last_not_of(' ', comment - 1) + 1;
  const std::string text = line.substr(start, end - start);
  const std::string key = line.substr(0, key_end);
  const bool simple = text.find_first_of("\"'[{&*!|>%@`") != 0 && text.find(": ") != text.npos &&
                      key.find_first_of("{[\"'") == std::string::npos;
  if (!simple) return {};
  Location place = at;
  place.column = static_cast<int>(start) + 1;
  place.length = static_cast<int>(end - start);
  return {{place, in_quotes(text)}};
}

Diagnostic translate(const YAML::ParserException& exception, const Lines& lines,
                     const std::optional<Location>& open_bracket) {
  Location at = lines.at_mark(exception.mark, 0);
  std::string_view theirs = exception.msg;
  // A '-' that begins a line below an open bracket: the bracket is what is wrong.
  const bool cut_off =
      theirs == "illegal block entry" && open_bracket && open_bracket->line < at.line;
  if (cut_off) theirs = "end of map flow not found";
  const bool unclosed = theirs.find("flow not found") != std::string_view::npos;
  if (unclosed && open_bracket) at = *open_bracket;
  for (const Translation& known : translations) {
    if (theirs.substr(0, known.theirs.size()) == known.theirs) {
      Diagnostic found = error_at("K005", at, std::string(known.message), std::string(known.help));
      if (known.help == quote_colon) found.fix = quotes_for_colon(at);
      return found;
    }
  }
  return error_at("K005", std::move(at), "not valid YAML: " + exception.msg,
                  "see \"Strict YAML\" in docs/knowledge-format.md");
}

// ---- Events to nodes

// Where the quoted scalar that begins at `start` ends: just behind its closing quote, or npos.
// yaml-cpp takes the end of the file for a closing quote.
std::size_t end_of_quoted(const std::string& text, std::size_t start) {
  const char quote = text[start];
  for (std::size_t at = start + 1; at < text.size(); ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < text.size() && text[at + 1] == '\'';
      if (!doubled) return at + 1;
      ++at;
    }
  }
  return std::string::npos;
}

std::string_view trimmed_right(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

bool is_quote(char c) {
  return c == '"' || c == '\'';
}

class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(const Lines& lines, Diagnostics& diagnostics)
      : lines_(lines), diagnostics_(diagnostics) {
    root_.kind = YamlNode::Kind::mapping;
    root_.at = lines.at_offset(0, 0);
  }

  YamlNode take_root() { return std::move(root_); }

  // Where the innermost bracket that is still open stands, if one is.
  std::optional<Location> open_bracket() const {
    const auto frame = std::find_if(open_.rbegin(), open_.rend(),
                                    [](const Frame& candidate) { return candidate.flow; });
    return frame == open_.rend() ? std::nullopt : std::optional<Location>(frame->node.at);
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ == 1) return;
    refuse("K007", lines_.at_mark(mark, 0), "a second document in one file",
           "take out '---' and '...', or put it into a file of its own");
    throw GiveUp{};
  }

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override;

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    const Location at = lines_.at_mark(mark, word_length(mark));
    refuse("K008", at, "an alias", "write the value out where it is needed");
    add_broken(at);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(YamlNode::Kind::list, mark, tag, anchor, style);
  }

  void OnSequenceEnd() override { close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(YamlNode::Kind::mapping, mark, tag, anchor, style);
  }

  void OnMapEnd() override {
    drop_duplicates(open_.back().node);
    close();
  }

 private:
  struct Frame {
    YamlNode node;
    bool flow = false;
    bool has_key = false;  // the next event is the value of `key`
    bool bad_key = false;  // …which is refused with it
    std::string key;
    Location key_at;
  };

  void refuse(const char* code, const Location& at, std::string message, std::string help) {
    diagnostics_.push_back(error_at(code, at, std::move(message), std::move(help)));
  }

  bool key_expected() const {
    return !open_.empty() && open_.back().node.kind == YamlNode::Kind::mapping &&
           !open_.back().has_key;
  }

  int word_length(const YAML::Mark& mark) const {
    const std::string_view rest = lines_.rest_of_line(lines_.offset(mark));
    return static_cast<int>(std::min(rest.find_first_of(" ,]}"), rest.size()));
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor, YAML::EmitterStyle::value style);
  void close();
  void add(YamlNode node);

  void add_broken(const Location& at) {
    YamlNode node;
    node.at = at;
    add(std::move(node));
  }

  void set_key(const YamlNode& node);
  void drop_duplicates(YamlNode& mapping);
  bool refuse_anchor_or_tag(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor);
  int length_of(std::size_t start, const std::string& value) const;
  int text_column(std::size_t start, const YamlNode& node) const;

  const Lines& lines_;
  Diagnostics& diagnostics_;
  std::vector<Frame> open_;
  YamlNode root_;
  int documents_ = 0;
};

void TreeBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) {
  const std::size_t offset = lines_.offset(mark);
  const std::string_view rest = lines_.rest_of_line(offset);
  const std::string_view word = trimmed_right(rest.substr(0, rest.find_first_of(" ,]}#")));
  static constexpr std::array<std::string_view, 4> nulls = {"~", "null", "Null", "NULL"};
  if (std::find(nulls.begin(), nulls.end(), word) != nulls.end()) {
    YamlNode node;
    node.kind = YamlNode::Kind::scalar;
    node.plain = true;
    node.text = std::string(word);
    node.at = lines_.at_mark(mark, static_cast<int>(word.size()));
    add(std::move(node));
    return;
  }
  Location at = lines_.at_mark(mark, 0);
  std::string message = "an empty value";
  std::string help = "write a value, or take it out";
  if (!open_.empty() && open_.back().has_key) {
    at = open_.back().key_at;
    message = fmt::format("'{}' has no value", open_.back().key);
    if (open_.back().flow) help += "; inside { } put quotes around text that contains a comma";
  } else if (!open_.empty() && open_.back().node.kind == YamlNode::Kind::list) {
    const std::size_t dash = lines_.text().rfind('-', offset > 0 ? offset - 1 : 0);
    if (dash != std::string::npos) at = lines_.at_offset(dash, 1);
  }
  refuse("K011", at, message, help);
  add_broken(at);
}

void TreeBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  if (refuse_anchor_or_tag(mark, tag, anchor)) return add_broken(lines_.at_mark(mark, 0));
  const std::size_t start = lines_.offset(mark);
  YamlNode node;
  node.kind = YamlNode::Kind::scalar;
  node.plain = tag != "!";
  node.text = value;
  while (!node.text.empty() && node.text.back() == '\n') node.text.pop_back();
  node.at = lines_.at_mark(mark, length_of(start, value));
  node.text_column = text_column(start, node);
  const bool quoted = start < lines_.text().size() && is_quote(lines_.text()[start]);
  if (!node.plain && quoted && end_of_quoted(lines_.text(), start) == std::string::npos) {
    refuse("K005", lines_.at_mark(mark, 1), "a quote that is never closed", "close it");
    throw GiveUp{};
  }
  if (!node.plain && node.text.empty() && !key_expected()) {
    refuse("K011", node.at, "an empty text", "write a value, or take it out");
    node.kind = YamlNode::Kind::broken;
  }
  add(std::move(node));
}

void TreeBuilder::open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
                       YAML::anchor_t anchor, YAML::EmitterStyle::value style) {
  refuse_anchor_or_tag(mark, tag, anchor);
  if (open_.size() >= deepest_nesting) {
    refuse("K006", lines_.at_mark(mark, 1),
           fmt::format("lists and mappings nested more than {} deep", deepest_nesting),
           "split the condition with a finding that does not show");
    throw GiveUp{};
  }
  Frame frame;
  frame.node.kind = kind;
  frame.node.at = lines_.at_mark(mark, 1);
  frame.flow = style == YAML::EmitterStyle::Flow;
  open_.push_back(std::move(frame));
}

void TreeBuilder::close() {
  Frame frame = std::move(open_.back());
  open_.pop_back();
  YamlNode& node = frame.node;
  if (node.kind == YamlNode::Kind::mapping && !frame.flow && !node.items.empty()) {
    node.at = node.items.front().key_at;
  }
  add(std::move(node));
}

void TreeBuilder::add(YamlNode node) {
  if (open_.empty()) {
    root_ = std::move(node);
  } else if (key_expected()) {
    set_key(node);
  } else {
    Frame& frame = open_.back();
    if (frame.has_key) {
      node.key = std::move(frame.key);
      node.key_at = std::move(frame.key_at);
      frame.has_key = false;
    }
    if (!std::exchange(frame.bad_key, false)) frame.node.items.push_back(std::move(node));
  }
}

void TreeBuilder::set_key(const YamlNode& node) {
  Frame& frame = open_.back();
  frame.has_key = true;
  frame.bad_key = node.kind != YamlNode::Kind::scalar;
  frame.key = node.text;
  frame.key_at = node.at;
  const bool nested = node.kind == YamlNode::Kind::list || node.kind == YamlNode::Kind::mapping;
  if (nested) {
    refuse("K015", node.at, "a list or mapping where a key belongs",
           "a key is a word; write 'key: value'");
  }
  if (node.text == "<<" && node.plain) {
    refuse("K008", node.at, "a merge key", "write the keys out where they are needed");
    frame.bad_key = true;
  }
}

void TreeBuilder::drop_duplicates(YamlNode& mapping) {
  std::vector<const YamlNode*> sorted;
  sorted.reserve(mapping.items.size());
  for (const YamlNode& item : mapping.items) sorted.push_back(&item);
  const auto by_key = [](const YamlNode* a, const YamlNode* b) { return a->key < b->key; };
  std::stable_sort(sorted.begin(), sorted.end(), by_key);
  std::vector<bool> again(mapping.items.size());
  const YamlNode* first = nullptr;
  for (const YamlNode* item : sorted) {
    if (first == nullptr || first->key != item->key) {
      first = item;
      continue;
    }
    again[static_cast<std::size_t>(item - mapping.items.data())] = true;
    refuse("K010", item->key_at, fmt::format("the key '{}' for the second time", item->key),
           fmt::format("the first is in line {}; keep one of them", first->key_at.line));
  }
  // A section whose items are dropped would leave their names missing everywhere.
  const bool whole_sections = open_.size() == 1;
  if (whole_sections && std::find(again.begin(), again.end(), true) != again.end()) throw GiveUp{};
  std::size_t index = 0;
  std::erase_if(mapping.items, [&](const YamlNode&) { return again[index++]; });
}

bool TreeBuilder::refuse_anchor_or_tag(const YAML::Mark& mark, const std::string& tag,
                                       YAML::anchor_t anchor) {
  const std::size_t start = lines_.offset(mark);
  const char first = start < lines_.text().size() ? lines_.text()[start] : ' ';
  const bool tagged = (tag != "?" && tag != "!" && !tag.empty()) || first == '!';
  if (anchor != 0) {
    refuse("K008", lines_.at_mark(mark, word_length(mark)), "an anchor",
           "write the value out where it is needed");
  } else if (tagged) {
    refuse("K009", lines_.at_mark(mark, word_length(mark)), "a tag",
           "take it out: the key decides what a value is");
  }
  return anchor != 0 || tagged;
}

// How much of the line the scalar takes up.
int TreeBuilder::length_of(std::size_t start, const std::string& value) const {
  const std::string_view rest = lines_.rest_of_line(start);
  if (rest.empty()) return 0;
  std::size_t length = 0;
  if (is_quote(rest.front())) {
    length = std::min(end_of_quoted(lines_.text(), start) - start, rest.size());
  } else if (rest.front() == '|' || rest.front() == '>') {
    length = trimmed_right(rest.substr(0, rest.find('#'))).size();
  } else if (rest.compare(0, value.size(), value) == 0) {
    length = value.size();
  } else {
    length = trimmed_right(rest.substr(0, rest.find(" #"))).size();
  }
  return static_cast<int>(length);
}

int TreeBuilder::text_column(std::size_t start, const YamlNode& node) const {
  const std::size_t quote = node.plain ? 0 : 1;
  const std::string_view rest = lines_.rest_of_line(start);
  const bool in_one_piece =
      rest.size() >= quote && rest.compare(quote, node.text.size(), node.text) == 0;
  return in_one_piece ? node.at.column + static_cast<int>(quote) : 0;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view wanted) const {
  for (const YamlNode& item : items) {
    if (item.key == wanted) return &item;
  }
  return nullptr;
}

Location inside(const YamlNode& scalar, std::size_t offset, std::size_t length) {
  if (scalar.text_column == 0) return scalar.at;
  Location at = scalar.at;
  at.column = scalar.text_column + static_cast<int>(offset);
  at.length = static_cast<int>(length);
  return at;
}

std::optional<YamlNode> read_strict_yaml(const std::shared_ptr<const SourceFile>& file,
                                         Diagnostics& diagnostics) {
  const Lines lines(file);
  if (!bytes_are_fine(lines, diagnostics)) return std::nullopt;
  StringBuffer buffer(file->text);
  std::istream stream(&buffer);
  TreeBuilder builder(lines, diagnostics);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const GiveUp&) {
    return std::nullopt;
  } catch (const YAML::ParserException& exception) {
    diagnostics.push_back(translate(exception, lines, builder.open_bracket()));
    return std::nullopt;
  }
  return builder.take_root();
}

}  // namespace peyer
