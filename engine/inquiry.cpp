#include "engine/inquiry.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/citation.h"

namespace peyer {
namespace {

constexpr std::size_t most_alternatives = 8;
constexpr std::size_t most_nearest = 5;
constexpr std::size_t most_further_signs = 2;

const Phrases& phrases() {
  return Phrases::english();
}

// What a chain shows for what was asked.
enum class Verdict { yes, no, opposite, together };

class Inquirer {
 public:
  Inquirer(const Engine& engine, Inquiry inquiry)
      : engine_(engine), base_(engine.knowledge()), understanding_(engine.understanding()) {
    for (const Concept& item : base_.concepts) concepts_.emplace(item.id, &item);
    for (const Relation& relation : base_.relations) relations_.emplace(relation.id, &relation);
    for (const Population& one : base_.populations) populations_.emplace(one.id, &one);
    for (std::size_t i = 0; i < base_.links.size(); ++i) {
      places_.emplace(base_.links[i].id, i);
    }
    answer_.kind = inquiry.kind;
    for (const Mention& mention : inquiry.mentions) answer_.concepts.push_back(mention.concept_id);
    answer_.inquiry = std::move(inquiry);
  }

  Answer answer() {
    switch (answer_.kind) {
      case InquiryKind::triage:
        triage();
        break;
      case InquiryKind::refusal:
        refusal();
        break;
      case InquiryKind::clarify:
        clarify();
        break;
      case InquiryKind::unknown:
        unknown();
        break;
      case InquiryKind::definition:
        definition();
        break;
      case InquiryKind::comparison:
        comparison();
        break;
      case InquiryKind::test:
      case InquiryKind::advice:
        worthwhile();
        break;
      case InquiryKind::what_affects:
      case InquiryKind::what_it_affects:
      case InquiryKind::what_helps:
        list();
        break;
      case InquiryKind::claim:
      case InquiryKind::effect:
        effect();
        break;
    }
    finish();
    return std::move(answer_);
  }

 private:
  using Concepts = std::vector<ConceptId>;

  const Inquiry& inquiry() const { return answer_.inquiry; }

  const Concept& concept_of(const ConceptId& id) const { return *concepts_.at(id); }

  const std::string& name(const ConceptId& id) const { return concept_of(id).name; }

  const Link& link(const LinkId& id) const { return base_.links[places_.at(id)]; }

  const Relation& relation(const Link& one) const { return *relations_.at(one.relation.value); }

  void say(const std::string& key, const Phrases::Values& values = {}) {
    answer_.text.push_back(phrases()(key, values));
  }

  void cite(const Cite& cited) { add_sources(ids_of(cited), answer_.sources); }

  // ---- chains

  LinkChain as_chain(const LinkId& claim) const {
    const Link& one = link(claim);
    return {one.from.value,
            one.to.value,
            Effect::none,
            effective_grade(one, *populations_.at(one.population.value)),
            {claim}};
  }

  // Which way the asked relation wants the end to go; none when any will do.
  std::optional<Effect> wanted(const ConceptId& end) const {
    const bool unwelcome = understanding_.is_unwelcome(concept_of(end));
    switch (inquiry().relation) {
      case AskedRelation::more:
        return Effect::raises;
      case AskedRelation::less:
        return Effect::lowers;
      case AskedRelation::harm:
        return unwelcome ? Effect::raises : Effect::lowers;
      case AskedRelation::good:
        return unwelcome ? Effect::lowers : Effect::raises;
      default:
        return std::nullopt;
    }
  }

  bool is_mere_association(const LinkChain& chain) const {
    return chain.effect == Effect::linked && chain.links.size() > 1 && wanted(chain.to).has_value();
  }

  // What says nothing for itself goes last: what only goes along with it when a cause was asked
  // for.
  auto rank(const LinkChain& chain) const {
    const bool against = chain.effect == Effect::none && chain.grade == Grade::against;
    return std::tuple(!against, is_mere_association(chain), -static_cast<int>(chain.grade),
                      chain.links.size(), chain.effect != Effect::none, place(chain));
  }

