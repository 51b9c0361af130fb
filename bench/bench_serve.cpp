#include "bench/bench_serve.h"

#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/timing.h"
#include "engine/consultation.h"
#include "engine/to_json.h"
#include "web/journeys.h"
#include "web/served_pack.h"
#include "web/server.h"
#include "web/site.h"

namespace peyer {
namespace {

constexpr int rounds = 3;
constexpr std::size_t visits = 10'000;

// What wrk found out. Times in milliseconds.
struct Load {
  double per_second = 0, p50 = 0, p99 = 0;
  bool all_well = true;
};

// "850.00us", "1.23ms", "2.00s"
double milliseconds(const std::string& text) {
  char* unit = nullptr;
  const double number = std::strtod(text.c_str(), &unit);
  const std::string name(unit);
  return name.rfind("us", 0) == 0   ? number / 1000
         : name.rfind("ms", 0) == 0 ? number
                                    : number * 1000;
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  if (!pipe) throw std::runtime_error("can't run " + command);
  std::string text;
  for (int c = 0; (c = std::fgetc(pipe.get())) != EOF;) text += static_cast<char>(c);
  return text;
}

// The word after this one in wrk's report.
std::string after(const std::string& report, const std::string& name) {
  const std::size_t at = report.find(name);
  if (at == std::string::npos) throw std::runtime_error("wrk says:\n" + report);
  const std::size_t begin = report.find_first_not_of(' ', at + name.size());
  return report.substr(begin, report.find_first_of(" \n", begin) - begin);
}

Load loaded(int port, const std::string& path, const std::string& bodies) {
  const std::string report = output_of(
      fmt::format("wrk -t1 -c16 -d2s --latency -s bench/consult.lua http://127.0.0.1:{}{} -- {}",
                  port, path, bodies));
  Load load;
  load.per_second = std::stod(after(report, "Requests/sec:"));
  load.p50 = milliseconds(after(report, "50%"));
  load.p99 = milliseconds(after(report, "99%"));
  load.all_well = report.find("Non-2xx") == std::string::npos &&
                  report.find("Socket errors") == std::string::npos;
  return load;
}

Load median_of(const std::vector<Load>& loads) {
  Load middle;
  for (double Load::*part : {&Load::per_second, &Load::p50, &Load::p99}) {
    std::vector<double> values;
    values.reserve(loads.size());
    for (const Load& load : loads) values.push_back(load.*part);
    middle.*part = median(values);
  }
  for (const Load& load : loads) middle.all_well = middle.all_well && load.all_well;
  return middle;
}

std::string body_of(const KnowledgeBase& pack, const Answers& answers) {
  Json json;
  for (const auto& [question, reply] : answers.replies) {
    json["answers"][question.str()] = reply_to_json(*find_by_id(pack.questions, question), reply);
  }
  return json.dump();
}

HttpRequest consult(const std::string& body) {
  HttpRequest request;
  request.method = "POST";
  request.path = "/v1/consult";
  request.headers["content-type"] = "application/json";
  request.body = body;
  return request;
}

// A file of request bodies, removed at the end.
class Bodies {
 public:
  explicit Bodies(const std::vector<std::string>& bodies)
      : path_(std::filesystem::temp_directory_path() /
              fmt::format("peyer-bench-{}-{}", getpid(), bodies.size())) {
    std::ofstream file(path_);
    for (const std::string& body : bodies) file << body << '\n';
  }

  ~Bodies() { std::filesystem::remove(path_); }

  Bodies(const Bodies&) = delete;
  Bodies& operator=(const Bodies&) = delete;
  Bodies(Bodies&&) = delete;
  Bodies& operator=(Bodies&&) = delete;

  const std::string& path() const { return path_; }

 private:
  const std::string path_;
};

void compare(const std::string& what, int port, const Bodies& bodies) {
  loaded(port, "/v1/consult", bodies.path());  // warms it
  std::vector<Load> ready, whole;
  for (int round = 0; round < rounds; ++round) {
    ready.push_back(loaded(port, "/ready", bodies.path()));
    whole.push_back(loaded(port, "/v1/consult", bodies.path()));
  }
  const Load floor = median_of(ready);
  const Load load = median_of(whole);
  fmt::print(
      "{:36}{:9.0f} /s   p50 {:.2f} ms, p99 {:.2f} ms; a ready reply {:.0f} /s, "
      "p50 {:.2f} ms, p99 {:.2f} ms; ratio {:.2f}\n",
      what, load.per_second, load.p50, load.p99, floor.per_second, floor.p50, floor.p99,
      load.per_second / floor.per_second);
  if (!load.all_well || !floor.all_well) fmt::print("  SOME REQUESTS FAILED\n");
}

// On the heap. What the system has given is no measure: earlier work leaves room behind.
double megabytes_in_use() {
  const struct mallinfo2 heap = mallinfo2();
  return static_cast<double>(heap.uordblks + heap.hblkhd) / (1024 * 1024);
}

// One visitor's way through the questions.
Journey journey_of(const std::shared_ptr<const ServedPack>& pack, const Answers& answers) {
  Journey journey;
  journey.pack = pack;
  journey.locale = pack->first();
  journey.about_chosen = true;
  Consultation visit(pack->engine());
  for (const auto& [question, reply] : answers.replies) {
    if (visit.outcome().next) journey.steps.push_back(*visit.outcome().next);
    visit.answer(question, reply);
    journey.order.push_back(question);
  }
  journey.answers = answers;
  return journey;
}

void bench_memory(const std::shared_ptr<const ServedPack>& pack,
                  const std::vector<Answers>& visitors) {
  std::vector<Journey> journeys;
  for (std::size_t i = 0; i < 20; ++i) {
    journeys.push_back(journey_of(pack, visitors[i % visitors.size()]));
  }
  const double before = megabytes_in_use();
  JourneysInMemory store(visits, std::chrono::seconds(600));
  for (std::size_t i = 0; i < visits; ++i) store.add(journeys[i % journeys.size()]);
  fmt::print("{:36}{:9.0f} MB   {:.0f} MB in use besides\n", "10,000 visits under way",
             megabytes_in_use() - before, before);
}

}  // namespace

void bench_serve(const KnowledgeBase& pack, const std::vector<Answers>& visitors) {
  if (std::system("command -v wrk >/dev/null") != 0) {
    fmt::print("no wrk: `peyer serve` is not measured\n");
    return;
  }
  const auto served = std::make_shared<const ServedPack>(pack, LocaleId());
  const PackShelf shelf(served);
  Site site(shelf, {});
  std::vector<std::string> bodies;
  bodies.reserve(visitors.size());
  for (const Answers& answers : visitors) bodies.push_back(body_of(pack, answers));
  const HttpReply ready = site.answer(consult(bodies.front()));
  ServerOptions options;
  options.port = 0;
  const Server server(options, [&](const HttpRequest& request) {
    return request.path == "/ready" ? ready : site.answer(request);
  });
  fmt::print("a reply of {:.1f} kB, sixteen connections\n",
             static_cast<double>(ready.body.size()) / 1000);
  compare("consult over HTTP, the same again", server.port(), Bodies({bodies.front()}));
  compare("consult over HTTP, others each time", server.port(), Bodies(bodies));
  bench_memory(served, visitors);
}

}  // namespace peyer
