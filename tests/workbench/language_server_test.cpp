#include "cli/workbench/language_server.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "cli/workbench/file_uri.h"

namespace peyer {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string pack_text =
    R"(pack: {id: p, title: Tést, version: 0.1.0, language: en, about: a, notice: careful, review: r}
topics:
  - {id: water, title: Water}
levels:
  - {id: today, title: Today, meaning: m, who: w, how_soon: h, now: do it, urgent: yes}
  - {id: later, title: Later, meaning: m, who: w, how_soon: h, now: do it, person: no}
sources:
  - {id: rot, type: textbook, authors: Müller Ö, title: „Root rot“, verified: from-memory}
questions:
  - {id: soil, topic: water, ask: "How wet is the soil?", why: w, kind: one, options: {dry: Dry, soggy: Wet}}
findings:
  - {id: too-wet, title: Too wet, topics: [water], say: The soil is wet.}
)";

const std::string rules_text = R"(rules:
  - id: wet
    when: soil is soggy
    then: {finding: too-wet}
    say: „𝛽“ It is wet.
    grade: strong
    cite: [rot]
scenarios:
  - {name: wet, given: {soil: soggy}, expect: {concludes: [too-wet]}}
)";

// A pack in a folder of its own, and a client that talks to a server about it.
class Client {
 public:
  Client() {
    folder_ = fs::temp_directory_path() / fs::path("peyer-lsp-XXXXXX");
    std::string name = folder_.string();
    folder_ = mkdtemp(name.data());
    write("pack.yaml", pack_text);
    write("rules.yaml", rules_text);
  }

  ~Client() { fs::remove_all(folder_); }

  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void write(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  std::string uri(const std::string& name) const { return uri_of_path((folder_ / name).string()); }

  Json raw(const std::string& body) { return last(server.receive(body, now)); }

  Json request(const std::string& method, Json params) {
    return raw(Json{{"jsonrpc", "2.0"}, {"id", 7}, {"method", method}, {"params", params}}.dump());
  }

  void notify(const std::string& method, Json params) {
    raw(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}.dump());
  }

  void begin() {
    request("initialize", Json::object());
    notify("initialized", Json::object());
  }

  void open(const std::string& name, const std::string& text) {
    notify("textDocument/didOpen",
           {{"textDocument",
             {{"uri", uri(name)}, {"languageId", "yaml"}, {"version", 1}, {"text", text}}}});
  }

  void change(const std::string& name, Json changes) {
    notify("textDocument/didChange",
           {{"textDocument", {{"uri", uri(name)}, {"version", ++version}}},
            {"contentChanges", changes}});
  }

  // Where the nth `word` of a text begins.
  static Json place(const std::string& text, const std::string& word, int nth = 1) {
    std::size_t at = text.find(word);
    while (--nth > 0) at = text.find(word, at + 1);
    const TextPosition position = TextDocument(text).position_of(at);
    return {{"line", position.line}, {"character", position.character}};
  }

  Json ask(const std::string& method, const std::string& name, Json position) {
    const Json params = {{"textDocument", {{"uri", uri(name)}}}, {"position", position}};
    return request("textDocument/" + method, params)["result"];
  }

  // What was published for a file by the checks that are due after a pause, or null.
  Json published(const std::string& name) {
    now += std::chrono::seconds(1);
    Json found;
    for (const std::string& text : server.tick(now)) {
      const Json message = Json::parse(text);
      if (message["params"]["uri"] == uri(name)) found = message["params"]["diagnostics"];
    }
    return found;
  }

  LanguageServer server{"1.2.3"};
  LanguageServer::Time now = std::chrono::steady_clock::now();
  int version = 1;

 private:
  static Json last(const std::vector<std::string>& messages) {
    return messages.empty() ? Json() : Json::parse(messages.back());
  }

  fs::path folder_;
};

Json range(int line, int from, int to) {
  return {{"start", {{"line", line}, {"character", from}}},
          {"end", {{"line", line}, {"character", to}}}};
}

