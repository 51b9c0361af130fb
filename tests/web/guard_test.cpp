#include "web/guard.h"

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace peyer;

namespace {

using State = RequestGuard::State;

RequestGuard fed(const std::string& bytes, const GuardLimits& limits = {}) {
  RequestGuard guard(limits);
  guard.take(bytes);
  return guard;
}

// The status with which it is refused; 0 when it passes, -1 when there is more to come.
int verdict(const std::string& bytes, const GuardLimits& limits = {}) {
  const RequestGuard guard = fed(bytes, limits);
  if (guard.state() == State::reading) return -1;
  return guard.state() == State::complete ? 0 : guard.refusal();
}

std::string with(const std::string& headers) {
  return "GET / HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
}

std::string post(const std::string& headers, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body;
}

}  // namespace

TEST_CASE("a request of a browser passes the guard, with its body and no byte more", "[guard]") {
  const std::string request = post("Content-Length: 5\r\nContent-Type: text/plain\r\n", "hello");
  RequestGuard guard{GuardLimits()};
  CHECK(guard.take(request + "GET /next") == request.size());
  REQUIRE(guard.state() == State::complete);
  CHECK(guard.body() == "hello");
  CHECK(guard.keep_alive());
  CHECK(guard.take("more") == 0);
}

TEST_CASE("the guard comes to the same verdict when bytes come one by one", "[guard]") {
  const std::string request = post("Content-Length: 5\r\n", "hello");
  RequestGuard guard{GuardLimits()};
  for (std::size_t i = 0; i < request.size(); ++i) {
    REQUIRE(guard.state() == State::reading);
    CHECK(guard.take(request.substr(i, 1)) == 1);
  }
  CHECK(guard.state() == State::complete);
  CHECK(guard.head() + guard.body() == request);
}

TEST_CASE("what can be read in two ways is refused", "[guard]") {
  const std::vector<std::pair<std::string, int>> requests = {
      {with(""), 0},
      {"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", 0},
      {post("", ""), 0},
      // Whose request is it?
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {with("Host: other\r\n"), 400},
      {with("host: localhost\r\n"), 400},
      {"GET / HTTP/1.1\r\nHost:\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\nHost: user@localhost\r\n\r\n", 400},
      // Where does it end?
      {post("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"), 400},
      {post("Content-Length: 5, 5\r\n", "hello"), 400},
      {post("Content-Length: +5\r\n", "hello"), 400},
      {post("Content-Length: 0x5\r\n", "hello"), 400},
      {post("Content-Length: -1\r\n", ""), 400},
      {post("Content-Length:\r\n", ""), 400},
      {post("Content-Length: 99999999999999999999\r\n", ""), 413},
      {post("Content-Length: 98305\r\n", ""), 413},
      {post("Transfer-Encoding: chunked\r\n", "0\r\n\r\n"), 411},
      {post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "hello"), 411},
      {post("Content-Length: 5\r\nTransfer-Encoding: identity\r\n", "hello"), 411},
      {with("Content-Length: 5\r\n") + "hello", 400},
      {with("Content-Length: 0\r\n"), 0},
      // What is in it?
      {post("Content-Encoding: gzip\r\nContent-Length: 5\r\n", "hello"), 415},
      {post("Expect: 100-continue\r\nContent-Length: 5\r\n", ""), 417},
      {post("Content-Type: a/b\r\nContent-Type: c/d\r\nContent-Length: 0\r\n", ""), 400},
      {with("Origin: http://a\r\nOrigin: http://b\r\n"), 400},
      // Which lines are there?
      {"GET / HTTP/1.1\nHost: localhost\n\n", 400},
      {"GET / HTTP/1.1\r\nHost: localhost\n\r\n", 400},
      {with("A: b\r\n folded\r\n"), 400},
      {with("A : b\r\n"), 400},
      {with("no colon\r\n"), 400},
      {with(": b\r\n"), 400},
      {with("A: b\rc\r\n"), 400},
      {with(std::string("A: b\0c\r\n", 8)), 400},
      {with("A: \x1b[2J\r\n"), 400},
      // What is asked for?
      {"GET  / HTTP/1.1\r\n", 400},
      {"GET /a b HTTP/1.1\r\n", 400},
      {"GET /\r\n", 400},
      {"GET http://localhost/ HTTP/1.1\r\n", 400},
      {"GET //elsewhere/ HTTP/1.1\r\n", 400},
      {"GET * HTTP/1.1\r\n", 400},
      {"GET a HTTP/1.1\r\n", 400},
      {"GET /#a HTTP/1.1\r\n", 400},
      {"GET /a\\b HTTP/1.1\r\n", 400},
      {"GET /\xc3\xa4 HTTP/1.1\r\n", 400},
      {std::string("GET /a\0b HTTP/1.1\r\n", 20), 400},
      {"GET / HTTP/2.0\r\n", 505},
      {"PRI * HTTP/2.0\r\n\r\n", 505},
      {"GET / HTTP/1.1 \r\n", 505},
      {"DELETE / HTTP/1.1\r\n", 405},
      {"CONNECT localhost:1 HTTP/1.1\r\n", 405},
      {"TRACE / HTTP/1.1\r\n", 405},
      {"get / HTTP/1.1\r\n", 400},
      {"\r\nGET / HTTP/1.1\r\n", 400},
      {"\x16\x03\x01\x02", 400},  // TLS says hello
      {std::string(1, '\0'), 400},
  };
  for (const auto& [request, status] : requests) {
    INFO(request);
    CHECK(verdict(request) == status);
  }
}

