#include "engine/told_result.h"

#include <catch2/catch.hpp>

#include "engine/numbered_sources.h"
#include "support.h"

using namespace peyer;

namespace {

ToldConclusions conclusions(std::size_t all, std::size_t came_for) {
  return {std::vector<Conclusion>(all), came_for};
}

std::size_t in_full(const ToldConclusions& told) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < told.all.size(); ++i) count += told.is_in_full(i) ? 1 : 0;
  return count;
}

// Red flags, all asked about together with nothing else.
std::string flags(int count) {
  std::string questions = "questions:\n", red_flags = "red_flags:\n";
  for (int i = 0; i < count; ++i) {
    const std::string id = "q" + std::to_string(i);
    questions += "  - {id: " + id + ", topic: one, ask: \"Is it " + id +
                 "?\", why: It matters., kind: yes-no}\n";
    red_flags += "  - {id: flag-" + id + ", title: Sign " + id + ", when: " + id +
                 " is yes, level: soon, not_sure: soon, say: s, cite: [src]}\n";
  }
  return questions + red_flags;
}

}  // namespace

TEST_CASE("a few conclusions are told in full, more of what was come for, and never very many",
          "[told]") {
  CHECK(in_full(conclusions(2, 0)) == 2);
  CHECK(in_full(conclusions(40, 0)) == 3);
  CHECK(in_full(conclusions(40, 5)) == 5);
  CHECK(in_full(conclusions(40, 20)) == 8);
}

TEST_CASE("sources are numbered as they are first cited", "[told]") {
  NumberedSources sources;
  const SourceId a("a"), b("b"), c("c");
  CHECK(sources.numbers({b, a}) == std::vector<std::size_t>{1, 2});
  CHECK(sources.numbers({c, a, c}) == std::vector<std::size_t>{2, 3});
  CHECK(sources.cited() == std::vector<SourceId>{b, a, c});
}

TEST_CASE("warning signs in doubt are only named when there are many", "[told]") {
  const auto engine = test::engine_of(flags(5));
  Consultation visit(*engine);
  for (int i = 0; i < 3; ++i) visit.answer(QuestionId("q" + std::to_string(i)), {"not-sure"});
  const ToldResult few = told_result(visit);
  CHECK(few.reasons.in_full.size() + few.also.in_full.size() == 3);
  CHECK(few.unfinished);
  for (int i = 3; i < 5; ++i) visit.answer(QuestionId("q" + std::to_string(i)), {"not-sure"});
  const ToldResult many = told_result(visit);
  CHECK(many.reasons.in_full.size() + many.also.in_full.size() == 0);
  CHECK(many.reasons.in_doubt.named.size() + many.also.in_doubt.named.size() == 5);
  CHECK(many.signs == ToldResult::Signs::found);
}

TEST_CASE("without a warning sign it is told whether all were asked about", "[told]") {
  const auto engine = test::engine_of(flags(10));
  Consultation visit(*engine);
  visit.answer(QuestionId("q0"), {"no"});
  const ToldResult open = told_result(visit);
  CHECK(open.signs == ToldResult::Signs::none_found_so_far);
  CHECK(open.not_known);
  CHECK(open.open.named.size() == 8);
  CHECK(open.open.more == 1);
  for (int i = 1; i < 10; ++i) visit.answer(QuestionId("q" + std::to_string(i)), {"no"});
  const ToldResult asked = told_result(visit);
  CHECK(asked.signs == ToldResult::Signs::none_found);
  CHECK(asked.open.empty());
  CHECK(asked.settled);
}
