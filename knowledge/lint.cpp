#include "knowledge/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

#include "knowledge/never_list.h"
#include "knowledge/reach_check.h"
#include "knowledge/readability.h"
#include "knowledge/texts.h"
#include "knowledge/wording.h"

namespace peyer {
namespace {

// Holds sentences against the never-list, in a thread of its own while others are found at fault
// for other things, and in whoever waits for it.
class Judging {
 public:
  struct Sentence {
    TextAddress address;
    std::string text;
    std::vector<NeverList::Found> found = {};
  };

  explicit Judging(std::vector<Sentence> sentences) : sentences_(std::move(sentences)) {
    try {
      helper_ = std::jthread([this] { work(); });
    } catch (const std::system_error&) {
      return;  // no thread to be had; whoever waits does it all
    }
  }

  const std::vector<Sentence>& judged() {
    work();
    if (helper_.joinable()) helper_.join();
    return sentences_;
  }

 private:
  void work() {
    for (std::size_t i = next_++; i < sentences_.size(); i = next_++) {
      sentences_[i].found = NeverList::english().find(sentences_[i].text);
    }
  }

  std::vector<Sentence> sentences_;
  std::atomic<std::size_t> next_ = 0;
  std::jthread helper_;  // last: it works on the others
};

class Linter {
 public:
  Linter(const KnowledgeBase& base, Diagnostics& diagnostics)
      : base_(base), diagnostics_(diagnostics) {}

  void check() {
    const bool english = base_.pack.language == "en" || base_.pack.language.starts_with("en-");
    Judging judging(english ? sentences_said() : std::vector<Judging::Sentence>());
    check_reach(base_, diagnostics_);
    check_red_flags();
    check_sources();
    check_links();
    if (english) check_grades();
    for (const Judging::Sentence& sentence : judging.judged()) complain_of(sentence);
  }

 private:
  void add(Severity severity, const char* code, const Location& at, std::string message,
           std::string help) {
    diagnostics_.push_back({severity, code, std::move(message), std::move(help), at});
  }

  void check_red_flags();
  void check_sources();
  void check_links();
  void check_grades();
  void complain_of(const Judging::Sentence& sentence);
  std::vector<Judging::Sentence> sentences_said() const;
  std::set<std::string> wordings(const std::string& text) const;

