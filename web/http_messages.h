// Requests and replies as they travel: the one place that knows cpp-httplib. It is given requests
// that the guard let pass, whole and in memory, so that none of the library's own ways of reading
// from a network is ever used.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "web/exchange.h"
#include "web/guard.h"

namespace peyer {

// Thread-safe if `answer` is.
class HttpMessages {
 public:
  // Nothing: what was sent can't be read as text (see url_text.h).
  using Answer = std::function<HttpReply(const std::optional<HttpRequest>&)>;

  // `answer` may throw: the client is told 500 and nothing else. `last`: adds headers and the like
  // to every reply, also to those that `answer` was not asked for. `idle`: how long clients may
  // keep a connection between requests; they are told.
  HttpMessages(Answer answer, std::function<void(HttpReply&)> last, std::chrono::seconds idle);
  ~HttpMessages();
  HttpMessages(const HttpMessages&) = delete;
  HttpMessages& operator=(const HttpMessages&) = delete;

  // The reply as it is sent.
  std::string reply_to(const RequestGuard& request, bool keep_alive) const;

  // For a request that the guard did not let pass, or that there is no room for.
  std::string refusal(int status) const;

 private:
  class Library;
  std::unique_ptr<Library> library_;
};

}  // namespace peyer
