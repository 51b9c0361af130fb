#include <atomic>
#include <catch2/catch.hpp>
#include <thread>
#include <vector>

#include "support.h"

using namespace peyer;

TEST_CASE("threads share an engine and each gets its own visitor's outcome") {
  // Fewer environments than threads, so that callers wait for one another and take over each
  // other's environments.
  const Engine engine(test::houseplants().knowledge(), {2});
  std::vector<Answers> answers;
  std::vector<std::string> expected;
  std::mt19937 random(3);
  for (int i = 0; i < 20; ++i) {
    answers.push_back(test::random_answers(engine.knowledge(), random, 0.7));
    expected.push_back(test::essence(test::houseplants().consult(answers.back())));
  }
  std::atomic<int> wrong{0};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < 60; ++i) {
        const std::size_t which = (i * 7 + t) % answers.size();
        if (test::essence(engine.consult(answers[which])) != expected[which]) ++wrong;
      }
    });
  }
  for (int i = 0; i < 20; ++i) engine.forget();
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
}
