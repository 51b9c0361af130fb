// A client that sends just the bytes it is told to, well-formed or not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace peyer::test {

class RawClient {
 public:
  explicit RawClient(int port);  // on this machine; throws when nobody listens there
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  RawClient& operator=(RawClient&&) = delete;

  // False when the server would not have it.
  bool send(std::string_view bytes);

  // `piece` again and again, until `most` bytes are sent or the server has had enough. Returns how
  // many it was.
  std::size_t pour(std::string_view piece, std::size_t most);

  void end_sending();

  // The next reply with its body; as far as it came when the server closed; "" when nothing did.
  std::string reply();

  // All that comes until the server closes, and it must.
  std::string rest();

  // "" for bytes that are no reply.
  static std::string status_of(const std::string& reply);

 private:
  bool receive();

  int socket_ = -1;
  std::string received_;
};

// The status of the reply to these bytes; "closed" when there was none. The server must close.
std::string status_when_sent(int port, std::string_view bytes);

// GET of this path, as browsers ask for it.
std::string get(std::string_view path, std::string_view headers = "");

}  // namespace peyer::test