TEST_CASE("a session begins with what the server can do and ends when told") {
  Client client;
  CHECK(client.request("textDocument/hover", Json::object())["error"]["code"] == -32002);
  const Json answer = client.request("initialize", Json::object())["result"];
  CHECK(answer["serverInfo"]["version"] == "1.2.3");
  CHECK(answer["capabilities"]["textDocumentSync"]["change"] == 2);
  CHECK(client.request("shutdown", nullptr)["result"].is_null());
  CHECK(client.request("textDocument/hover", Json::object())["error"]["code"] == -32600);
  CHECK_FALSE(client.server.ended());
  client.notify("exit", nullptr);
  CHECK(client.server.ended());
  CHECK(client.server.was_shut_down());
}

TEST_CASE("mistakes are shown as one types, over the whole pack, and go away") {
  Client client;
  client.begin();
  client.open("rules.yaml", rules_text);
  CHECK(client.published("rules.yaml") == Json::array());
  Json start = Client::place(rules_text, "soggy");
  Json end = start;
  end["character"] = start["character"].get<int>() + 5;
  client.change("rules.yaml", {{{"range", {{"start", start}, {"end", end}}}, {"text", "wett"}}});
  CHECK(client.server.due() == client.now + LanguageServer::patience);
  CHECK(client.server.tick(client.now).empty());
  const Json shown = client.published("rules.yaml");
  REQUIRE(shown.size() == 1);
  CHECK(shown[0]["severity"] == 1);
  CHECK(shown[0]["range"] == range(2, 18, 22));
  CHECK_FALSE(client.server.due());
  client.change("rules.yaml", {{{"text", rules_text}}});
  CHECK(client.published("rules.yaml") == Json::array());
}

TEST_CASE("a change in one file is felt in another that is not open") {
  Client client;
  client.begin();
  client.open("pack.yaml", pack_text);
  CHECK(client.published("pack.yaml") == Json::array());
  std::string without = pack_text;
  without.replace(without.find("too-wet"), 7, "too-dry");
  client.change("pack.yaml", {{{"text", without}}});
  const Json shown = client.published("rules.yaml");
  REQUIRE(shown.size() >= 1);
  CHECK(shown[0]["code"] == "K012");
}

TEST_CASE("places behind text outside ASCII are right") {
  Client client;
  client.begin();
  const std::string text = rules_text + "    bad-key„𝛽“: x\n";
  client.open("rules.yaml", text);
  Json broken = client.published("rules.yaml");
  CHECK_FALSE(broken.empty());
  // Typed behind two characters outside ASCII, one of them outside the basic plane.
  client.change("rules.yaml", {{{"text", rules_text}}});
  Json at = Client::place(rules_text, " It is");
  CHECK(at["character"] == 13);
  client.change("rules.yaml", {{{"range", {{"start", at}, {"end", at}}}, {"text", " Yes."}}});
  CHECK(client.published("rules.yaml") == Json::array());
  std::string source = pack_text;
  source.replace(source.find("from-memory"), 11, "by-heart");
  client.open("pack.yaml", source);
  const Json shown = client.published("pack.yaml");
  REQUIRE(shown.size() == 1);
  CHECK(shown[0]["range"]["start"] == Client::place(source, "by-heart"));
}

TEST_CASE("definitions, references and texts are found from any use of a name") {
  Client client;
  client.begin();
  client.open("rules.yaml", rules_text);
  const Json definition =
      client.ask("definition", "rules.yaml", Client::place(rules_text, "too-wet"));
  CHECK(definition["uri"] == client.uri("pack.yaml"));
  CHECK(definition["range"]["start"] == Client::place(pack_text, "too-wet"));
  const Json option = client.ask("definition", "rules.yaml", Client::place(rules_text, "soggy"));
  CHECK(option["range"]["start"] == Client::place(pack_text, "soggy"));

  const Json params = {{"textDocument", {{"uri", client.uri("rules.yaml")}}},
                       {"position", Client::place(rules_text, "soggy")},
                       {"context", {{"includeDeclaration", true}}}};
  CHECK(client.request("textDocument/references", params)["result"].size() == 3);

  const auto hover = [&](const std::string& word, int nth = 1) {
    const Json it = client.ask("hover", "rules.yaml", Client::place(rules_text, word, nth));
    return it.is_null() ? "" : it["contents"]["value"].get<std::string>();
  };
  CHECK(hover("soil").find("How wet is the soil?") != std::string::npos);
  CHECK(hover("soil").find("- `soggy` Wet") != std::string::npos);
  CHECK(hover("rot]").find("Müller Ö") != std::string::npos);
  CHECK(hover("too-wet").find("The soil is wet.") != std::string::npos);
  CHECK(hover("say").find("to the visitor") != std::string::npos);
  CHECK(hover("It is wet").empty());
}

