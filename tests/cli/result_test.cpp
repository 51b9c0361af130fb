#include <catch2/catch.hpp>

#include "cli/render_result.h"
#include "support.h"

using namespace peyer;
using test::contains;

namespace {

std::string result(const Consultation& visit, int width = 80, ResultView view = {}) {
  Surface surface;
  surface.width = width;
  return render_result({visit, Phrases::english(), surface}, view);
}

Consultation brown_roots_visit() {
  return test::visit_with({{"chewed", "no"},
                           {"burning", "no"},
                           {"plant-kind", "other"},
                           {"soil", "soggy"},
                           {"days-since-water", "2"},
                           {"signs", "yellow-leaves"},
                           {"roots", "brown"},
                           {"spot", "bright"}});
}

// The places of these texts, which must all be there and in this order.
bool in_order(const std::string& text, const std::vector<std::string>& parts) {
  std::size_t at = 0;
  for (const std::string& part : parts) {
    at = text.find(part, at);
    INFO(part);
    CHECK(at != std::string::npos);
    if (at == std::string::npos) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("a result tells how soon first and the safety notice last") {
  const std::string text = result(brown_roots_visit());
  CHECK(in_order(text, {"Get advice", "How soon: this week", "Whom to talk to: A plant clinic",
                        "What your answers touch", "Signs that fit root rot", "What you can do",
                        "When to worry", "What would change this", "References", "[1] ",
                        "Not yet reviewed", "Please note", "ring a poisons\nline first.\n"}));
  CHECK(text.ends_with("line first.\n"));
  CHECK_FALSE(test::has_gap(text));
}

TEST_CASE("references are numbered in the order of citing, each once and each cited") {
  const std::string text = result(brown_roots_visit());
  CHECK(in_order(text, {"[1]", "References", "[1] Pokorny J. Root rot of houseplants.",
                        "[2] Janssen D.", "[3] Clemson Extension."}));
  CHECK_FALSE(contains(text, "[4]"));
  for (const char* mark : {"[1]", "[2]", "[3]"}) CHECK(test::times(text, mark) >= 2);
}

TEST_CASE("each conclusion tells what was said and how good the evidence is") {
  const std::string text = result(brown_roots_visit());
  CHECK(in_order(text, {"Evidence: fair – studies in people point this way",
                        "1. Signs that fit root rot (fair evidence)",
                        "You said: How do the roots look? – Brown and mushy"}));
}

TEST_CASE("a chain is told step by step") {
  CHECK(in_order(result(brown_roots_visit()),
                 {"Things that can keep roots from drinking",
                  "Soil that stays wet lets root rot grow. (fair evidence)",
                  "Rotten roots take up less water. (fair evidence)"}));
}

TEST_CASE("an unanswered warning sign is named, and how soon is not known yet") {
  const std::string text =
      test::flat(result(test::visit_with({{"chewed", "no"}, {"soil", "dry"}})));
  CHECK(contains(text, "This result is not finished."));
  CHECK(contains(text, "How urgent it is, is not known yet"));
  CHECK(contains(text, "Until they are answered, nothing can be said about how soon."));
  CHECK_FALSE(contains(text, "How soon:"));
  CHECK(contains(text, "- Burning sap"));
}

TEST_CASE("a result that was left early says so plainly") {
  ResultView view;
  view.unfinished = true;
  const std::string text = result(test::visit_with({{"chewed", "no"}}), 80, view);
  CHECK(text.starts_with("This result is not finished. You left before"));
}

TEST_CASE("not sure about a warning sign counts and is named as doubt") {
  const std::string text = result(test::visit_with({{"chewed", "not-sure"}, {"burning", "no"}}));
  CHECK(contains(text, "You were not sure, or did not say."));
  CHECK(contains(text, "Until then: Wipe out the mouth with a cold wet cloth."));
}

TEST_CASE("no warning sign is never called an all-clear") {
  const std::string text = result(brown_roots_visit());
  CHECK(contains(test::flat(text),
                 "No warning sign was found in your answers. That is no all-clear."));
  CHECK_FALSE(contains(result(test::visit_with({{"chewed", "yes"}})), "No warning sign"));
}

TEST_CASE("a finished result says that no warning sign is left to ask about") {
  CHECK(contains(test::flat(result(brown_roots_visit())), "no warning sign is left to ask about."));
}

TEST_CASE("an emergency leaves lessons out") {
  auto visit = brown_roots_visit();
  visit.answer(QuestionId("chewed"), {"yes"});
  const std::string text = result(visit);
  CHECK(in_order(text, {"Act now", "Ring a poisons line", "Until help is there: Wipe out",
                        "The reasons:", "Somebody chewed the plant", "They can wait.", "References",
                        "MedlinePlus", "Please note"}));
  CHECK_FALSE(contains(text, "Signs that fit root rot"));
}

TEST_CASE("full proofs carry their places in the knowledge files") {
  ResultView view;
  view.full_proofs = true;
  const std::string text = result(brown_roots_visit(), 80, view);
  CHECK(in_order(text, {"Every step", "Signs that fit root rot", "houseplants.yaml:"}));
  CHECK_FALSE(contains(result(brown_roots_visit()), "houseplants.yaml"));
}

TEST_CASE("a result fits narrow terminals") {
  for (const int width : {30, 40, 60, 80})
    CHECK(test::widest_line(result(brown_roots_visit(), width)) <= width);
}

TEST_CASE("what the visitor came for is told first") {
  auto visit = brown_roots_visit();
  visit.answer(QuestionId("signs"), {"webs"});
  visit.came_for({TopicId("pests")});
  CHECK(in_order(result(visit), {"About what you came for", "1. Signs that fit spider mites",
                                 "Besides that", "2. Signs that fit root rot"}));
  CHECK_FALSE(contains(result(brown_roots_visit()), "About what you came for"));
}
