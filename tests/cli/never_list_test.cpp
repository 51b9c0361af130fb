// No text of a pack, no phrase of the program and nothing that it prints says what must never be
// said: tests/never.yaml.
#include <yaml-cpp/yaml.h>

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

// ---- what is forbidden

struct Allow {
  enum class Where { before, after, sentence };

  Where where = Where::sentence;
  std::regex pattern;
};

// A pattern, and beginnings of which every match has one. None: they could not be told. Most
// sentences hold none of them, and std::regex is slow.
struct Pattern {
  std::regex regex;
  std::vector<std::string> beginnings;
};

struct Never {
  std::string id;
  std::vector<Pattern> forbids;
  std::vector<Allow> allows;
  std::vector<std::string> examples, near_misses;
};

struct NeverList {
  std::vector<Never> never;
  std::vector<std::regex> heard;  // addresses of texts that quote what people say
};

// <name> in a pattern, replaced by what the file says it stands for.
std::string spelt_out(std::string pattern, const YAML::Node& words) {
  for (const auto& word : words) {
    const std::string name = "<" + word.first.as<std::string>() + ">";
    for (std::size_t at = pattern.find(name); at != std::string::npos; at = pattern.find(name)) {
      pattern.replace(at, name.size(), word.second.as<std::string>());
    }
  }
  return pattern;
}

// How far a pattern reads until one of `stops`, groups and classes being passed over.
std::size_t until(std::string_view pattern, std::string_view stops) {
  int depth = 0;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (depth == 0 && stops.find(pattern[i]) != std::string_view::npos) return i;
    if (pattern[i] == '\\') ++i;
    if (pattern[i] == '[') i = pattern.find(']', i);
    if (pattern[i] == '(') ++depth;
    if (pattern[i] == ')') --depth;
  }
  return pattern.size();
}

// The beginnings of a pattern's alternatives; false when one of them has none that is plain.
bool add_beginnings(std::string_view pattern, std::vector<std::string>& beginnings) {
  while (!pattern.empty()) {
    std::string_view one = pattern.substr(0, until(pattern, "|"));
    pattern.remove_prefix(std::min(one.size() + 1, pattern.size()));
    if (one.starts_with("\\b")) one.remove_prefix(2);
    if (one.starts_with("(?:")) {
      one.remove_prefix(3);
      const std::size_t end = until(one, ")");
      const std::string_view behind = one.substr(std::min(end + 1, one.size()));
      if (behind.starts_with('?') || behind.starts_with('*')) return false;
      if (!add_beginnings(one.substr(0, end), beginnings)) return false;
      continue;
    }
    std::size_t plain =
        std::min(one.find_first_not_of("abcdefghijklmnopqrstuvwxyz' -"), one.size());
    if (plain < one.size() && std::string_view("?*{").find(one[plain]) != std::string_view::npos) {
      plain -= std::min<std::size_t>(plain, 1);
    }
    if (plain < 2) return false;
    beginnings.emplace_back(one.substr(0, plain));
  }
  return true;
}

std::regex regex_of(const YAML::Node& pattern, const YAML::Node& words) {
  const std::string text = spelt_out(pattern.as<std::string>(), words);
  try {
    return std::regex(text, std::regex::optimize);
  } catch (const std::regex_error& error) {
    throw std::runtime_error(text + ": " + error.what());
  }
}

Pattern pattern_of(const YAML::Node& node, const YAML::Node& words) {
  Pattern pattern{regex_of(node, words), {}};
  const std::string text = spelt_out(node.as<std::string>(), words);
  if (!add_beginnings(text, pattern.beginnings)) pattern.beginnings.clear();
  return pattern;
}

bool can_match(const Pattern& pattern, const std::string& sentence) {
  return pattern.beginnings.empty() ||
         std::any_of(
             pattern.beginnings.begin(), pattern.beginnings.end(),
             [&](const std::string& beginning) { return test::contains(sentence, beginning); });
}

Allow allow_of(const YAML::Node& node, const YAML::Node& words) {
  if (!node["why"]) throw std::runtime_error("an exception without a reason");
  if (node["before"]) return {Allow::Where::before, regex_of(node["before"], words)};
  if (node["after"]) return {Allow::Where::after, regex_of(node["after"], words)};
  return {Allow::Where::sentence, regex_of(node["sentence"], words)};
}

