#include "knowledge/draft.h"

#include <fmt/format.h>

#include <cstdlib>
#include <unordered_map>
#include <utility>

#include "knowledge/condition_parser.h"
#include "knowledge/shape.h"

namespace peyer {
namespace {

// The values of one mapping; what is missing or of the wrong type gives the table's default, or an
// empty value.
class Fields {
 public:
  Fields(const YamlNode& node, const MappingShape& shape) : node_(node), shape_(shape) {}

  const YamlNode* node(std::string_view key) const { return node_.find(key); }

  std::string text(std::string_view key) const {
    const YamlNode* value = scalar(key);
    if (value != nullptr) return value->text;
    const Key* known = shape_.find(key);
    return known == nullptr ? "" : std::string(known->otherwise);
  }

  bool yes(std::string_view key) const { return text(key) == "yes"; }

  std::optional<double> number(std::string_view key) const {
    const std::string value = text(key);
    if (!is_decimal(value)) return std::nullopt;
    return std::strtod(value.c_str(), nullptr);
  }

  std::optional<int> integer(std::string_view key) const {
    const std::optional<double> value = number(key);
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
  }

  std::optional<Grade> grade(std::string_view key) const { return parse_grade(text(key)); }

  std::vector<std::string> texts(std::string_view key) const {
    std::vector<std::string> out;
    for (const YamlNode* item : items(key)) out.push_back(item->text);
    return out;
  }

  template <typename IdType>
  Located<IdType> reference(std::string_view key) const {
    const YamlNode* value = scalar(key);
    return value == nullptr ? Located<IdType>{} : Located<IdType>{IdType(value->text), value->at};
  }

  template <typename IdType>
  std::optional<Located<IdType>> maybe(std::string_view key) const {
    if (scalar(key) == nullptr) return std::nullopt;
    return reference<IdType>(key);
  }

  template <typename IdType>
  std::vector<Located<IdType>> references(std::string_view key) const {
    std::vector<Located<IdType>> out;
    for (const YamlNode* item : items(key)) out.push_back({IdType(item->text), item->at});
    return out;
  }

  // The item's place: its id where it has one, so that the caret stands under the name.
  Location at(std::string_view naming_key = "id") const {
    const YamlNode* name = scalar(naming_key);
    return name == nullptr ? node_.at : name->at;
  }

 private:
  const YamlNode* scalar(std::string_view key) const {
    const YamlNode* value = node_.find(key);
    return value != nullptr && value->kind == YamlNode::Kind::scalar ? value : nullptr;
  }

  // The scalars of a list, or a scalar that stands for a list of one.
  std::vector<const YamlNode*> items(std::string_view key) const {
    std::vector<const YamlNode*> out;
    const YamlNode* value = node_.find(key);
    if (value == nullptr) return out;
    if (value->kind == YamlNode::Kind::scalar) out.push_back(value);
    for (const YamlNode& item : value->items) {
      if (item.kind == YamlNode::Kind::scalar) out.push_back(&item);
    }
    return out;
  }

  const YamlNode& node_;
  const MappingShape& shape_;
};

std::optional<Effect> parse_effect(const std::string& word) {
  for (const Effect effect :
       {Effect::raises, Effect::lowers, Effect::linked, Effect::is, Effect::none}) {
    if (to_string(effect) == word) return effect;
  }
  return std::nullopt;
}

std::optional<Question::Kind> parse_kind(const std::string& word) {
  for (const Question::Kind kind : {Question::Kind::yes_no, Question::Kind::one,
                                    Question::Kind::many, Question::Kind::number}) {
    if (to_string(kind) == word) return kind;
  }
  return std::nullopt;
}

class DraftReader {
 public:
  DraftReader(const std::vector<YamlNode>& files, Diagnostics& diagnostics)
      : files_(files), diagnostics_(diagnostics) {}

  Draft read();

 private:
  template <typename Item>
  void read_section(std::string_view section, std::vector<Item>& out,
                    Item (DraftReader::*read_item)(const Fields&));

