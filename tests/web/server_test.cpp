// Over real sockets on this machine. Limits are small, so that running into them takes no time.
#include "web/server.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <latch>
#include <stdexcept>
#include <thread>

#include "raw_client.h"

using namespace peyer;
using namespace peyer::test;
using namespace std::chrono_literals;

namespace {

// Says what it was asked: "POST /path name=value | body".
HttpReply echo(const HttpRequest& request) {
  HttpReply reply;
  reply.type = "text/plain";
  reply.body = request.method + " " + request.path;
  for (const auto& [name, value] : request.fields) reply.body += " " + name + "=" + value;
  if (!request.body.empty()) reply.body += " | " + request.body;
  return reply;
}

ServerOptions options() {
  ServerOptions options;
  options.port = 0;
  options.limits.threads = 2;
  options.limits.request = 10s;
  options.limits.linger = 200ms;
  options.limits.drain = 2s;
  return options;
}

struct Running {
  Server server;

  explicit Running(const ServerOptions& options = ::options(), Server::Answer answer = echo)
      : server(options, std::move(answer)) {}

  RawClient client() const { return RawClient(server.port()); }

  std::string reply_to(const std::string& request) const {
    RawClient one = client();
    one.send(request);
    return one.reply();
  }

  std::string status(const std::string& request) const {
    return RawClient::status_of(reply_to(request));
  }
};

std::string body_of(const std::string& reply) {
  return reply.substr(reply.find("\r\n\r\n") + 4);
}

bool has_header(const std::string& reply, const std::string& line) {
  return reply.substr(0, reply.find("\r\n\r\n") + 2).find("\r\n" + line + "\r\n") !=
         std::string::npos;
}

std::string post(const std::string& headers, const std::string& body,
                 const std::string& path = "/x") {
  return "POST " + path +
         " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         headers + "\r\n" + body;
}

constexpr const char* form = "Content-Type: application/x-www-form-urlencoded\r\n";

}  // namespace

TEST_CASE("a request reaches the site decoded, and its reply comes back whole", "[server]") {
  const Running running;
  CHECK(body_of(running.reply_to(get("/a%20b?q=c+d&q=%C3%A4"))) == "GET /a b q=c d q=ä");
  CHECK(body_of(running.reply_to(post(form, "yes=1&no=%26"))) ==
        "POST /x yes=1 no=& | yes=1&no=%26");
  CHECK(body_of(running.reply_to(post("Content-Type: application/json\r\n", "a=b"))) ==
        "POST /x | a=b");
  CHECK(body_of(running.reply_to("OPTIONS /x HTTP/1.1\r\nHost: localhost\r\n\r\n")) ==
        "OPTIONS /x");
}

