#include "web/site_options.h"

#include <algorithm>
#include <cctype>

namespace peyer {

bool is_origin(const std::string& text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string::npos) return false;
  if (text.substr(0, scheme) != "http" && text.substr(0, scheme) != "https") return false;
  const std::string rest = text.substr(scheme + 3);
  const std::size_t colon = rest.find(':');
  const std::string host = rest.substr(0, colon);
  const auto fits_host = [](unsigned char c) { return std::isalnum(c) || c == '.' || c == '-'; };
  if (host.empty() || !std::all_of(host.begin(), host.end(), fits_host)) return false;
  if (colon == std::string::npos) return true;
  const std::string port = rest.substr(colon + 1);
  return !port.empty() && port.size() <= 5 &&
         std::all_of(port.begin(), port.end(), [](unsigned char c) { return std::isdigit(c); });
}

}  // namespace peyer