  std::vector<std::size_t> place(const LinkChain& chain) const {
    std::vector<std::size_t> places;
    for (const LinkId& id : chain.links) places.push_back(places_.at(id));
    return places;
  }

  void sort(std::vector<LinkChain>& chains) const {
    std::erase_if(chains, [&](const LinkChain& chain) { return comes_back(chain); });
    std::sort(chains.begin(), chains.end(),
              [&](const LinkChain& a, const LinkChain& b) { return rank(a) < rank(b); });
    chains.erase(std::unique(chains.begin(), chains.end()), chains.end());
  }

  // A chain that meets a concept twice says nothing that a shorter one doesn't.
  bool comes_back(const LinkChain& chain) const {
    std::set<ConceptId> met = {chain.from};
    return std::any_of(chain.links.begin(), chain.links.end(),
                       [&](const LinkId& id) { return !met.insert(link(id).to.value).second; });
  }

  static bool has(const Concepts& some, const ConceptId& id) {
    return std::find(some.begin(), some.end(), id) != some.end();
  }

  // What joins one of these to one of those, in either direction, the strongest first.
  std::vector<LinkChain> joining(const Concepts& from, const Concepts& to) const {
    const Linked linked = engine_.linked(from, {});
    std::vector<LinkChain> found;
    for (const LinkChain& chain : linked.chains) {
      if (has(from, chain.from) && has(to, chain.to)) found.push_back(chain);
    }
    for (const LinkId& id : linked.claims) {
      const LinkChain claim = as_chain(id);
      if ((has(from, claim.from) && has(to, claim.to)) ||
          (has(to, claim.from) && has(from, claim.to))) {
        found.push_back(claim);
      }
    }
    sort(found);
    return found;
  }

  // First the way round that was asked, then the other.
  std::vector<LinkChain> joining_either(const Concepts& a, const Concepts& b) const {
    const bool turned = inquiry().backwards;
    std::vector<LinkChain> found = joining(turned ? b : a, turned ? a : b);
    if (found.empty()) found = joining(turned ? a : b, turned ? b : a);
    return found;
  }

  // Of all pairs of the concepts mentioned, the first that is joined; then what is narrower than
  // one of a pair.
  std::vector<LinkChain> join_mentions() {
    const Concepts all = answer_.concepts;
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        std::vector<LinkChain> found = joining_either({all[i]}, {all[j]});
        if (!found.empty()) return found;
      }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      for (std::size_t j = i + 1; j < all.size(); ++j) {
        std::vector<LinkChain> found = joining_narrower(all[i], all[j]);
        if (!found.empty()) return found;
      }
    }
    return {};
  }

  std::vector<LinkChain> joining_narrower(const ConceptId& a, const ConceptId& b) const {
    std::vector<LinkChain> found = joining_either({a}, understanding_.narrower(b));
    if (found.empty()) found = joining_either(understanding_.narrower(a), {b});
    return found;
  }

  void take(std::vector<LinkChain> chains) {
    if (chains.empty()) return;
    answer_.chain = chains.front();
    answer_.grade = chains.front().grade;
    const auto most = std::min(chains.size(), most_alternatives + 1);
    answer_.alternatives.assign(chains.begin() + 1,
                                chains.begin() + static_cast<std::ptrdiff_t>(most));
    for (const ConceptId& end : {answer_.chain->from, answer_.chain->to}) {
      if (!has(answer_.concepts, end) && !is_list(answer_.kind)) {
        answer_.concepts.push_back(end);
      }
    }
  }

  // ---- verdicts

