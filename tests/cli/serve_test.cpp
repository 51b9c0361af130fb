// `peyer serve` as its operator meets it: the real program, started and told to end.
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "../web/raw_client.h"
#include "program.h"

using namespace peyer::test;

namespace {

const std::string served_pack = PEYER_SOURCE_DIR "/knowledge/bases/houseplants";

class Serving {
 public:
  explicit Serving(std::vector<std::string> arguments, const std::string& notify = "") {
    arguments.insert(arguments.begin(), {PEYER_PROGRAM, "serve", "--port", "0"});
    std::array<int, 2> err{};
    if (pipe2(err.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    child_ = fork();
    if (child_ == 0) {
      dup2(err[1], STDERR_FILENO);
      if (!notify.empty()) setenv("NOTIFY_SOCKET", notify.c_str(), 1);
      std::vector<char*> pointers;
      for (std::string& argument : arguments) pointers.push_back(argument.data());
      pointers.push_back(nullptr);
      execv(PEYER_PROGRAM, pointers.data());
      _exit(99);
    }
    close(err[1]);
    errors_ = err[0];
    const std::string line = expect("Peyer serves ");
    port_ = std::stoi(line.substr(line.rfind(':') + 1));
  }

  ~Serving() {
    if (child_ > 0) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
    close(errors_);
  }

  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  int port() const { return port_; }

  void signal(int number) const { kill(child_, number); }

  // The line on standard error that has this text; throws when it does not come.
  std::string expect(const std::string& text) {
    for (;;) {
      const std::size_t end = said_.find('\n');
      if (end == std::string::npos) {
        read_some();
        continue;
      }
      const std::string line = said_.substr(0, end);
      if (first_line_.empty()) first_line_ = line;
      said_.erase(0, end + 1);
      if (line.find(text) != std::string::npos) return line;
    }
  }

  const std::string& first_line() const { return first_line_; }

  // Waits for its end.
  int exit_code() {
    int status = 0;
    waitpid(std::exchange(child_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  long resident_kilobytes() const {
    std::ifstream file("/proc/" + std::to_string(child_) + "/status");
    for (std::string word; file >> word;) {
      if (word == "VmRSS:") return file >> word, std::stol(word);
    }
    throw std::runtime_error("no VmRSS");
  }

 private:
  void read_some() {
    pollfd waiting{errors_, POLLIN, 0};
    std::array<char, 4096> buffer{};
    const ssize_t count =
        ::poll(&waiting, 1, 60'000) == 1 ? ::read(errors_, buffer.data(), buffer.size()) : 0;
    if (count <= 0) throw std::runtime_error("the program said only: " + said_);
    said_.append(buffer.data(), static_cast<std::size_t>(count));
  }

  pid_t child_ = -1;
  int errors_ = -1;
  int port_ = 0;
  std::string said_, first_line_;
};

std::string status(int port, const std::string& request) {
  RawClient client(port);
  client.send(request);
  return RawClient::status_of(client.reply());
}

}  // namespace

TEST_CASE("a server that is told to end lets a request under way have its reply", "[serve]") {
  for (const int number : {SIGTERM, SIGINT}) {
    Serving serving({"--pack", served_pack});
    RawClient slow(serving.port());
    slow.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
    CHECK(status(serving.port(), get("/")) != "");  // by now the slow one has been heard
    serving.signal(number);
    slow.send("\r\n");
    CHECK(slow.rest().find("HTTP/1.1 ") == 0);
    CHECK(serving.exit_code() == 0);
  }
}

TEST_CASE("a second server on the port fails and says so", "[serve]") {
  const Serving serving({"--pack", served_pack});
  const std::string port = std::to_string(serving.port());
  const Ran second = run({"serve", "--pack", served_pack, "--port", port});
  CHECK(second.code == 2);
  CHECK(second.err.find("Port " + port + " of 127.0.0.1 is in use") != std::string::npos);
  CHECK(status(serving.port(), get("/")) != "");
}

TEST_CASE("a bad pack is not taken up, and a good one is", "[serve]") {
  const ScratchFolder folder;
  const std::string pack = folder.file("pack");
  std::filesystem::copy(served_pack, pack, std::filesystem::copy_options::recursive);
  Serving serving({"--pack", pack});
  std::ofstream(pack + "/broken.yaml") << "rules: nothing of the kind\n";
  serving.signal(SIGHUP);
  serving.expect("broken.yaml:1");
  serving.expect("The one before goes on being served");
  CHECK(status(serving.port(), get("/")) != "");
  std::filesystem::remove(pack + "/broken.yaml");
  serving.signal(SIGHUP);
  serving.expect("From now on");
  CHECK(status(serving.port(), get("/")) != "");
  serving.signal(SIGTERM);
  CHECK(serving.exit_code() == 0);
}

TEST_CASE("what is served tells nothing of where on this machine the pack lies", "[serve]") {
  const Serving serving({"--pack", served_pack});
  RawClient client(serving.port());
  client.send(get("/v1/rules/soil-still-wet"));
  const std::string rule = client.reply();
  CHECK(rule.find("\"place\":\"houseplants/") != std::string::npos);
  CHECK(rule.find(PEYER_SOURCE_DIR) == std::string::npos);
}

TEST_CASE("memory stays as it is, whatever clients push", "[serve]") {
  const Serving serving({"--pack", served_pack});
  status(serving.port(), get("/"));
  const long before = serving.resident_kilobytes();
  const std::string piece(256 * 1024, 'a');
  constexpr std::size_t much = 200 * 1024 * 1024;
  for (const std::string& head :
       {std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 209715200\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nHost: a\r\nA: "), std::string("GET /"), std::string("X")}) {
    RawClient client(serving.port());
    client.send(head);
    CHECK(client.pour(piece, much) < much / 10);
  }
  std::vector<RawClient> crowd;  // each as large as may be
  for (int i = 0; i < 40; ++i) {
    crowd.emplace_back(serving.port());
    crowd.back().send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 95000\r\n\r\n" +
                      std::string(94'999, 'a'));
  }
  CHECK(status(serving.port(), get("/")) != "");
  CHECK(serving.resident_kilobytes() - before < 40 * 1024);
}

TEST_CASE("an address that others reach is warned of", "[serve]") {
  Serving serving({"--pack", served_pack, "--host", "0.0.0.0"});
  CHECK(serving.first_line().find("not encrypted") != std::string::npos);
}

TEST_CASE("systemd is told when the server is ready, and when it ends", "[serve]") {
  const ScratchFolder folder;
  const std::string path = folder.file("notify");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int in = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  REQUIRE(::bind(in, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const auto told = [in] {
    pollfd waiting{in, POLLIN, 0};
    std::array<char, 64> buffer{};
    const ssize_t count =
        ::poll(&waiting, 1, 60'000) == 1 ? ::recv(in, buffer.data(), buffer.size(), 0) : 0;
    return std::string(buffer.data(), static_cast<std::size_t>(count));
  };
  Serving serving({"--pack", served_pack}, path);
  CHECK(told() == "READY=1");
  serving.signal(SIGTERM);
  CHECK(told() == "STOPPING=1");
  close(in);
}

TEST_CASE("what can't be meant is refused before anything is served", "[serve]") {
  const auto refused = [](const std::vector<std::string>& arguments) {
    std::vector<std::string> all = {"serve", "--pack", served_pack};
    all.insert(all.end(), arguments.begin(), arguments.end());
    const Ran ran = run(all);
    CHECK(ran.code == 2);
    return ran.err;
  };
  CHECK(refused({"--frame-origin", "clinic.example"}).find("no origin") != std::string::npos);
  CHECK(refused({"--frame-origin", "*"}).find("no origin") != std::string::npos);
  CHECK(refused({"--api-origin", "https://a.example/"}).find("no origin") != std::string::npos);
  CHECK(refused({"--host-name", "http://a"}).find("no name of a host") != std::string::npos);
  CHECK(refused({"--locale", "atlantis"}).find("no locales") != std::string::npos);
  CHECK(refused({"--host", "no such host"}).find("no such host") != std::string::npos);
  CHECK(refused({"--port", "70000"}).find("70000") != std::string::npos);
  CHECK(refused({"--px-per-mm", "nan"}).find("nan") != std::string::npos);
  CHECK(refused({"--frame-origin", "clinic.example"}).find("did you mean") == std::string::npos);
  CHECK(refused({"--keep", "3"}).find("--journal") != std::string::npos);
  CHECK(refused({"--warning", "19"}).find("19") != std::string::npos);
  CHECK(refused({"--journey-life", "149"}).find("--journey-life 150") != std::string::npos);
  CHECK(refused({"--journal", "/no/such/folder/j.db"}).find("can be kept") != std::string::npos);
}
