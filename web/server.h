// What `peyer serve` starts: listens, has answered what the guard and the door's rules let pass,
// and adds what every reply must say.
#pragma once

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "web/connections.h"
#include "web/exchange.h"

namespace peyer {

struct ServerOptions {
  std::string host = "127.0.0.1";  // name or address of this machine to listen at
  int port = 8080;                 // 0: any that is free

  // Names under which clients may ask for this server, beside `host`, "localhost" and any address
  // in figures. Others are refused: a page elsewhere could have its own name lead here.
  std::vector<std::string> host_names;

  // As in SiteOptions.
  std::vector<std::string> frame_origins;
  std::vector<std::string> api_origins;

  ConnectionLimits limits{};
};

// Why a server can't listen.
class CannotListen : public std::runtime_error {
 public:
  enum class Why { unknown_host, busy, other };

  // `reason`: in the system's words.
  CannotListen(Why why, const std::string& reason) : std::runtime_error(reason), why_(why) {}

  Why why() const { return why_; }

 private:
  Why why_;
};

// Every reply has: Content-Security-Policy, X-Content-Type-Options, Referrer-Policy,
// Cross-Origin-Opener-Policy, Permissions-Policy, and "Cache-Control: no-store"; those that the
// answer brings itself stay as they are. Nothing that clients send is ever written down.
class Server {
 public:
  // Called from several threads at once. What it throws is told to the client as 500, no more.
  using Answer = std::function<HttpReply(const HttpRequest&)>;

  // Told of every request that is not passed on to `answer`; called from several threads at once.
  using Refused = std::function<void()>;

  // Serves until it is stopped. Throws CannotListen.
  Server(
      const ServerOptions& options, Answer answer, Refused refused = [] {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  int port() const;
  std::string address() const;  // "http://127.0.0.1:8080"
  bool is_loopback() const;     // only this machine reaches it

  // See Connections::stop().
  void stop();

 private:
  class Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace peyer
