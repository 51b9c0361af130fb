// Who may ask for what: rules over a request's headers that protect visitors' browsers.
#pragma once

#include <string>
#include <vector>

#include "web/exchange.h"

namespace peyer {

// Such as kiosk.example: letters, digits, dots and hyphens; no scheme, no port.
bool is_host_name(const std::string& text);

struct DoorRules {
  std::vector<std::string> host_names;  // in lower case
  // Whose pages may send something here: to any page, and to the interface below /v1/.
  std::vector<std::string> frame_origins;
  std::vector<std::string> api_origins;

  // 0: let it pass. 421: it is for a name that is not this server's; addresses in figures and
  // "localhost" always are. 403: a POST that a page elsewhere sends.
  int refusal(const HttpRequest& request) const;
};

// Adds what every reply has, see server.h; headers that are there already stay as they are.
// `frame_ancestors`: who may show it in a frame, as the function below writes it.
void add_security_headers(HttpReply& reply, const std::string& frame_ancestors);

// "'none'" for no origin, else the origins as a content policy names them.
std::string frame_ancestors(const std::vector<std::string>& origins);

}  // namespace peyer
