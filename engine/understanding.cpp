#include "engine/understanding.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "engine/folding.h"
#include "engine/heard_signs.h"
#include "engine/name_index.h"
#include "engine/patterns.h"

namespace peyer {
namespace {

constexpr std::size_t most_nearest = 5;

constexpr std::array<std::string_view, 13> kind_words = {
    "effect", "definition", "what-affects", "what-it-affects", "what-helps", "comparison", "claim",
    "test",   "advice",     "triage",       "refusal",         "clarify",    "unknown"};

// Which way a word of relation points, the most telling group first.
constexpr std::array<std::pair<AskedRelation, const char*>, 6> relation_groups = {{
    {AskedRelation::harm, "harm"},
    {AskedRelation::less, "less"},
    {AskedRelation::good, "good"},
    {AskedRelation::linked, "linked"},
    {AskedRelation::change, "change"},
    {AskedRelation::more, "more"},
}};

WordSet folded_set(const std::vector<std::string>& words) {
  WordSet folded;
  for (const std::string& word : words) {
    for (const FoldedWord& one : folded_words(word)) folded.insert(one.folded);
  }
  return folded;
}

std::map<std::string, std::vector<std::string>> words_alike(const Phrases& phrases) {
  const std::string prefix = "words.ask.alike.";
  std::map<std::string, std::vector<std::string>> groups;
  for (const auto& [key, text] : phrases.all()) {
    if (key.starts_with(prefix)) groups[key.substr(prefix.size())] = phrases.words(key);
  }
  return groups;
}

}  // namespace

std::string_view to_string(InquiryKind kind) {
  return kind_words.at(static_cast<std::size_t>(kind));
}

bool is_list(InquiryKind kind) {
  return kind == InquiryKind::what_affects || kind == InquiryKind::what_it_affects ||
         kind == InquiryKind::what_helps;
}

// The words of English, read once.
struct QuestionWords {
  WordSet small, filler, personal, says, cuts, negation, not_negation, negative, common, medicine,
      backwards, unwelcome, open, denial, general, joins, places, asides;
  std::unordered_set<std::string> units;  // plain
  std::map<std::string, WordSet> relations;
  std::map<std::string, WordSet> groups;  // of "@name" in patterns
  std::map<std::string, std::vector<Pattern>> patterns;
  std::vector<std::vector<FoldedWord>> follow_up, idioms;
  // "End up with": get.
  std::vector<std::pair<std::vector<FoldedWord>, std::vector<FoldedWord>>> said_otherwise;
  std::map<std::string, std::set<std::string>> kinds;
  std::map<std::string, FoldedWord> written_out;  // "shud": should

  explicit QuestionWords(const Phrases& phrases) {
    const auto words = [&](const char* key) { return folded_set(phrases.words(key)); };
    small = words("words.ask.small");
    filler = words("words.ask.filler");
    personal = words("words.ask.personal");
    says = words("words.ask.says");
    cuts = words("words.ask.cuts");
    negation = words("words.ask.negation");
    not_negation = words("words.ask.not_negation");
    negative = words("words.ask.negative");
    common = words("words.ask.common");
    medicine = words("words.ask.medicine");
    backwards = words("words.ask.backwards");
    unwelcome = words("words.ask.unwelcome");
    open = words("words.ask.open");
    denial = words("words.ask.denial");
    general = words("words.ask.general");
    joins = words("words.ask.joins");
    places = words("words.ask.places");
    asides = words("words.ask.asides");
    for (const std::string& unit : phrases.words("words.ask.units")) units.insert(unit);
    for (const auto& [relation, name] : relation_groups) {
      relations[name] = folded_set(phrases.words(std::string("words.ask.relation.") + name));
    }
    groups = relations;
    groups["change_medicine"] = words("words.ask.change_medicine");
    for (const std::string& text : phrases.words("words.ask.follow_up")) {
      follow_up.push_back(folded_words(text));
    }
    for (const std::string& text : phrases.words("words.ask.idioms")) {
      idioms.push_back(folded_words(text));
    }
    for (const std::string& text : phrases.words("words.ask.said_otherwise")) {
      const std::size_t equals = text.find('=');
      said_otherwise.emplace_back(folded_words(text.substr(0, equals)),
                                  folded_words(text.substr(equals + 1)));
    }
    for (const std::string& text : phrases.words("words.ask.written_out")) {
      const std::size_t equals = text.find('=');
      written_out.emplace(text.substr(0, equals), folded_words(text.substr(equals + 1)).at(0));
    }
    read_patterns(phrases);
    read_kinds(phrases);
  }