TEST_CASE("completion works from the last good state while a file does not parse") {
  Client client;
  client.begin();
  client.open("pack.yaml", pack_text);
  client.open("rules.yaml", rules_text);
  client.published("rules.yaml");
  const std::string broken = "rules:\n  - id: [\n    when: soil is ";
  client.change("rules.yaml", {{{"text", broken}}});
  const Json items = client.ask("completion", "rules.yaml", {{"line", 2}, {"character", 18}});
  CHECK(items.is_array());
  client.change("rules.yaml", {{{"text", "rules:\n  - id: x\n    when: soil is \n  bad"}}});
  const Json options = client.ask("completion", "rules.yaml", {{"line", 2}, {"character", 18}});
  REQUIRE(options.size() == 4);
  CHECK(options[0]["label"] == "dry");
  CHECK(options[0]["detail"] == "Dry");
  CHECK(options[0]["textEdit"]["range"] == range(2, 18, 18));
  const Json resolved = client.request("completionItem/resolve", options[0])["result"];
  CHECK(resolved["documentation"]["value"].get<std::string>().find("How wet") != std::string::npos);
  const Json hover = client.ask("hover", "rules.yaml", {{"line", 2}, {"character", 11}});
  CHECK(hover["contents"]["value"].get<std::string>().find("How wet") != std::string::npos);
}

TEST_CASE("sections and their items are listed as symbols") {
  Client client;
  client.begin();
  client.open("rules.yaml", rules_text);
  const Json params = {{"textDocument", {{"uri", client.uri("rules.yaml")}}}};
  const Json symbols = client.request("textDocument/documentSymbol", params)["result"];
  REQUIRE(symbols.size() == 2);
  CHECK(symbols[0]["name"] == "rules");
  CHECK(symbols[0]["children"][0]["name"] == "wet");
  CHECK(symbols[0]["range"]["end"]["line"] == 6);
}

TEST_CASE("a name is renamed everywhere, or nowhere") {
  Client client;
  client.begin();
  client.open("rules.yaml", rules_text);
  Json params = {{"textDocument", {{"uri", client.uri("rules.yaml")}}},
                 {"position", Client::place(rules_text, "soggy")},
                 {"newName", "dripping-wet"}};
  const Json changes = client.request("textDocument/rename", params)["result"]["changes"];
  CHECK(changes[client.uri("pack.yaml")].size() == 1);
  CHECK(changes[client.uri("rules.yaml")].size() == 2);
  for (const char* bad : {"dry", "Not A Name", "not-sure", ""}) {
    params["newName"] = bad;
    CHECK(client.request("textDocument/rename", params)["error"]["code"] == -32803);
  }
  client.change("rules.yaml", {{{"text", rules_text + "nonsense: x\n"}}});
  params["newName"] = "dripping-wet";
  CHECK(client.request("textDocument/rename", params)["error"]["code"] == -32803);
}

TEST_CASE("whatever a client sends is answered or ignored") {
  Client client;
  CHECK(client.raw("{")["error"]["code"] == -32700);
  CHECK(client.raw("")["error"]["code"] == -32700);
  CHECK(client.raw("\xff\xfe")["error"]["code"] == -32700);
  CHECK(client.raw("[]")["error"]["code"] == -32600);
  CHECK(client.raw("{\"id\": 1}")["error"]["code"] == -32600);
  CHECK(client.raw("{\"id\": 1, \"method\": 7}")["error"]["code"] == -32600);
  CHECK(client.raw("{\"id\": [[1]], \"method\": \"x\"}")["error"]["code"] == -32600);
  client.begin();
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  CHECK(client.raw(deep)["error"]["code"] == -32700);
  const std::string item = "{\"data\": " + deep + "}";
  CHECK(client.raw("{\"id\": 1, \"method\": \"completionItem/resolve\", \"params\": " + item +
                   "}")["error"]["code"] == -32700);
  CHECK(client.request("no/such", Json::object())["error"]["code"] == -32601);
  CHECK(client.request("initialize", Json::object())["error"]["code"] == -32803);
  for (const Json& params : {Json(), Json::array(), Json("x"), Json{{"textDocument", 3}}}) {
    for (const char* method : {"completion", "hover", "definition", "references", "rename",
                               "documentSymbol", "prepareRename"}) {
      CHECK(client.request("textDocument/" + std::string(method), params)["error"]["code"] ==
            -32602);
    }
    for (const char* method : {"didOpen", "didChange", "didClose"}) {
      client.notify("textDocument/" + std::string(method), params);
    }
  }
  client.open("rules.yaml", rules_text);
  for (const Json& number :
       {Json(-1), Json(1e300), Json(18446744073709551615U), Json(2147483647)}) {
    const Json position = {{"line", number}, {"character", number}};
    client.ask("hover", "rules.yaml", position);
    CHECK(client.ask("completion", "rules.yaml", position).is_array());
    client.change("rules.yaml",
                  {{{"range", {{"start", position}, {"end", position}}}, {"text", "\n# x"}}});
  }
  CHECK(client.ask("hover", "not-open.yaml", {{"line", 0}, {"character", 0}}).is_null());
  client.published("rules.yaml");
}

