#include "web/routes.h"

#include "web/api_catalogue.h"

namespace peyer {

namespace {

// The text up to the next slash, which is taken away with it.
std::string_view take_segment(std::string_view& path) {
  const std::size_t slash = path.find('/');
  const std::string_view segment = path.substr(0, slash);
  path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  return segment;
}

bool has_more(std::string_view path) {
  return path.find('/') != std::string_view::npos;
}

}  // namespace

std::optional<std::vector<std::string>> match_route(std::string_view shape, std::string_view path) {
  std::vector<std::string> values;
  for (bool more = true; more;) {
    more = has_more(shape);
    if (more != has_more(path)) return std::nullopt;
    const std::string_view wanted = take_segment(shape);
    const std::string_view given = take_segment(path);
    if (wanted.starts_with('{') && !given.empty()) {
      values.emplace_back(given);
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  return values;
}

const std::vector<std::string>& site_routes() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> routes = {
        "/",
        "/assets/{version}/{file}",
        "/audio/{file}",
        "/c",
        "/c/{concept}",
        "/embed",
        "/embed.js",
        "/healthz",
        "/metrics",
        "/openapi.json",
        "/v/{visit}",
        "/v/{visit}/about",
        "/v/{visit}/answers",
        "/v/{visit}/ask",
        "/v/{visit}/c",
        "/v/{visit}/c/{concept}",
        "/v/{visit}/end",
        "/v/{visit}/how",
        "/v/{visit}/how/{finding}",
        "/v/{visit}/print",
        "/v/{visit}/qr.svg",
        "/v/{visit}/result",
        "/v/{visit}/where",
        "/v/{visit}/{page}",
        "/v/{visit}/{page}/again",
        "/v1/ask",
        "/v1/consult",
        "/v1/explain",
        "/version",
        "/visits",
        "/wiped",
    };
    for (const Collection& collection : collections()) {
      const std::string path = "/v1/" + std::string(collection.name);
      routes.push_back(path);
      routes.push_back(path + "/{id}");
    }
    return routes;
  }();
  return all;
}

}  // namespace peyer
