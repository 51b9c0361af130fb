#include "bench/bench_prove.h"

#include <fmt/format.h>

#include <chrono>
#include <random>
#include <vector>

#include "cli/workbench/exact_difference.h"
#include "cli/workbench/proof.h"

namespace peyer {

namespace {

template <typename Work>
double seconds(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// About half of the questions answered, with any option.
Answers some_answers(const KnowledgeBase& knowledge, std::mt19937& random) {
  Answers answers;
  for (const Question& question : knowledge.questions) {
    if (std::bernoulli_distribution(0.5)(random)) continue;
    Reply reply;
    if (question.kind == Question::Kind::number) {
      reply.number = question.min;
    } else {
      const auto place =
          std::uniform_int_distribution<std::size_t>(0, question.options.size() - 1)(random);
      reply.options.push_back(question.options[place].id);
    }
    answers.replies[question.id] = reply;
  }
  return answers;
}

}  // namespace

void bench_prove(const Engine& engine) {
  std::vector<ProofResult> results;
  ProofOptions options;
  options.jobs = 1;
  const double one_job = seconds([&] { results = prove(engine, options); });
  options.jobs = 0;
  const double all_jobs = seconds([&] { results = prove(engine, options); });
  std::mt19937 random(1);
  const double floor = seconds([&] {
    for (std::size_t i = 0; i < results.size(); ++i) {
      engine.consult(some_answers(engine.knowledge(), random));
    }
  });
  fmt::print("{:36}{:9.2f} s    one thread {:8.2f} s    one visit each {:6.2f} s   ratio {:.2f}\n",
             fmt::format("prove {} properties", results.size()), all_jobs, one_job, floor,
             one_job / floor);
  const double difference = seconds([&] { exact_level_changes(engine, engine); });
  fmt::print("{:36}{:9.2f} s\n", "levels of two packs compared", difference);
}

}  // namespace peyer
