#include "cli/workbench/language_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>
#include <utility>

#include "cli/workbench/file_uri.h"
#include "cli/workbench/item_text.h"
#include "cli/workbench/knowledge_completion.h"
#include "knowledge/shape.h"

namespace peyer {
namespace {

using Json = nlohmann::json;

// The protocol's numbers.
constexpr int parse_error = -32700;
constexpr int invalid_request = -32600;
constexpr int method_not_found = -32601;
constexpr int invalid_params = -32602;
constexpr int internal_error = -32603;
constexpr int not_initialized = -32002;
constexpr int request_failed = -32803;

constexpr int symbol_module = 2, symbol_property = 7;
constexpr int item_property = 10, item_reference = 18, item_value = 12;

// Something that can't be done, in words for the author.
struct Refusal : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct UnknownMethod {};

// Discarded when it can't be read. What is deeper than any message of the protocol is not read: to
// write it back would take as deep a stack.
Json parsed(const std::string& body) {
  constexpr int deepest = 64;

  struct TooDeep {};

  try {
    const auto not_too_deep = [](int depth, Json::parse_event_t, Json&) {
      if (depth > deepest) throw TooDeep{};
      return true;
    };
    return Json::parse(body, not_too_deep, false);
  } catch (const TooDeep&) {
    Json discarded(Json::value_t::discarded);
    return discarded;
  }
}

// Any number as an integer: clients send positions beyond all bounds.
std::int64_t integer(const Json& value) {
  constexpr std::int64_t most = 1'000'000'000;
  if (value.is_number_unsigned()) {
    return static_cast<std::int64_t>(std::min<std::uint64_t>(value.get<std::uint64_t>(), most));
  }
  if (value.is_number_integer()) return std::clamp(value.get<std::int64_t>(), -most, most);
  return static_cast<std::int64_t>(
      std::clamp(value.get<double>(), static_cast<double>(-most), static_cast<double>(most)));
}

TextPosition position_in(const Json& json) {
  return {integer(json.at("line")), integer(json.at("character"))};
}

Json position_json(std::int64_t line, std::int64_t character) {
  return {{"line", line}, {"character", character}};
}

Json range_json(const TextPosition& start, const TextPosition& end) {
  return {{"start", position_json(start.line, start.character)},
          {"end", position_json(end.line, end.character)}};
}

// A span of the file that it was read from.
Json range_of(const Location& at) {
  if (at.line < 1) return range_json({}, {});
  const std::string text = at.line_text();
  const auto from = static_cast<std::size_t>(std::max(at.column - 1, 0));
  const auto length = static_cast<std::size_t>(std::max(at.length, 0));
  const std::int64_t line = at.line - 1;
  return range_json({line, utf16_units(text, from)}, {line, utf16_units(text, from + length)});
}

Json markdown(const std::string& text) {
  return {{"kind", "markdown"}, {"value", text}};
}

Json diagnostic_json(const Diagnostic& diagnostic) {
  std::string message = diagnostic.message;
  if (!diagnostic.help.empty()) message += "\n" + diagnostic.help;
  return {{"range", range_of(diagnostic.at)},
          {"severity", diagnostic.severity == Severity::error ? 1 : 2},
          {"code", diagnostic.code},
          {"source", "peyer"},
          {"message", message}};
}

Json item_json(const NamedItem& item) {
  return {{"section", item.section}, {"name", item.name}, {"question", item.question}};
}

Json capabilities() {
  return {{"positionEncoding", "utf-16"},
          {"textDocumentSync",
           {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
          {"completionProvider",
           {{"triggerCharacters", {" ", ":", "[", ",", "-"}}, {"resolveProvider", true}}},
          {"hoverProvider", true},
          {"definitionProvider", true},
          {"referencesProvider", true},
          {"documentSymbolProvider", true},
          {"renameProvider", {{"prepareProvider", true}}}};
}

// The text of one line that a name takes.
bool stands_there(const NameUse& use) {
  const std::string line = use.at.line_text();
  if (use.at.column < 1) return false;
  const auto at = static_cast<std::size_t>(use.at.column - 1);
  return at <= line.size() && line.compare(at, use.item.name.size(), use.item.name) == 0 &&
         use.at.length == static_cast<int>(use.item.name.size());
}

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

}  // namespace

// ---- Messages -----------------------------------------------------------------------------------

std::vector<std::string> LanguageServer::receive(const std::string& body, Time now) {
  out_.clear();
  last_method_.clear();
  const Json message = parsed(body);
  if (message.is_discarded()) {
    fail(nullptr, parse_error, "this is no JSON, or too deep");
  } else if (!message.is_object()) {
    fail(nullptr, invalid_request, "a message is an object");
  } else if (message.contains("method")) {
    request(message, now);
  } else if (!message.contains("result") && !message.contains("error")) {
    fail(nullptr, invalid_request, "a message has a method");
  }
  return std::move(out_);
}

void LanguageServer::request(const Json& message, Time now) {
  const Json id = message.contains("id") ? message["id"] : Json();
  const bool wants_answer = message.contains("id");
  if (!id.is_null() && !id.is_number() && !id.is_string()) {
    return fail(nullptr, invalid_request, "an id is a number or a text");
  }
  if (!message["method"].is_string()) return fail(id, invalid_request, "a method is a text");
  const std::string method = message["method"];
  last_method_ = method;
  const Json params = message.contains("params") ? message["params"] : Json::object();
  if (method == "exit") {
    ended_ = true;
    return;
  }
  try {
    if (!wants_answer) return notification(method, params, now);
    if (!initialized_ && method != "initialize") {
      return fail(id, not_initialized, "'initialize' comes first");
    }
    if (shut_down_) return fail(id, invalid_request, "nothing comes after 'shutdown' but 'exit'");
    Json result = answer(method, params);
    send({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
  } catch (const UnknownMethod&) {
    fail(id, method_not_found, "unknown method");
  } catch (const Json::exception&) {
    if (wants_answer) fail(id, invalid_params, "these parameters do not fit the method");
  } catch (const Refusal& refusal) {
    fail(id, request_failed, refusal.what());
  } catch (const std::exception& error) {
    if (wants_answer) fail(id, internal_error, error.what());
  }
}

Json LanguageServer::answer(const std::string& method, const Json& params) {
  if (method == "initialize") return initialize(params);
  if (method == "textDocument/completion") return completion(params);
  if (method == "completionItem/resolve") return resolve(params);
  if (method == "textDocument/hover") return hover(params);
  if (method == "textDocument/definition") return definition(params);
  if (method == "textDocument/references") return references(params);
  if (method == "textDocument/documentSymbol") return symbols(params);
  if (method == "textDocument/prepareRename") return prepare_rename(params);
  if (method == "textDocument/rename") return rename(params);
  if (method == "shutdown") {
    shut_down_ = true;
    return nullptr;
  }
  throw UnknownMethod{};
}

void LanguageServer::notification(const std::string& method, const Json& params, Time now) {
  if (!initialized_ || shut_down_) return;
  if (method == "initialized" && watches_) {
    const Json watchers = Json::array({{{"globPattern", "**/*.{yaml,yml}"}}});
    const Json registration = {{"id", "knowledge-files"},
                               {"method", "workspace/didChangeWatchedFiles"},
                               {"registerOptions", {{"watchers", watchers}}}};
    send({{"jsonrpc", "2.0"},
          {"id", "register"},
          {"method", "client/registerCapability"},
          {"params", {{"registrations", Json::array({registration})}}}});
  }
  if (method == "textDocument/didOpen") opened(params, now);
  if (method == "textDocument/didChange") changed(params, now);
  if (method == "textDocument/didClose") closed(params, now);
  if (method == "textDocument/didSave" || method == "workspace/didChangeWatchedFiles") {
    assign_packs(now);
    all_due(now);
  }
}

void LanguageServer::send(const Json& message) {
  out_.push_back(message.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void LanguageServer::fail(const Json& id, int code, const std::string& message) {
  send({{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}});
}

Json LanguageServer::initialize(const Json& params) {
  if (initialized_) throw Refusal("'initialize' was said already");
  initialized_ = true;
  const Json::json_pointer watching(
      "/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration");
  if (params.is_object() && params.contains(watching)) watches_ = params[watching] == true;
  return {{"capabilities", capabilities()},
          {"serverInfo", {{"name", "peyer"}, {"version", version_}}}};
}

// ---- Documents ----------------------------------------------------------------------------------

void LanguageServer::opened(const Json& params, Time now) {
  const Json& item = params.at("textDocument");
  Document document;
  document.uri = item.at("uri").get<std::string>();
  document.path = path_of_uri(document.uri).value_or("");
  document.text = TextDocument(item.at("text").get<std::string>());
  document.version = item.value("version", Json());
  const std::string uri = document.uri;
  documents_[uri] = std::move(document);
  assign_packs(now);
  pack_of(documents_[uri]).due = now;  // nobody waits for more typing
}

void LanguageServer::changed(const Json& params, Time now) {
  Document* document = find_document(params);
  if (document == nullptr) return;
  for (const Json& change : params.at("contentChanges")) {
    const auto& text = change.at("text").get_ref<const std::string&>();
    if (change.contains("range") && !change["range"].is_null()) {
      const Json& range = change["range"];
      document->text.replace(position_in(range.at("start")), position_in(range.at("end")), text);
    } else {
      document->text = TextDocument(text);
    }
  }
  document->version = params["textDocument"].value("version", Json());
  Pack& pack = pack_of(*document);
  pack.stale = true;
  pack.due = now + patience;
}

void LanguageServer::closed(const Json& params, Time now) {
  const Document* document = find_document(params);
  if (document == nullptr) return;
  const std::string key = document->pack;
  documents_.erase(document->uri);
  const bool last = std::none_of(documents_.begin(), documents_.end(),
                                 [&](const auto& one) { return one.second.pack == key; });
  Pack& pack = packs_.at(key);
  if (!last) {
    pack.stale = true;
    pack.due = now;
    return;
  }
  for (const auto& [uri, diagnostics] : pack.published) {
    if (diagnostics.empty()) continue;
    send({{"jsonrpc", "2.0"},
          {"method", "textDocument/publishDiagnostics"},
          {"params", {{"uri", uri}, {"diagnostics", Json::array()}}}});
  }
  packs_.erase(key);
}

LanguageServer::Document* LanguageServer::find_document(const Json& params) {
  const auto found =
      documents_.find(params.at("textDocument").at("uri").get_ref<const std::string&>());
  return found == documents_.end() ? nullptr : &found->second;
}

OpenTexts LanguageServer::open_texts(const std::string* pack) const {
  OpenTexts texts;
  for (const auto& [uri, document] : documents_) {
    const bool wanted = pack == nullptr || document.pack == *pack;
    if (wanted) texts[document.path.empty() ? uri : document.path] = document.text.text();
  }
  return texts;
}

// Which pack each open file belongs to. Files come and go, so that this may change.
void LanguageServer::assign_packs(Time now) {
  const OpenTexts open = open_texts();
  std::set<std::string> wanted;
  for (auto& [uri, document] : documents_) {
    std::optional<std::filesystem::path> folder;
    if (!document.path.empty()) folder = pack_folder_of(document.path, open);
    document.pack = folder ? folder->string() : "file:" + uri;
    wanted.insert(document.pack);
    const auto [pack, is_new] = packs_.try_emplace(
        document.pack, Pack{LivePack(folder.value_or(std::filesystem::path())), now, true, {}});
    if (is_new) continue;
    pack->second.stale = true;
  }
  std::erase_if(packs_, [&](const auto& pack) { return !wanted.contains(pack.first); });
}

void LanguageServer::all_due(Time now) {
  for (auto& [key, pack] : packs_) {
    pack.stale = true;
    pack.due = now;
  }
}

LanguageServer::Pack& LanguageServer::pack_of(const Document& document) {
  return packs_.at(document.pack);
}

// With what was typed since.
LanguageServer::Pack& LanguageServer::fresh_pack_of(const Document& document) {
  Pack& pack = pack_of(document);
  if (std::exchange(pack.stale, false)) pack.live.refresh(open_texts(&document.pack));
  return pack;
}

// ---- Diagnostics --------------------------------------------------------------------------------

std::optional<LanguageServer::Time> LanguageServer::due() const {
  std::optional<Time> first;
  for (const auto& [key, pack] : packs_) {
    if (pack.due && (!first || *pack.due < *first)) first = pack.due;
  }
  return first;
}

std::vector<std::string> LanguageServer::tick(Time now) {
  out_.clear();
  for (auto& [key, pack] : packs_) {
    if (!pack.due || *pack.due > now) continue;
    pack.due.reset();
    pack.stale = false;
    pack.live.refresh(open_texts(&key));
    publish(pack);
  }
  return std::move(out_);
}

std::string LanguageServer::uri_for(const std::string& path) const {
  for (const auto& [uri, document] : documents_) {
    if (document.path == path || uri == path) return uri;
  }
  return uri_of_path(path);
}

// A mistake of the pack as a whole is shown in the first file that is open.
std::string LanguageServer::home_of(const Diagnostic& diagnostic, const Pack& pack) const {
  if (diagnostic.at.file && pack.live.find_file(diagnostic.at.file->path) != nullptr) {
    return uri_for(diagnostic.at.file->path);
  }
  for (const auto& [uri, document] : documents_) {
    if (&packs_.at(document.pack) == &pack) return uri;
  }
  return "";
}

void LanguageServer::publish(Pack& pack) {
  std::map<std::string, Json> now;
  for (const auto& [uri, diagnostics] : pack.published) now[uri] = Json::array();
  for (const auto& [uri, document] : documents_) {
    if (&pack_of(document) == &pack) now[uri] = Json::array();
  }
  for (const Diagnostic& diagnostic : pack.live.diagnose()) {
    Json& list = now[home_of(diagnostic, pack)];
    if (list.is_null()) list = Json::array();
    list.push_back(diagnostic_json(diagnostic));
  }
  for (const auto& [uri, diagnostics] : now) {
    const auto before = pack.published.find(uri);
    if (before != pack.published.end() && before->second == diagnostics) continue;
    Json params = {{"uri", uri}, {"diagnostics", diagnostics}};
    const auto document = documents_.find(uri);
    const bool counted = document != documents_.end() && document->second.version.is_number();
    if (counted) params["version"] = document->second.version;
    send({{"jsonrpc", "2.0"},
          {"method", "textDocument/publishDiagnostics"},
          {"params", std::move(params)}});
  }
  pack.published = std::move(now);
}

// ---- Completion ---------------------------------------------------------------------------------

Json LanguageServer::completion(const Json& params) {
  const TextPosition at = position_in(params.at("position"));
  const Document* document = find_document(params);
  Json items = Json::array();
  if (document == nullptr) return items;
  const std::size_t offset = document->text.offset_of(at);
  const Completion found = complete(fresh_pack_of(*document).live, document->text.text(), offset);
  const Json range = range_json(document->text.position_of(found.replace_from),
                                document->text.position_of(offset));
  for (const Suggestion& one : found.suggestions) {
    int kind = item_value;
    if (one.kind == Suggestion::Kind::key) kind = item_property;
    if (one.kind == Suggestion::Kind::name) kind = item_reference;
    Json item = {{"label", one.label},
                 {"kind", kind},
                 {"filterText", one.label},
                 {"sortText", fmt::format("{:05}", items.size())},
                 {"textEdit", {{"range", range}, {"newText", one.insert}}}};
    if (!one.detail.empty()) item["detail"] = one.detail;
    if (one.item) {
      item["data"] = item_json(*one.item);
      item["data"]["uri"] = document->uri;
    }
    items.push_back(std::move(item));
  }
  return items;
}

Json LanguageServer::resolve(Json item) {
  if (!item.is_object()) throw Refusal("no item of a completion");
  const Json data = item.value("data", Json::object());
  const auto document = documents_.find(data.value("uri", ""));
  if (document == documents_.end()) return item;
  const NamedItem named{data.value("section", ""), data.value("name", ""),
                        data.value("question", "")};
  const std::string text = markdown_of(fresh_pack_of(document->second).live.items(), named);
  if (!text.empty()) item["documentation"] = markdown(text);
  return item;
}

// ---- Names --------------------------------------------------------------------------------------

// The name under the pointer. Where the file is no YAML at the moment its places are not known:
// then by the word alone, when one item only is called so.
std::optional<LanguageServer::Named> LanguageServer::named_at(const Json& params) {
  const TextPosition position = position_in(params.at("position"));
  const Document* document = find_document(params);
  if (document == nullptr) return std::nullopt;
  const LivePack& pack = fresh_pack_of(*document).live;
  const std::size_t offset = document->text.offset_of(position);
  const TextPosition start{document->text.position_of(offset).line, 0};
  const std::size_t line_at = document->text.offset_of(start);
  const auto column = static_cast<int>(offset - line_at) + 1;
  const LivePack::File* file =
      pack.find_file(document->path.empty() ? document->uri : document->path);
  if (file != nullptr && file->current()) {
    for (const NameUse& use : file->names) {
      const bool here = use.at.line == start.line + 1 && use.at.column <= column &&
                        column <= use.at.column + use.at.length;
      if (here) return Named{use, document};
    }
    return std::nullopt;
  }
  const std::string& text = document->text.text();
  std::size_t first = offset, last = offset;
  while (first > line_at && is_name_letter(text[first - 1])) --first;
  while (last < text.size() && is_name_letter(text[last])) ++last;
  const std::string word = text.substr(first, last - first);
  std::optional<Named> found;
  for (const auto& [path, one] : pack.files()) {
    for (const NameUse& use : one.names) {
      if (!use.definition || use.item.name != word) continue;
      if (found && found->use.item != use.item) return std::nullopt;
      found = Named{use, document};
      found->use.definition = false;
      found->use.at = Location{};
    }
  }
  return found;
}

Json LanguageServer::location_of(const NameUse& use) const {
  return {{"uri", uri_for(use.at.file->path)}, {"range", range_of(use.at)}};
}

Json LanguageServer::hover(const Json& params) {
  const std::optional<Named> named = named_at(params);
  if (named) {
    const LivePack& pack = pack_of(*named->document).live;
    const std::string text = markdown_of(pack.items(), named->use.item);
    if (text.empty()) return nullptr;
    Json hover = {{"contents", markdown(text)}};
    if (named->use.at.line > 0) hover["range"] = range_of(named->use.at);
    return hover;
  }
  const Document* document = find_document(params);
  if (document == nullptr) return nullptr;
  const std::size_t offset = document->text.offset_of(position_in(params.at("position")));
  const std::string meaning = key_meaning_at(document->text.text(), offset);
  return meaning.empty() ? Json() : Json{{"contents", markdown(meaning)}};
}

Json LanguageServer::definition(const Json& params) {
  const std::optional<Named> named = named_at(params);
  if (!named) return nullptr;
  const NameUse* definition = pack_of(*named->document).live.definition_of(named->use.item);
  return definition == nullptr ? Json() : location_of(*definition);
}

Json LanguageServer::references(const Json& params) {
  Json places = Json::array();
  const std::optional<Named> named = named_at(params);
  if (!named) return places;
  const Json context = params.value("context", Json::object());
  const bool with_definition = context.value("includeDeclaration", false);
  for (const auto& [path, file] : pack_of(*named->document).live.files()) {
    for (const NameUse& use : file.names) {
      if (use.item != named->use.item || (use.definition && !with_definition)) continue;
      places.push_back(location_of(use));
    }
  }
  return places;
}

// ---- Symbols ------------------------------------------------------------------------------------

namespace {

std::string symbol_name(const YamlNode& item) {
  for (const char* key : {"id", "name", "red_flag"}) {
    const YamlNode* name = item.find(key);
    if (name != nullptr && name->kind == YamlNode::Kind::scalar && !name->text.empty()) {
      return name->text;
    }
  }
  return "";
}

// From a place to the line before `next`.
Json symbol_range(const Location& at, std::int64_t next) {
  Json range = range_of(at);
  const std::int64_t last = std::max<std::int64_t>(next - 1, at.line - 1);
  range["start"]["character"] = 0;
  if (last > at.line - 1) {
    range["end"] = position_json(last, 0);
  } else {
    range["end"] = position_json(at.line - 1, utf16_units(at.line_text(), at.line_text().size()));
  }
  return range;
}

Json item_symbols(const YamlNode& section, std::int64_t end) {
  Json children = Json::array();
  for (std::size_t i = 0; i < section.items.size(); ++i) {
    const YamlNode& item = section.items[i];
    const std::string name = symbol_name(item);
    if (name.empty() || item.kind != YamlNode::Kind::mapping) continue;
    const std::int64_t next = i + 1 < section.items.size() ? section.items[i + 1].at.line - 1 : end;
    children.push_back({{"name", name},
                        {"kind", symbol_property},
                        {"range", symbol_range(item.at, next)},
                        {"selectionRange", range_of(item.at)}});
  }
  return children;
}

}  // namespace

Json LanguageServer::symbols(const Json& params) {
  Json out = Json::array();
  const Document* document = find_document(params);
  if (document == nullptr) return out;
  const LivePack& pack = fresh_pack_of(*document).live;
  const LivePack::File* file =
      pack.find_file(document->path.empty() ? document->uri : document->path);
  if (file == nullptr || !file->tree) return out;
  const std::vector<YamlNode>& sections = file->tree->items;
  const std::int64_t lines = document->text.position_of(document->text.text().size()).line;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const YamlNode& section = sections[i];
    const std::int64_t next = i + 1 < sections.size() ? sections[i + 1].key_at.line - 1 : lines + 1;
    out.push_back({{"name", section.key.empty() ? "?" : section.key},
                   {"kind", symbol_module},
                   {"range", symbol_range(section.key_at, next)},
                   {"selectionRange", range_of(section.key_at)},
                   {"children", section.kind == YamlNode::Kind::list ? item_symbols(section, next)
                                                                     : Json::array()}});
  }
  return out;
}

// ---- Renaming -----------------------------------------------------------------------------------

Json LanguageServer::prepare_rename(const Json& params) {
  const std::optional<Named> named = named_at(params);
  if (!named || named->use.at.line < 1 || !stands_there(named->use)) return nullptr;
  if (pack_of(*named->document).live.definition_of(named->use.item) == nullptr) return nullptr;
  return {{"range", range_of(named->use.at)}, {"placeholder", named->use.item.name}};
}

// Refused unless the pack is without errors before and after: then no use was overlooked.
Json LanguageServer::rename(const Json& params) {
  const std::string name = params.at("newName").get<std::string>();
  const std::optional<Named> named = named_at(params);
  if (!named) throw Refusal("there is no name of the pack here");
  const LivePack& pack = pack_of(*named->document).live;
  if (pack.definition_of(named->use.item) == nullptr) {
    throw Refusal("'" + named->use.item.name + "' is not defined by the pack");
  }
  if (has_errors(pack.diagnose())) throw Refusal("mend the errors of the pack first");
  Json changes = Json::object();
  SourceFiles after;
  for (const auto& [path, file] : pack.files()) {
    TextDocument text(file.source->text);
    std::vector<Json> ranges;
    for (const NameUse& use : file.names) {
      if (use.item != named->use.item) continue;
      if (!stands_there(use))
        throw Refusal("at " + use.at.place() + " the name is not in one piece");
      ranges.push_back(range_of(use.at));
      changes[uri_for(path)].push_back({{"range", ranges.back()}, {"newText", name}});
    }
    // clang-tidy 14 wants std::views::reverse, which clang 14 can't read.
    // NOLINTNEXTLINE(modernize-loop-convert)
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
      text.replace(position_in((*range)["start"]), position_in((*range)["end"]), name);
    }
    after.push_back(std::make_shared<const SourceFile>(SourceFile{path, text.text()}));
  }
  for (const Diagnostic& diagnostic : load(std::move(after)).diagnostics) {
    if (diagnostic.severity == Severity::error) throw Refusal(diagnostic.message);
  }
  return {{"changes", std::move(changes)}};
}

}  // namespace peyer
