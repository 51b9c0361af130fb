// No text of a pack, no phrase of the program and nothing that it prints says what must never be
// said: knowledge/never/en.yaml.
#include "knowledge/never_list.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "cli/page.h"
#include "cli/render_result.h"
#include "engine/citation.h"
#include "engine/scenario.h"
#include "engine/to_json.h"
#include "knowledge/loader.h"
#include "knowledge/readability.h"
#include "knowledge/texts.h"
#include "knowledge/wording.h"
#include "support.h"

using namespace peyer;

namespace {

// ---- what is looked at

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

// In small letters, with straight quotes and hyphens and single spaces.
std::string flattened(std::string_view sentence) {
  std::string text = clean(sentence);
  for (const char* quote : {"“", "”"}) text = replaced(text, quote, "\"");
  for (const char* dash : {"–", "—"}) text = replaced(text, dash, "-");
  text = replaced(text, "’", "'");
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Sentences, each with where it was found first.
class Sentences {
 public:
  void add(const std::string& text, const std::string& where) {
    for (const std::string_view sentence : sentences(text)) {
      origins_.emplace(sentence, where);
    }
  }

  const std::map<std::string, std::string>& all() const { return origins_; }

 private:
  std::map<std::string, std::string> origins_;
};

const NeverList& never_list() {
  return NeverList::english();
}

bool is_heard(const std::string& address) {
  return never_list().is_heard(address);
}

// Each sentence once, however many print it.
void check_sentences(const Sentences& found) {
  static std::set<std::string> checked;
  for (const auto& [sentence, where] : found.all()) {
    if (!checked.insert(sentence).second) continue;
    for (const NeverList::Found& never : never_list().find(sentence)) {
      FAIL_CHECK(never.entry->id << ": " << where << "\n"
                                 << sentence << "\n"
                                 << "because of: " << never.part);
    }
  }
}

// ---- packs

const std::vector<KnowledgeBase>& shipped_packs() {
  static const std::vector<KnowledgeBase> packs = [] {
    std::vector<KnowledgeBase> found;
    const std::filesystem::path folder = PEYER_SOURCE_DIR "/knowledge/bases";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      Loaded loaded = load_folder(entry.path().string());
      if (!loaded.base) throw std::runtime_error(render(loaded.diagnostics));
      found.push_back(std::move(*loaded.base));
    }
    return found;
  }();
  return packs;
}

std::vector<KnowledgeBase> in_every_wording(const KnowledgeBase& base) {
  std::vector<LocaleId> locales = {LocaleId()};
  for (const Locale& locale : base.locales) locales.push_back(locale.id);
  std::vector<KnowledgeBase> all;
  for (const LocaleId& locale : locales) {
    for (const Voice voice : {Voice::own, Voice::other}) {
      all.push_back(worded(base, {locale, voice}));
    }
  }
  return all;
}

Sentences texts_of(const KnowledgeBase& pack) {
  Sentences found;
  for (const KnowledgeBase& base : in_every_wording(pack)) {
    for_each_text(base, [&](const TextAddress& address, const std::string& text) {
      if (!is_heard(address.str())) found.add(text, address.at.place() + " " + address.str());
    });
  }
  return found;
}

std::set<std::string> heard_texts(const KnowledgeBase& pack) {
  std::set<std::string> heard;
  for (const KnowledgeBase& base : in_every_wording(pack)) {
    for_each_text(base, [&](const TextAddress& address, const std::string& text) {
      if (is_heard(address.str())) heard.insert(text);
    });
  }
  return heard;
}

// ---- what the program prints

// What is printed of one visit that a scenario describes.
struct Visited {
  std::string where;
  std::string text;  // the result with every proof
  Json json;
  Level level;
};

Visited visited(const Engine& engine, const Answers& answers, const std::string& where) {
  Consultation visit(engine);
  visit.came_for(answers.came_for);
  for (const auto& [question, reply] : answers.replies) visit.answer(question, reply);
  Surface surface;
  surface.width = 1 << 20;  // nothing is wrapped: a line is a paragraph
  ResultView view;
  view.full_proofs = true;
  return {where, render_result({visit, Phrases::english(), surface}, view), outcome_to_json(visit),
          *find_by_id(visit.knowledge().levels, visit.outcome().triage.level)};
}

// Those of all scenarios of a pack; printed once, for all tests.
const std::vector<Visited>& visits_of(const KnowledgeBase& base) {
  static std::map<std::string, std::vector<Visited>> visits;
  std::vector<Visited>& found = visits[base.pack.id];
  if (!found.empty()) return found;
  const Engine engine(base);
  for (const Scenario& scenario : base.scenarios) {
    const std::string where = scenario.at.place() + " " + scenario.name;
    found.push_back(visited(engine, answers_of(scenario), where));
  }
  return found;
}

// Everything printed, without the records of sources, which are quoted as they stand, and without
// what visitors were quoted as having heard.
class Printed {
 public:
  explicit Printed(const KnowledgeBase& base) : heard_(heard_texts(base)) {}