  // The words as they would be without haste: units apart from their numbers, short forms written
  // out, plain words for idioms.
  std::vector<FoldedWord> plainly(const std::vector<FoldedWord>& typed) const {
    std::vector<FoldedWord> words;
    for (const FoldedWord& word : typed) add_without_unit(word, words);
    for (FoldedWord& word : words) {
      const auto full = written_out.find(word.plain);
      if (full == written_out.end()) continue;
      word.plain = full->second.plain;
      word.folded = full->second.folded;
    }
    for (const std::vector<FoldedWord>& idiom : idioms) put_for(idiom, {}, words);
    for (const auto& [said, plain] : said_otherwise) put_for(said, plain, words);
    return words;
  }

  bool matches(const std::string& name, const std::vector<QuestionToken>& tokens) const {
    const std::vector<Pattern>& some = patterns.at(name);
    return std::any_of(some.begin(), some.end(),
                       [&](const Pattern& pattern) { return pattern.matches(tokens); });
  }

  bool is_relation(const std::string& folded) const {
    return std::any_of(relations.begin(), relations.end(),
                       [&](const auto& group) { return group.second.contains(folded); });
  }

  bool is_english(const FoldedWord& word) const {
    return word.plain.size() == 1 || common.contains(word.folded) || small.contains(word.folded) ||
           filler.contains(word.folded) || personal.contains(word.folded) ||
           says.contains(word.folded) || negation.contains(word.folded) ||
           medicine.contains(word.folded) || is_relation(word.folded) || is_number(word.plain);
  }

 private:
  static bool is_number(const std::string& word) {
    return word.find_first_not_of("0123456789.") == std::string::npos;
  }

  // "500mg" is two words.
  void add_without_unit(const FoldedWord& word, std::vector<FoldedWord>& words) const {
    const std::size_t unit = word.plain.find_first_not_of("0123456789.");
    words.push_back(word);
    if (unit == 0 || unit == std::string::npos || !units.contains(word.plain.substr(unit))) return;
    words.back().plain = words.back().folded = word.plain.substr(0, unit);
    words.push_back(folded_words(word.plain.substr(unit)).at(0));
  }

  // The first place of `said` becomes `plain`; a question is never left without a word.
  static void put_for(const std::vector<FoldedWord>& said, const std::vector<FoldedWord>& plain,
                      std::vector<FoldedWord>& words) {
    const auto same = [](const auto& a, const auto& b) { return a.plain == b.plain; };
    const auto found = std::search(words.begin(), words.end(), said.begin(), said.end(), same);
    if (found == words.end() || (plain.empty() && words.size() == said.size())) return;
    const bool after_break = found->after_break;
    const auto end = found + static_cast<std::ptrdiff_t>(said.size());
    const auto place = words.insert(words.erase(found, end), plain.begin(), plain.end());
    if (place != words.end()) place->after_break = place->after_break || after_break;
  }