  Verdict verdict(const LinkChain& chain) const {
    if (chain.effect == Effect::none) {
      const bool denied =
          chain.grade == Grade::against || understanding_.denies(relation(link(chain.links[0])));
      return denied ? Verdict::no : Verdict::yes;
    }
    const std::optional<Effect> want = wanted(chain.to);
    if (!want) return Verdict::yes;
    if (chain.effect == Effect::linked) {
      const bool telling =
          chain.links.size() == 1 &&
          understanding_.worded(relation(link(chain.links[0]))) == inquiry().relation;
      return telling ? Verdict::yes : Verdict::together;
    }
    const bool against_it = (chain.effect == Effect::raises && want == Effect::lowers) ||
                            (chain.effect == Effect::lowers && want == Effect::raises);
    return against_it ? Verdict::opposite : Verdict::yes;
  }

  std::string verdict_in_words(const LinkChain& chain) const {
    const std::string grade(to_string(chain.grade));
    switch (verdict(chain)) {
      case Verdict::yes:
        return phrases()("ask.verdict.yes." + grade);
      case Verdict::no:
        return phrases()(chain.grade == Grade::against ? "ask.verdict.against" : "ask.verdict.no");
      case Verdict::opposite:
        return phrases()("ask.verdict.opposite");
      case Verdict::together:
        return phrases()("ask.verdict.together");
    }
    return "";
  }

  // The pack's own sentence for one link; for more, where they lead.
  std::string gist(const LinkChain& chain) const {
    if (chain.links.size() == 1) return link(chain.links[0]).say;
    return in_words(base_, chain);
  }

  void say_chain(const LinkChain& chain) {
    const std::string grade = phrases()("grade_word." + std::string(to_string(chain.grade)));
    if (chain.grade == Grade::against) {
      say("ask.answer.against", {{"verdict", verdict_in_words(chain)}, {"text", denial(chain)}});
    } else {
      say("ask.answer.graded",
          {{"verdict", verdict_in_words(chain)}, {"text", gist(chain)}, {"grade", grade}});
    }
  }

  // What an unsupported claim says is told as what is said, not as what is so.
  std::string denial(const LinkChain& chain) const { return link(chain.links[0]).say; }

  // ---- kinds of answer

  void effect() {
    if (answer_.concepts.size() < 2) {
      claim_about_one();
      return;
    }
    std::vector<LinkChain> found = join_mentions();
    if (found.empty()) {
      not_joined();
      return;
    }
    narrowed(found.front());
    take(std::move(found));
    say_chain(*answer_.chain);
  }

  // Which narrower thing it was answered for.
  void narrowed(const LinkChain& chain) {
    for (const ConceptId& end : {chain.from, chain.to}) {
      if (!has(answer_.concepts, end)) narrowed_to_.push_back(end);
    }
  }

  void claim_about_one() {
    const ConceptId id = answer_.concepts.front();  // the list grows
    std::vector<LinkChain> claims = claims_of({id});
    std::erase_if(claims, [&](const LinkChain& claim) {
      return claim.from != id || claim.grade == Grade::against;
    });
    if (claims.empty()) claims = claims_of(understanding_.narrower(id));
    std::erase_if(claims, [&](const LinkChain& claim) {
      return claim.grade == Grade::against || verdict(claim) != Verdict::no;
    });
    if (!claims.empty()) {
      narrowed(claims.front());
      take(std::move(claims));
      say_chain(*answer_.chain);
    }
    say_card(id);
  }

  std::vector<LinkChain> claims_of(const Concepts& concepts) const {
    std::vector<LinkChain> claims;
    if (concepts.empty()) return claims;
    for (const LinkId& id : engine_.linked(concepts, {}).claims) claims.push_back(as_chain(id));
    sort(claims);
    return claims;
  }

  void say_card(const ConceptId& id) {
    const Concept& item = concept_of(id);
    say("ask.answer.card", {{"name", item.name}, {"text", item.card}});
    cite(item.cite);
  }

  void definition() { say_card(answer_.concepts.front()); }

