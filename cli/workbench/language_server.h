// The Language Server Protocol (3.17) for knowledge files: what is wrong as one types, completion,
// definitions, references, texts under the pointer, symbols, renaming. Messages in, messages out;
// who calls it reads and writes them (see message_stream.h), and tells it the time.
//
// Not thread-safe. Texts of open files are held in memory only, and never logged.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/workbench/live_pack.h"
#include "cli/workbench/text_document.h"

namespace peyer {

class LanguageServer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  // How long nobody must have typed before a pack is checked.
  static constexpr std::chrono::milliseconds patience{150};

  // `version` is the program's.
  explicit LanguageServer(std::string version) : version_(std::move(version)) {}

  // One message's body; what to send back. Never throws for what a client may send: what can't be
  // understood is answered with an error.
  std::vector<std::string> receive(const std::string& body, Time now);

  // When `tick` has something to do; nothing while no check is due.
  std::optional<Time> due() const;

  // Checks the packs that are due and gives the diagnostics that changed.
  std::vector<std::string> tick(Time now);

  // The client said goodbye with "exit".
  bool ended() const { return ended_; }

  // It had said "shutdown" before, as it should.
  bool was_shut_down() const { return shut_down_; }

  // What `receive` was asked last: a method's name; "" for an answer or what was no message.
  const std::string& last_method() const { return last_method_; }

 private:
  using Json = nlohmann::json;

  struct Document {
    std::string uri, path;
    TextDocument text;
    Json version;      // as the client counts, or null
    std::string pack;  // the key in packs_
  };

  struct Pack {
    LivePack live;
    std::optional<Time> due;
    bool stale = true;                      // something was typed since the last refresh
    std::map<std::string, Json> published;  // by address
  };

  struct Named {
    NameUse use;
    const Document* document = nullptr;
  };

  void request(const Json& message, Time now);
  void notification(const std::string& method, const Json& params, Time now);
  Json answer(const std::string& method, const Json& params);

  Json initialize(const Json& params);
  Json completion(const Json& params);
  Json resolve(Json item);
  Json hover(const Json& params);
  Json definition(const Json& params);
  Json references(const Json& params);
  Json symbols(const Json& params);
  Json prepare_rename(const Json& params);
  Json rename(const Json& params);

  void opened(const Json& params, Time now);
  void changed(const Json& params, Time now);
  void closed(const Json& params, Time now);

  Document* find_document(const Json& params);
  Pack& pack_of(const Document& document);
  Pack& fresh_pack_of(const Document& document);
  void assign_packs(Time now);
  void all_due(Time now);
  OpenTexts open_texts(const std::string* pack = nullptr) const;
  std::optional<Named> named_at(const Json& params);

  void publish(Pack& pack);
  std::string uri_for(const std::string& path) const;
  std::string home_of(const Diagnostic& diagnostic, const Pack& pack) const;
  Json location_of(const NameUse& use) const;

  void send(const Json& message);
  void fail(const Json& id, int code, const std::string& message);

  std::string version_;
  std::map<std::string, Document> documents_;  // by address
  std::map<std::string, Pack> packs_;  // by folder; "file:" and a path for a file outside of any
  std::vector<std::string> out_;
  std::string last_method_;
  bool initialized_ = false;
  bool shut_down_ = false;
  bool ended_ = false;
  bool watches_ = false;  // the client can watch files for us
};

}  // namespace peyer