TEST_CASE("HEAD is GET without the body", "[server]") {
  const Running running;
  RawClient client = running.client();
  client.send("HEAD /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  const std::string reply = client.rest();
  CHECK(has_header(reply, "Content-Length: 6"));
  CHECK(body_of(reply).empty());
}

TEST_CASE("every reply tells browsers what its page may do, also a refusal", "[server]") {
  const Running running;
  for (const std::string& request :
       {get("/"), get("/%zz"), get("/", "Host: again\r\n"), std::string("DELETE / HTTP/1.1\r\n")}) {
    const std::string reply = running.reply_to(request);
    INFO(reply);
    CHECK(has_header(reply, "X-Content-Type-Options: nosniff"));
    CHECK(has_header(reply, "Referrer-Policy: no-referrer"));
    CHECK(has_header(reply, "Cross-Origin-Opener-Policy: same-origin"));
    CHECK(has_header(reply, "Cache-Control: no-store"));
    CHECK(reply.find("default-src 'none'") != std::string::npos);
    CHECK(reply.find("frame-ancestors 'none'") != std::string::npos);
  }
}

TEST_CASE("a reply's own headers stand for those that every reply has", "[server]") {
  const Running running(options(), [](const HttpRequest&) {
    HttpReply reply;
    reply.headers.emplace_back("Cache-Control", "max-age=60");
    return reply;
  });
  const std::string reply = running.reply_to(get("/"));
  CHECK(has_header(reply, "Cache-Control: max-age=60"));
  CHECK(reply.find("no-store") == std::string::npos);
}

TEST_CASE("only named origins may show the pages in a frame", "[server]") {
  ServerOptions framed = options();
  framed.frame_origins = {"https://a.example", "https://b.example"};
  const Running running(framed);
  CHECK(running.reply_to(get("/")).find(
            "frame-ancestors https://a.example https://b.example\r\n") != std::string::npos);
}

TEST_CASE("a reply without content has no length", "[server]") {
  const Running running(options(), [](const HttpRequest&) {
    HttpReply reply;
    reply.status = 204;
    return reply;
  });
  CHECK(running.reply_to(get("/")).find("Content-Length") == std::string::npos);
}

TEST_CASE("what goes wrong inside is not told", "[server]") {
  const Running running(options(), [](const HttpRequest&) -> HttpReply {
    throw std::runtime_error("the secret inside");
  });
  const std::string reply = running.reply_to(get("/"));
  CHECK(RawClient::status_of(reply) == "500");
  CHECK(reply.find("secret") == std::string::npos);
  CHECK(body_of(reply).empty());
}

TEST_CASE("text that is none is refused", "[server]") {
  const Running running;
  for (const char* target :
       {"/%", "/%zz", "/a%00b", "/%ff", "/a%2Fb", "/a%0ab", "/?q=%zz", "/?q=%00", "/?%ff=1"}) {
    INFO(target);
    CHECK(running.status(get(target)) == "400");
  }
  CHECK(running.status(post(form, "a=%ff")) == "400");
  CHECK(running.status(post("", "a=%ff")) == "200");
}

TEST_CASE("a name that is not this server's is refused", "[server]") {
  ServerOptions named = options();
  named.host_names = {"Kiosk.Example"};
  const Running running(named);
  const auto asked_as = [&](const std::string& host) {
    return running.status("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  };
  for (const char* good : {"localhost", "LOCALHOST:80", "127.0.0.1:8080", "[::1]:8080", "10.0.0.9",
                           "kiosk.example", "KIOSK.example:443"}) {
    INFO(good);
    CHECK(asked_as(good) == "200");
  }
  for (const char* bad : {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example",
                          "kiosk.example.", "[::1", "[]", ":80", "[evil.example]"}) {
    INFO(bad);
    CHECK(asked_as(bad) == "421");
  }
}

TEST_CASE("a form that another site sends is refused", "[server]") {
  ServerOptions framed = options();
  framed.frame_origins = {"https://clinic.example"};
  framed.api_origins = {"https://app.example"};
  const Running running(framed);
  for (const char* ours :
       {"", "Sec-Fetch-Site: same-origin\r\nOrigin: null\r\n", "Sec-Fetch-Site: none\r\n",
        "Origin: http://localhost\r\n", "Origin: https://localhost\r\n", "Origin: null\r\n",
        "Sec-Fetch-Site: cross-site\r\nOrigin: https://clinic.example\r\n"}) {
    INFO(ours);
    CHECK(running.status(post(ours, "")) == "200");
  }
  for (const char* theirs :
       {"Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: cross-site\r\nOrigin: null\r\n",
        "Sec-Fetch-Site: same-site\r\n", "Origin: http://evil.example\r\n",
        "Origin: http://localhost:81\r\n",
        "Sec-Fetch-Site: cross-site\r\nOrigin: http://localhost\r\n",
        "Origin: https://app.example\r\n"}) {
    INFO(theirs);
    CHECK(running.status(post(theirs, "")) == "403");
  }
  CHECK(running.status(post("Origin: https://app.example\r\n", "", "/v1/ask")) == "200");
  CHECK(running.status(post("Origin: http://evil.example\r\n", "", "/v1/ask")) == "403");
  CHECK(running.status(get("/", "Sec-Fetch-Site: cross-site\r\n")) == "200");
}

TEST_CASE("what is refused is counted, and never reaches the site", "[server]") {
  std::atomic<int> refused = 0;
  std::atomic<int> answered = 0;
  const Server server(
      options(), [&](const HttpRequest& request) { return ++answered, echo(request); },
      [&] { ++refused; });
  for (const std::string& request :
       {get("/"), std::string("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
        post("Origin: http://evil.example\r\n", ""), get("/%zz"), get("/", "Host: again\r\n")}) {
    RawClient client(server.port());
    client.send(request);
    client.reply();
  }
  CHECK(answered == 1);
  CHECK(refused == 4);
}

TEST_CASE("a connection serves one request after the other", "[server]") {
  const Running running;
  RawClient client = running.client();
  for (int i = 0; i < 20; ++i) {
    client.send(get("/" + std::to_string(i)));
    CHECK(body_of(client.reply()) == "GET /" + std::to_string(i));
  }
}

TEST_CASE("requests sent together are answered in their order", "[server]") {
  const Running running;
  RawClient client = running.client();
  std::string all;
  for (int i = 0; i < 30; ++i) {
    all += i % 3 == 0 ? post("", std::to_string(i)) : get("/" + std::to_string(i));
  }
  client.send(all);
  for (int i = 0; i < 30; ++i) {
    const std::string number = std::to_string(i);
    CHECK(body_of(client.reply()) == (i % 3 == 0 ? "POST /x | " + number : "GET /" + number));
  }
}

TEST_CASE("after a refused request nothing is read any more", "[server]") {
  const Running running;
  RawClient client = running.client();
  client.send(get("/1") + post("Transfer-Encoding: chunked\r\n", "") + get("/smuggled"));
  CHECK(body_of(client.reply()) == "GET /1");
  const std::string rest = client.rest();
  CHECK(RawClient::status_of(rest) == "411");
  CHECK(has_header(rest, "Connection: close"));
  CHECK(rest.find("smuggled") == std::string::npos);
}

TEST_CASE("a client that has said all, or is of old, gets its reply and is let go", "[server]") {
  const Running running;
  RawClient half = running.client();
  half.send(get("/half"));
  half.end_sending();
  CHECK(body_of(half.rest()) == "GET /half");
  RawClient old = running.client();
  old.send("GET /old HTTP/1.0\r\nHost: localhost\r\n\r\n");
  CHECK(body_of(old.rest()) == "GET /old");
}

TEST_CASE("what is not HTTP is refused at once", "[server]") {
  const Running running;
  const int port = running.server.port();
  CHECK(status_when_sent(port, "\x16\x03\x01\x02\x01\x01") == "400");  // TLS
  CHECK(status_when_sent(port, "GET /\r\n") == "400");                 // HTTP/0.9
  CHECK(status_when_sent(port, "SSH-2.0-x\r\n") == "400");
  CHECK(status_when_sent(port, std::string(5000, '\xfe')) == "400");
  CHECK(running.status(get("/")) == "200");
}

TEST_CASE("whoever sends without end is cut off, and told why", "[server]") {
  const Running running;
  constexpr std::size_t much = 64 * 1024 * 1024;
  const std::string piece(64 * 1024, 'a');
  const auto poured = [&](const std::string& head, const std::string& again) {
    RawClient client = running.client();
    client.send(head);
    const std::size_t sent = client.pour(again, much);
    CHECK(sent < much / 4);
    return sent;
  };
  poured("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 67108864\r\n\r\n", piece);
  poured("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", piece);
  poured("GET / HTTP/1.1\r\nHost: a\r\nA: ", piece);
  poured("GET / HTTP/1.1\r\nHost: a\r\n", "A: b\r\n" + std::string(16, 'c') + ": d\r\n");
  poured("GET /", piece);

  RawClient client = running.client();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n" +
              std::string(200'000, 'a'));
  CHECK(RawClient::status_of(client.rest()) == "413");
}

TEST_CASE("clients that never finish keep nobody waiting", "[server]") {
  const Running running;  // has two threads
  std::vector<RawClient> crowd;
  for (int i = 0; i < 120; ++i) {
    crowd.push_back(running.client());
    if (i % 3 == 1) crowd.back().send("GET / HTTP/1.1\r\nHost: loc");
    if (i % 3 == 2) crowd.back().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
  }
  const auto before = std::chrono::steady_clock::now();
  CHECK(running.status(get("/")) == "200");
  CHECK(std::chrono::steady_clock::now() - before < 5s);  // they would take 10 s
}

TEST_CASE("clients that do not take their reply keep nobody waiting", "[server]") {
  ServerOptions few = options();
  few.limits.reply = 100ms;
  const Running running(few, [](const HttpRequest& request) {
    HttpReply reply;
    reply.body = request.path == "/much" ? std::string(16 * 1024 * 1024, 'a') : "little";
    return reply;
  });
  std::vector<RawClient> crowd;
  for (int i = 0; i < 3; ++i) {
    crowd.push_back(running.client());
    crowd.back().send(get("/much"));
  }
  CHECK(body_of(running.reply_to(get("/"))) == "little");
  std::this_thread::sleep_for(300ms);
  CHECK(crowd.front().rest().size() < 16 * 1024 * 1024);  // cut off
}

TEST_CASE("a long reply comes whole to a client that takes its time", "[server]") {
  const Running running(options(), [](const HttpRequest&) {
    HttpReply reply;
    reply.body = std::string(2 * 1024 * 1024, 'a');
    return reply;
  });
  RawClient client = running.client();
  client.send(get("/") + get("/"));
  std::this_thread::sleep_for(50ms);
  CHECK(body_of(client.reply()).size() == 2 * 1024 * 1024);
  CHECK(body_of(client.reply()).size() == 2 * 1024 * 1024);
}

TEST_CASE("a request that drips in is given up, and its client told", "[server]") {
  ServerOptions hasty = options();
  hasty.limits.request = 100ms;
  const Running running(hasty);
  RawClient client = running.client();
  std::string_view request = "GET / HTTP/1.1\r\nHost: localhost\r\nA: bbbbbbbbbbbbbbbbbbbbbbbbbbb";
  for (; !request.empty() && client.send(request.substr(0, 1)); request.remove_prefix(1)) {
    std::this_thread::sleep_for(10ms);
  }
  CHECK(RawClient::status_of(client.rest()) == "408");
}

TEST_CASE("a client that says nothing is let go", "[server]") {
  ServerOptions hasty = options();
  hasty.limits.request = 50ms;
  hasty.limits.idle = 50ms;
  const Running running(hasty);
  RawClient silent = running.client();
  CHECK(silent.rest().empty());
  RawClient done = running.client();
  done.send(get("/"));
  CHECK(RawClient::status_of(done.reply()) == "200");
  CHECK(done.rest().empty());
}

TEST_CASE("where there is no room, the silent make way", "[server]") {
  ServerOptions few = options();
  few.limits.most = 4;
  few.limits.grace = 0ms;
  const Running running(few);
  std::vector<RawClient> crowd;
  for (int i = 0; i < 40; ++i) {
    crowd.push_back(running.client());
    crowd.back().send("GET / HT");
    std::this_thread::sleep_for(2ms);
  }
  CHECK(running.status(get("/")) == "200");
  CHECK(crowd.front().rest().empty());
}

TEST_CASE("where all have something to do, a new client is told to come again", "[server]") {
  ServerOptions few = options();
  few.limits.most = 2;
  few.limits.threads = 4;
  few.limits.grace = 0ms;
  std::latch begun(2);
  std::latch go(1);
  const Running running(few, [&](const HttpRequest& request) {
    if (request.path == "/slow") {
      begun.count_down();
      go.wait();
    }
    return echo(request);
  });
  RawClient one = running.client();
  RawClient two = running.client();
  one.send(get("/slow"));
  two.send(get("/slow"));
  begun.wait();
  RawClient three = running.client();
  three.send(get("/"));
  CHECK(RawClient::status_of(three.rest()) == "503");
  go.count_down();
  CHECK(body_of(one.reply()) == "GET /slow");
  CHECK(body_of(two.reply()) == "GET /slow");
}

TEST_CASE("a server that stops finishes what it has begun and takes nothing new", "[server]") {
  std::latch begun(1);
  std::latch go(1);
  Running running(options(), [&](const HttpRequest& request) {
    if (request.path == "/slow") {
      begun.count_down();
      go.wait();
    }
    return echo(request);
  });
  const int port = running.server.port();
  RawClient idle = running.client();
  idle.send(get("/"));
  idle.reply();
  RawClient half = running.client();
  half.send("GET /half HTTP/1.1\r\nHost: localhost\r\n");
  RawClient slow = running.client();
  slow.send(get("/slow"));
  begun.wait();
  std::this_thread::sleep_for(50ms);  // until the half one has been read
  auto stopped = std::async(std::launch::async, [&] { running.server.stop(); });
  CHECK(idle.rest().empty());  // is closed at once
  CHECK_THROWS(RawClient(port));
  half.send("\r\n");
  go.count_down();
  CHECK(body_of(slow.rest()) == "GET /slow");
  const std::string reply = half.rest();
  CHECK(body_of(reply) == "GET /half");
  CHECK(has_header(reply, "Connection: close"));
  stopped.get();
}

TEST_CASE("a server that stops waits only so long for what never comes", "[server]") {
  ServerOptions hasty = options();
  hasty.limits.drain = 100ms;
  Running running(hasty);
  RawClient half = running.client();
  half.send("GET /half HTTP/1.1\r\n");
  running.server.stop();
  CHECK(half.rest().empty());
}

TEST_CASE("a port that is in use is not taken a second time", "[server]") {
  const Running running;
  ServerOptions same = options();
  same.port = running.server.port();
  try {
    const Server second(same, echo);
    FAIL("a second server listens");
  } catch (const CannotListen& failure) {
    CHECK(failure.why() == CannotListen::Why::busy);
  }
  CHECK(running.status(get("/")) == "200");
}

TEST_CASE("a port that was let go can be taken again at once", "[server]") {
  ServerOptions same = options();
  {
    const Running running;
    same.port = running.server.port();
    CHECK(running.status(get("/", "Connection: close\r\n")) == "200");
  }
  const Running again(same);
  CHECK(again.status(get("/")) == "200");
}

TEST_CASE("a host that this machine is not can't be listened at", "[server]") {
  ServerOptions elsewhere = options();
  elsewhere.host = "no such host";
  CHECK_THROWS_AS(Server(elsewhere, echo), CannotListen);
  elsewhere.host = "192.0.2.1";  // of documentation only
  CHECK_THROWS_AS(Server(elsewhere, echo), CannotListen);
}

TEST_CASE("many clients at once all get their own reply", "[server]") {
  const Running running;
  std::atomic<int> right = 0;
  std::vector<std::thread> clients;
  for (int t = 0; t < 8; ++t) {
    clients.emplace_back([&, t] {
      RawClient client = running.client();
      for (int i = 0; i < 50; ++i) {
        const std::string path = "/" + std::to_string(t) + "-" + std::to_string(i);
        client.send(get(path));
        if (body_of(client.reply()) == "GET " + path) ++right;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(right == 400);
}
