// Who may ask for what: rules over a request's headers that protect visitors' browsers.
#pragma once

#include <string>
#include <vector>

#include "web/exchange.h"

namespace peyer {

// Such as kiosk.example: letters, digits, dots and hyphens; no scheme, no port.
bool is_host_name(const std::string& text);

struct DoorRules {
  std::vector<std::string> host_names;       // in lower case
  std::vector<std::string> trusted_origins;  // whose pages may send forms here

  // 0: let it pass. 421: for a name that is not this server's. 403: a form that a page elsewhere
  // sends.
  int refusal(const HttpRequest& request) const;
};

// Adds what every reply has, see server.h. `frame_origins`: who may show it in a frame.
void add_security_headers(HttpReply& reply, const std::string& frame_ancestors);

// "'none'", or the origins.
std::string frame_ancestors(const std::vector<std::string>& origins);

}  // namespace peyer