  PackInfo pack(const Fields& fields);
  Topic topic(const Fields& fields);
  Level level(const Fields& fields);
  Locale locale(const Fields& fields);
  Source source(const Fields& fields);
  ConceptKind kind(const Fields& fields);
  Concept concept_item(const Fields& fields);
  Relation relation(const Fields& fields);
  Population population(const Fields& fields);
  Link link(const Fields& fields);
  Statement statement(const Fields& fields);
  Screen screen(const Fields& fields);
  Question question(const Fields& fields);
  LexiconWord word(const Fields& fields);
  Finding finding(const Fields& fields);
  Advice advice(const Fields& fields);
  Rule rule(const Fields& fields);
  RedFlag red_flag(const Fields& fields);
  HeardSign heard(const Fields& fields);
  Contradiction contradiction(const Fields& fields);
  SafetyNet safety_net(const Fields& fields);
  Scenario scenario(const Fields& fields);
  WhatIf what_if(const Fields& fields);
  Property property(const Fields& fields);

  Condition condition(const YamlNode* node);
  void read_options(const Fields& fields, Question& question);
  void read_range(const Fields& fields, Question& question);
  void read_then(const YamlNode* then, Rule& rule);
  GivenAnswers answers(const YamlNode* given);
  std::optional<Reply> reply(const Question& question, const YamlNode& value);
  Expectation expectation(const YamlNode* expect);
  Located<LevelId> default_not_sure(const Located<LevelId>& level) const;
  const Question* find_question(const std::string& id) const;
  void resolve_units(Condition& condition) const;
  void resolve_units();

