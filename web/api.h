// The JSON interface: web/openapi.json describes it, docs/http-interface.md tells how to use it.
//
// A program sends all answers each time, and no reply depends on what was sent before. Replies to
// answers and questions may not be stored by anybody (Cache-Control: no-store); what the pack knows
// may, and has strong ETags. A reply to POST is found for a minute by whoever sends exactly the
// same again (see reply_cache.h); the request is not kept.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/exchange.h"
#include "web/metrics.h"
#include "web/reply_cache.h"
#include "web/served_pack.h"
#include "web/site_options.h"

namespace peyer {

// Longer bodies are refused (413).
inline constexpr std::size_t longest_body = 64UL * 1024;

// Replies that are kept, in all, and for how long.
inline constexpr std::size_t kept_replies_bytes = 4UL * 1024 * 1024;
inline constexpr std::chrono::seconds kept_replies_life{60};

// Thread-safe. Refers to all that it is given, which must outlive it.
class Api {
 public:
  // `journeys`: how many visits are under way on the pages, for /metrics.
  Api(const PackShelf& shelf, const SiteOptions& options, const Metrics& metrics,
      std::function<std::size_t()> journeys);

  // Nothing for a path that is not the interface's. Never throws.
  std::optional<HttpReply> answer(const HttpRequest& request) const;

  // Lets replies that were kept long enough leave memory, also when nobody asks for another.
  void sweep() { replies_.sweep(); }

  struct Operation {
    std::string method, path;  // "GET", "/v1/concepts/{id}"
    friend auto operator<=>(const Operation&, const Operation&) = default;
  };

  // All that it answers, beside HEAD where there is GET, and OPTIONS.
  static std::vector<Operation> operations();

 private:
  struct Call;
  struct Route;

  static const std::vector<Route>& routes();

  HttpReply reply_to(const HttpRequest& request) const;
  HttpReply call(const Route& route, const HttpRequest& request,
                 std::vector<std::string> captures) const;
  HttpReply call_with_body(const Route& route, const Call& call) const;
  HttpReply options(const HttpRequest& request, const std::string& allow) const;
  void add_cors(const HttpRequest& request, HttpReply& reply) const;

  HttpReply consult(const Call& call) const;
  HttpReply explain(const Call& call) const;
  HttpReply ask_in_query(const Call& call) const;
  HttpReply ask_in_body(const Call& call) const;
  HttpReply list(const Call& call) const;
  HttpReply item(const Call& call) const;
  HttpReply description(const Call& call) const;
  HttpReply health(const Call& call) const;
  HttpReply version(const Call& call) const;
  HttpReply metrics(const Call& call) const;

  const PackShelf& shelf_;
  const SiteOptions& options_;
  const Metrics& metrics_;
  const std::function<std::size_t()> journeys_;
  mutable ReplyCache replies_;  // thread-safe by itself, and changes no answer
};

}  // namespace peyer
