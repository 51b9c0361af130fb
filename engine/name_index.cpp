#include "engine/name_index.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "knowledge/diagnostic.h"

namespace peyer {
namespace {

using Words = std::vector<std::string>;

constexpr std::size_t least_letters_corrected =
    5;  // letters; a shorter word may well be another word
constexpr std::size_t least_letters_corrected_alone =
    6;                                       // "brain" may well mean brain, and not bran
constexpr std::size_t most_corrected = 6;    // words of one question
constexpr std::size_t near_candidates = 40;  // of misspelt words

struct Name {
  Words key;    // folded, small words left out
  Words plain;  // the same words unfolded
  std::string text;
  std::optional<ConceptId> concept_id;
  bool own = true;  // of a concept itself rather than by way of the lexicon
};

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// FTS5's own syntax: each word a string of its own.
std::string any_of(const std::set<std::string>& words) {
  std::string query;
  for (const std::string& word : words) query += (query.empty() ? "\"" : " OR \"") + word + "\"";
  return query;
}

// Edges marked, so that the first and last letters count in three-letter pieces.
std::string padded(const std::string& word) {
  return "__" + word + "__";
}

std::set<std::string> trigrams(const std::string& word) {
  const std::string text = padded(word);
  std::set<std::string> pieces;
  for (std::size_t i = 0; i + 3 <= text.size(); ++i) pieces.insert(text.substr(i, 3));
  return pieces;
}

bool same_letters(std::string a, std::string b) {
  if (a.empty() || b.empty() || a[0] != b[0]) return false;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

// How far a misspelt word may be from the right one.
std::size_t furthest(std::size_t letters) {
  return letters >= 8 ? 2 : 1;
}

// One way to read some words of the question.
struct Reading {
  std::size_t first = 0, count = 0;
  std::size_t corrected = 0;
  std::size_t everyday = 0;  // words of everyday English
  std::size_t inexact = 0;   // words that are only the same when folded: "gut bug" for "gut bugs"
  int looseness = 0;         // 0 in order, 1 in any order, 2 from several names of one concept
  std::size_t name = 0;
};

auto rank_of(const Reading& reading, const std::vector<Name>& names) {
  return std::tuple(-static_cast<long>(reading.count), reading.corrected, reading.looseness,
                    reading.everyday, reading.inexact, !names[reading.name].concept_id.has_value(),
                    !names[reading.name].own);
}

}  // namespace

class NameIndex::Impl {
 public:
  Impl(const KnowledgeBase& knowledge, Words small)
      : small_(small.begin(), small.end()), database_(":memory:", SQLite::OPEN_READWRITE) {
    collect(knowledge);
    database_.exec("CREATE VIRTUAL TABLE names USING fts5(key)");
    database_.exec("CREATE VIRTUAL TABLE words USING fts5(word, tokenize='trigram')");
    fill();
    by_words_ = std::make_unique<SQLite::Statement>(database_,
                                                    "SELECT rowid FROM names WHERE names MATCH ?");
    by_pieces_ = std::make_unique<SQLite::Statement>(
        database_, "SELECT word FROM words WHERE words MATCH ? ORDER BY rank LIMIT " +
                       std::to_string(near_candidates));
  }

  std::vector<NameHit> find(const std::vector<FoldedWord>& words,
                            const std::vector<bool>& known) const {
    const std::lock_guard lock(mutex_);
    const Question question = prepare(words, known);
    std::vector<Reading> readings = exact_readings(question);
    add_loose_readings(question, readings);
    return choose(question, std::move(readings));
  }

  bool has_word(const std::string& folded) const { return concepts_of_word_.contains(folded); }

