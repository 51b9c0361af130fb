#include "web/guard.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace peyer {
namespace {

// RFC 9110: what names of methods and headers are made of.
bool is_token(std::string_view text) {
  const auto fits = [](unsigned char c) {
    return std::isalnum(c) ||
           std::string_view("!#$%&'*+-.^_`|~").find(static_cast<char>(c)) != std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

// A path of this server and nothing else: no "http://elsewhere/", no "//elsewhere/", no "*".
bool is_target(std::string_view text) {
  if (text.empty() || text.front() != '/' || text.substr(0, 2) == "//") return false;
  return std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return c > 0x20 && c < 0x7f && c != '#' && c != '\\' && c != '"' && c != '<' && c != '>';
  });
}

bool is_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c == '\t' || (c >= 0x20 && c != 0x7f); });
}

bool is_host(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '.' || c == '-' || c == '_' || c == ':' || c == '[' || c == ']';
  });
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

template <std::size_t Size>
bool is_one_of(std::string_view name, const std::array<std::string_view, Size>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Two of these would leave open which one counts.
constexpr std::array<std::string_view, 8> single = {
    "authorization", "content-length", "content-type",   "host",
    "if-none-match", "origin",         "sec-fetch-site", "transfer-encoding"};

// A server may ignore them, and then they must not reach a library that would not.
constexpr std::array<std::string_view, 9> unheeded = {
    "accept-encoding", "if-range",    "keep-alive",  "local_addr", "local_port",
    "range",           "remote_addr", "remote_port", "upgrade"};

// "close" in "Keep-Alive, Close".
bool lists(const std::string& values, std::string_view wanted) {
  std::size_t at = 0;
  while (at <= values.size()) {
    const std::size_t end = std::min(values.find(',', at), values.size());
    if (trimmed(std::string_view(values).substr(at, end - at)) == wanted) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

void RequestGuard::refuse(int status) {
  state_ = State::refused;
  refusal_ = status;
  for (std::string* text : {&line_, &head_, &body_}) std::string().swap(*text);
}

std::size_t RequestGuard::take(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && state_ == State::reading) {
    begun_ = true;
    const std::string_view rest = bytes.substr(taken);
    taken += in_body_ ? take_body(rest) : take_line(rest);
  }
  return taken;
}

std::size_t RequestGuard::take_body(std::string_view bytes) {
  const std::size_t count = std::min(bytes.size(), body_bytes_ - body_.size());
  body_.append(bytes.substr(0, count));
  if (body_.size() == body_bytes_) state_ = State::complete;
  return count;
}

std::size_t RequestGuard::take_line(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  const std::size_t count = end == std::string_view::npos ? bytes.size() : end + 1;
  head_bytes_ += count;
  const bool is_first = head_.empty();
  // A line that is too long, or that can't become a request any more, need not be waited for.
  if (is_first && line_.empty() && !std::isupper(static_cast<unsigned char>(bytes.front()))) {
    refuse(400);
  } else if (is_first && line_.size() + count > limits_.target + 32) {
    refuse(414);
  } else if (head_bytes_ > limits_.head || line_.size() + count > limits_.line) {
    refuse(431);
  } else {
    line_.append(bytes.substr(0, count));
    if (end != std::string_view::npos) read_line();
  }
  return count;
}

void RequestGuard::read_line() {
  // A bare line feed ends a line for some readers and not for others.
  if (line_.size() < 2 || line_[line_.size() - 2] != '\r') return refuse(400);
  const std::string_view line = std::string_view(line_).substr(0, line_.size() - 2);
  if (head_.empty()) {
    read_request_line(line);
  } else if (line.empty()) {
    end_head();
  } else {
    read_header(line);
  }
  line_.clear();
}

void RequestGuard::read_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return refuse(400);
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, second - first - 1);
  const std::string_view version = line.substr(second + 1);
  if (!is_token(method)) return refuse(400);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return refuse(version.substr(0, 5) == "HTTP/" ? 505 : 400);
  }
  if (method != "GET" && method != "HEAD" && method != "POST" && method != "OPTIONS") {
    return refuse(405);
  }
  if (target.size() > limits_.target) return refuse(414);
  if (!is_target(target)) return refuse(400);
  may_have_body_ = method == "POST";
  keep_alive_ = version == "HTTP/1.1";
  head_ = line_;
}

void RequestGuard::read_header(std::string_view line) {
  if (++headers_ > limits_.headers) return refuse(431);
  const std::size_t colon = line.find(':');
  // (A line that begins with a blank would go on with the one before: not a token.)
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse(400);
  const std::string name = lower(line.substr(0, colon));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!is_value(value)) return refuse(400);
  if (is_one_of(name, single)) {
    const std::string entry = "\n" + name + "\n";
    if (seen_.find(entry) != std::string::npos) return refuse(400);
    seen_ += entry;
  }
  if (name == "host" && !is_host(value)) return refuse(400);
  if (name == "content-length") read_length(value);
  if (state_ == State::refused) return;
  if (name == "transfer-encoding") return refuse(411);  // a length, or nothing
  if (name == "content-encoding") return refuse(415);
  if (name == "expect") return refuse(417);
  if (name == "connection" && lists(lower(value), "close")) keep_alive_ = false;
  if (name != "connection" && !is_one_of(name, unheeded)) head_ += line_;
}

void RequestGuard::read_length(std::string_view value) {
  const auto is_digit = [](unsigned char c) { return std::isdigit(c); };
  if (value.empty() || !std::all_of(value.begin(), value.end(), is_digit)) return refuse(400);
  if (value.size() > 12) return refuse(413);
  body_bytes_ = std::stoull(std::string(value));
  if (body_bytes_ > 0 && !may_have_body_) return refuse(400);
  if (body_bytes_ > limits_.request) return refuse(413);
}

void RequestGuard::end_head() {
  if (seen_.find("\nhost\n") == std::string::npos) return refuse(400);
  if (head_bytes_ + body_bytes_ > limits_.request) return refuse(413);
  head_ += "\r\n";
  in_body_ = true;
  if (body_bytes_ == 0) state_ = State::complete;
}

}  // namespace peyer