  void read_patterns(const Phrases& phrases) {
    const auto group = [this](const std::string& name) -> const WordSet& {
      return groups.at(name);
    };
    const std::string prefix = "words.ask.pattern.";
    for (const auto& [key, text] : phrases.all()) {
      if (!key.starts_with(prefix)) continue;
      std::vector<Pattern>& some = patterns[key.substr(prefix.size())];
      for (const std::string& one : phrases.words(key)) {
        some.emplace_back(one, group);
        const std::vector<std::string> named = some.back().words();
        common.insert(named.begin(), named.end());
      }
    }
  }

  void read_kinds(const Phrases& phrases) {
    const std::string prefix = "words.ask.kind.";
    for (const auto& [key, text] : phrases.all()) {
      if (!key.starts_with(prefix)) continue;
      const std::vector<std::string> ids = phrases.words(key);
      kinds[key.substr(prefix.size())] = {ids.begin(), ids.end()};
    }
  }
};

class Understanding::Impl {
 public:
  Impl(const KnowledgeBase& knowledge, const Phrases& phrases)
      : words_(phrases),
        small_(phrases.words("words.ask.small")),
        index_(knowledge, small_),
        signs_(knowledge,
               {words_.small, words_.negation, words_.not_negation, words_alike(phrases)}) {
    for (const Concept& item : knowledge.concepts) concepts_.emplace(item.id, &item);
    for (std::size_t i = 0; i < knowledge.red_flags.size(); ++i) {
      flag_order_.emplace(knowledge.red_flags[i].id, i);
    }
  }

  Inquiry read(std::string_view question, const Inquiry* before) const;

  std::vector<ConceptId> narrower(const ConceptId& id) const { return index_.narrower(id); }

  bool is_kind(const Concept& item, std::string_view key) const {
    const auto found = words_.kinds.find(std::string(key));
    return found != words_.kinds.end() && found->second.contains(item.kind.value.str());
  }

  bool is_unwelcome(const Concept& item) const {
    if (is_kind(item, "unwelcome")) return true;
    const std::vector<FoldedWord> name = folded_words(item.name);
    return std::any_of(name.begin(), name.end(), [&](const FoldedWord& word) {
      return words_.unwelcome.contains(word.folded);
    });
  }

  bool denies(const Relation& relation) const {
    const std::vector<FoldedWord> says = folded_words(relation.says);
    return std::any_of(says.begin(), says.end(), [&](const FoldedWord& word) {
      return words_.negative.contains(word.folded);
    });
  }

  AskedRelation worded(const Relation& relation) const {
    for (const FoldedWord& word : folded_words(relation.says)) {
      const AskedRelation found = relation_of(word.folded);
      if (found != AskedRelation::none && found != AskedRelation::change) return found;
    }
    return AskedRelation::none;
  }

 private:
  // A question while it is read.
  struct Reading {
    std::vector<FoldedWord> words;
    std::vector<bool> known;
    std::vector<NameHit> hits;
    std::vector<QuestionToken> tokens;
    Inquiry inquiry;
  };

  AskedRelation relation_of(const std::string& folded) const {
    for (const auto& [relation, name] : relation_groups) {
      if (words_.relations.at(name).contains(folded)) return relation;
    }
    return AskedRelation::none;
  }

  void find_names(Reading& reading) const;
  void drop_speakers(Reading& reading) const;
  void drop_denied(Reading& reading) const;
  void note_mentions(Reading& reading) const;
  void make_tokens(Reading& reading) const;
  void find_signs(Reading& reading) const;
  void find_relation(Reading& reading) const;
  void decide(Reading& reading) const;
  bool refuses(Reading& reading) const;
  InquiryKind kind_of(const Reading& reading) const;
  InquiryKind kind_of_one(const Reading& reading) const;
  void find_unknown(Reading& reading) const;
  bool take_up(const Inquiry& before, Reading& reading) const;
  bool is_personal(const Reading& reading) const;
  bool asks_in_general(const std::vector<FoldedWord>& words) const;
  bool blocks(const Reading& reading, std::size_t token) const;
  bool is_asked_about(const Reading& reading, std::size_t token) const;
  bool is_circumstance(const Reading& reading, std::size_t token) const;
  bool is_aside(const Reading& reading, std::size_t token) const;
  bool has_kind(const Reading& reading, std::string_view key) const;
  bool is_alone(const Reading& reading) const;

