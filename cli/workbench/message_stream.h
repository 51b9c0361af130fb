// The frames in which the Language Server Protocol sends its messages: a header with the length,
// then the bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace peyer {

inline constexpr std::size_t longest_message = std::size_t{64} * 1024 * 1024;  // bytes

// Takes bytes as they come and gives back whole messages. What is no header is stepped over line by
// line until the next one, so that a stray line costs no more than itself.
class MessageReader {
 public:
  void feed(std::string_view bytes) { waiting_.append(bytes); }

  // The next message's body; nothing while it is incomplete. An empty body stands for a frame that
  // was refused: no usable length, or longer than longest_message.
  std::optional<std::string> next();

 private:
  bool read_header();  // false while it is incomplete

  std::string waiting_;
  std::optional<std::size_t> length_;  // of the body, once the header was read
  std::size_t skip_ = 0;               // bytes of a refused body that are still to come
  bool refused_ = false;
};

std::string framed(const std::string& body);

}  // namespace peyer