  void comparison() {
    const Concepts all = answer_.concepts;
    std::vector<LinkChain> found = joining_either({all[0]}, {all[1]});
    std::erase_if(found, [](const LinkChain& chain) {
      return chain.effect != Effect::is && chain.effect != Effect::none;
    });
    if (!found.empty()) {
      take(std::move(found));
      say("ask.answer.compared",
          {{"text", gist(*answer_.chain)},
           {"grade", phrases()("grade_word." + std::string(to_string(*answer_.grade)))}});
    } else {
      say("ask.answer.two_things", {{"a", name(all[0])}, {"b", name(all[1])}});
    }
    say_card(all[0]);
    say_card(all[1]);
  }

  // Tests and advice: what is said of the thing itself.
  void worthwhile() {
    std::vector<LinkChain> found;
    if (answer_.concepts.size() >= 2) found = join_mentions();
    const std::optional<ConceptId> thing = thing_to_do();
    if (found.empty() && thing) found = said_of(*thing);
    if (found.empty() && answer_.concepts.size() >= 2) {
      not_joined();
      return;
    }
    if (found.empty()) {
      what_is_known_of(answer_.concepts.front());
      return;
    }
    narrowed_to_.clear();
    take(std::move(found));
    say_chain(*answer_.chain);
  }

  // Of what is nothing to do or to take, no verdict can be given. A copy on purpose: the id may be
  // one of the answer's own, which changes on the way.
  // NOLINTNEXTLINE(performance-unnecessary-value-param)
  void what_is_known_of(const ConceptId id) {
    std::vector<LinkChain> found = said_of(id);
    say("ask.answer.no_advice");
    if (found.empty()) {
      say_card(id);
      return;
    }
    take(std::move(found));
    say("ask.answer.compared",
        {{"text", gist(*answer_.chain)},
         {"grade", phrases()("grade_word." + std::string(to_string(*answer_.grade)))}});
  }

  std::optional<ConceptId> thing_to_do() const {
    for (const char* kind : {"test", "action", "remedy"}) {
      for (const ConceptId& id : answer_.concepts) {
        const bool only = answer_.concepts.size() == 1 || std::string_view(kind) != "remedy";
        if (only && understanding_.is_kind(concept_of(id), kind)) return id;
      }
    }
    return std::nullopt;
  }

  // What begins there; of a thing to do, first what is recommended.
  std::vector<LinkChain> said_of(const ConceptId& id) const {
    const Linked linked = engine_.linked({id}, {});
    std::vector<LinkChain> claims, chains;
    for (const LinkId& claim : linked.claims) {
      const LinkChain one = as_chain(claim);
      if (one.from == id) claims.push_back(one);
    }
    for (const LinkChain& chain : linked.chains) {
      if (chain.links.size() == 1) chains.push_back(chain);
    }
    sort(claims);
    sort(chains);
    claims.insert(claims.end(), chains.begin(), chains.end());
    return claims;
  }

  // ---- lists

  void list() {
    if (answer_.concepts.size() >= 2) {
      std::vector<LinkChain> joined = join_mentions();
      if (!joined.empty()) {
        answer_.kind = InquiryKind::effect;
        narrowed(joined.front());
        take(std::move(joined));
        say_chain(*answer_.chain);
        return;
      }
    }
    const ConceptId subject = answer_.kind == InquiryKind::what_it_affects
                                  ? answer_.concepts.front()
                                  : answer_.concepts.back();
    std::vector<LinkChain> found = listed({subject});
    if (found.empty()) found = listed(understanding_.narrower(subject));
    if (found.empty()) {
      say("ask.answer.nothing_listed", {{"name", name(subject)}});
      say_card(subject);
      return;
    }
    take(std::move(found));
    say_list(subject);
  }

