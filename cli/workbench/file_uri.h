// Paths as the addresses that editors send.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace peyer {

// "/tmp/a b.yaml" for "file:///tmp/a%20b.yaml"; normal, without "." and "..". Nothing for what is
// no file of this machine.
std::optional<std::string> path_of_uri(std::string_view uri);

std::string uri_of_path(std::string_view path);

}  // namespace peyer