Never never_of(const YAML::Node& node, const YAML::Node& words) {
  Never never;
  never.id = node["id"].as<std::string>();
  for (const auto& pattern : node["forbids"]) never.forbids.push_back(pattern_of(pattern, words));
  for (const auto& allow : node["allows"]) never.allows.push_back(allow_of(allow, words));
  never.examples = node["examples"].as<std::vector<std::string>>();
  never.near_misses = node["near_misses"].as<std::vector<std::string>>();
  return never;
}

const NeverList& never_list() {
  static const NeverList list = [] {
    const YAML::Node file = YAML::LoadFile(PEYER_SOURCE_DIR "/tests/never.yaml");
    NeverList read;
    for (const auto& node : file["never"]) read.never.push_back(never_of(node, file["words"]));
    for (const auto& node : file["heard"]) {
      read.heard.push_back(regex_of(node["address"], file["words"]));
    }
    return read;
  }();
  return list;
}

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

// What is forbidden, with what stands around it.
struct Found {
  std::string before, part, after;
};

bool allowed(const Never& never, const std::string& sentence, const Found& found) {
  return std::any_of(never.allows.begin(), never.allows.end(), [&](const Allow& allow) {
    const std::string& where = allow.where == Allow::Where::before  ? found.before
                               : allow.where == Allow::Where::after ? found.after
                                                                    : sentence;
    return std::regex_search(where, allow.pattern);
  });
}

// What is wrong with a sentence: the forbidden part of it, or "".
std::string forbidden_part(const Never& never, const std::string& sentence) {
  for (const Pattern& pattern : never.forbids) {
    if (!can_match(pattern, sentence)) continue;
    std::sregex_iterator at(sentence.begin(), sentence.end(), pattern.regex);
    for (; at != std::sregex_iterator(); ++at) {
      const auto start = static_cast<std::size_t>(at->position());
      const std::string part = at->str();
      const Found found{sentence.substr(0, start), part, sentence.substr(start + part.size())};
      if (!allowed(never, sentence, found)) return part;
    }
  }
  return "";
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

bool is_heard(const std::string& address) {
  const auto& heard = never_list().heard;
  return std::any_of(heard.begin(), heard.end(), [&](const std::regex& pattern) {
    return std::regex_search(address, pattern);
  });
}

// Each sentence once, however many print it.
void check_sentences(const Sentences& found) {
  static std::set<std::string> checked;
  for (const auto& [sentence, where] : found.all()) {
    if (!checked.insert(sentence).second) continue;
    const std::string flat = flattened(sentence);
    for (const Never& never : never_list().never) {
      const std::string part = forbidden_part(never, flat);
      if (part.empty()) continue;
      FAIL_CHECK(never.id << ": " << where << "\n"
                          << sentence << "\n"
                          << "because of: " << part);
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
  CHECK(never_list().never.size() == 21);
  for (const Never& never : never_list().never) {
    CHECK(never.examples.size() >= 2);
    CHECK(never.near_misses.size() >= 2);
    for (const std::string& example : never.examples) {
      INFO(never.id << ": " << example);
      bool caught = false;
      for (const std::string_view sentence : sentences(example)) {
        caught = caught || !forbidden_part(never, flattened(sentence)).empty();
      }
      CHECK(caught);
    }
    for (const std::string& near_miss : never.near_misses) {
      INFO(never.id << ": " << near_miss);
      for (const std::string_view sentence : sentences(near_miss)) {
        CHECK(forbidden_part(never, flattened(sentence)).empty());
      }
    }
  }
}

TEST_CASE("every pattern catches an example of its own", "[never]") {
  for (const Never& never : never_list().never) {
    for (std::size_t i = 0; i < never.forbids.size(); ++i) {
      Never only = never;
      only.forbids = {never.forbids[i]};
      INFO(never.id << ", pattern " << i + 1);
      CHECK(std::any_of(never.examples.begin(), never.examples.end(), [&](const auto& example) {
        return !forbidden_part(only, flattened(example)).empty();
      }));
    }
  }
}

TEST_CASE("what is allowed once hides nothing that follows it", "[never]") {
  const auto stop =
      std::find_if(never_list().never.begin(), never_list().never.end(),
                   [](const Never& never) { return never.id == "never-stop-medicine"; });
  REQUIRE(stop != never_list().never.end());
  CHECK(forbidden_part(*stop, "do not stop your tablets, but skip your insulin.") ==
        "skip your insulin");
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
