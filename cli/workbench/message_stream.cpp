#include "cli/workbench/message_stream.h"

#include <algorithm>
#include <charconv>

namespace peyer {
namespace {

constexpr std::size_t longest_header = 4096;  // bytes without an end are no header

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::optional<std::size_t> number_in(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
  return whole ? std::optional(number) : std::nullopt;
}

}  // namespace

// Line by line up to the empty one. A line that is no field drops what was read before it.
bool MessageReader::read_header() {
  std::optional<std::size_t> length;
  bool named = false;
  std::size_t at = 0;
  while (true) {
    const std::size_t end = waiting_.find('\n', at);
    if (end == std::string::npos) {
      if (waiting_.size() - at > longest_header) waiting_.erase(0, waiting_.size());
      return false;
    }
    std::string_view line(waiting_.data() + at, end - at);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    at = end + 1;
    const std::size_t colon = line.find(':');
    if (line.empty() && named) break;
    if (line.empty() || colon == std::string_view::npos) {
      waiting_.erase(0, at);
      at = 0;
      named = false;
      length.reset();
    } else if (lowered(line.substr(0, colon)) == "content-length") {
      named = true;
      length = number_in(line.substr(colon + 1));
    }
  }
  waiting_.erase(0, at);
  refused_ = !length || *length > longest_message;
  if (!refused_) length_ = length;
  if (refused_ && length) skip_ = *length;
  return true;
}

std::optional<std::string> MessageReader::next() {
  while (true) {
    const std::size_t skipped = std::min(skip_, waiting_.size());
    waiting_.erase(0, skipped);
    skip_ -= skipped;
    if (skip_ > 0) return std::nullopt;
    if (length_) break;
    if (!read_header()) return std::nullopt;
    if (refused_) return "";
  }
  if (waiting_.size() < *length_) return std::nullopt;
  std::string body = waiting_.substr(0, *length_);
  waiting_.erase(0, *length_);
  length_.reset();
  return body;
}

std::string framed(const std::string& body) {
  return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace peyer