  void say_list(const ConceptId& subject) {
    const std::string grade = phrases()("grade_word." + std::string(to_string(*answer_.grade)));
    const Phrases::Values values = {
        {"name", name(subject)}, {"text", gist(*answer_.chain)}, {"grade", grade}};
    if (answer_.kind == InquiryKind::what_affects) {
      say("ask.answer.what_affects", values);
    } else if (answer_.kind == InquiryKind::what_it_affects) {
      say("ask.answer.what_it_affects", values);
    } else if (verdict_of_help(*answer_.chain)) {
      say("ask.answer.what_helps", values);
    } else {
      say("ask.answer.helps_not", values);
    }
  }

  bool verdict_of_help(const LinkChain& chain) const {
    return chain.effect != Effect::none || !understanding_.denies(relation(link(chain.links[0])));
  }

  std::vector<LinkChain> listed(const Concepts& subjects) const {
    if (subjects.empty()) return {};
    const bool onward = answer_.kind == InquiryKind::what_it_affects;
    const Linked linked = onward ? engine_.linked(subjects, {}) : engine_.linked({}, subjects);
    std::vector<LinkChain> found;
    for (const LinkChain& chain : linked.chains) {
      const bool right_end = has(subjects, onward ? chain.from : chain.to);
      if (right_end && suits(chain)) found.push_back(chain);
    }
    std::vector<LinkChain> claims;
    for (const LinkId& id : linked.claims) {
      const LinkChain claim = as_chain(id);
      if (claim.grade == Grade::against) continue;
      if (has(subjects, onward ? claim.from : claim.to) && claim_suits(claim)) {
        claims.push_back(claim);
      }
    }
    sort(found);
    put_direction_first(found);
    sort(claims);
    if (found.empty() || answer_.kind == InquiryKind::what_helps) {
      merge_claims(claims, found);
    }
    return one_for_each(std::move(found), onward);
  }

  // Recommended things count by their grade; what does not help goes last.
  void merge_claims(const std::vector<LinkChain>& claims, std::vector<LinkChain>& found) const {
    std::vector<LinkChain> good, bad;
    for (const LinkChain& claim : claims) {
      (verdict_of_help(claim) ? good : bad).push_back(claim);
    }
    found.insert(found.end(), good.begin(), good.end());
    std::stable_sort(found.begin(), found.end(),
                     [](const LinkChain& a, const LinkChain& b) { return a.grade > b.grade; });
    found.insert(found.end(), bad.begin(), bad.end());
  }

  bool claim_suits(const LinkChain&) const { return answer_.kind != InquiryKind::what_affects; }

  // Does a chain answer what was asked of its end?
  bool suits(const LinkChain& chain) const {
    if (chain.effect == Effect::is) return false;  // what it is bears on nothing
    if (answer_.kind == InquiryKind::what_affects) return suits_relation(chain);
    if (answer_.kind != InquiryKind::what_helps) return true;
    const bool unwelcome = understanding_.is_unwelcome(concept_of(chain.to));
    if (chain.effect == (unwelcome ? Effect::lowers : Effect::raises)) return true;
    if (chain.effect != Effect::linked || chain.links.size() != 1) return false;
    const AskedRelation worded = understanding_.worded(relation(link(chain.links[0])));
    return worded == AskedRelation::good || worded == AskedRelation::less;
  }

  // "What is bad for …?" asks for harm, "what causes …?" for more of it; what only goes along with
  // it is told as well, unless its wording says the contrary.
  bool suits_relation(const LinkChain& chain) const {
    const std::optional<Effect> want = wanted(chain.to);
    if (!want || chain.effect == *want) return true;
    if (chain.effect != Effect::linked || chain.links.size() != 1) return false;
    const AskedRelation worded = understanding_.worded(relation(link(chain.links[0])));
    return worded == AskedRelation::none || worded == inquiry().relation;
  }

  // What shows the direction that was asked for goes before what only goes along.
  void put_direction_first(std::vector<LinkChain>& found) const {
    if (answer_.kind != InquiryKind::what_affects) return;
    std::stable_partition(found.begin(), found.end(), [&](const LinkChain& chain) {
      const std::optional<Effect> want = wanted(chain.to);
      return !want || chain.effect == *want;
    });
  }

