// Lay questions and what must come out of each: tests/inquiry/*.yaml.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

#include "engine/inquiry.h"
#include "support.h"

using namespace peyer;

namespace {

std::string text_of(const YAML::Node& node) {
  return node.IsNull() ? "null" : node.as<std::string>();
}

// One value, or any of a list; anything where nothing is said.
bool fits(const YAML::Node& wanted, const std::string& given) {
  if (!wanted.IsDefined()) return true;
  if (!wanted.IsSequence()) return text_of(wanted) == given;
  return std::any_of(wanted.begin(), wanted.end(),
                     [&](const YAML::Node& one) { return text_of(one) == given; });
}

bool understood(const YAML::Node& concepts, const Answer& answer) {
  return std::all_of(concepts.begin(), concepts.end(), [&](const YAML::Node& id) {
    return std::count(answer.concepts.begin(), answer.concepts.end(), ConceptId(text_of(id))) > 0;
  });
}

struct Score {
  int all = 0, right = 0, wrong = 0, refused = 0, invented = 0, missed = 0;

  double share(int count) const { return 100.0 * count / all; }
};

bool is_honest(InquiryKind kind) {
  return kind == InquiryKind::unknown || kind == InquiryKind::clarify ||
         kind == InquiryKind::refusal;
}

// A link is made up when the pack has none of its name, or it does not join its neighbours.
bool invents(const KnowledgeBase& base, const Answer& answer) {
  if (!answer.chain) return answer.grade.has_value();
  ConceptId at = answer.chain->from;
  for (const Link* link : links_of(base, *answer.chain)) {
    if (link == nullptr || link->from.value != at) return true;
    at = link->to.value;
  }
  return at != answer.chain->to;
}

void judge(const YAML::Node& question, Score& score) {
  const Answer answer = ask(test::gut_immune(), question["ask"].as<std::string>());
  const std::string triage = answer.triage ? answer.triage->str() : "null";
  const std::string grade = answer.grade ? std::string(to_string(*answer.grade)) : "null";
  const bool flagged = question["triage"].IsDefined();
  const bool level = flagged ? fits(question["triage"], triage) : triage == "null";
  const bool right = level && fits(question["kind"], std::string(to_string(answer.kind))) &&
                     fits(question["grade"], grade) && understood(question["concepts"], answer);
  ++score.all;
  if (flagged && !level && !answer.triage) ++score.missed;
  if (invents(test::gut_immune().knowledge(), answer)) ++score.invented;
  if (right) {
    ++score.right;
    return;
  }
  ++(is_honest(answer.kind) ? score.refused : score.wrong);
  std::printf("not as expected: %s\n  %s, %s, %s\n", question["ask"].as<std::string>().c_str(),
              std::string(to_string(answer.kind)).c_str(), grade.c_str(), triage.c_str());
}

Score judge_all(const std::string& name) {
  Score score;
  const YAML::Node file = YAML::LoadFile(PEYER_SOURCE_DIR "/tests/inquiry/" + name + ".yaml");
  for (const YAML::Node& question : file["questions"]) judge(question, score);
  std::printf(
      "%s: %d questions, %.1f %% right, %.1f %% wrong, %.1f %% honestly refused, "
      "%d signs missed, %d links made up\n",
      name.c_str(), score.all, score.share(score.right), score.share(score.wrong),
      score.share(score.refused), score.missed, score.invented);
  return score;
}

}  // namespace

TEST_CASE("lay questions are answered rightly, and never made up") {
  for (const char* name : {"questions", "unseen-1", "unseen-2", "unseen-3"}) {
    INFO(name);
    const Score score = judge_all(name);
    CHECK(score.all >= 60);
    CHECK(score.share(score.right) >= 95);
    CHECK(score.invented == 0);
    CHECK(score.missed == 0);
  }
}

TEST_CASE("what is no warning sign is not answered like one") {
  const Score score = judge_all("harmless");
  CHECK(score.all >= 50);
  CHECK(score.right == score.all);
}
