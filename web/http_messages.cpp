#include "web/http_messages.h"

#include <httplib.h>

#include <algorithm>
#include <cctype>
#include <limits>
#include <utility>

#include "web/url_text.h"

namespace peyer {
namespace {

// What the library takes for a connection.
class InMemory : public httplib::Stream {
 public:
  explicit InMemory(std::string_view in) : in_(in) {}

  bool is_readable() const override { return !in_.empty(); }

  bool is_writable() const override { return true; }

  ssize_t read(char* to, std::size_t size) override {
    const std::size_t count = in_.copy(to, size);
    in_.remove_prefix(count);
    return static_cast<ssize_t>(count);
  }

  ssize_t write(const char* from, std::size_t size) override {
    out_.append(from, size);
    return static_cast<ssize_t>(size);
  }

  void get_remote_ip_and_port(std::string&, int&) const override {}

  void get_local_ip_and_port(std::string&, int&) const override {}

  socket_t socket() const override { return INVALID_SOCKET; }

  std::string take_out() { return std::move(out_); }

 private:
  std::string_view in_;
  std::string out_;
};

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

// The library writes these into a request as if the client had sent them.
bool is_made_up(const std::string& name) {
  return name == "remote_addr" || name == "remote_port" || name == "local_addr" ||
         name == "local_port";
}

bool is_form(std::string_view type) {
  return lower(std::string(type.substr(0, type.find(';')))) == "application/x-www-form-urlencoded";
}

// Read from the target as it was sent: what the library makes of a bad escape is not known here.
// Nothing for what is not text.
std::optional<HttpRequest> translated(const httplib::Request& from) {
  HttpRequest request;
  request.method = from.method == "HEAD" ? "GET" : from.method;
  request.body = from.body;
  for (const auto& [name, value] : from.headers) {
    std::string key = lower(name);
    if (is_made_up(key)) continue;
    std::string& known = request.headers[std::move(key)];
    known += (known.empty() ? "" : ", ") + value;
  }
  const std::size_t end = std::min(from.target.find('?'), from.target.size());
  const std::string_view raw_path = std::string_view(from.target).substr(0, end);
  // An escaped slash would be one thing in the path as sent, another in the path as read.
  if (lower(std::string(raw_path)).find("%2f") != std::string::npos) return std::nullopt;
  auto path = url_decoded(raw_path, false);
  auto query =
      url_fields(std::string_view(from.target).substr(std::min(end + 1, from.target.size())));
  if (!path || !query || path->find_first_of("\r\n\t") != std::string::npos) return std::nullopt;
  request.path = std::move(*path);
  request.fields = std::move(*query);
  if (request.method == "POST" && is_form(request.header("content-type"))) {
    auto sent = url_fields(request.body);
    if (!sent) return std::nullopt;
    std::move(sent->begin(), sent->end(), std::back_inserter(request.fields));
  }
  return request;
}

HttpReply reply_of(int status) {
  HttpReply reply;
  reply.status = status;
  return reply;
}

// The library gives every reply a length, where these must have none.
void drop_length(std::string& reply) {
  constexpr std::string_view length = "Content-Length: 0\r\n";
  const std::size_t at = reply.find(length);
  if (at < reply.find("\r\n\r\n")) reply.erase(at, length.size());
}

}  // namespace

class HttpMessages::Library : public httplib::Server {
 public:
  Library(Answer answer, std::function<void(HttpReply&)> last, std::chrono::seconds idle)
      : answer_(std::move(answer)), last_(std::move(last)) {
    set_keep_alive_max_count(std::numeric_limits<int>::max());
    set_keep_alive_timeout(idle.count());
    // All is answered here: no routes, and so no regular expression over what a client sent.
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      put(reply_to(request), response);
      return HandlerResponse::Handled;
    });
    set_exception_handler([](const httplib::Request&, httplib::Response& response,
                             const std::exception_ptr&) { response.status = 500; });
  }

  std::string reply_to(const RequestGuard& request, bool keep_alive) {
    InMemory stream(request.head());
    bool closed = false;
    process_request(stream, !keep_alive, closed,
                    [&](httplib::Request& one) { one.body = request.body(); });
    return stream.take_out();
  }

  HttpReply finished(HttpReply reply) const {
    last_(reply);
    return reply;
  }

 private:
  HttpReply reply_to(const httplib::Request& request) const {
    try {
      return finished(answer_(translated(request)));
    } catch (...) {
      return finished(reply_of(500));
    }
  }

  static void put(HttpReply reply, httplib::Response& response) {
    response.status = reply.status;
    // Else the library says of HEAD that parts can be had.
    response.set_header("Accept-Ranges", "none");
    if (!reply.body.empty()) response.set_header("Content-Type", reply.type);
    for (const auto& [name, value] : reply.headers) response.set_header(name, value);
    response.body = std::move(reply.body);
  }

  const Answer answer_;
  const std::function<void(HttpReply&)> last_;
};

HttpMessages::HttpMessages(Answer answer, std::function<void(HttpReply&)> last,
                           std::chrono::seconds idle)
    : library_(std::make_unique<Library>(std::move(answer), std::move(last), idle)) {}

HttpMessages::~HttpMessages() = default;

std::string HttpMessages::reply_to(const RequestGuard& request, bool keep_alive) const {
  std::string reply = library_->reply_to(request, keep_alive);
  if (reply.empty()) return refusal(400);
  if (reply.compare(0, 12, "HTTP/1.1 204") == 0 || reply.compare(0, 12, "HTTP/1.1 304") == 0) {
    drop_length(reply);
  }
  return reply;
}

std::string HttpMessages::refusal(int status) const {
  HttpReply reply = reply_of(status);
  if (status == 405) reply.headers.emplace_back("Allow", "GET, HEAD, POST, OPTIONS");
  if (status == 503) reply.headers.emplace_back("Retry-After", "1");
  std::string text = "HTTP/1.1 " + std::to_string(status) + " Refused\r\n";
  for (const auto& [name, value] : library_->finished(std::move(reply)).headers) {
    text.append(name).append(": ").append(value).append("\r\n");
  }
  return text + "Content-Length: 0\r\nConnection: close\r\n\r\n";
}

}  // namespace peyer