  std::vector<ConceptId> near(const std::vector<FoldedWord>& words, const std::vector<bool>& known,
                              std::size_t most) const {
    const std::lock_guard lock(mutex_);
    std::set<std::string> wanted;
    std::size_t looked_up = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const FoldedWord& word = words[i];
      if (known[i] || small_.contains(word.plain)) continue;
      if (has_word(word.folded)) wanted.insert(word.folded);
      if (has_word(word.folded) || word.plain.size() < least_letters_corrected) continue;
      if (++looked_up > most_corrected) continue;
      for (const std::string& other : like(word.plain)) wanted.insert(fold(other));
    }
    std::vector<std::size_t> found = rows(wanted);
    std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
      return names_[a].key.size() < names_[b].key.size();
    });
    std::vector<ConceptId> concepts;
    for (const std::size_t row : found) {
      const auto& id = names_[row].concept_id;
      if (!id || std::find(concepts.begin(), concepts.end(), *id) != concepts.end()) continue;
      concepts.push_back(*id);
      if (concepts.size() == most) break;
    }
    return concepts;
  }

  std::vector<ConceptId> narrower(const ConceptId& concept_id) const {
    std::vector<ConceptId> found;
    for (const Name& name : names_) {
      if (!name.own || !name.concept_id || *name.concept_id == concept_id) continue;
      const bool same_kind = kinds_.at(*name.concept_id) == kinds_.at(concept_id);
      if (std::find(found.begin(), found.end(), *name.concept_id) != found.end()) continue;
      for (const std::size_t other : names_of_concept_.at(concept_id)) {
        // By its first name, or by any where both are of one kind: "diabetes tablets" are no
        // narrower diabetes.
        const bool counts = same_kind || other == names_of_concept_.at(concept_id).front();
        if (counts && names_[other].own && is_narrower(name.key, names_[other].key)) {
          found.push_back(*name.concept_id);
          break;
        }
      }
    }
    return found;
  }

 private:
  // The words that count, with what each may have been meant to be.
  struct Question {
    const std::vector<FoldedWord>* words = nullptr;
    std::vector<std::size_t> places;                           // of those that are not small
    std::vector<std::map<std::string, std::string>> readings;  // folded → as the pack spells it
    std::vector<bool> strange;                                 // no word of everyday English
  };

  static bool is_narrower(const Words& longer, const Words& shorter) {
    if (longer.size() <= shorter.size()) return false;
    return std::search(longer.begin(), longer.end(), shorter.begin(), shorter.end()) !=
           longer.end();
  }

  void collect(const KnowledgeBase& knowledge) {
    for (const Concept& one : knowledge.concepts) {
      kinds_.emplace(one.id, one.kind.value);
      add(one.name, one.id, true);
      for (const std::string& synonym : one.synonyms) add(synonym, one.id, true);
      for (const std::string& brand : one.brands) add(brand, one.id, true);
    }
    for (const LexiconWord& word : knowledge.lexicon) {
      std::optional<ConceptId> id;
      if (word.concept_id) id = word.concept_id->value;
      add(word.name, id, false);
      for (const std::string& synonym : word.synonyms) add(synonym, id, false);
      for (const auto& brands : word.brands) {
        for (const std::string& brand : brands.names) add(brand, id, false);
      }
    }
  }

  void add(const std::string& text, const std::optional<ConceptId>& id, bool own) {
    Name name{{}, {}, text, id, own};
    const std::vector<FoldedWord> words = folded_words(text);
    // "Vitamin A": this small word counts behind that one.
    if (words.size() > 1 && small_.contains(words.back().plain)) {
      telling_.insert(words[words.size() - 2].plain + " " + words.back().plain);
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
      const FoldedWord& word = words[i];
      if (is_small(words, i)) continue;
      name.key.push_back(word.folded);
      name.plain.push_back(word.plain);
      spelt_.insert(word.plain);
      auto& concepts = concepts_of_word_[word.folded];
      if (id) concepts.insert(*id);
    }
    if (name.key.empty()) return;
    if (id) {
      names_of_concept_[*id].push_back(names_.size());
      words_of_concept_[*id].insert(name.key.begin(), name.key.end());
    }
    names_.push_back(std::move(name));
  }

  bool is_small(const std::vector<FoldedWord>& words, std::size_t at) const {
    if (!small_.contains(words[at].plain)) return false;
    return at == 0 || !telling_.contains(words[at - 1].plain + " " + words[at].plain);
  }

  void fill() {
    SQLite::Transaction transaction(database_);
    SQLite::Statement name(database_, "INSERT INTO names(rowid, key) VALUES (?, ?)");
    for (std::size_t i = 0; i < names_.size(); ++i) {
      name.bind(1, static_cast<std::int64_t>(i) + 1);
      name.bind(2, joined(names_[i].key));
      name.exec();
      name.reset();
    }
    SQLite::Statement word(database_, "INSERT INTO words(word) VALUES (?)");
    for (const std::string& spelt : spelt_) {
      if (spelt.size() + 1 < least_letters_corrected) continue;
      word.bind(1, padded(spelt));
      word.exec();
      word.reset();
    }
    transaction.commit();
  }

  std::vector<std::size_t> rows(const std::set<std::string>& words) const {
    std::vector<std::size_t> found;
    if (words.empty()) return found;
    by_words_->reset();
    by_words_->bind(1, any_of(words));
    while (by_words_->executeStep()) {
      found.push_back(static_cast<std::size_t>(by_words_->getColumn(0).getInt64()) - 1);
    }
    return found;
  }

  // The words of the pack that are spelt most like this one.
  Words like(const std::string& plain) const {
    Words nearest;
    std::size_t limit = furthest(plain.size());
    by_pieces_->reset();
    // The first letter is hardly ever wrong, and spares most of the search.
    by_pieces_->bind(1, "\"__" + plain.substr(0, 1) + "\" AND (" + any_of(trigrams(plain)) + ")");
    while (by_pieces_->executeStep()) {
      const std::string marked = by_pieces_->getColumn(0).getString();
      const std::string word = marked.substr(2, marked.size() - 4);
      std::size_t far = edit_distance(plain, word, limit);
      if (far > limit && same_letters(plain, word)) far = limit;
      if (far > limit) continue;
      if (far < limit) nearest.clear();
      limit = far;
      nearest.push_back(word);
    }
    return nearest;
  }

  Question prepare(const std::vector<FoldedWord>& words, const std::vector<bool>& known) const {
    Question question;
    question.words = &words;
    std::size_t looked_up = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (is_small(words, i)) continue;
      question.places.push_back(i);
      question.strange.push_back(!known[i] || words[i].plain.size() == 1);
      std::map<std::string, std::string> readings = {{words[i].folded, ""}};
      const bool unknown = !known[i] && !has_word(words[i].folded);
      if (unknown && words[i].plain.size() >= least_letters_corrected &&
          ++looked_up <= most_corrected) {
        for (const std::string& word : like(words[i].plain)) readings.emplace(fold(word), word);
      }
      question.readings.push_back(std::move(readings));
    }
    return question;
  }

  std::vector<Reading> exact_readings(const Question& question) const {
    std::set<std::string> wanted;
    for (const auto& readings : question.readings) {
      for (const auto& [folded, spelt] : readings) {
        if (has_word(folded)) wanted.insert(folded);
      }
    }
    std::vector<Reading> found;
    for (const std::size_t row : rows(wanted)) {
      const Words& key = names_[row].key;
      for (std::size_t first = 0; first + key.size() <= question.places.size(); ++first) {
        if (const auto reading = read(question, first, row)) found.push_back(*reading);
      }
    }
    return found;
  }

  // Does the name stand there?
  std::optional<Reading> read(const Question& question, std::size_t first, std::size_t row) const {
    const Words& key = names_[row].key;
    Reading reading;
    reading.first = first;
    reading.count = key.size();
    reading.name = row;
    for (std::size_t i = 0; i < key.size(); ++i) {
      if (!question.strange[first + i]) ++reading.everyday;
    }
    if (has_break(question, first, key.size())) return std::nullopt;
    bool ordered = true;
    for (std::size_t i = 0; i < key.size() && ordered; ++i) {
      ordered = take(question, first + i, key[i], reading);
    }
    if (ordered && key.size() == 1 && reading.corrected > 0 &&
        (*question.words)[question.places[first]].plain.size() < least_letters_corrected_alone) {
      return std::nullopt;
    }
    if (ordered) {
      reading.inexact = inexact(question, first, names_[row].plain);
      // "Good" is not the brand "Goody's".
      if (key.size() == reading.everyday && key.size() == reading.inexact) return std::nullopt;
      return reading;
    }
    if (key.size() < 2) return std::nullopt;
    reading.corrected = 0;
    reading.looseness = 1;
    std::multiset<std::string> left(key.begin(), key.end());
    for (std::size_t i = 0; i < key.size(); ++i) {
      const auto word = std::find_if(left.begin(), left.end(), [&](const std::string& one) {
        return question.readings[first + i].contains(one);
      });
      if (word == left.end()) return std::nullopt;
      take(question, first + i, *word, reading);
      left.erase(word);
    }
    return reading;
  }

  static std::size_t inexact(const Question& question, std::size_t first, const Words& plain) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      if ((*question.words)[question.places[first + i]].plain != plain[i]) ++count;
    }
    return count;
  }

  static bool take(const Question& question, std::size_t place, const std::string& word,
                   Reading& reading) {
    const auto found = question.readings[place].find(word);
    if (found == question.readings[place].end()) return false;
    if (!found->second.empty()) ++reading.corrected;
    return true;
  }

  static bool has_break(const Question& question, std::size_t first, std::size_t count) {
    for (std::size_t i = question.places[first] + 1; i <= question.places[first + count - 1]; ++i) {
      if ((*question.words)[i].after_break) return true;
    }
    return false;
  }

  // "whipworm therapy" of "whipworm eggs" and "worm therapy": neighbours that are all words of one
  // concept, one of them of no other.
  void add_loose_readings(const Question& question, std::vector<Reading>& found) const {
    for (std::size_t first = 0; first < question.places.size(); ++first) {
      for (const auto& [folded, spelt] : question.readings[first]) {
        const auto concepts = concepts_of_word_.find(folded);
        if (concepts == concepts_of_word_.end()) continue;
        for (const ConceptId& id : concepts->second) add_loose(question, first, id, found);
      }
    }
  }

  void add_loose(const Question& question, std::size_t first, const ConceptId& id,
                 std::vector<Reading>& found) const {
    const auto& own = words_of_concept_.at(id);
    Reading reading;
    reading.first = first;
    reading.looseness = 2;
    reading.name = names_of_concept_.at(id).front();
    bool distinct = false;
    std::set<std::string> taken;
    for (std::size_t at = first; at < question.places.size(); ++at) {
      if (!question.strange[at] || (at > first && has_break(question, at - 1, 2))) break;
      const auto& readings = question.readings[at];
      const auto word = std::find_if(readings.begin(), readings.end(),
                                     [&](const auto& one) { return own.contains(one.first); });
      if (word == readings.end() || !taken.insert(word->first).second) break;
      take(question, at, word->first, reading);
      distinct = distinct || concepts_of_word_.at(word->first).size() == 1;
      ++reading.count;
    }
    if (reading.count >= 2 && distinct && !is_part(taken, id)) found.push_back(reading);
  }

  // "Stomach ulcer" is not "stomach ulcer germ".
  bool is_part(const std::set<std::string>& words, const ConceptId& id) const {
    const auto& own = names_of_concept_.at(id);
    return std::any_of(own.begin(), own.end(), [&](std::size_t name) {
      const std::set<std::string> key(names_[name].key.begin(), names_[name].key.end());
      return std::includes(key.begin(), key.end(), words.begin(), words.end());
    });
  }

  std::vector<NameHit> choose(const Question& question, std::vector<Reading> readings) const {
    std::stable_sort(readings.begin(), readings.end(), [&](const Reading& a, const Reading& b) {
      return std::pair(rank_of(a, names_), a.first) < std::pair(rank_of(b, names_), b.first);
    });
    std::vector<bool> used(question.places.size());
    std::vector<NameHit> hits;
    for (std::size_t i = 0; i < readings.size(); ++i) {
      const Reading& best = readings[i];
      const auto begin = used.begin() + static_cast<std::ptrdiff_t>(best.first);
      const auto end = begin + static_cast<std::ptrdiff_t>(best.count);
      if (std::find(begin, end, true) != end) continue;
      std::fill(begin, end, true);
      hits.push_back(hit(question, readings, i));
    }
    std::sort(hits.begin(), hits.end(),
              [](const NameHit& a, const NameHit& b) { return a.first < b.first; });
    return hits;
  }

  // The reading at `place`, with those that are just as good.
  NameHit hit(const Question& question, const std::vector<Reading>& readings,
              std::size_t place) const {
    const Reading& best = readings[place];
    NameHit made;
    made.first = question.places[best.first];
    made.count = question.places[best.first + best.count - 1] - made.first + 1;
    made.name = names_[best.name].text;
    made.bare = !names_[best.name].concept_id;
    for (std::size_t i = place; i < readings.size(); ++i) {
      const Reading& other = readings[i];
      if (rank_of(other, names_) != rank_of(best, names_)) break;
      const auto& id = names_[other.name].concept_id;
      if (other.first != best.first || !id) continue;
      if (std::find(made.concepts.begin(), made.concepts.end(), *id) == made.concepts.end()) {
        made.concepts.push_back(*id);
      }
    }
    if (best.corrected > 0) note_corrections(question, best, made);
    return made;
  }

  void note_corrections(const Question& question, const Reading& reading, NameHit& hit) const {
    const auto& own = reading.looseness == 2
                          ? words_of_concept_.at(*names_[reading.name].concept_id)
                          : std::set<std::string>(names_[reading.name].key.begin(),
                                                  names_[reading.name].key.end());
    for (std::size_t i = reading.first; i < reading.first + reading.count; ++i) {
      for (const auto& [folded, spelt] : question.readings[i]) {
        if (spelt.empty() || !own.contains(folded)) continue;
        hit.corrected.emplace_back((*question.words)[question.places[i]].plain, spelt);
        break;
      }
    }
  }

  std::unordered_set<std::string> small_, telling_;
  std::vector<Name> names_;
  std::set<std::string> spelt_;  // words of names, plain
  std::unordered_map<std::string, std::set<ConceptId>> concepts_of_word_;
  std::map<ConceptId, KindId> kinds_;
  std::map<ConceptId, std::vector<std::size_t>> names_of_concept_;
  std::map<ConceptId, std::set<std::string>> words_of_concept_;

  mutable std::mutex mutex_;  // guards the statements
  SQLite::Database database_;
  std::unique_ptr<SQLite::Statement> by_words_, by_pieces_;
};

NameIndex::NameIndex(const KnowledgeBase& knowledge, std::vector<std::string> small)
    : impl_(std::make_unique<Impl>(knowledge, std::move(small))) {}

NameIndex::~NameIndex() = default;

std::vector<NameHit> NameIndex::find(const std::vector<FoldedWord>& words,
                                     const std::vector<bool>& known) const {
  return impl_->find(words, known);
}

bool NameIndex::has_word(const std::string& folded) const {
  return impl_->has_word(folded);
}

std::vector<ConceptId> NameIndex::near(const std::vector<FoldedWord>& words,
                                       const std::vector<bool>& known, std::size_t most) const {
  return impl_->near(words, known, most);
}

std::vector<ConceptId> NameIndex::narrower(const ConceptId& concept_id) const {
  return impl_->narrower(concept_id);
}

}  // namespace peyer
