// peyer review: the form on which a clinician judges a pack.
#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "cli/command_line.h"
#include "cli/pack_source.h"
#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::Ran;
using test::run;

namespace {

const KnowledgeBase& pack_as_written() {
  static const KnowledgeBase base = open_pack("");
  return base;
}

// One part of the shipped pack's form, by the name of `--only`; all of it without a name.
std::string form(const std::string& part = "") {
  const Ran ran = part.empty() ? run({"review"}) : run({"review", "--only", part});
  CHECK(ran.code == 0);
  return ran.out;
}

std::string heading(const std::string& id) {
  return "\n#### `" + id + "`";
}

// Whether each of these has exactly one heading in its part of the form.
template <typename Items>
void check_once(const std::string& part, const Items& items) {
  const std::string text = form(part);
  for (const auto& item : items) {
    INFO(part << " " << item.id.str());
    CHECK(test::times(text, heading(item.id.str())) == 1);
  }
  CHECK(test::times(text, "\n#### ") == items.size());
  CHECK(test::times(text, "\nVerdict: [ ] right [ ] change to: ____") == items.size());
}

bool uncertain(const RedFlag& flag) {
  return flag.basis == "project-choice" || flag.checked == "from-memory";
}

}  // namespace

TEST_CASE("every item of the shipped pack stands on the form once", "[program][review]") {
  const KnowledgeBase& base = pack_as_written();
  check_once("red-flags", base.red_flags);
  check_once("levels", base.levels);
  check_once("advice", base.advice);
  check_once("locales", base.locales);
  check_once("contradictions", base.contradictions);
  check_once("links", base.links);
  check_once("sources", base.sources);
  std::vector<Rule> urging = base.rules;
  std::erase_if(urging, [](const Rule& rule) { return !rule.triage; });
  check_once("rules", urging);
}

TEST_CASE("the whole form has every part in order", "[program][review]") {
  const std::string text = form();
  CHECK_FALSE(test::has_gap(text));
  std::size_t at = 0;
  for (const std::string& part : review_sections()) {
    const std::string title = "\n## " + Phrases::english()("review.section." + part) + "\n";
    INFO(part);
    CHECK(test::times(text, title) == 1);
    CHECK(text.find(title) > at);
    at = text.find(title);
  }
  CHECK(text.rfind("\n## Sign-off") > at);
}

TEST_CASE("the least certain warning signs come first", "[program][review]") {
  const std::string text = form("red-flags");
  std::size_t last_uncertain = 0;
  std::size_t last_partly = 0;
  std::size_t first_partly = text.size();
  std::size_t first_certain = text.size();
  for (const RedFlag& flag : pack_as_written().red_flags) {
    const std::size_t at = text.find(heading(flag.id.str()));
    if (uncertain(flag)) {
      last_uncertain = std::max(last_uncertain, at);
    } else if (flag.checked == "partly") {
      first_partly = std::min(first_partly, at);
      last_partly = std::max(last_partly, at);
    } else {
      first_certain = std::min(first_certain, at);
    }
  }
  CHECK(last_uncertain > 0);
  CHECK(last_uncertain < first_partly);
  CHECK(last_partly < first_certain);
}

TEST_CASE("a warning sign is shown with all that its judgement needs", "[program][review]") {
  const std::string text = form("red-flags");
  const std::size_t at = text.find(heading("sepsis-child"));
  REQUIRE(at != std::string::npos);
  const std::string flag = text.substr(at, text.find("\nVerdict", at) - at);
  for (const char* part :
       {"- **Written at:** `gut-immune/red-flags.yaml:",
        "- **When** (at `gut-immune/red-flags.yaml:",
        "  - `any`\n    - `sign-very-ill-child is yes` – ",
        "\n      - `age < 3 months` – How old are you?", "- **Level:** Emergency",
        "- **If not sure:** Urgent", "- **Text:** ", "- **Threshold:** ",
        "- **The numbers come from:** a guideline that is cited", "- **Read again:** in part",
        "- **Sources:**\n  - NICE. ", "(record seen)"}) {
    INFO(part);
    CHECK(contains(flag, part));
  }
}

TEST_CASE("sources from memory come last among the sources", "[program][review]") {
  const std::string text = form("sources");
  const std::size_t from_memory = text.find("\n### Records from memory");
  for (const Source& source : pack_as_written().sources) {
    INFO(source.id.str());
    CHECK((text.find(heading(source.id.str())) > from_memory) ==
          (source.verified == "from-memory"));
  }
}

TEST_CASE("the form names the text that is judged, and ends with room to sign",
          "[program][review]") {
  const std::string text = form("levels");
  CHECK(text.starts_with("# Review form: " + pack_as_written().pack.title));
  CHECK(test::times(text, "`" + pack_as_written().pack.hash + "`") == 2);
  CHECK(contains(text, "Not yet reviewed."));
  CHECK(contains(text, "\nRegistered with, and number: ____"));
  CHECK(text.ends_with("\nDate: ____________________________________________\n"));
}

TEST_CASE("a part that the form does not have is wrong use", "[program][review]") {
  const Ran ran = run({"review", "--only", "red-flag"});
  CHECK(ran.code == 2);
  CHECK(contains(ran.err, "red-flags"));
}