  // The strongest for each thing at the other end.
  static std::vector<LinkChain> one_for_each(std::vector<LinkChain> chains, bool onward) {
    std::set<ConceptId> seen;
    std::erase_if(chains, [&](const LinkChain& chain) {
      return !seen.insert(onward ? chain.to : chain.from).second;
    });
    return chains;
  }

  // ---- without an answer

  void not_joined() {
    answer_.kind = InquiryKind::unknown;
    say("ask.answer.not_joined",
        {{"a", name(answer_.concepts[0])}, {"b", name(answer_.concepts[1])}});
    answer_.nearest.assign(answer_.concepts.begin(), answer_.concepts.end());
  }

  static std::string quoted(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& one : words) all += (all.empty() ? "“" : ", “") + one + "”";
    return all;
  }

  void unknown() {
    const std::string words = quoted(inquiry().not_known);
    if (words.empty()) {
      say("ask.answer.unknown");
    } else {
      say("ask.answer.not_known", {{"words", words}});
    }
    answer_.nearest = inquiry().nearest;
  }

  void clarify() {
    answer_.clarify = inquiry().unclear;
    if (!answer_.clarify.empty()) {
      say("ask.answer.which", {{"words", answer_.clarify.front().first}});
    } else if (answer_.concepts.empty()) {
      say("ask.answer.what");
    } else {
      const std::string& about = name(answer_.concepts.front());
      say("ask.answer.what_about", {{"name", about}});
      answer_.nearest = answer_.concepts;
    }
  }

  void triage() {
    const RedFlag* worst = nullptr;
    std::size_t order = base_.levels.size();
    for (const RuleId& id : inquiry().red_flags) {
      const RedFlag& flag = *find_by_id(base_.red_flags, id);
      const std::size_t at = level_place(base_, flag.level.value);
      if (at < order) worst = &flag;
      order = std::min(order, at);
    }
    const Level& level = base_.levels[order];
    answer_.triage = level.id;
    say("ask.answer.triage", {{"title", level.title}, {"now", level.now}});
    say_sign(*worst);
    if (!worst->meanwhile.empty()) say("ask.answer.meanwhile", {{"text", worst->meanwhile}});
    say_further_signs(*worst);
    say("ask.answer.whom", {{"text", level.who}});
    say(level.stops ? "ask.answer.later" : "ask.answer.interview");
  }

  void say_sign(const RedFlag& flag) {
    say("ask.answer.sign", {{"title", flag.title}, {"text", flag.say}});
    cite(flag.cite);
  }

  // Others as urgent as the one that was told in full.
  void say_further_signs(const RedFlag& told) {
    std::size_t count = 0;
    for (const RuleId& id : inquiry().red_flags) {
      const RedFlag& flag = *find_by_id(base_.red_flags, id);
      if (flag.id == told.id || flag.level.value != told.level.value) continue;
      if (++count > most_further_signs) return;
      say_sign(flag);
    }
  }

  // Whom to ask: as for what is in no hurry.
  const Level& calmest_person() const {
    const Level* found = &base_.levels.front();
    for (const Level& level : base_.levels) {
      if (level.person) found = &level;
    }
    return *found;
  }

  void refusal() {
    using Refusal = Inquiry::Refusal;
    const Refusal why = inquiry().refusal;
    const std::string key = why == Refusal::medicine ? "medicine"
                            : why == Refusal::dose   ? "dose"
                                                     : "own";
    say("ask.refusal." + key);
    say("ask.answer.whom", {{"text", calmest_person().who}});
    say("ask.bring." + key);
    if (!answer_.concepts.empty()) {
      say("ask.answer.instead", {{"name", name(answer_.concepts.front())}});
    }
    if (why == Refusal::diagnosis) say("ask.answer.interview");
  }

  // ---- what every answer ends with

  void finish() {
    say_what_words_stand_for();
    for (const ConceptId& id : narrowed_to_) say("ask.answer.narrowed", {{"name", name(id)}});
    for (const auto& [typed, read] : inquiry().corrected) {
      say("ask.answer.corrected", {{"typed", typed}, {"read", read}});
    }
    if (answer_.chain && !inquiry().passed_over.empty()) {
      say("ask.answer.passed_over", {{"words", quoted(inquiry().passed_over)}});
    }
    if (answer_.chain) {
      for (const LinkId& id : answer_.chain->links) cite(link(id).cite);
    }
    if (is_left_alone()) {
      say("ask.answer.if_ill", {{"now", base_.levels.front().now}});
      if (answer_.kind != InquiryKind::refusal) say("ask.answer.interview");
    }
    if (answer_.nearest.size() > most_nearest) answer_.nearest.resize(most_nearest);
  }

  // Whoever asks about a medicine by its own name is told in which group it counts here.
  void say_what_words_stand_for() {
    if (!answer_.chain) return;
    for (const Mention& mention : inquiry().mentions) {
      const Concept& item = concept_of(mention.concept_id);
      const bool group = understanding_.is_kind(item, "medicine") &&
                         !understanding_.is_named_by(item, mention.words);
      if (group) say("ask.answer.counts_as", {{"typed", mention.words}, {"name", item.name}});
    }
  }

  // Somebody tells of themselves or theirs, and gets no answer: it may be a sign in words that
  // nobody foresaw.
  bool is_left_alone() const {
    const bool unanswered =
        answer_.kind == InquiryKind::unknown || answer_.kind == InquiryKind::clarify ||
        (answer_.kind == InquiryKind::refusal && inquiry().refusal == Inquiry::Refusal::diagnosis);
    return unanswered && inquiry().personal && !base_.levels.empty();
  }

  const Engine& engine_;
  const KnowledgeBase& base_;
  const Understanding& understanding_;
  std::map<ConceptId, const Concept*> concepts_;
  std::map<RelationId, const Relation*> relations_;
  std::map<PopulationId, const Population*> populations_;
  std::map<LinkId, std::size_t> places_;
  Answer answer_;
  std::vector<ConceptId> narrowed_to_;
};

}  // namespace

