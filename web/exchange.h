// What pages and interface see of HTTP: a request and a reply as plain values. Only server.h and
// connections.h know sockets, so that everything else is tested, and fuzzed, without them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peyer {

struct HttpRequest {
  std::string method = "GET";  // "HEAD" comes as "GET"; the server leaves the body out
  std::string path = "/";      // percent-decoded, without the query
  // Of the query, or of a form that was sent; in the order of sending.
  std::vector<std::pair<std::string, std::string>> fields;
  std::map<std::string, std::string, std::less<>> headers;  // names in lower case
  std::string body;                                         // as it was sent, forms too

  // "" for a header that was not sent.
  std::string_view header(std::string_view name) const;

  // The first field of this name; nothing when there is none.
  std::optional<std::string_view> field(std::string_view name) const;
  std::vector<std::string> all_fields(std::string_view name) const;
};

struct HttpReply {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  // Beside those that the server gives every reply (see server.h). A name given here replaces one
  // of those.
  std::vector<std::pair<std::string, std::string>> headers;

  std::string_view header(std::string_view name) const;  // name as written; "" for none
};

// 303: what was sent has been dealt with, look there now.
HttpReply see_other(std::string path);

}  // namespace peyer
