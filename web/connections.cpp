#include "web/connections.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace peyer {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds between_sweeps{50};
constexpr std::size_t most_refused = 64;  // clients that are being told 503
constexpr int most_in_a_row = 8;          // requests of one client, before others have their turn

std::int64_t now_in_ms() {
  return std::chrono::duration_cast<milliseconds>(Clock::now().time_since_epoch()).count();
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}

  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;

  int get() const { return number_; }

 private:
  const int number_;
};

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

// What a client and we are doing. The thread that was given its event owns all of it until it asks
// for the next event; the keeper looks at the atomic parts only.
struct Connection {
  enum class Phase { silent, receiving, working, sending, lingering };
  static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

  Connection(int number, const GuardLimits& limits) : socket(number), guard(limits) {}

  void enter(Phase next, milliseconds at_most) {
    const std::int64_t now = now_in_ms();
    since = now;
    deadline = now + at_most.count();
    phase = next;
  }

  void work() {
    deadline = never;
    phase = Phase::working;
  }

  bool is_overdue() const { return deadline <= now_in_ms(); }

  Descriptor socket;
  std::atomic<Phase> phase = Phase::silent;
  std::atomic<std::int64_t> since = 0;         // of the phase
  std::atomic<std::int64_t> deadline = never;  // milliseconds, as now_in_ms()
  RequestGuard guard;
  std::string in;        // received and not yet looked at
  std::string out;       // to send
  std::size_t sent = 0;  // of it
  bool last = false;     // close after sending
  bool refused = false;  // there may be more to come, which nobody will read
  std::size_t discarded = 0;
};

}  // namespace

