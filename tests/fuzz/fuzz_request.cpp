// Any bytes at all at the server's door: they go through the guard, the reading of requests, pages
// and interface, to the reply. `%V` in them stands for the id of a visit that is under way, so that
// its pages are reached. Whatever comes: a reply that can be read, never an error inside, and
// nothing that was sent as markup comes back as markup.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "knowledge/loader.h"
#include "web/guard.h"
#include "web/http_messages.h"
#include "web/served_pack.h"
#include "web/site.h"

namespace {

using namespace peyer;

[[noreturn]] void fail(const char* what, const std::string& reply) {
  std::fprintf(stderr, "%s:\n%s\n", what, reply.substr(0, 2000).c_str());
  std::abort();
}

// Everything behind the door, made once.
class House {
 public:
  House()
      : shelf_(std::make_shared<ServedPack>(
            *load_folder(PEYER_SOURCE_DIR "/knowledge/bases/houseplants").base, LocaleId(), 1)),
        site_(shelf_, {}),
        messages_(
            [this](const std::optional<HttpRequest>& request) {
              if (request) return site_.answer(*request);
              HttpReply unreadable;
              unreadable.status = 400;
              return unreadable;
            },
            [](HttpReply&) {}, std::chrono::seconds(1)) {}

  // The id of a new visit.
  std::string visit() {
    HttpRequest request;
    request.method = "POST";
    request.path = "/visits";
    const std::string place(site_.answer(request).header("Location"));
    if (!place.starts_with("/v/")) fail("no visit can begin", place);
    return place.substr(3, place.find('/', 3) - 3);
  }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      RequestGuard guard((GuardLimits()));
      bytes.remove_prefix(guard.take(bytes));
      if (guard.state() == RequestGuard::State::reading) return;
      if (guard.state() == RequestGuard::State::refused) {
        expect_reply(messages_.refusal(guard.refusal()));
        return;
      }
      expect_reply(messages_.reply_to(guard, guard.keep_alive()));
    }
  }

 private:
  static void expect_reply(const std::string& reply) {
    const std::size_t end = reply.find("\r\n\r\n");
    if (!reply.starts_with("HTTP/1.") || end == std::string::npos) fail("no reply", reply);
    const int status = std::atoi(reply.c_str() + 9);
    if (status < 200 || status >= 500) {
      if (status != 503 && status != 501 && status != 505) fail("an error inside", reply);
    }
    const bool page = reply.substr(0, end).find("text/html") != std::string::npos;
    if (page && reply.find("<zz", end) != std::string::npos) fail("markup came back", reply);
  }

  PackShelf shelf_;
  Site site_;
  HttpMessages messages_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static House house;
  std::string text(reinterpret_cast<const char*>(data), size);
  const std::string id = house.visit();
  for (std::size_t at = text.find("%V"); at != std::string::npos; at = text.find("%V", at)) {
    text.replace(at, 2, id);
    at += id.size();
  }
  house.send(text);
  return 0;
}