TEST_CASE("the guard stops at its limits, and not before", "[guard]") {
  const GuardLimits limits{.request = 500, .head = 300, .line = 100, .target = 40, .headers = 4};
  const std::string longest(39, 'a');
  CHECK(verdict("GET /" + longest + " HTTP/1.1\r\nHost: a\r\n\r\n", limits) == 0);
  CHECK(verdict("GET /a" + longest + " HTTP/1.1\r\nHost: a\r\n\r\n", limits) == 414);
  CHECK(verdict("GET /" + std::string(80, 'a'), limits) == 414);
  CHECK(verdict(with("A: " + std::string(95, 'a') + "\r\n"), limits) == 0);
  CHECK(verdict(with("A: " + std::string(96, 'a') + "\r\n"), limits) == 431);
  CHECK(verdict(with("A: " + std::string(98, 'a')), limits) == 431);
  CHECK(verdict(with("A: b\r\nA: b\r\nA: b\r\n"), limits) == 0);
  CHECK(verdict(with("A: b\r\nA: b\r\nA: b\r\nA: b\r\n"), limits) == 431);
  const std::string line = "A: " + std::string(90, 'a') + "\r\n";
  CHECK(verdict(with(line + line), limits) == 0);
  CHECK(verdict(with(line + line + line), limits) == 431);
  CHECK(verdict(post("Content-Length: 400\r\n", std::string(400, 'a')), limits) == 0);
  CHECK(verdict(post("Content-Length: 500\r\n", ""), limits) == 413);
}

TEST_CASE("a refused request takes nothing more", "[guard]") {
  RequestGuard guard{GuardLimits()};
  guard.take("BAD\r\n");
  REQUIRE(guard.state() == State::refused);
  CHECK(guard.take("more of it") == 0);
  CHECK(guard.head().empty());
}

TEST_CASE("headers that could be mistaken for the program's own do not pass", "[guard]") {
  const RequestGuard guard = fed(
      with("Range: bytes=0-\r\nAccept-Encoding: gzip\r\nREMOTE_ADDR: 1.2.3.4\r\nAccept: a\r\n"));
  REQUIRE(guard.state() == State::complete);
  CHECK(guard.head() == with("Accept: a\r\n"));
}

TEST_CASE("a client that wants to close, or knows no better, is not kept", "[guard]") {
  CHECK(fed(with("")).keep_alive());
  CHECK(fed(with("Connection: keep-alive\r\n")).keep_alive());
  CHECK_FALSE(fed(with("Connection: close\r\n")).keep_alive());
  CHECK_FALSE(fed(with("Connection: Upgrade, Close\r\n")).keep_alive());
  CHECK_FALSE(fed("GET / HTTP/1.0\r\nHost: a\r\n\r\n").keep_alive());
}
