#include "bench/synthetic_pack.h"

#include <fmt/format.h>

#include <algorithm>

namespace peyer {

namespace {

constexpr const char* head = R"(pack:
  {id: synthetic, title: A synthetic pack, version: 1.0.0, language: en, about: For measuring.,
   notice: Only a measure., review: Not reviewed.}
topics: [{id: all, title: All}]
levels:
  - {id: emergency, title: Emergency, meaning: m, who: w, how_soon: now, now: go, stops: yes, urgent: yes}
  - {id: today, title: Today, meaning: m, who: w, how_soon: today, now: go, urgent: yes}
  - {id: some-time, title: Some time, meaning: m, who: w, how_soon: later, now: go}
  - {id: self-care, title: Self-care, meaning: m, who: w, how_soon: never, now: go, person: no}
sources:
  - {id: src, type: textbook, authors: Author A, title: A source, year: 2020, verified: stored-copy, seen_in: here}
)";

// Of three neighbours one is a choice, one a number, one a yes or no.
class Maker {
 public:
  explicit Maker(const SyntheticSize& size)
      : rules_(std::max<std::size_t>(1, size.rules)),
        questions_(3 * (rules_ / 9 + 1)),
        scenarios_(size.scenarios == 0 ? 2 * rules_ / 3 + 1 : size.scenarios) {}

  std::string make() {
    text_ = head;
    questions();
    findings();
    rules();
    red_flags();
    scenarios();
    return std::move(text_);
  }

 private:
  static std::string name(const char* kind, std::size_t number) {
    return fmt::format("{}-{}", kind, number);
  }

  // The question of this kind (0 choice, 1 number, 2 yes or no) that a rule asks.
  std::size_t question_of(std::size_t rule, std::size_t kind) const {
    return (rule * 7 % (questions_ / 3)) * 3 + kind;
  }

  static std::size_t limit_of(std::size_t rule) { return 20 + rule % 60; }

  void questions() {
    text_ += "questions:\n";
    for (std::size_t i = 0; i < questions_; ++i) {
      text_ += fmt::format("  - {{id: q-{0}, topic: all, ask: Question {0}, why: It counts., ", i);
      text_ += i % 3 == 0   ? "kind: one, options: {a: A, b: B, c: C}}\n"
               : i % 3 == 1 ? "kind: number, unit: years, min: 0, max: 120}\n"
                            : "kind: yes-no}\n";
    }
    for (std::size_t i = 0; i < flags(); ++i) {
      text_ += fmt::format(
          "  - {{id: sign-{0}, topic: all, ask: Sign {0}, why: It counts., kind: yes-no}}\n", i);
    }
  }

  std::size_t flags() const { return rules_ / 5 + 1; }

  void findings() {
    text_ += "findings:\n";
    for (std::size_t i = 0; i < rules_; ++i) {
      text_ +=
          fmt::format("  - {{id: f-{0}, title: Finding {0}, topics: [all], say: Found.}}\n", i);
    }
    text_ += "advice: [{id: rest, title: Rest, say: Rest., topics: [all], cite: [src]}]\n";
  }

  // Every fourth rule builds on the finding before.
  void rules() {
    text_ += "rules:\n";
    for (std::size_t i = 0; i < rules_; ++i) {
      std::string when =
          fmt::format("q-{} is a, q-{} >= {}", question_of(i, 0), question_of(i, 1), limit_of(i));
      when += i % 4 == 3 ? fmt::format(", concluded f-{}", i - 1)
                         : fmt::format(", q-{} is yes", question_of(i, 2));
      text_ += fmt::format(
          "  - {{id: r-{0}, when: {{all: [{1}]}}, then: {{finding: f-{0}, advice: [rest]}}, "
          "say: So it is., grade: moderate, cite: [src]}}\n",
          i, when);
    }
  }

  void red_flags() {
    text_ += "red_flags:\n";
    for (std::size_t i = 0; i < flags(); ++i) {
      text_ += fmt::format(
          "  - {{id: flag-{0}, title: Flag {0}, when: sign-{0} is yes, level: {1}, not_sure: "
          "today, "
          "say: It matters., meanwhile: Go., threshold: Any., basis: guideline, "
          "checked: stored-copy, cite: [src]}}\n",
          i, i % 2 == 0 ? "emergency" : "today");
    }
    text_ += "properties:\n";
    for (std::size_t i = 0; i < flags(); ++i) {
      text_ += fmt::format(
          "  - {{id: flag-{0}-never-waits, when: sign-{0} is yes, always: triage at least {1}}}\n",
          i, i % 2 == 0 ? "emergency" : "today");
    }
  }

  // A rule fires, or misses its threshold by one.
  void scenarios() {
    text_ += "scenarios:\n";
    for (std::size_t i = 0; i < scenarios_; ++i) {
      std::size_t rule = i * 7 % rules_;
      if (rule % 4 == 3) --rule;
      const bool fires = i % 2 == 0;
      text_ += fmt::format(
          "  - {{name: case {}, given: {{q-{}: a, q-{}: {}, q-{}: yes, sign-{}: {}}}, "
          "expect: {{{}: [f-{}]}}}}\n",
          i, question_of(rule, 0), question_of(rule, 1), limit_of(rule) - (fires ? 0 : 1),
          question_of(rule, 2), i % flags(), i % 7 == 0 ? "not-sure" : "no",
          fires ? "concludes" : "concludes_not", rule);
    }
  }

  std::size_t rules_, questions_, scenarios_;
  std::string text_;
};

}  // namespace

std::string synthetic_pack(const SyntheticSize& size) {
  return Maker(size).make();
}

}  // namespace peyer