  void add(const Visited& visited) {
    add_text(visited.text, visited.where + ", as text");
    Json json = visited.json;
    json.erase("sources");
    add_json(json, visited.where + ", as JSON");
  }

  const Sentences& found() const { return found_; }

 private:
  void add_text(const std::string& text, const std::string& where) {
    const std::string start = "\n" + Phrases::english()("result.references") + "\n";
    const std::string end = "\n" + Phrases::english()("result.about_pack") + "\n";
    const std::size_t references = std::min(text.find(start), text.size());
    add_lines(text.substr(0, references), where);
    if (references < text.size()) add_lines(text.substr(text.find(end, references)), where);
  }

  void add_lines(const std::string& text, const std::string& where) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      if (!seen_.insert(line).second) continue;
      for (const std::string& heard : heard_) line = replaced(line, heard, "…");
      found_.add(line, where);
    }
  }

  void add_json(const Json& json, const std::string& where) {
    // Without a space it is a name.
    if (json.is_string() && test::contains(json.get<std::string>(), " ")) {
      add_lines(json.get<std::string>(), where);
    }
    if (!json.is_structured()) return;
    for (const Json& part : json) add_json(part, where);
  }

  std::set<std::string> heard_;
  std::set<std::string> seen_;
  Sentences found_;
};

Sentences printed_over_all_scenarios(const KnowledgeBase& base) {
  Printed printed(base);
  for (const Visited& visited : visits_of(base)) printed.add(visited);
  return printed.found();
}

// ---- brands

bool is_word_at(const std::string& text, std::size_t at, std::size_t size) {
  const auto part_of_word = [&](std::size_t i) {
    return i < text.size() && std::isalnum(static_cast<unsigned char>(text[i])) != 0;
  };
  return (at == 0 || !part_of_word(at - 1)) && !part_of_word(at + size);
}

// The brands of the lexicon and of the concepts, as they are written. A brand that is also the
// common name of something is no secret.
std::set<std::string> brands_of(const KnowledgeBase& base) {
  std::set<std::string> brands;
  std::set<std::string> common;
  for (const LexiconWord& word : base.lexicon) {
    for (const auto& there : word.brands) brands.insert(there.names.begin(), there.names.end());
    common.insert(flattened(word.name));
    for (const std::string& synonym : word.synonyms) common.insert(flattened(synonym));
  }
  for (const Concept& item : base.concepts) brands.insert(item.brands.begin(), item.brands.end());
  std::erase_if(brands,
                [&](const std::string& brand) { return common.contains(flattened(brand)); });
  return brands;
}

std::string brand_in(const std::string& sentence, const std::set<std::string>& brands) {
  for (const std::string& brand : brands) {
    for (std::size_t at = sentence.find(brand); at != std::string::npos;
         at = sentence.find(brand, at + 1)) {
      if (is_word_at(sentence, at, brand.size())) return brand;
    }
  }
  return "";
}

void check_brands(const Sentences& found, const std::set<std::string>& brands) {
  for (const auto& [sentence, where] : found.all()) {
    const std::string brand = brand_in(sentence, brands);
    if (!brand.empty()) FAIL_CHECK("never-brand: " << where << "\n" << sentence << "\n" << brand);
  }
}

Sentences phrases() {
  Sentences found;
  for (const auto& [key, text] : Phrases::english().all()) {
    // What people may type is not said to them.
    if (!key.starts_with("words.ask.")) found.add(text, key);
  }
  return found;
}

}  // namespace

