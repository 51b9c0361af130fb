#include "raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace peyer::test {
namespace {

constexpr int patience = 20'000;  // milliseconds; the machine may be busy

}  // namespace

RawClient::RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
  ::close(socket_);
  throw std::runtime_error("nobody listens");
}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::size_t RawClient::pour(std::string_view piece, std::size_t most) {
  std::size_t sent = 0;
  while (sent < most && send(piece)) sent += piece.size();
  return sent;
}

void RawClient::end_sending() {
  ::shutdown(socket_, SHUT_WR);
}

bool RawClient::receive() {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, patience) != 1) throw std::runtime_error("the server says nothing");
  std::array<char, 16 * 1024> buffer{};
  const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (count <= 0) return false;
  received_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

std::string RawClient::reply() {
  for (;;) {
    const std::size_t head = received_.find("\r\n\r\n");
    if (head != std::string::npos) {
      const std::size_t at = received_.find("Content-Length: ");
      const std::size_t length = at < head ? std::stoul(received_.substr(at + 16)) : 0;
      if (received_.size() >= head + 4 + length) {
        std::string reply = received_.substr(0, head + 4 + length);
        received_.erase(0, reply.size());
        return reply;
      }
    }
    if (!receive()) return std::exchange(received_, "");
  }
}

std::string RawClient::rest() {
  while (receive()) {
  }
  return std::exchange(received_, "");
}

std::string RawClient::status_of(const std::string& reply) {
  return reply.compare(0, 9, "HTTP/1.1 ") == 0 ? reply.substr(9, 3) : "";
}

std::string status_when_sent(int port, std::string_view bytes) {
  RawClient client(port);
  client.send(bytes);
  const std::string reply = client.rest();
  return reply.empty() ? "closed" : RawClient::status_of(reply);
}

std::string get(std::string_view path, std::string_view headers) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) +
         "\r\n";
}

}  // namespace peyer::test
