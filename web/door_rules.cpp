#include "web/door_rules.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace peyer {
namespace {

bool holds(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

// kiosk.example of Kiosk.Example:8080, [::1] of [::1]:8080.
std::string host_name(std::string_view header) {
  const std::size_t end = header.front() == '[' ? header.find(']') + 1 : header.find(':');
  std::string name(header.substr(0, end));
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return name;
}

// No name leads to it, so no name can be made to.
bool is_address(const std::string& host) {
  in6_addr address{};
  if (host.front() != '[') return inet_pton(AF_INET, host.c_str(), &address) == 1;
  const std::string inner = host.substr(1, host.size() - 2);
  return inet_pton(AF_INET6, inner.c_str(), &address) == 1;
}

// A form that our own pages did not send. (They say "Origin: null", because they tell nobody where
// a visitor comes from; browsers that know no Sec-Fetch-Site can't be told apart by it.)
bool comes_from_elsewhere(const HttpRequest& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (!site.empty()) return site != "same-origin" && site != "none";
  const std::string_view origin = request.header("origin");
  if (origin.empty() || origin == "null") return false;
  const std::string host(request.header("host"));
  return origin != "http://" + host && origin != "https://" + host;
}

void add(HttpReply& reply, const char* name, std::string value) {
  const bool there = std::any_of(reply.headers.begin(), reply.headers.end(),
                                 [&](const auto& header) { return header.first == name; });
  if (!there) reply.headers.emplace_back(name, std::move(value));
}

}  // namespace

bool is_host_name(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '.' || c == '-';
  });
}

int DoorRules::refusal(const HttpRequest& request) const {
  const std::string_view header = request.header("host");
  const std::string host = header.empty() ? std::string() : host_name(header);
  if (host.empty() || !(is_address(host) || host == "localhost" || holds(host_names, host))) {
    return 421;
  }
  if (request.method != "POST" || !comes_from_elsewhere(request)) return 0;
  const std::string_view origin = request.header("origin");
  const bool is_call = std::string_view(request.path).starts_with("/v1/");
  const bool may = holds(frame_origins, origin) || (is_call && holds(api_origins, origin));
  return may ? 0 : 403;
}

std::string frame_ancestors(const std::vector<std::string>& origins) {
  std::string list;
  for (const std::string& origin : origins) list += (list.empty() ? "" : " ") + origin;
  return list.empty() ? "'none'" : list;
}

void add_security_headers(HttpReply& reply, const std::string& frame_ancestors) {
  add(reply, "Content-Security-Policy",
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; "
      "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " +
          frame_ancestors);
  add(reply, "X-Content-Type-Options", "nosniff");
  add(reply, "Referrer-Policy", "no-referrer");
  add(reply, "Cross-Origin-Opener-Policy", "same-origin");
  add(reply, "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  add(reply, "Cache-Control", "no-store");
}

}  // namespace peyer
