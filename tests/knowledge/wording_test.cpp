#include "knowledge/wording.h"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "knowledge/loader.h"
#include "knowledge/texts.h"
#include "tests/knowledge/support.h"

namespace peyer::testing {
namespace {

KnowledgeBase small() {
  KnowledgeBase base;
  base.pack.voice_question = Located<QuestionId>{QuestionId("for-whom"), {}};
  base.pack.other_voice = {{OptionId("child"), {}}};
  base.locales = {{LocaleId("uk"), "United Kingdom", {{{"emergency-number", {}}, "999"}}, {}},
                  {LocaleId("eu"), "Europe", {{{"emergency-number", {}}, "112"}}, {}}};
  base.safety_net = {{"call",
                      "[You|They] should call {emergency-number}. [I|] [|They] say so.",
                      std::nullopt,
                      {},
                      {}}};
  return base;
}

std::string worded_text(const Wording& wording) {
  return worded(small(), wording).safety_net.front().say;
}

}  // namespace

TEST_CASE("a text is read in the words of the locale and in the voice that fits", "[wording]") {
  CHECK(worded_text({LocaleId("uk"), Voice::own}) == "You should call 999. I  say so.");
  CHECK(worded_text({LocaleId("eu"), Voice::other}) == "They should call 112.  They say so.");
}

TEST_CASE("the first locale is the default, and an unknown one is refused", "[wording]") {
  CHECK(worded_text({}) == worded_text({LocaleId("uk"), Voice::own}));
  CHECK_THROWS_AS(worded(small(), {LocaleId("mars"), Voice::own}), std::invalid_argument);
}

TEST_CASE("a text without signs stays as it is", "[wording]") {
  KnowledgeBase base = small();
  base.safety_net.front().say = "Rest.";
  CHECK(worded(base, {LocaleId("eu"), Voice::other}).safety_net.front().say == "Rest.");
}

TEST_CASE("every text of the shipped packs can be worded, in every locale and voice", "[wording]") {
  for (const char* name : {"gut-immune", "houseplants"}) {
    const Loaded loaded = load_folder(source_folder() / "knowledge/bases" / name);
    REQUIRE(loaded.base);
    std::vector<LocaleId> locales = {LocaleId()};
    for (const Locale& locale : loaded.base->locales) locales.push_back(locale.id);
    int texts = 0;
    for (const LocaleId& locale : locales) {
      for (const Voice voice : {Voice::own, Voice::other}) {
        const KnowledgeBase base = worded(*loaded.base, {locale, voice});
        for_each_text(base, [&](const TextAddress& address, const std::string& text) {
          INFO(address.str() << ": " << text);
          ++texts;
          CHECK(text.find_first_of("[]{}|") == std::string::npos);
          CHECK(text.find("  ") == std::string::npos);
          CHECK(text.find(" .") == std::string::npos);
        });
      }
    }
    CHECK(texts > 20);
  }
}

}  // namespace peyer::testing