Answer ask(const Engine& engine, std::string_view question, const Inquiry* before) {
  return Inquirer(engine, engine.understanding().read(question, before)).answer();
}

std::vector<SourceId> cited_by(const KnowledgeBase& knowledge, const Answer& answer,
                               std::size_t paragraph) {
  if (answer.chain) {
    if (paragraph > 0 || answer.chain->links.size() != 1) return {};
    return ids_of(links_of(knowledge, *answer.chain).front()->cite);
  }
  const std::size_t cited = answer.kind == InquiryKind::triage       ? 1
                            : answer.kind == InquiryKind::comparison ? 2
                                                                     : 0;
  return paragraph == cited ? answer.sources : std::vector<SourceId>();
}

std::vector<const Link*> links_of(const KnowledgeBase& knowledge, const LinkChain& chain) {
  std::vector<const Link*> links;
  for (const LinkId& id : chain.links) links.push_back(find_by_id(knowledge.links, id));
  return links;
}

std::string in_words(const KnowledgeBase& knowledge, const LinkChain& chain) {
  std::string steps;
  for (const Link* link : links_of(knowledge, chain)) {
    const Phrases::Values values = {
        {"from", find_by_id(knowledge.concepts, link->from.value)->name},
        {"says", find_by_id(knowledge.relations, link->relation.value)->says},
        {"to", find_by_id(knowledge.concepts, link->to.value)->name}};
    steps += phrases()(steps.empty() ? "ask.step.first" : "ask.step.next", values);
  }
  return phrases()("ask.step.end", {{"steps", steps}});
}

}  // namespace peyer
