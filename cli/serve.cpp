// peyer serve: the HTTP front end, until it is told to end.
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "engine/journal.h"
#include "knowledge/phrases/phrases.h"
#include "web/served_pack.h"
#include "web/server.h"
#include "web/site.h"

namespace peyer {
namespace {

// How long what is over may stay in memory.
constexpr std::chrono::seconds between_tidyings{5};

const Phrases& phrases() {
  return Phrases::english();
}

void say(const std::string& text) {
  std::fputs((clean_lines(text) + "\n").c_str(), stderr);
}

// The signals that this command waits for. Made before any thread is, so that none else gets them.
class Signals {
 public:
  Signals() {
    sigemptyset(&set_);
    for (const int one : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set_, one);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }

  // 0 when none came within this time.
  int wait(std::chrono::seconds most) const {
    const timespec patience{most.count(), 0};
    return std::max(0, sigtimedwait(&set_, nullptr, &patience));
  }

 private:
  sigset_t set_{};
};

// Tells systemd how we are, where it asked for that (Type=notify).
void notify(const char* state) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  if (path == nullptr || *path == '\0') return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name(path);
  if (name.size() >= sizeof address.sun_path) return;
  std::copy(name.begin(), name.end(), address.sun_path);
  if (name.front() == '@') address.sun_path[0] = '\0';  // a name without a file
  const int out = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (out < 0) return;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  const std::string text(state);
  // Nothing depends on it.
  [[maybe_unused]] const ssize_t sent = ::sendto(out, text.data(), text.size(), MSG_NOSIGNAL,
                                                 reinterpret_cast<const sockaddr*>(&address), size);
  ::close(out);
}

std::shared_ptr<const ServedPack> served(const ServeOptions& options) {
  const PackSource source = read_pack(options.pack);
  without_errors(load(source));
  // Read again under names that tell a visitor nothing of this machine: a mistake is told under the
  // name that the operator typed.
  KnowledgeBase pack = without_errors(load(named_from_its_folder(source, options.pack)));
  const LocaleId locale = locale_of(pack, options.locale);
  return std::make_shared<const ServedPack>(std::move(pack), locale);
}

SiteOptions site_options(const ServeOptions& options, const KnowledgeBase& pack) {
  SiteOptions site;
  site.locale = locale_of(pack, options.locale);
  site.idle_question = std::chrono::seconds(options.idle);
  site.idle_result = std::chrono::seconds(options.idle_result);
  site.warning = std::chrono::seconds(options.warning);
  site.journey_life = std::chrono::seconds(options.journey_life);
  site.most_journeys = options.journeys;
  site.px_per_mm = options.px_per_mm;
  site.frame_origins = options.frame_origins;
  site.api_origins = options.api_origins;
  site.journal = options.journal;
  site.journal_days = options.keep;
  return site;
}

ServerOptions server_options(const ServeOptions& options) {
  ServerOptions server;
  server.host = options.host;
  server.port = options.port;
  server.host_names = options.host_names;
  server.frame_origins = options.frame_origins;
  server.api_origins = options.api_origins;
  return server;
}

std::unique_ptr<Server> started(const ServeOptions& options, Site& site) {
  try {
    return std::make_unique<Server>(
        server_options(options),
        [&site](const HttpRequest& request) { return site.answer(request); },
        [&site] { site.refused(); });
  } catch (const CannotListen& failure) {
    const char* phrase = failure.why() == CannotListen::Why::busy           ? "serve.busy"
                         : failure.why() == CannotListen::Why::unknown_host ? "serve.unknown_host"
                                                                            : "serve.cannot_listen";
    throw Failure(ExitCode::wrong_use, phrases()(phrase, {{"host", options.host},
                                                          {"port", std::to_string(options.port)},
                                                          {"reason", failure.what()}}));
  }
}

// A visit must not end while its page still stands there.
void refuse_short_life(const ServeOptions& options) {
  const int shown = std::max(options.idle, options.idle_result) + options.warning;
  if (options.journey_life >= shown) return;
  throw Failure(ExitCode::wrong_use,
                phrases()("serve.short_life", {{"life", std::to_string(options.journey_life)},
                                               {"shown", std::to_string(shown)}}));
}

std::unique_ptr<Site> made_site(const ServeOptions& options, const PackShelf& shelf) {
  try {
    return std::make_unique<Site>(shelf, site_options(options, shelf.pack()->knowledge()));
  } catch (const JournalError& failure) {
    throw Failure(ExitCode::wrong_use, phrases()("serve.no_journal", {{"reason", failure.what()}}));
  }
}

// A pack that can't be served leaves the one that is.
void reload(const ServeOptions& options, PackShelf& shelf) {
  try {
    const std::shared_ptr<const ServedPack> pack = served(options);
    shelf.replace(pack);
    if (!options.quiet) say(phrases()("serve.reloaded", {{"title", pack->knowledge().pack.title}}));
  } catch (const std::exception& failure) {
    say(failure.what());
    say(phrases()("serve.kept"));
  }
}

}  // namespace

ExitCode run_serve(const ServeOptions& options) {
  refuse_short_life(options);
  const Signals signals;
  PackShelf shelf(served(options));
  const KnowledgeBase& pack = shelf.pack()->knowledge();
  const std::unique_ptr<Site> site = made_site(options, shelf);
  const std::unique_ptr<Server> server = started(options, *site);
  if (!server->is_loopback()) say(phrases()("serve.not_loopback"));
  if (!options.quiet) {
    say(phrases()("serve.ready", {{"title", pack.pack.title}, {"address", server->address()}}));
  }
  notify("READY=1");
  for (int signal = 0; signal != SIGTERM && signal != SIGINT;) {
    signal = signals.wait(between_tidyings);
    if (signal == SIGHUP) reload(options, shelf);
    const std::string trouble = site->tidy();
    if (!trouble.empty()) say(phrases()("serve.journal_trouble", {{"reason", trouble}}));
  }
  notify("STOPPING=1");
  server->stop();
  return ExitCode::good;
}

}  // namespace peyer
