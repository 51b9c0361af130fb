// The connections of clients. Few threads serve many: a thread is bound only while a request that
// has come in whole is answered, so that clients that are slow, or never say anything, keep nobody
// waiting. Who takes longer than allowed is cut off.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "web/guard.h"

namespace peyer {

struct ConnectionLimits {
  // How many at once. One more makes the one go that has been silent longest; where all have
  // something to do, the new one is told 503.
  std::size_t most = 256;
  std::size_t threads = 8;
  std::chrono::milliseconds request{10'000};  // for a request, from its first byte to its last
  std::chrono::milliseconds idle{15'000};     // between requests
  std::chrono::milliseconds reply{10'000};    // for a reply to be taken
  // How long, and how many bytes, a refused client may go on sending before it is cut off: cut off
  // at once it might never see why.
  std::chrono::milliseconds linger{1'000};
  std::size_t lingering_bytes = 256UL * 1024;
  // A silent connection may be made to go after this long.
  std::chrono::milliseconds grace{1'000};
  std::chrono::milliseconds drain{5'000};  // see stop()
  GuardLimits guard{};
};

class Connections {
 public:
  // The reply, as it is sent. Both are called from several threads at once and must not throw.
  using Answer = std::function<std::string(const RequestGuard& request, bool keep_alive)>;
  using Refusal = std::function<std::string(int status)>;

  // Begins to serve. `listener`: a socket that listens; taken over. Throws std::system_error.
  // Signals that the threads must not get have to be blocked before.
  Connections(int listener, const ConnectionLimits& limits, Answer answer, Refusal refusal);
  ~Connections();  // stops
  Connections(const Connections&) = delete;
  Connections& operator=(const Connections&) = delete;

  // Takes no new client, closes what is silent, lets requests under way have their replies, and
  // closes what is still there after `drain`.
  void stop();

  std::size_t size() const;

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

}  // namespace peyer