TEST_CASE("a file outside of any pack is held to the format alone") {
  Client client;
  client.begin();
  const Json document = {{"uri", "untitled:Untitled-1"}, {"text", "rules:\n  - idd: x\n"}};
  client.notify("textDocument/didOpen", {{"textDocument", document}});
  client.now += std::chrono::seconds(1);
  const auto messages = client.server.tick(client.now);
  REQUIRE(messages.size() == 1);
  const Json params = Json::parse(messages[0])["params"];
  CHECK(params["uri"] == "untitled:Untitled-1");
  CHECK(params["diagnostics"][0]["code"] == "K013");
}

TEST_CASE("other people's YAML is left alone") {
  Client client;
  client.begin();
  const Json document = {{"uri", "file:///nowhere/compose.yaml"}, {"text", "services: &a [x]\n"}};
  client.notify("textDocument/didOpen", {{"textDocument", document}});
  const auto messages = client.server.tick(client.now);
  REQUIRE(messages.size() == 1);
  CHECK(Json::parse(messages[0])["params"]["diagnostics"].empty());
}

TEST_CASE("several packs are kept apart, and closing the last file of one clears it") {
  Client one, two;
  Client& client = one;
  client.begin();
  client.open("rules.yaml", rules_text + "x: y\n");
  CHECK(client.published("rules.yaml").size() == 1);
  const Json other = {{"uri", two.uri("rules.yaml")}, {"text", rules_text}};
  client.notify("textDocument/didOpen", {{"textDocument", other}});
  const auto messages = client.server.tick(client.now + std::chrono::seconds(1));
  REQUIRE(messages.size() == 1);
  CHECK(Json::parse(messages[0])["params"]["diagnostics"].empty());
  const Json closing = {{"textDocument", {{"uri", client.uri("rules.yaml")}}}};
  const Json cleared =
      client.raw(Json{{"method", "textDocument/didClose"}, {"params", closing}}.dump());
  CHECK(cleared["params"]["uri"] == client.uri("rules.yaml"));
  CHECK(cleared["params"]["diagnostics"].empty());
}

TEST_CASE("a file that changes on disk is read anew") {
  Client client;
  client.begin();
  client.open("rules.yaml", rules_text);
  CHECK(client.published("rules.yaml") == Json::array());
  std::string without = pack_text;
  without.replace(without.find("too-wet"), 7, "too-dry");
  client.write("pack.yaml", without);
  client.notify("workspace/didChangeWatchedFiles", {{"changes", Json::array()}});
  const Json shown = client.published("rules.yaml");
  REQUIRE(shown.size() >= 1);
  CHECK(shown[0]["code"] == "K012");
}

TEST_CASE("addresses and paths are turned into one another") {
  CHECK(path_of_uri("file:///tmp/a%20b/%C3%A4.yaml") == "/tmp/a b/ä.yaml");
  CHECK(path_of_uri("file:///tmp/x/../y%2") == "/tmp/y%2");
  CHECK(uri_of_path("/tmp/a b/ä.yaml") == "file:///tmp/a%20b/%C3%A4.yaml");
  CHECK_FALSE(path_of_uri("untitled:x"));
  CHECK_FALSE(path_of_uri("file:///a%00b"));
}

}  // namespace
}  // namespace peyer
