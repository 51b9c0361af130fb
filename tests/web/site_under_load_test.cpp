// Visitors and programs at the same time, while the pack is changed under them. Run under the
// thread sanitizer too (the preset "thread").
#include <atomic>
#include <catch2/catch.hpp>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "../engine/support.h"
#include "api_support.h"
#include "visitor.h"

using namespace peyer;

namespace {

std::shared_ptr<const ServedPack> fresh_pack() {
  // Fewer environments than visitors, so that these wait for one another.
  return std::make_shared<const ServedPack>(test::houseplants().knowledge(), LocaleId(), 2);
}

// Catch2's checks are for one thread; this collects what several see.
class Complaints {
 public:
  void unless(bool good, const std::string& what) {
    if (good) return;
    const std::scoped_lock lock(mutex_);
    text_ += what + "\n";
  }

  std::string text() const {
    const std::scoped_lock lock(mutex_);
    return text_;
  }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

// What programs ask, and the replies of a site that nobody else uses.
struct Asked {
  HttpRequest request;
  std::string expected;
};

std::vector<Asked> asked_alone() {
  const PackShelf shelf(fresh_pack());
  Site alone(shelf, {});
  std::mt19937 random(11);
  std::vector<Asked> all;
  for (int i = 0; i < 12; ++i) {
    const KnowledgeBase& pack = shelf.pack()->knowledge();
    const Answers answers = test::random_answers(pack, random, 0.6);
    all.push_back(
        {test::post_json("/v1/consult", {{"answers", test::answers_to_json(pack, answers)}}), ""});
  }
  for (const char* path : {"/v1/concepts", "/v1/rules", "/openapi.json", "/c", "/"}) {
    all.push_back({test::get(path), ""});
  }
  for (Asked& one : all) one.expected = alone.answer(one.request).body;
  return all;
}

void one_visit(Site& site, Complaints& complaints) {
  test::Visitor visitor(site);
  visitor.begin();
  complaints.unless(visitor.answer_until("result"), "no result: " + visitor.path);
  const std::string visit = visitor.visit();
  for (const char* page : {"/result", "/print", "/qr.svg", "/answers", "/how", "/c", "/ask"}) {
    const HttpReply reply = site.answer(test::get(visit + page));
    complaints.unless(reply.status == 200, visit + page + ": " + std::to_string(reply.status));
  }
  site.answer(test::post(visit + "/end", ""));
  complaints.unless(site.answer(test::get(visit + "/result")).status == 410, "not wiped: " + visit);
}

}  // namespace

TEST_CASE("visitors and programs get what is theirs while the pack is changed under them") {
  const std::vector<Asked> asked = asked_alone();
  PackShelf shelf(fresh_pack());
  Site site(shelf, {});
  Complaints complaints;
  std::atomic<int> busy{4};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 3; ++i) {
        one_visit(site, complaints);
        for (std::size_t j = 0; j < asked.size(); ++j) {
          const Asked& one = asked[(j + t * 5) % asked.size()];
          const std::string path = one.request.path;
          complaints.unless(site.answer(one.request).body == one.expected, "another's: " + path);
        }
        complaints.unless(site.answer(test::get("/metrics")).status == 200, "no metrics");
      }
      --busy;
    });
  }
  while (busy > 0) {
    shelf.replace(fresh_pack());
    site.tidy();
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(complaints.text() == "");
}