  const KnowledgeBase& base_;
  Diagnostics& diagnostics_;
};

void Linter::check_red_flags() {
  std::set<std::string> heard;
  for (const HeardSign& sign : base_.heard) heard.insert(sign.red_flag.value.str());
  for (const RedFlag& flag : base_.red_flags) {
    const Level* level = find_by_id(base_.levels, flag.level.value);
    const Level* doubt = find_by_id(base_.levels, flag.not_sure.value);
    if (level != nullptr && doubt != nullptr && level->person && !doubt->person) {
      add(Severity::warning, "K054", flag.not_sure.at,
          fmt::format("whoever is not sure about '{}' is sent to nobody", flag.id.str()),
          "let 'not_sure' be a level at which somebody is seen");
    }
    if (heard.count(flag.id.str()) > 0) continue;
    add(Severity::warning, "K055", flag.at,
        fmt::format("nobody can describe the warning sign '{}' in their own words", flag.id.str()),
        "add 'heard: [{red_flag: …, words: [ … ]}]' with what people call it");
  }
}

void Linter::check_sources() {
  for (const Source& source : base_.sources) {
    const bool findable = !source.doi.empty() || !source.pmid.empty() || !source.url.empty();
    if (source.verified != "stored-copy" || !source.seen_in.empty() || findable) continue;
    add(Severity::warning, "K057", source.at,
        fmt::format("the record of '{}' was seen, but not said where", source.id.str()),
        "add 'seen_in:', or write 'verified: from-memory'");
  }
}

// Two claims about the same people that can't both be right.
void Linter::check_links() {
  std::map<std::string, const Link*> seen;
  for (const Link& link : base_.links) {
    const Relation* relation = find_by_id(base_.relations, link.relation.value);
    if (relation == nullptr || link.grade == Grade::against || link.grade == Grade::contested) {
      continue;
    }
    if (relation->effect != Effect::raises && relation->effect != Effect::lowers) continue;
    const std::string pair =
        link.from.value.str() + " " + link.to.value.str() + " " + link.population.value.str();
    const auto [first, is_new] = seen.emplace(pair, &link);
    if (is_new) continue;
    const Relation* other = find_by_id(base_.relations, first->second->relation.value);
    if (other == nullptr || other->effect == relation->effect) continue;
    add(Severity::warning, "K058", link.relation.at,
        fmt::format("'{}' {} '{}' here, but '{}' says that it {} it", link.from.value.str(),
                    relation->says, link.to.value.str(), first->second->id.str(), other->says),
        fmt::format("'{}' is at {}; grade both 'contested' if studies disagree",
                    first->second->id.str(), first->second->at.place()));
  }
}

void Linter::check_grades() {
  std::set<std::string> told;  // an item's text in two voices is one text
  std::set<std::string> judged;
  for (const Voice voice : {Voice::own, Voice::other}) {
    for (const Passage& passage : passages_of(worded(base_, {LocaleId(), voice}))) {
      if (!judged.insert(passage.text).second) continue;
      const Readability counted = readability(passage.text);
      if (counted.words < fewest_words || counted.grade() <= hardest_grade) continue;
      if (!told.insert(passage.address.str()).second) continue;
      add(Severity::warning, "K053", passage.address.at,
          fmt::format("{}: hard to read, at grade {:.1f}", passage.address.str(), counted.grade()),
          fmt::format("shorter words and sentences bring it to {:.0f}; the longest sentence has {} "
                      "words",
                      hardest_grade, counted.longest_sentence));
    }
  }
}

// The text as it is read, in every voice and locale.
std::set<std::string> Linter::wordings(const std::string& text) const {
  if (text.find_first_of("[{") == std::string::npos) return {text};
  std::vector<LocaleId> locales = {LocaleId()};
  if (text.find('{') != std::string::npos) {
    for (const Locale& locale : base_.locales) locales.push_back(locale.id);
  }
  std::set<std::string> all;
  for (const LocaleId& locale : locales) {
    for (const Voice voice : {Voice::own, Voice::other}) {
      all.insert(worded_text(text, base_, {locale, voice}));
    }
  }
  return all;
}

void Linter::complain_of(const Judging::Sentence& sentence) {
  const TextAddress& address = sentence.address;
  for (const NeverList::Found& found : sentence.found) {
    add(Severity::error, "K056", address.at,
        fmt::format("{}: must never be said: '{}'", address.str(), found.part),
        fmt::format("{} ({})", found.entry->rule, found.entry->id));
  }
}

// Each once, in every wording.
std::vector<Judging::Sentence> Linter::sentences_said() const {
  std::vector<Judging::Sentence> said;
  std::unordered_set<std::string> seen;
  for_each_text(base_, [&](const TextAddress& address, const std::string& text) {
    if (NeverList::english().is_heard(address.str())) return;
    for (const std::string& wording : wordings(text)) {
      for (const std::string_view sentence : sentences(wording)) {
        if (!seen.insert(std::string(sentence)).second) continue;
        said.push_back({address, std::string(sentence)});
      }
    }
  });
  return said;
}

}  // namespace

Diagnostics lint(const KnowledgeBase& base) {
  Diagnostics diagnostics;
  Linter(base, diagnostics).check();
  sort_diagnostics(diagnostics);
  return diagnostics;
}

Loaded linted(Loaded loaded) {
  if (!loaded.base) return loaded;
  Diagnostics more = lint(*loaded.base);
  loaded.diagnostics.insert(loaded.diagnostics.end(), std::make_move_iterator(more.begin()),
                            std::make_move_iterator(more.end()));
  sort_diagnostics(loaded.diagnostics);
  if (has_errors(loaded.diagnostics)) loaded.base.reset();
  return loaded;
}

}  // namespace peyer
