#include "web/server.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <cerrno>
#include <cstring>
#include <utility>

#include "web/door_rules.h"
#include "web/http_messages.h"

namespace peyer {
namespace {

constexpr int backlog = 512;

using Addresses = std::unique_ptr<addrinfo, void (*)(addrinfo*)>;

Addresses addresses_of(const std::string& host, int port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int failure = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (failure != 0) throw CannotListen(CannotListen::Why::unknown_host, gai_strerror(failure));
  return {found, freeaddrinfo};
}

// -1, with errno, when it can't.
int listener_at(const addrinfo& address) {
  const int listener = ::socket(address.ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener < 0) return -1;
  // So that a server can start again at once. (SO_REUSEPORT would let a second one start beside
  // it.)
  const int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(listener, address.ai_addr, address.ai_addrlen) == 0 &&
      ::listen(listener, backlog) == 0) {
    return listener;
  }
  const int failure = errno;
  ::close(listener);
  errno = failure;
  return -1;
}

int listener_at(const std::string& host, int port) {
  const Addresses found = addresses_of(host, port);
  int failure = 0;
  for (const addrinfo* one = found.get(); one != nullptr; one = one->ai_next) {
    const int listener = listener_at(*one);
    if (listener >= 0) return listener;
    failure = errno;
  }
  throw CannotListen(failure == EADDRINUSE ? CannotListen::Why::busy : CannotListen::Why::other,
                     std::strerror(failure));
}

struct Place {
  int port = 0;
  bool is_loopback = false;
};

Place place_of(int listener) {
  sockaddr_storage name{};
  socklen_t size = sizeof name;
  getsockname(listener, reinterpret_cast<sockaddr*>(&name), &size);
  if (name.ss_family == AF_INET6) {
    const auto& six = reinterpret_cast<const sockaddr_in6&>(name);
    return {ntohs(six.sin6_port), IN6_IS_ADDR_LOOPBACK(&six.sin6_addr) != 0};
  }
  const auto& four = reinterpret_cast<const sockaddr_in&>(name);
  return {ntohs(four.sin_port), (ntohl(four.sin_addr.s_addr) >> 24) == 127};
}

DoorRules rules_of(const ServerOptions& options) {
  DoorRules rules{options.host_names, options.frame_origins, options.api_origins};
  rules.host_names.push_back(options.host);
  for (std::string& name : rules.host_names) {
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return rules;
}

}  // namespace

class Server::Parts {
 public:
  Parts(const ServerOptions& options, Answer answer, Refused refused)
      : Parts(options, std::move(answer), std::move(refused),
              listener_at(options.host, options.port)) {}

  const std::string& host() const { return host_; }

  const Place& place() const { return place_; }

  void stop() { connections_.stop(); }

 private:
  Parts(const ServerOptions& options, Answer answer, Refused told, int listener)
      : host_(options.host),
        place_(place_of(listener)),
        rules_(rules_of(options)),
        ancestors_(frame_ancestors(options.frame_origins)),
        answer_(std::move(answer)),
        refused_(std::move(told)),
        messages_([this](const std::optional<HttpRequest>& request) { return reply_to(request); },
                  [this](HttpReply& reply) { add_security_headers(reply, ancestors_); },
                  std::chrono::duration_cast<std::chrono::seconds>(options.limits.idle)),
        connections_(
            listener, options.limits,
            [this](const RequestGuard& request, bool keep_alive) {
              return messages_.reply_to(request, keep_alive);
            },
            [this](int status) {
              refused_();
              return messages_.refusal(status);
            }) {}

  HttpReply reply_to(const std::optional<HttpRequest>& request) const {
    HttpReply refused;
    refused.status = request ? rules_.refusal(*request) : 400;
    if (refused.status == 0) return answer_(*request);
    refused_();
    return refused;
  }

  const std::string host_;
  const Place place_;
  const DoorRules rules_;
  const std::string ancestors_;
  const Answer answer_;
  const Refused refused_;
  const HttpMessages messages_;
  Connections connections_;  // last: its threads use the others
};

Server::Server(const ServerOptions& options, Answer answer, Refused refused)
    : parts_(std::make_unique<Parts>(options, std::move(answer), std::move(refused))) {}

Server::~Server() = default;

int Server::port() const {
  return parts_->place().port;
}

std::string Server::address() const {
  const std::string& host = parts_->host();
  const bool is_bare_v6 = host.find(':') != std::string::npos;
  return "http://" + (is_bare_v6 ? "[" + host + "]" : host) + ":" + std::to_string(port());
}

bool Server::is_loopback() const {
  return parts_->place().is_loopback;
}

void Server::stop() {
  parts_->stop();
}

}  // namespace peyer
