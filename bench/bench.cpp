// How much the engine adds to what CLIPS itself costs, measured in the same run.
//
// The floor of a step is the bare CLIPS run of the same rulebook: the same answers asserted in an
// environment of its own, run, and nothing read. Figures are medians over rounds in which floor and
// step take turns, so that whatever else the machine does falls on both.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/bench_check.h"
#include "bench/bench_growth.h"
#include "bench/bench_mutate.h"
#include "bench/bench_prove.h"
#include "bench/bench_serve.h"
#include "bench/bench_test.h"
#include "bench/timing.h"
#include "engine/clips_environment.h"
#include "engine/consultation.h"
#include "engine/counterfactual.h"
#include "engine/engine.h"
#include "engine/inquiry.h"
#include "engine/to_json.h"
#include "knowledge/loader.h"
#include "rules/compiler.h"

namespace {

using namespace peyer;

template <typename Work>
double microseconds(Work work) {
  return 1e6 * seconds(std::move(work));
}

void report(std::string_view what, const std::vector<double>& step,
            const std::vector<double>& floor) {
  const double whole = median(step);
  const double clips = median(floor);
  fmt::print("{:36}{:9.0f} µs   bare CLIPS {:7.0f} µs   ratio {:.2f}\n", what, whole, clips,
             whole / clips);
}

// `count` answers to questions from all over the pack, none of them an emergency's yes.
Answers visitor(const Engine& engine, std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<Question> questions = engine.knowledge().questions;
  std::shuffle(questions.begin(), questions.end(), random);
  questions.resize(std::min(count, questions.size()));
  Answers answers;
  for (const Question& question : questions) {
    Reply reply;
    if (question.kind == Question::Kind::number) {
      reply.number = std::max(question.min, std::min(question.max, 40.0));
    } else if (question.screen) {
      reply.options = {OptionId("no")};
    } else {
      const auto last = static_cast<int>(question.options.size()) - 1;
      const int pick = std::uniform_int_distribution<int>(0, last)(random);
      reply.options = {question.options[static_cast<std::size_t>(pick)].id};
    }
    answers.replies[question.id] = reply;
  }
  return answers;
}

// The same answers in CLIPS and nothing else.
class BareClips {
 public:
  explicit BareClips(const Engine& engine) : base_(engine.knowledge()) {
    clips_.load(engine.rulebook().constructs);
    clips_.reset();
    clips_.run(limit);
  }

  // What a question about this concept comes to in CLIPS.
  void chain(const ConceptId& from) {
    void* const fact = clips_.assert_fact("asked-about", {{"concept", from.str()}});
    clips_.run(limit);
    clips_.retract(fact);
    clips_.run(limit);
  }

  void run(const Answers& answers) {
    for (auto fact = facts_.begin(); fact != facts_.end();) {
      const auto now = answers.replies.find(fact->first);
      if (now != answers.replies.end() && now->second == fact->second.first) {
        ++fact;
        continue;
      }
      clips_.retract(fact->second.second);
      fact = facts_.erase(fact);
    }
    for (const auto& [id, reply] : answers.replies) {
      if (facts_.contains(id)) continue;
      std::vector<ClipsEnvironment::Field> value;
      const Question& question = *find_by_id(base_.questions, id);
      if (question.kind == Question::Kind::number) value.emplace_back(reply.number);
      for (const OptionId& option : reply.options) value.emplace_back(option.str());
      void* const fact = clips_.assert_fact(
          "answer", {{"question", id.str()}, {"status", std::string("given")}, {"value", value}});
      facts_[id] = {reply, fact};
    }
    clips_.run(limit);
  }

