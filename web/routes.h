// Paths by their shape: "/v1/concepts/{id}" is one route, whatever the concept. So that nothing a
// visitor asked about, and no visit's id, ever stands in a metric.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace peyer {

// What stands for the {names} of a shape, in order; nothing when the path has another shape. A name
// stands for one segment that is not empty.
std::optional<std::vector<std::string>> match_route(std::string_view shape, std::string_view path);

// Every shape of the site's paths. Where two fit, the first one is meant.
const std::vector<std::string>& site_routes();

}  // namespace peyer