TEST_CASE("every forbidden example is caught, and no near miss is", "[never]") {
  CHECK(never_list().entries().size() == 21);
  for (const NeverList::Entry& never : never_list().entries()) {
    CHECK(never.examples.size() >= 2);
    CHECK(never.near_misses.size() >= 2);
    const auto is_caught = [&](const std::string& text) {
      const auto by_this = [&](const NeverList::Found& found) { return found.entry == &never; };
      bool caught = false;
      for (const std::string_view sentence : sentences(text)) {
        const auto found = never_list().find(sentence);
        caught = caught || std::any_of(found.begin(), found.end(), by_this);
      }
      return caught;
    };
    for (const std::string& example : never.examples) {
      INFO(never.id << ": " << example);
      CHECK(is_caught(example));
    }
    for (const std::string& near_miss : never.near_misses) {
      INFO(never.id << ": " << near_miss);
      CHECK_FALSE(is_caught(near_miss));
    }
  }
}

TEST_CASE("every pattern catches an example of its own", "[never]") {
  for (std::size_t entry = 0; entry < never_list().entries().size(); ++entry) {
    const NeverList::Entry& never = never_list().entries()[entry];
    for (std::size_t pattern = 0; pattern < never.patterns; ++pattern) {
      INFO(never.id << ", pattern " << pattern + 1);
      CHECK(std::any_of(never.examples.begin(), never.examples.end(), [&](const auto& example) {
        return !never_list().forbidden_part(entry, pattern, example).empty();
      }));
    }
  }
}

TEST_CASE("what is allowed once hides nothing that follows it", "[never]") {
  const auto found = never_list().find("Do not stop your tablets, but skip your insulin.");
  REQUIRE(found.size() == 1);
  CHECK(found[0].entry->id == "never-stop-medicine");
  CHECK(found[0].part == "skip your insulin");
}

TEST_CASE("no text of a shipped pack says what must never be said", "[never]") {
  for (const KnowledgeBase& pack : shipped_packs()) check_sentences(texts_of(pack));
}

TEST_CASE("no phrase of the program says what must never be said", "[never]") {
  const Sentences found = phrases();
  CHECK(found.all().size() > 300);
  check_sentences(found);
}

TEST_CASE("nothing that the program prints says what must never be said", "[never]") {
  for (const KnowledgeBase& pack : shipped_packs()) {
    const Sentences found = printed_over_all_scenarios(pack);
    CHECK(found.all().size() > 50);
    check_sentences(found);
    check_brands(found, brands_of(pack));
  }
}

TEST_CASE("brand names stand in the lexicon and nowhere else", "[never]") {
  CHECK(brand_in("Take Nurofen.", {"Nurofen"}) == "Nurofen");
  CHECK(brand_in("A calm day. Calmer.", {"Calm"}).empty());
  for (const KnowledgeBase& pack : shipped_packs()) {
    const std::set<std::string> brands = brands_of(pack);
    CHECK((pack.lexicon.empty() || brands.size() > 100));
    check_brands(texts_of(pack), brands);
    check_brands(phrases(), brands);
  }
}

TEST_CASE("in an emergency nothing stands between the level and what to do now", "[never]") {
  int emergencies = 0;
  for (const KnowledgeBase& pack : shipped_packs()) {
    for (const Visited& visited : visits_of(pack)) {
      const Level& level = visited.level;
      if (!level.stops) continue;
      ++emergencies;
      INFO(visited.where);
      const std::size_t now = visited.text.find(level.now);
      REQUIRE(now != std::string::npos);
      CHECK(visited.text.starts_with(level.title));
      // Only the level's own words, with their labels.
      CHECK(now < level.title.size() + level.meaning.size() + level.who.size() +
                      level.how_soon.size() + 120);
    }
  }
  CHECK(emergencies > 20);
}

TEST_CASE("every address that the program prints is that of a source of the pack", "[never]") {
  const std::regex shape(R"(https?://\S+)");
  for (const KnowledgeBase& pack : shipped_packs()) {
    std::set<std::string> addresses;
    for (const Source& source : pack.sources) addresses.insert(address(source));
    std::set<std::string> seen;
    for (const Visited& visited : visits_of(pack)) {
      const std::string& text = visited.text;
      for (std::sregex_iterator at(text.begin(), text.end(), shape), end; at != end; ++at) {
        seen.insert(at->str());
      }
    }
    CHECK(seen.size() > 1);
    for (const std::string& printed : seen) {
      INFO(printed);
      CHECK(addresses.contains(printed));
    }
  }
}