 private:
  static constexpr long long limit = 10'000'000;
  const KnowledgeBase& base_;
  ClipsEnvironment clips_;
  std::map<QuestionId, std::pair<Reply, void*>> facts_;
};

// A step that has to draw every conclusion anew: twenty answers at once, from none.
void bench_step(const Engine& engine, int rounds) {
  const Answers nobody;
  std::vector<Answers> visitors;
  for (unsigned seed = 0; seed < 8; ++seed) visitors.push_back(visitor(engine, 20, seed));
  BareClips bare(engine);
  std::vector<double> floor, step;
  for (int round = 0; round < rounds; ++round) {
    const Answers& answers = visitors[static_cast<std::size_t>(round) % visitors.size()];
    bare.run(nobody);
    floor.push_back(microseconds([&] { bare.run(answers); }));
    static_cast<void>(engine.consult(nobody));
    step.push_back(microseconds([&] { static_cast<void>(engine.consult(answers)); }));
  }
  report("one step, 20 answers from none", step, floor);
}

// The next answer of the same visitor.
void bench_next_answer(const Engine& engine, int rounds) {
  const Answers twenty = visitor(engine, 20, 1);
  Answers nineteen = twenty;
  nineteen.replies.erase(std::prev(nineteen.replies.end()));
  BareClips bare(engine);
  std::vector<double> floor, step;
  for (int round = 0; round < rounds; ++round) {
    bare.run(nineteen);
    floor.push_back(microseconds([&] { bare.run(twenty); }));
    static_cast<void>(engine.consult(nineteen));
    step.push_back(microseconds([&] { static_cast<void>(engine.consult(twenty)); }));
  }
  report("one step, the 20th answer after 19", step, floor);
}

// A question in words, against the bare chaining of its links.
void bench_question(const Engine& engine, int rounds) {
  const Link& link = engine.knowledge().links.front();
  const auto name = [&](const ConceptId& id) {
    return find_by_id(engine.knowledge().concepts, id)->name;
  };
  const std::string question =
      "can " + name(link.from.value) + " affect " + name(link.to.value) + "?";
  static_cast<void>(ask(engine, question));  // the index is built once
  BareClips bare(engine);
  std::vector<double> floor, step;
  for (int round = 0; round < rounds; ++round) {
    floor.push_back(microseconds([&] { bare.chain(link.from.value); }));
    step.push_back(microseconds([&] { static_cast<void>(ask(engine, question)); }));
  }
  report("a question, from a warm process", step, floor);
}

void bench_explanations(const Engine& engine, int rounds) {
  Consultation visit(engine);
  for (const auto& [id, reply] : visitor(engine, 20, 2).replies) visit.answer(id, reply);
  if (visit.outcome().conclusions.empty()) return;  // a pack in which these answers lead nowhere
  const FindingId conclusion = visit.outcome().conclusions.front().finding;
  std::vector<double> json, matters;
  for (int round = 0; round < rounds; ++round) {
    json.push_back(microseconds([&] { static_cast<void>(outcome_to_json(visit).dump()); }));
  }
  for (int round = 0; round < std::max(1, rounds / 100); ++round) {
    matters.push_back(microseconds([&] { static_cast<void>(what_matters(visit, conclusion)); }));
  }
  fmt::print("{:36}{:9.0f} µs\n", "outcome as JSON, proofs and sources", median(json));
  fmt::print("{:36}{:9.0f} µs\n", "what matters for a conclusion", median(matters));
}

void bench_start(const std::string& folder) {
  std::vector<double> load_times, compile_times, engine_times;
  for (int round = 0; round < 7; ++round) {
    Loaded loaded;
    load_times.push_back(microseconds([&] { loaded = load_folder(folder); }));
    auto base = std::make_shared<const KnowledgeBase>(*loaded.base);
    compile_times.push_back(microseconds([&] { static_cast<void>(compile(base)); }));
    engine_times.push_back(microseconds([&] {
      const Engine engine(std::move(*loaded.base));
      static_cast<void>(engine.consult(Answers{}));
    }));
  }
  fmt::print("{:36}{:9.1f} ms\n", "load and check the pack", median(load_times) / 1000);
  fmt::print("{:36}{:9.1f} ms\n", "compile to CLIPS text", median(compile_times) / 1000);
  fmt::print("{:36}{:9.1f} ms\n", "engine ready, first question", median(engine_times) / 1000);
}

// The workbench's commands over a pack as it is.
void bench_workbench(const Engine& engine, const std::string& folder) {
  Diagnostics unreadable;
  bench_check("the pack", read_folder(folder, unreadable), 7);
  bench_test("the pack", engine);
  bench_mutate("the pack", engine, 600);  // all of them take a minute and more
  bench_prove("the pack", engine, 0);
  bench_levels_compared(engine);
}

void bench_http(const Engine& engine, const KnowledgeBase& pack) {
  std::vector<Answers> visitors;
  for (unsigned seed = 0; seed < 2000; ++seed) visitors.push_back(visitor(engine, 20, seed));
  bench_serve(pack, visitors);
}

}  // namespace

// peyer_bench [FOLDER] [--100] [--serve]; with --serve that alone
int main(int argc, char** argv) {
  std::string folder = "knowledge/bases/gut-immune";
  bool hundredfold = false;
  bool only_serve = false;
  for (int i = 1; i < argc; ++i) {
    if (argv[i] == std::string_view("--100")) {
      hundredfold = true;
    } else if (argv[i] == std::string_view("--serve")) {
      only_serve = true;
    } else {
      folder = argv[i];
    }
  }
  Loaded loaded = load_folder(folder);
  if (!loaded.base) {
    fmt::print(stderr, "{}", render(loaded.diagnostics));
    return 1;
  }
  fmt::print("{}: {} questions, {} rules, {} red flags, {} links\n", folder,
             loaded.base->questions.size(), loaded.base->rules.size(),
             loaded.base->red_flags.size(), loaded.base->links.size());
  const KnowledgeBase pack = *loaded.base;
  const Engine engine(std::move(*loaded.base));
  if (only_serve) {
    bench_http(engine, pack);
    return 0;
  }
  bench_step(engine, 800);
  bench_next_answer(engine, 800);
  bench_question(engine, 400);
  bench_explanations(engine, 300);
  bench_start(folder);
  bench_workbench(engine, folder);
  bench_growth(hundredfold);
  bench_http(engine, pack);
}