  QuestionWords words_;
  std::vector<std::string> small_;
  NameIndex index_;
  HeardSigns signs_;
  std::map<ConceptId, const Concept*> concepts_;
  std::map<RuleId, std::size_t> flag_order_;
};

void Understanding::Impl::find_names(Reading& reading) const {
  for (const FoldedWord& word : reading.words) reading.known.push_back(words_.is_english(word));
  reading.hits = index_.find(reading.words, reading.known);
}

// "My doctor says …" asks nothing about doctors.
void Understanding::Impl::drop_speakers(Reading& reading) const {
  std::erase_if(reading.hits, [&](const NameHit& hit) {
    const std::size_t next = hit.first + hit.count;
    return next < reading.words.size() && words_.says.contains(reading.words[next].folded);
  });
}

// "I never had blood in my poo. What is IBS?" asks about one thing.
void Understanding::Impl::drop_denied(Reading& reading) const {
  const auto is_denied = [&](const NameHit& hit) {
    for (std::size_t back = 1; back <= 2 && back <= hit.first; ++back) {
      const FoldedWord& word = reading.words[hit.first - back];
      if (words_.denial.contains(word.folded)) return true;
      if (reading.words[hit.first - back + 1].after_break) return false;
    }
    return false;
  };
  const auto kept = std::count_if(reading.hits.begin(), reading.hits.end(), [&](const auto& hit) {
    return !hit.concepts.empty() && !is_denied(hit);
  });
  if (kept > 0) std::erase_if(reading.hits, is_denied);
}

void Understanding::Impl::note_mentions(Reading& reading) const {
  Inquiry& inquiry = reading.inquiry;
  for (const NameHit& hit : reading.hits) {
    inquiry.corrected.insert(inquiry.corrected.end(), hit.corrected.begin(), hit.corrected.end());
    std::string typed;
    for (std::size_t i = hit.first; i < hit.first + hit.count; ++i) {
      typed += (typed.empty() ? "" : " ") + reading.words[i].plain;
    }
    if (hit.concepts.size() > 1) inquiry.unclear.emplace_back(typed, hit.concepts);
    if (hit.concepts.size() != 1) continue;
    const ConceptId& id = hit.concepts.front();
    const auto same = [&](const Mention& mention) { return mention.concept_id == id; };
    if (std::none_of(inquiry.mentions.begin(), inquiry.mentions.end(), same)) {
      inquiry.mentions.push_back({id, typed});
    }
  }
}

void Understanding::Impl::make_tokens(Reading& reading) const {
  auto hit = reading.hits.begin();
  for (std::size_t i = 0; i < reading.words.size();) {
    const FoldedWord& word = reading.words[i];
    QuestionToken token;
    token.plain = word.plain;
    token.folded = word.folded;
    token.after_break = word.after_break;
    token.first = i;
    token.passable = words_.small.contains(word.folded) || words_.filler.contains(word.folded);
    token.known = reading.known[i];
    if (hit != reading.hits.end() && hit->first == i) {
      token.count = hit->count;
      token.known = !hit->bare || (hit->count == 1 && reading.known[i]);
      token.passable = false;
      if (hit->concepts.size() == 1) {
        const auto& mentions = reading.inquiry.mentions;
        const auto found = std::find_if(mentions.begin(), mentions.end(), [&](const auto& one) {
          return one.concept_id == hit->concepts.front();
        });
        token.mention = static_cast<int>(found - mentions.begin());
        token.medicine = is_kind(*concepts_.at(found->concept_id), "medicine");
      }
      ++hit;
    } else {
      token.medicine = words_.medicine.contains(word.folded);
    }
    reading.tokens.push_back(token);
    i += token.count;
  }
}

bool Understanding::Impl::is_personal(const Reading& reading) const {
  return std::any_of(reading.words.begin(), reading.words.end(),
                     [&](const FoldedWord& word) { return words_.personal.contains(word.folded); });
}

// "Metformin effect on gut bugs", "can worms cause blood in stool?".
bool Understanding::Impl::asks_in_general(const std::vector<FoldedWord>& words) const {
  if (!words.empty() && words_.general.contains(words[0].folded)) return true;
  const WordSet& change = words_.relations.at("change");
  const WordSet& linked = words_.relations.at("linked");
  return std::any_of(words.begin(), words.end(), [&](const FoldedWord& word) {
    return change.contains(word.folded) || linked.contains(word.folded);
  });
}

// A sign that is only the name of something, and that nobody is said to have, is asked about in
// general: "can worms cause blood in stool?".
void Understanding::Impl::find_signs(Reading& reading) const {
  const bool personal = is_personal(reading);
  reading.inquiry.personal = personal;
  std::set<std::pair<std::size_t, RuleId>> found;
  const bool general = !personal && asks_in_general(reading.words);
  for (const HeardSigns::Sign& sign : signs_.find(reading.words, reading.known, general)) {
    const bool within_name =
        std::any_of(reading.hits.begin(), reading.hits.end(), [&](const NameHit& hit) {
          return !hit.concepts.empty() && hit.first <= sign.first &&
                 sign.last < hit.first + hit.count;
        });
    if (within_name && !personal) continue;
    found.emplace(flag_order_.at(sign.red_flag), sign.red_flag);
  }
  for (const auto& [order, flag] : found) reading.inquiry.red_flags.push_back(flag);
}

void Understanding::Impl::find_relation(Reading& reading) const {
  bool seen = false, less = false;
  for (const QuestionToken& token : reading.tokens) {
    if (token.mention >= 0) {
      seen = true;
      continue;
    }
    const AskedRelation relation = relation_of(token.folded);
    AskedRelation& asked = reading.inquiry.relation;
    if (relation != AskedRelation::none &&
        (asked == AskedRelation::none || (asked == AskedRelation::more && !seen))) {
      asked = relation;
    }
    less = less || relation == AskedRelation::less;
    const bool from = words_.backwards.contains(token.folded);
    if (from && seen && reading.inquiry.mentions.size() > 1) reading.inquiry.backwards = !less;
  }
}

// "And naproxen?" asks what was asked before, of something else.
bool Understanding::Impl::take_up(const Inquiry& before, Reading& reading) const {
  const std::vector<Mention>& now = reading.inquiry.mentions;
  if (before.mentions.empty() || now.size() != 1 || !reading.inquiry.red_flags.empty())
    return false;
  const auto begins_so = [&](const std::vector<FoldedWord>& words) {
    return words.size() < reading.words.size() &&
           std::equal(words.begin(), words.end(), reading.words.begin(),
                      [](const auto& a, const auto& b) { return a.folded == b.folded; });
  };
  const bool begun = std::any_of(words_.follow_up.begin(), words_.follow_up.end(), begins_so);
  if (!begun || reading.tokens.size() > 6) return false;
  Inquiry next = before;
  const KindId& kind = concepts_.at(now.front().concept_id)->kind.value;
  auto place = std::find_if(next.mentions.begin(), next.mentions.end(), [&](const Mention& one) {
    return concepts_.at(one.concept_id)->kind.value == kind;
  });
  if (place == next.mentions.end()) place = next.mentions.begin();
  *place = now.front();
  next.corrected = reading.inquiry.corrected;
  next.not_known.clear();
  next.nearest.clear();
  reading.inquiry = std::move(next);
  return true;
}

bool Understanding::Impl::has_kind(const Reading& reading, std::string_view key) const {
  const std::vector<Mention>& mentions = reading.inquiry.mentions;
  return std::any_of(mentions.begin(), mentions.end(), [&](const Mention& mention) {
    return is_kind(*concepts_.at(mention.concept_id), key);
  });
}

bool Understanding::Impl::refuses(Reading& reading) const {
  Inquiry& inquiry = reading.inquiry;
  const auto matches = [&](const char* name) { return words_.matches(name, reading.tokens); };
  using Refusal = Inquiry::Refusal;
  const bool drug = has_kind(reading, "medicine") || has_kind(reading, "remedy");
  const bool one = inquiry.mentions.size() < 2;  // "I take 20 mg of X. Does it change Y?"
  if (drug && (matches("dose") || (one && matches("dose_told")))) {
    inquiry.refusal = Refusal::dose;
  } else if ((is_personal(reading) && matches("change_medicine")) ||
             matches("change_medicine_any")) {
    inquiry.refusal = Refusal::medicine;
  } else if (matches("have")) {
    inquiry.refusal = Refusal::diagnosis;
  }
  return inquiry.refusal != Refusal::none;
}

// Nothing but the name was typed.
bool Understanding::Impl::is_alone(const Reading& reading) const {
  return std::all_of(reading.tokens.begin(), reading.tokens.end(), [](const QuestionToken& token) {
    return token.mention >= 0 || token.passable;
  });
}

InquiryKind Understanding::Impl::kind_of_one(const Reading& reading) const {
  const auto matches = [&](const char* name) { return words_.matches(name, reading.tokens); };
  if (matches("what_helps")) return InquiryKind::what_helps;
  if (matches("what_it_affects")) return InquiryKind::what_it_affects;
  if (matches("what_affects")) return InquiryKind::what_affects;
  if (matches("claim")) return InquiryKind::claim;
  if (matches("definition") || is_alone(reading)) return InquiryKind::definition;
  return InquiryKind::clarify;
}

InquiryKind Understanding::Impl::kind_of(const Reading& reading) const {
  const auto matches = [&](const char* name) { return words_.matches(name, reading.tokens); };
  const std::size_t count = reading.inquiry.mentions.size();
  if (count == 0) return InquiryKind::clarify;
  if (count >= 2 && matches("comparison")) return InquiryKind::comparison;
  const bool test = has_kind(reading, "test");
  const bool remedy = has_kind(reading, "remedy");
  if (matches("definition") && count == 1) return kind_of_one(reading);
  if (test || (remedy && count == 1 && matches("test") && !matches("advice"))) {
    return InquiryKind::test;
  }
  if (matches("advice")) return InquiryKind::advice;
  const bool is_a = matches("is_a") && reading.inquiry.relation == AskedRelation::none;
  if (count >= 2 && (matches("claim") || is_a)) return InquiryKind::claim;
  if (count == 1) return kind_of_one(reading);
  const auto first = std::find_if(reading.tokens.begin(), reading.tokens.end(),
                                  [](const QuestionToken& token) { return !token.passable; });
  if (first == reading.tokens.end() || !words_.open.contains(first->folded)) {
    return InquiryKind::effect;
  }
  if (matches("what_helps")) return InquiryKind::what_helps;
  if (matches("what_it_affects")) return InquiryKind::what_it_affects;
  if (matches("what_affects")) return InquiryKind::what_affects;
  return InquiryKind::effect;
}

// Does a word that names nothing known belong to what is asked? It does when it stands in one
// clause with a concept.
bool Understanding::Impl::blocks(const Reading& reading, std::size_t place) const {
  const auto cuts = [&](std::size_t i) {
    const QuestionToken& token = reading.tokens[i];
    return token.after_break || words_.cuts.contains(token.folded);
  };
  std::size_t first = place, end = place + 1;
  while (first > 0 && !cuts(first) && !words_.says.contains(reading.tokens[first - 1].folded)) {
    --first;
  }
  while (end < reading.tokens.size() && !cuts(end) &&
         !words_.says.contains(reading.tokens[end].folded)) {
    ++end;
  }
  const bool speaks =
      end < reading.tokens.size() && words_.says.contains(reading.tokens[end].folded);
  if (speaks) return false;
  for (std::size_t i = first; i < end; ++i) {
    if (reading.tokens[i].mention >= 0) return true;
  }
  return reading.inquiry.mentions.empty();
}

// Is a word that names nothing known a part of what is asked? It is where it stands next to a name
// ("coeliac toothpaste"), or before all names, as who does it; where it is what is brought about
// ("cause autism"), or does it ("toothpaste ruins"); and where it is joined to a name by "and" or
// "or".
bool Understanding::Impl::is_asked_about(const Reading& reading, std::size_t place) const {
  const std::vector<QuestionToken>& tokens = reading.tokens;
  const auto named = [&](std::size_t i) { return i < tokens.size() && tokens[i].mention >= 0; };
  if (tokens[place].plain.ends_with("ly") || is_circumstance(reading, place)) return false;
  if (named(place - 1) || named(place + 1)) return true;
  std::size_t before = place, after = place + 1;
  bool joined = false, first = true;
  while (before > 0) {
    --before;
    joined = joined || words_.joins.contains(tokens[before].folded);
    if (!tokens[before].passable) break;
  }
  while (after < tokens.size() && tokens[after].passable) {
    joined = joined || words_.joins.contains(tokens[after].folded);
    ++after;
  }
  for (std::size_t i = 0; i < place; ++i) first = first && !named(i);
  const auto relates = [&](std::size_t i) {
    return i < tokens.size() && tokens[i].mention < 0 && words_.is_relation(tokens[i].folded);
  };
  return first || joined || (before < place && relates(before)) || relates(after);
}

// "Giardia from stream water makes …": where, when or whence the thing before is.
bool Understanding::Impl::is_circumstance(const Reading& reading, std::size_t place) const {
  const std::vector<QuestionToken>& tokens = reading.tokens;
  for (std::size_t i = place; i-- > 0;) {
    const QuestionToken& token = tokens[i];
    if (token.mention >= 0 || words_.joins.contains(token.folded)) return false;
    if (words_.is_relation(token.folded) || tokens[i + 1].after_break) return false;
    if (words_.places.contains(token.folded)) return i > 0 && tokens[i - 1].mention >= 0;
  }
  return false;
}

// "What is good for IBS when it flares": in a clause of its own behind what is asked.
bool Understanding::Impl::is_aside(const Reading& reading, std::size_t place) const {
  bool clause = false;
  for (std::size_t i = place; i-- > 0;) {
    const QuestionToken& token = reading.tokens[i];
    if (token.mention >= 0) return clause;
    clause = clause || reading.tokens[i + 1].after_break || words_.asides.contains(token.folded);
  }
  return false;
}

void Understanding::Impl::find_unknown(Reading& reading) const {
  std::size_t first_mention = reading.tokens.size(), last_mention = 0;
  for (std::size_t i = 0; i < reading.tokens.size(); ++i) {
    if (reading.tokens[i].mention < 0) continue;
    first_mention = std::min(first_mention, i);
    last_mention = i;
  }
  std::vector<std::size_t> unknown;
  for (std::size_t i = 0; i < reading.tokens.size(); ++i) {
    const QuestionToken& token = reading.tokens[i];
    if (token.mention >= 0 || token.known || token.passable || !blocks(reading, i)) continue;
    unknown.push_back(i);
  }
  // One strange word between two names is their verb: "does booze pickle my gut lining?".
  const bool verb = unknown.size() == 1 && reading.inquiry.relation == AskedRelation::none &&
                    unknown[0] > first_mention && unknown[0] < last_mention;
  if (unknown.empty() || verb) return;
  const std::vector<Mention>& mentions = reading.inquiry.mentions;
  const bool enough = mentions.size() > 1 || words_.matches("definition", reading.tokens);
  const bool asks = mentions.size() == 1 && kind_of_one(reading) != InquiryKind::clarify;
  for (const std::size_t i : unknown) {
    std::string words;
    const bool beside = (enough || (asks && is_aside(reading, i))) && !is_asked_about(reading, i);
    for (std::size_t w = 0; w < reading.tokens[i].count; ++w) {
      words += (w > 0 ? " " : "") + reading.words[reading.tokens[i].first + w].plain;
    }
    auto& list = beside ? reading.inquiry.passed_over : reading.inquiry.not_known;
    list.push_back(std::move(words));
  }
}

void Understanding::Impl::decide(Reading& reading) const {
  Inquiry& inquiry = reading.inquiry;
  if (!inquiry.red_flags.empty()) {
    inquiry.kind = InquiryKind::triage;
    return;
  }
  if (refuses(reading)) {
    inquiry.kind = InquiryKind::refusal;
    return;
  }
  find_unknown(reading);
  const bool other_subject = inquiry.mentions.empty() && !inquiry.not_known.empty();
  if (!inquiry.unclear.empty() && !other_subject) {
    inquiry.kind = InquiryKind::clarify;
    return;
  }
  inquiry.kind = kind_of(reading);
  const bool sure = inquiry.kind == InquiryKind::test || inquiry.kind == InquiryKind::advice ||
                    (inquiry.kind == InquiryKind::what_affects && inquiry.not_known.size() == 1 &&
                     reading.tokens.size() <= 4);
  const bool answered = sure && (has_kind(reading, "test") || has_kind(reading, "remedy") ||
                                 inquiry.kind == InquiryKind::what_affects);
  if (!inquiry.not_known.empty() && !answered) inquiry.kind = InquiryKind::unknown;
}

Inquiry Understanding::Impl::read(std::string_view question, const Inquiry* before) const {
  Reading reading;
  reading.words = words_.plainly(folded_words(question));
  find_names(reading);
  drop_speakers(reading);
  drop_denied(reading);
  note_mentions(reading);
  make_tokens(reading);
  find_signs(reading);
  if (before != nullptr && take_up(*before, reading)) return std::move(reading.inquiry);
  find_relation(reading);
  decide(reading);
  if (reading.inquiry.kind == InquiryKind::unknown ||
      reading.inquiry.kind == InquiryKind::clarify) {
    reading.inquiry.nearest = index_.near(reading.words, reading.known, most_nearest);
  }
  return std::move(reading.inquiry);
}

Understanding::Understanding(const KnowledgeBase& knowledge, const Phrases& phrases)
    : impl_(std::make_unique<const Impl>(knowledge, phrases)) {}

Understanding::~Understanding() = default;

Inquiry Understanding::read(std::string_view question, const Inquiry* before) const {
  return impl_->read(question, before);
}

std::vector<ConceptId> Understanding::narrower(const ConceptId& concept_id) const {
  return impl_->narrower(concept_id);
}

bool Understanding::is_unwelcome(const Concept& item) const {
  return impl_->is_unwelcome(item);
}

bool Understanding::is_named_by(const Concept& item, std::string_view words) const {
  const std::vector<FoldedWord> name = folded_words(item.name), typed = folded_words(words);
  return std::all_of(typed.begin(), typed.end(), [&](const FoldedWord& word) {
    return std::any_of(name.begin(), name.end(),
                       [&](const FoldedWord& one) { return one.folded == word.folded; });
  });
}

bool Understanding::denies(const Relation& relation) const {
  return impl_->denies(relation);
}

AskedRelation Understanding::worded(const Relation& relation) const {
  return impl_->worded(relation);
}

bool Understanding::is_kind(const Concept& item, std::string_view key) const {
  return impl_->is_kind(item, key);
}

}  // namespace peyer
