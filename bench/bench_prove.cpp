#include "bench/bench_prove.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <vector>

#include "bench/timing.h"
#include "cli/workbench/exact_difference.h"
#include "cli/workbench/proof.h"

namespace peyer {

namespace {

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

// Every n-th of all.
std::vector<std::string> some_properties(const std::vector<std::string>& all, std::size_t most) {
  if (most == 0 || all.size() <= most) return {};
  std::vector<std::string> some;
  for (std::size_t i = 0; i < most; ++i) some.push_back(all[i * all.size() / most]);
  return some;
}

}  // namespace

double bench_prove(const std::string& what, const Engine& engine, std::size_t most) {
  const std::vector<std::string> all = proof_ids(engine);
  ProofOptions options;
  options.only = some_properties(all, most);
  std::vector<ProofResult> results;
  const double all_jobs = seconds([&] { results = prove(engine, options); });
  std::mt19937 random(1);
  const double floor = seconds([&] {
    for (std::size_t i = 0; i < results.size(); ++i) {
      static_cast<void>(engine.consult(some_answers(engine.knowledge(), random)));
    }
  });
  fmt::print("{:36}{:9.2f} s   {} of {} properties; one visit for each {:.2f} s, ratio {:.2f}\n",
             "prove, " + what, all_jobs, results.size(), all.size(), floor, all_jobs / floor);
  return all_jobs / static_cast<double>(std::max<std::size_t>(1, results.size()));
}

void bench_levels_compared(const Engine& engine) {
  const double taken = seconds([&] { static_cast<void>(exact_level_changes(engine, engine)); });
  fmt::print("{:36}{:9.2f} s\n", "levels of two packs compared", taken);
}

}  // namespace peyer