class Connections::Loop {
 public:
  Loop(int listener, const ConnectionLimits& limits, Answer answer, Refusal refusal)
      : limits_(limits),
        answer_(std::move(answer)),
        refusal_(std::move(refusal)),
        listener_(listener),
        epoll_(checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
        wake_(checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")) {
    watch(EPOLL_CTL_ADD, listener_.get(), EPOLLIN | EPOLLONESHOT, &listener_);
    watch(EPOLL_CTL_ADD, wake_.get(), EPOLLIN, &wake_);
    for (std::size_t i = 0; i < std::max<std::size_t>(limits_.threads, 1); ++i) {
      threads_.emplace_back([this] { serve(); });
    }
    threads_.emplace_back([this] { keep(); });
  }

  ~Loop() { stop(); }

  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void stop() {
    std::unique_lock lock(mutex_);
    if (stopping_.exchange(true)) return;
    ::shutdown(listener_.get(), SHUT_RDWR);
    for (const auto& [number, one] : connections_) {
      if (one->phase == Connection::Phase::silent) ::shutdown(number, SHUT_RD);
    }
    const auto all_gone = [this] { return connections_.empty(); };
    changed_.wait_for(lock, limits_.drain, all_gone);
    for (const auto& [number, one] : connections_) ::shutdown(number, SHUT_RDWR);
    changed_.wait(lock, all_gone);
    ended_ = true;
    changed_.notify_all();
    lock.unlock();
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(wake_.get(), &one, sizeof one);
    for (std::thread& thread : threads_) thread.join();
  }

  std::size_t size() const {
    const std::scoped_lock lock(mutex_);
    return connections_.size();
  }

 private:
  using Phase = Connection::Phase;

  // False when the kernel has no memory for it.
  bool watch(int operation, int number, std::uint32_t events, void* whom) const {
    epoll_event event{};
    event.events = events;
    event.data.ptr = whom;
    return epoll_ctl(epoll_.get(), operation, number, &event) == 0;
  }

  // ---- Threads that serve

  void serve() {
    for (;;) {
      epoll_event event{};
      if (epoll_wait(epoll_.get(), &event, 1, -1) < 1) continue;
      if (event.data.ptr == &wake_) return;
      if (event.data.ptr == &listener_) {
        accept_some();
      } else {
        attend(taken_over(event.data.ptr));
      }
    }
  }

  void accept_some() {
    for (int i = 0; i < most_in_a_row; ++i) {
      const int number = accept4(listener_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (number >= 0) {
        admit(number);
      } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
        const std::scoped_lock lock(mutex_);
        make_room();
        return;  // the keeper asks for the next one: until then room may have been made
      } else if (errno != EINTR && errno != ECONNABORTED) {
        break;  // none is waiting
      }
    }
    if (stopping_) return;
    watch(EPOLL_CTL_MOD, listener_.get(), EPOLLIN | EPOLLONESHOT, &listener_);
  }

  void admit(int number) {
    const int on = 1;
    setsockopt(number, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    auto connection = std::make_unique<Connection>(number, limits_.guard);
    Connection& one = *connection;
    one.enter(Phase::silent, limits_.request);
    const std::scoped_lock lock(mutex_);
    if (stopping_ || connections_.size() >= limits_.most + most_refused) return;
    if (connections_.size() >= limits_.most && !make_room()) refuse(one, 503);
    connections_.emplace(number, std::move(connection));
    const std::uint32_t events = one.out.empty() ? EPOLLIN : EPOLLOUT;
    if (!watch(EPOLL_CTL_ADD, number, events | EPOLLONESHOT, &one)) connections_.erase(number);
  }

  // Makes the one go that has been silent longest, or has taken longest over its request. False
  // when none is silent for long enough. Call with the mutex held.
  bool make_room() {
    const std::int64_t before = now_in_ms() - limits_.grace.count();
    Connection* longest = nullptr;
    for (const auto& [number, one] : connections_) {
      const Phase phase = one->phase;
      if (phase != Phase::silent && phase != Phase::receiving) continue;
      if (one->since > before || (longest != nullptr && one->since >= longest->since)) continue;
      longest = one.get();
    }
    if (longest == nullptr) return false;
    longest->since = Connection::never;  // it goes just once
    ::shutdown(longest->socket.get(), SHUT_RDWR);
    return true;
  }

  void drop(Connection& one) {
    const std::scoped_lock lock(mutex_);
    connections_.erase(one.socket.get());
    if (connections_.empty()) changed_.notify_all();
  }

  // What this client is about; ends by asking for its next event, or closing.
  void attend(Connection& one) {
    for (int answered = 0;;) {
      if (!one.out.empty()) {
        if (!send(one)) return;
        if (one.last && !end(one)) return;
      }
      if (one.phase == Phase::lingering) return linger(one);
      if (answered == most_in_a_row) return wait(one, EPOLLIN | EPOLLOUT);
      if (one.in.empty() && !receive(one)) return;
      if (!one.out.empty()) continue;
      if (one.guard.state() == RequestGuard::State::reading) look_at(one);
      if (one.guard.state() == RequestGuard::State::refused) refuse(one, one.guard.refusal());
      if (one.guard.state() == RequestGuard::State::complete) {
        answer(one);
        ++answered;
      }
    }
  }

  void look_at(Connection& one) {
    const bool begun = one.guard.begun();
    one.in.erase(0, one.guard.take(one.in));
    if (!begun) one.enter(Phase::receiving, limits_.request);
  }

  void answer(Connection& one) {
    one.work();
    const bool keep_alive = one.guard.keep_alive() && !stopping_;
    one.out = answer_(one.guard, keep_alive);
    one.last = !keep_alive;
    one.guard = RequestGuard(limits_.guard);
    one.enter(Phase::sending, limits_.reply);
  }

  void refuse(Connection& one, int status) const {
    one.out = refusal_(status);
    one.last = one.refused = true;
    one.guard = RequestGuard(limits_.guard);
    one.enter(Phase::sending, limits_.reply);
  }

  // False when the client closed, or has nothing to say for now: then nothing is left to do here.
  bool receive(Connection& one) {
    if (one.phase == Phase::sending) one.enter(Phase::silent, limits_.idle);
    std::array<char, 16UL * 1024> buffer;
    const ssize_t count = ::recv(one.socket.get(), buffer.data(), buffer.size(), 0);
    if (count > 0) {
      one.in.assign(buffer.data(), static_cast<std::size_t>(count));
      return true;
    }
    if (count < 0 && errno == EINTR) return receive(one);
    const bool nothing_yet = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    // (A stop that comes after this sees that it is silent.)
    if (nothing_yet && !(stopping_ && one.phase == Phase::silent)) {
      wait(one, EPOLLIN);
      return false;
    }
    if (count == 0 && one.guard.begun() && one.is_overdue()) {
      refuse(one, 408);
      return true;
    }
    drop(one);
    return false;
  }

  // False when not all could be sent for now, or the client is gone.
  bool send(Connection& one) {
    while (one.sent < one.out.size()) {
      const ssize_t count = ::send(one.socket.get(), one.out.data() + one.sent,
                                   one.out.size() - one.sent, MSG_NOSIGNAL);
      if (count >= 0) {
        one.sent += static_cast<std::size_t>(count);
      } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
        wait(one, EPOLLOUT);
        return false;
      } else if (errno != EINTR) {
        drop(one);
        return false;
      }
    }
    std::string().swap(one.out);
    one.sent = 0;
    return true;
  }

  // After the last reply. False when closed.
  bool end(Connection& one) {
    if (!one.refused && one.in.empty()) {
      drop(one);
      return false;
    }
    // Closed with bytes unread, the client's side would throw away our reply.
    ::shutdown(one.socket.get(), SHUT_WR);
    std::string().swap(one.in);
    one.enter(Phase::lingering, limits_.linger);
    return true;
  }

  void linger(Connection& one) {
    std::array<char, 16UL * 1024> buffer;
    while (one.discarded < limits_.lingering_bytes && !one.is_overdue()) {
      const ssize_t count = ::recv(one.socket.get(), buffer.data(), buffer.size(), 0);
      if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return wait(one, EPOLLIN);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) break;
      one.discarded += static_cast<std::size_t>(count);
    }
    drop(one);
  }

