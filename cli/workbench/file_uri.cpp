#include "cli/workbench/file_uri.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

namespace peyer {

std::optional<std::string> path_of_uri(std::string_view uri) {
  for (const std::string_view scheme : {"file://localhost/", "file:///"}) {
    if (!uri.starts_with(scheme)) continue;
    const std::string_view encoded = uri.substr(scheme.size() - 1);
    std::string path;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
      unsigned byte = 0;
      const char* digits = encoded.data() + i + 1;
      if (encoded[i] == '%' && i + 2 < encoded.size() &&
          std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
        path += static_cast<char>(byte);
        i += 2;
      } else {
        path += encoded[i];
      }
    }
    if (path.find('\0') != std::string::npos) return std::nullopt;
    return std::filesystem::path(path).lexically_normal().string();
  }
  return std::nullopt;
}

std::string uri_of_path(std::string_view path) {
  const std::string_view kept = "-._~/";
  std::string uri = "file://";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kept.find(c) != std::string_view::npos;
    uri += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

}  // namespace peyer