  const std::vector<YamlNode>& files_;
  Diagnostics& diagnostics_;
  Draft draft_;
  std::unordered_map<std::string, std::size_t> question_index_;
};

template <typename Item>
void DraftReader::read_section(std::string_view section, std::vector<Item>& out,
                               Item (DraftReader::*read_item)(const Fields&)) {
  const MappingShape& shape = mapping_shape(singular(section));
  for (const YamlNode& file : files_) {
    const YamlNode* list = file.find(section);
    if (list == nullptr || list->kind != YamlNode::Kind::list) continue;
    for (const YamlNode& item : list->items) {
      if (item.kind == YamlNode::Kind::mapping)
        out.push_back((this->*read_item)(Fields(item, shape)));
    }
  }
}

PackInfo DraftReader::pack(const Fields& fields) {
  PackInfo out;
  out.id = fields.text("id");
  out.title = fields.text("title");
  out.version = fields.text("version");
  out.language = fields.text("language");
  out.about = fields.text("about");
  out.notice = fields.text("notice");
  out.review = fields.text("review");
  out.chain_steps = fields.integer("chain_steps").value_or(out.chain_steps);
  out.at = fields.at();
  const YamlNode* voice = fields.node("voice");
  if (voice == nullptr || voice->kind != YamlNode::Kind::mapping) return out;
  const Fields inner(*voice, mapping_shape("voice"));
  out.voice_question = inner.maybe<QuestionId>("question");
  out.other_voice = inner.references<OptionId>("other");
  return out;
}

Topic DraftReader::topic(const Fields& fields) {
  return {TopicId(fields.text("id")), fields.text("title"), fields.text("about"),
          fields.yes("come_for"),     fields.yes("core"),   fields.at()};
}

Level DraftReader::level(const Fields& fields) {
  Level out;
  out.id = LevelId(fields.text("id"));
  out.title = fields.text("title");
  out.meaning = fields.text("meaning");
  out.who = fields.text("who");
  out.how_soon = fields.text("how_soon");
  out.now = fields.text("now");
  out.stops = fields.yes("stops");
  out.person = fields.yes("person");
  out.urgent = fields.yes("urgent");
  out.at = fields.at();
  return out;
}

Locale DraftReader::locale(const Fields& fields) {
  Locale out{LocaleId(fields.text("id")), fields.text("title"), {}, fields.at()};
  const YamlNode* words = fields.node("words");
  if (words == nullptr) return out;
  for (const YamlNode& item : words->items) {
    out.words.push_back({{item.key, item.key_at}, item.text});
  }
  return out;
}

Source DraftReader::source(const Fields& fields) {
  Source out;
  out.id = SourceId(fields.text("id"));
  out.type = fields.text("type");
  out.authors = fields.text("authors");
  out.title = fields.text("title");
  out.journal = fields.text("journal");
  out.body = fields.text("body");
  out.code = fields.text("code");
  out.volume = fields.text("volume");
  out.issue = fields.text("issue");
  out.pages = fields.text("pages");
  out.doi = fields.text("doi");
  out.pmid = fields.text("pmid");
  out.url = fields.text("url");
  out.note = fields.text("note");
  out.year = fields.integer("year");
  out.verified = fields.text("verified");
  out.seen_in = fields.text("seen_in");
  out.at = fields.at();
  return out;
}

ConceptKind DraftReader::kind(const Fields& fields) {
  return {KindId(fields.text("id")), fields.text("title"), fields.at()};
}

Concept DraftReader::concept_item(const Fields& fields) {
  Concept out;
  out.id = ConceptId(fields.text("id"));
  out.kind = fields.reference<KindId>("kind");
  out.name = fields.text("name");
  out.synonyms = fields.texts("synonyms");
  out.brands = fields.texts("brands");
  out.card = fields.text("card");
  out.cite = fields.references<SourceId>("cite");
  out.at = fields.at();
  return out;
}

Relation DraftReader::relation(const Fields& fields) {
  return {RelationId(fields.text("id")), fields.text("says"), fields.text("reverse"),
          parse_effect(fields.text("effect")).value_or(Effect::none), fields.at()};
}

Population DraftReader::population(const Fields& fields) {
  return {PopulationId(fields.text("id")), fields.text("title"),
          fields.grade("at_most").value_or(Grade::strong), fields.at()};
}

Link DraftReader::link(const Fields& fields) {
  Link out;
  out.id = LinkId(fields.text("id"));
  out.from = fields.reference<ConceptId>("from");
  out.to = fields.reference<ConceptId>("to");
  out.relation = fields.reference<RelationId>("relation");
  out.grade = fields.grade("grade").value_or(out.grade);
  out.population = fields.reference<PopulationId>("population");
  out.say = fields.text("say");
  out.caveat = fields.text("caveat");
  out.believed = fields.text("believed");
  out.cite = fields.references<SourceId>("cite");
  out.at = fields.at();
  return out;
}

Statement DraftReader::statement(const Fields& fields) {
  return {StatementId(fields.text("id")), fields.text("says"), fields.references<LinkId>("links"),
          fields.at()};
}

Screen DraftReader::screen(const Fields& fields) {
  return {ScreenId(fields.text("id")), fields.text("ask"), fields.text("help"), fields.at()};
}

void DraftReader::read_options(const Fields& fields, Question& question) {
  if (question.kind == Question::Kind::yes_no) {
    question.options = {{OptionId("yes"), "Yes", question.at}, {OptionId("no"), "No", question.at}};
    return;
  }
  if (question.kind == Question::Kind::number) return;
  const YamlNode* options = fields.node("options");
  if (options == nullptr || options->kind != YamlNode::Kind::mapping || options->items.empty()) {
    draft_.unclear.insert(question.id);
    return;
  }
  for (const YamlNode& item : options->items) {
    question.options.push_back({OptionId(item.key), item.text, item.key_at});
  }
}

void DraftReader::read_range(const Fields& fields, Question& question) {
  if (question.kind != Question::Kind::number) return;
  const std::optional<double> min = fields.number("min");
  const std::optional<double> max = fields.number("max");
  question.unit = fields.text("unit");
  question.min = min.value_or(0);
  question.max = max.value_or(0);
  question.whole = fields.yes("whole");
  bool clear = min && max && *min < *max;
  if (const YamlNode* units = fields.node("units")) {
    for (const YamlNode& item : units->items) {
      const double per = is_decimal(item.text) ? std::strtod(item.text.c_str(), nullptr) : 0;
      question.units.push_back({item.key, per});
      clear = clear && per > 0;
    }
  }
  if (!clear) draft_.unclear.insert(question.id);
}

Question DraftReader::question(const Fields& fields) {
  Question out;
  out.id = QuestionId(fields.text("id"));
  out.topic = fields.reference<TopicId>("topic");
  out.also = fields.references<TopicId>("also");
  out.screen = fields.maybe<ScreenId>("screen");
  out.ask = fields.text("ask");
  out.why = fields.text("why");
  out.help = fields.text("help");
  out.at = fields.at();
  const std::optional<Question::Kind> parsed = parse_kind(fields.text("kind"));
  if (!parsed) draft_.unclear.insert(out.id);
  out.kind = parsed.value_or(Question::Kind::yes_no);
  read_options(fields, out);
  read_range(fields, out);
  if (const YamlNode* applies = fields.node("applies")) out.applies = condition(applies);
  return out;
}

LexiconWord DraftReader::word(const Fields& fields) {
  LexiconWord out;
  out.id = WordId(fields.text("id"));
  out.name = fields.text("name");
  out.synonyms = fields.texts("synonyms");
  out.concept_id = fields.maybe<ConceptId>("concept");
  out.chooses = answers(fields.node("chooses"));
  out.at = fields.at();
  const YamlNode* brands = fields.node("brands");
  if (brands == nullptr || brands->kind != YamlNode::Kind::mapping) return out;
  const Fields inner(*brands, mapping_shape("word"));
  for (const YamlNode& item : brands->items) {
    out.brands.push_back({{LocaleId(item.key), item.key_at}, inner.texts(item.key)});
  }
  return out;
}

Finding DraftReader::finding(const Fields& fields) {
  Finding out;
  out.id = FindingId(fields.text("id"));
  out.title = fields.text("title");
  out.topics = fields.references<TopicId>("topics");
  out.say = fields.text("say");
  out.show = fields.yes("show");
  out.about = fields.maybe<ConceptId>("about");
  out.at = fields.at();
  const YamlNode* reached = fields.node("reached");
  if (reached == nullptr || reached->kind != YamlNode::Kind::mapping) return out;
  const Fields inner(*reached, mapping_shape("reached"));
  out.reached = Reached{inner.reference<ConceptId>("concept"), {}};
  for (const std::string& word : inner.texts("effect")) {
    if (const auto effect = parse_effect(word)) out.reached->effects.push_back(*effect);
  }
  return out;
}

Advice DraftReader::advice(const Fields& fields) {
  return {AdviceId(fields.text("id")),
          fields.text("title"),
          fields.text("say"),
          fields.references<TopicId>("topics"),
          fields.references<SourceId>("cite"),
          fields.at()};
}

Condition DraftReader::condition(const YamlNode* node) {
  std::optional<Condition> parsed;
  if (node != nullptr) parsed = parse_condition(*node, diagnostics_);
  return parsed ? std::move(*parsed) : Condition{};
}

void DraftReader::read_then(const YamlNode* then, Rule& rule) {
  if (then == nullptr || then->kind != YamlNode::Kind::mapping) return;
  const Fields fields(*then, mapping_shape("then"));
  rule.finding = fields.maybe<FindingId>("finding");
  rule.triage = fields.maybe<LevelId>("triage");
  rule.advice = fields.references<AdviceId>("advice");
}

Rule DraftReader::rule(const Fields& fields) {
  Rule out;
  out.id = RuleId(fields.text("id"));
  out.when = condition(fields.node("when"));
  read_then(fields.node("then"), out);
  out.say = fields.text("say");
  out.say_not = fields.text("say_not");
  out.grade = fields.grade("grade");
  out.links = fields.references<LinkId>("links");
  out.cite = fields.references<SourceId>("cite");
  // What is there but can't be read was complained of; it is not missing as well.
  if (!out.grade && fields.node("grade") != nullptr) out.grade = Grade::hypothesis;
  const YamlNode* cite = fields.node("cite");
  if (out.cite.empty() && cite != nullptr) out.cite.push_back({SourceId(cite->text), cite->at});
  out.at = fields.at();
  return out;
}

// One below a level that stops, so that doubt alone never ends the questions; otherwise the level.
Located<LevelId> DraftReader::default_not_sure(const Located<LevelId>& level) const {
  const std::vector<Level>& levels = draft_.base.levels;
  for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
    if (levels[i].id == level.value && levels[i].stops) return {levels[i + 1].id, level.at};
  }
  return level;
}

RedFlag DraftReader::red_flag(const Fields& fields) {
  RedFlag out;
  out.id = RuleId(fields.text("id"));
  out.title = fields.text("title");
  out.when = condition(fields.node("when"));
  if (const YamlNode* together = fields.node("together")) out.together = condition(together);
  out.level = fields.reference<LevelId>("level");
  out.not_sure = fields.maybe<LevelId>("not_sure").value_or(default_not_sure(out.level));
  out.say = fields.text("say");
  out.meanwhile = fields.text("meanwhile");
  out.threshold = fields.text("threshold");
  out.basis = fields.text("basis");
  out.checked = fields.text("checked");
  out.cite = fields.references<SourceId>("cite");
  out.at = fields.at();
  return out;
}

HeardSign DraftReader::heard(const Fields& fields) {
  return {fields.reference<RuleId>("red_flag"), fields.texts("words"), fields.at("red_flag")};
}

Contradiction DraftReader::contradiction(const Fields& fields) {
  return {RuleId(fields.text("id")), condition(fields.node("when")), fields.text("say"),
          fields.at()};
}

SafetyNet DraftReader::safety_net(const Fields& fields) {
  SafetyNet out{fields.text("id"), fields.text("say"), std::nullopt,
                fields.references<SourceId>("cite"), fields.at()};
  if (const YamlNode* when = fields.node("when")) out.when = condition(when);
  return out;
}

const Question* DraftReader::find_question(const std::string& id) const {
  const auto found = question_index_.find(id);
  return found == question_index_.end() ? nullptr : &draft_.base.questions[found->second];
}

std::optional<Reply> DraftReader::reply(const Question& question, const YamlNode& value) {
  std::vector<std::string> words;
  if (value.kind == YamlNode::Kind::scalar) words.push_back(value.text);
  for (const YamlNode& item : value.items) words.push_back(item.text);
  std::variant<Reply, ReplyMistake> parsed = parse_reply(question, words);
  if (auto* good = std::get_if<Reply>(&parsed)) return std::move(*good);
  auto& mistake = std::get<ReplyMistake>(parsed);
  diagnostics_.push_back(
      {Severity::error, "K048", std::move(mistake.message), std::move(mistake.help), value.at});
  return std::nullopt;
}

GivenAnswers DraftReader::answers(const YamlNode* given) {
  GivenAnswers out;
  if (given == nullptr || given->kind != YamlNode::Kind::mapping) return out;
  for (const YamlNode& item : given->items) {
    const bool readable = item.kind == YamlNode::Kind::scalar || item.kind == YamlNode::Kind::list;
    const Question* question = find_question(item.key);
    // An unknown question is a mistake in its name, told with the other names.
    if (question == nullptr || !readable || draft_.unclear.count(question->id) > 0) continue;
    if (std::optional<Reply> parsed = reply(*question, item)) {
      out.push_back({{question->id, item.key_at}, {std::move(*parsed), item.at}});
    }
  }
  return out;
}

Expectation DraftReader::expectation(const YamlNode* expect) {
  Expectation out;
  if (expect == nullptr || expect->kind != YamlNode::Kind::mapping) return out;
  const MappingShape& shape = mapping_shape("expect");
  const Fields fields(*expect, shape);
  out.at = expect->at;
  out.triage = fields.maybe<LevelId>("triage");
  out.concludes = fields.references<FindingId>("concludes");
  out.concludes_not = fields.references<FindingId>("concludes_not");
  out.advises = fields.references<AdviceId>("advises");
  out.advises_not = fields.references<AdviceId>("advises_not");
  out.contradictions = fields.references<RuleId>("contradictions");
  out.asks_next = fields.maybe<QuestionId>("asks_next");
  if (const auto screens = fields.integer("at_most")) {
    out.at_most = Located<int>{*screens, fields.node("at_most")->at};
  }
  if (const YamlNode* because = fields.node("because")) {
    const Fields inner(*because, shape);
    for (const YamlNode& item : because->items) {
      out.because.emplace_back(Located<FindingId>{FindingId(item.key), item.key_at},
                               inner.references<RuleId>(item.key));
    }
  }
  if (const YamlNode* grades = fields.node("grades")) {
    for (const YamlNode& item : grades->items) {
      const Grade grade = parse_grade(item.text).value_or(Grade::hypothesis);
      out.grades.emplace_back(Located<FindingId>{FindingId(item.key), item.key_at},
                              Located<Grade>{grade, item.at});
    }
  }
  return out;
}

WhatIf DraftReader::what_if(const Fields& fields) {
  return {answers(fields.node("change")), expectation(fields.node("expect")), fields.at("")};
}

Scenario DraftReader::scenario(const Fields& fields) {
  Scenario out;
  out.name = fields.text("name");
  out.story = fields.text("story");
  out.came_for = fields.references<TopicId>("came_for");
  out.given = answers(fields.node("given"));
  out.expect = expectation(fields.node("expect"));
  out.at = fields.at("name");
  if (const YamlNode* list = fields.node("what_if")) {
    const MappingShape& shape = mapping_shape("what_if");
    for (const YamlNode& item : list->items) {
      if (item.kind == YamlNode::Kind::mapping) out.what_if.push_back(what_if(Fields(item, shape)));
    }
  }
  return out;
}

Property DraftReader::property(const Fields& fields) {
  Property out;
  out.id = fields.text("id");
  out.when = condition(fields.node("when"));
  out.say = fields.text("say");
  out.at = fields.at();
  const YamlNode* always = fields.node("always");
  if (always == nullptr || always->kind != YamlNode::Kind::scalar) return out;
  if (std::optional<ParsedClaim> claim = parse_claim(*always, diagnostics_)) {
    out.claim = claim->claim;
    out.subject = std::move(claim->subject);
    out.other = std::move(claim->other);
  }
  return out;
}

// "age < 3 months" compares with a quarter of a year. An unknown unit is left for the checker.
void DraftReader::resolve_units(Condition& condition) const {
  for (Condition& child : condition.children) resolve_units(child);
  Comparison& comparison = condition.comparison;
  if (condition.kind != Condition::Kind::comparison || !comparison.unit) return;
  const Question* question = find_question(comparison.subject.value);
  if (question == nullptr) return;
  if (const auto per = units_per(*question, comparison.unit->value)) comparison.number /= *per;
}

// Once all questions are read: a question's own `applies` may name a later one.
void DraftReader::resolve_units() {
  for_each_condition(draft_.base, [this](Condition& condition) { resolve_units(condition); });
}

// Levels come before red flags and questions before scenarios, which look into them.
Draft DraftReader::read() {
  for (const YamlNode& file : files_) {
    const YamlNode* node = file.find("pack");
    if (node == nullptr || node->kind != YamlNode::Kind::mapping) continue;
    draft_.base.pack = pack(Fields(*node, mapping_shape("pack")));
  }
  KnowledgeBase& base = draft_.base;
  read_section("topics", base.topics, &DraftReader::topic);
  read_section("levels", base.levels, &DraftReader::level);
  read_section("locales", base.locales, &DraftReader::locale);
  read_section("sources", base.sources, &DraftReader::source);
  read_section("kinds", base.kinds, &DraftReader::kind);
  read_section("concepts", base.concepts, &DraftReader::concept_item);
  read_section("relations", base.relations, &DraftReader::relation);
  read_section("populations", base.populations, &DraftReader::population);
  read_section("links", base.links, &DraftReader::link);
  read_section("statements", base.statements, &DraftReader::statement);
  read_section("screens", base.screens, &DraftReader::screen);
  read_section("questions", base.questions, &DraftReader::question);
  for (std::size_t i = 0; i < base.questions.size(); ++i) {
    question_index_.emplace(base.questions[i].id.str(), i);
  }
  read_section("lexicon", base.lexicon, &DraftReader::word);
  read_section("findings", base.findings, &DraftReader::finding);
  read_section("advice", base.advice, &DraftReader::advice);
  read_section("rules", base.rules, &DraftReader::rule);
  read_section("red_flags", base.red_flags, &DraftReader::red_flag);
  read_section("heard", base.heard, &DraftReader::heard);
  read_section("contradictions", base.contradictions, &DraftReader::contradiction);
  read_section("safety_net", base.safety_net, &DraftReader::safety_net);
  read_section("scenarios", base.scenarios, &DraftReader::scenario);
  read_section("properties", base.properties, &DraftReader::property);
  resolve_units();
  return std::move(draft_);
}

}  // namespace

Draft read_draft(const std::vector<YamlNode>& files, Diagnostics& diagnostics) {
  return DraftReader(files, diagnostics).read();
}

}  // namespace peyer
