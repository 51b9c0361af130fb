// The guard at the door. It takes what a client sends and lets pass only a request that can be read
// in exactly one way and is small enough; all else is refused before anything is done with it. It
// knows no sockets, so that tests and fuzzers can feed it.
//
//   RequestGuard guard(limits);
//   received.erase(0, guard.take(received));
//   if (guard.state() == RequestGuard::State::complete) …
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace peyer {

// In bytes where nothing else is said.
struct GuardLimits {
  std::size_t request = 96UL * 1024;  // head and body
  std::size_t head = 16UL * 1024;
  std::size_t line = 8UL * 1000;  // of the head; cpp-httplib takes 8,192
  std::size_t target = 2048;      // path and query
  std::size_t headers = 64;       // how many
};

// One request. Never holds more than the limits allow.
class RequestGuard {
 public:
  enum class State { reading, complete, refused };

  explicit RequestGuard(const GuardLimits& limits) : limits_(limits) {}

  // Returns how many of these bytes belong to this request; what follows a complete one is the
  // next. A refused one takes no more.
  std::size_t take(std::string_view bytes);

  State state() const { return state_; }

  bool begun() const { return begun_; }  // a byte of it has come

  // HTTP status: why it was refused. Nothing can be said of what the client sends after it, so its
  // connection must be closed.
  int refusal() const { return refusal_; }

  // Of a complete one. The head as it was sent but for headers that the program does not heed: a
  // wish for a part (Range) or for compression must not reach cpp-httplib.
  const std::string& head() const { return head_; }

  const std::string& body() const { return body_; }

  // Whether the client would send another over this connection.
  bool keep_alive() const { return keep_alive_; }

 private:
  void refuse(int status);
  std::size_t take_line(std::string_view bytes);
  std::size_t take_body(std::string_view bytes);
  void read_line();
  void read_request_line(std::string_view line);
  void read_header(std::string_view line);
  void read_length(std::string_view value);
  void end_head();

  GuardLimits limits_;
  State state_ = State::reading;
  int refusal_ = 0;
  bool begun_ = false;
  bool in_body_ = false;
  bool keep_alive_ = true;
  bool may_have_body_ = false;
  std::string line_;  // of the head, as far as it has come
  std::string head_, body_;
  std::size_t head_bytes_ = 0;
  std::size_t headers_ = 0;
  std::size_t body_bytes_ = 0;  // as announced
  std::string seen_;            // "\nhost\n…": names that may come just once
};

}  // namespace peyer