  // From here on another thread may have it.
  void wait(Connection& one, std::uint32_t events) {
    {
      const std::scoped_lock lock(mutex_);
      if (watch(EPOLL_CTL_MOD, one.socket.get(), events | EPOLLONESHOT, &one)) return;
    }
    drop(one);
  }

  // The one whose event came. It was handed over by the kernel, and by the lock for all that the
  // language knows of it.
  Connection& taken_over(void* connection) {
    const std::scoped_lock lock(mutex_);
    return *static_cast<Connection*>(connection);
  }

  // ---- The thread that keeps time

  void keep() {
    std::unique_lock lock(mutex_);
    while (!ended_) {
      changed_.wait_for(lock, between_sweeps);
      for (const auto& [number, one] : connections_) {
        if (!one->is_overdue()) continue;
        // Its event comes, and the thread that gets it tells the client, where it can, and closes.
        ::shutdown(number, one->phase == Phase::receiving ? SHUT_RD : SHUT_RDWR);
      }
      if (!stopping_) watch(EPOLL_CTL_MOD, listener_.get(), EPOLLIN | EPOLLONESHOT, &listener_);
    }
  }

  const ConnectionLimits limits_;
  const Answer answer_;
  const Refusal refusal_;
  Descriptor listener_, epoll_, wake_;
  mutable std::mutex mutex_;  // guards connections_ and ended_, and that no socket is closed
  std::condition_variable changed_;
  std::unordered_map<int, std::unique_ptr<Connection>> connections_;  // by socket
  std::atomic<bool> stopping_ = false;
  bool ended_ = false;
  std::vector<std::thread> threads_;
};

Connections::Connections(int listener, const ConnectionLimits& limits, Answer answer,
                         Refusal refusal)
    : loop_(std::make_unique<Loop>(listener, limits, std::move(answer), std::move(refusal))) {}

Connections::~Connections() = default;

void Connections::stop() {
  loop_->stop();
}

std::size_t Connections::size() const {
  return loop_->size();
}

}  // namespace peyer
