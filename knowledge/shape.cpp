#include "knowledge/shape.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "knowledge/grade.h"

namespace peyer {
namespace {

using Type = Shape::Type;

// ---- Words for the table

Shape text() {
  return {};
}

Shape word(std::string_view form_name) {
  Shape shape;
  shape.type = Type::word;
  shape.of = form_name;
  return shape;
}

Shape id_in(std::string_view section) {
  Shape shape;
  shape.type = Type::id;
  shape.of = section;
  return shape;
}

Shape one_of(std::string_view section) {
  Shape shape;
  shape.type = Type::reference;
  shape.of = section;
  return shape;
}

Shape integer(int min, int max) {
  Shape shape;
  shape.type = Type::integer;
  shape.min = min;
  shape.max = max;
  return shape;
}

Shape simple(Type type) {
  Shape shape;
  shape.type = type;
  return shape;
}

Shape number() {
  return simple(Type::number);
}

Shape yes_no() {
  return simple(Type::yes_no);
}

Shape condition() {
  return simple(Type::condition);
}

Shape reply() {
  return simple(Type::reply);
}

Shape choice(std::vector<std::string> words) {
  Shape shape;
  shape.type = Type::choice;
  shape.words = std::move(words);
  return shape;
}

Shape grade() {
  // Best first, as people think of them.
  std::vector<std::string> words = grade_words();
  std::reverse(words.begin(), words.end());
  return choice(std::move(words));
}

Shape list_of(Shape item) {
  Shape shape;
  shape.type = Type::list;
  shape.item.push_back(std::move(item));
  return shape;
}

Shape one_or_list_of(Shape item) {
  Shape shape = list_of(std::move(item));
  shape.type = Type::one_or_list;
  return shape;
}

Shape mapping(std::string_view name) {
  Shape shape;
  shape.type = Type::mapping;
  shape.of = name;
  return shape;
}

Shape table_of(std::string_view section, Shape item) {
  Shape shape;
  shape.type = Type::table;
  shape.of = section;
  shape.item.push_back(std::move(item));
  return shape;
}

Key required(std::string_view name, Shape shape, std::string_view doc) {
  return {name, std::move(shape), true, "", doc, {}};
}

Key optional(std::string_view name, Shape shape, std::string_view doc) {
  return {name, std::move(shape), false, "", doc, {}};
}

Key defaulting(std::string_view name, Shape shape, std::string_view otherwise,
               std::string_view doc) {
  return {name, std::move(shape), false, otherwise, doc, {}};
}

Key only_for(std::vector<std::string> kinds, Key key) {
  key.only_kinds = std::move(kinds);
  return key;
}

Shape items(std::string_view mapping_name) {
  return list_of(mapping(mapping_name));
}

Shape cite() {
  return list_of(one_of("sources"));
}

// ---- The table

MappingShape file_shape() {
  return {
      "file",
      "One knowledge file: any of the sections.",
      {
          optional("pack", mapping("pack"), "The pack itself; exactly one in all its files."),
          optional("topics", items("topic"), "What questions are grouped by, in this order."),
          optional("levels", items("level"), "Levels of urgency, most urgent first."),
          optional("locales", items("locale"), "Where visitors are; the first is the default."),
          optional("sources", items("source"), "What the statements rest on."),
          optional("kinds", items("kind"), "Kinds of concept."),
          optional("concepts", items("concept"), "The things that the pack teaches about."),
          optional("relations", items("relation"), "How one concept bears on another."),
          optional("populations", items("population"), "Whom a study looked at."),
          optional("links", items("link"), "One concept bears on another, and how sure that is."),
          optional("statements", items("statement"), "What people say, and what answers it."),
          optional("screens", items("screen"), "Yes-no questions that are asked together."),
          optional("questions", items("question"), "What the visitor can be asked."),
          optional("lexicon", items("word"), "Words that people use for options."),
          optional("findings", items("finding"), "What can be concluded."),
          optional("advice", items("advice"), "What can be suggested."),
          optional("rules", items("rule"), "When a finding, an urgency or advice follows."),
          optional("red_flags", items("red_flag"), "Warning signs, where doubt counts."),
          optional("heard", items("heard"), "How people describe warning signs."),
          optional("contradictions", items("contradiction"), "Answers that can't all be right."),
          optional("safety_net", items("safety_net"), "What to watch for in any case."),
          optional("scenarios", items("scenario"), "Examples with what must come out."),
          optional("properties", items("property"), "What must hold for all answers."),
      },
      {},
      {}};
}

MappingShape pack_shape() {
  return {"pack",
          "What the pack is.",
          {
              required("id", id_in("pack"), "The pack's name, in commands and addresses."),
              required("title", text(), "Its title."),
              required("version", word("version"), "Three numbers."),
              required("language", word("language"), "The language of its texts."),
              required("about", text(), "One paragraph on what it teaches and to whom."),
              required("notice", text(), "The safety notice that ends every result."),
              required("review", text(), "Who has reviewed the content, or that nobody has."),
              defaulting("chain_steps", integer(1, 6), "3", "How many links one chain may have."),
              optional("voice", mapping("voice"), "Who is meant by the halves of \"[you|they]\"."),
          },
          {},
          {}};
}

MappingShape voice_shape() {
  return {"voice",
          "Which half of a text such as \"[you|they]\" is read: the first, unless told here.",
          {
              required("question", one_of("questions"), "The question that decides."),
              required("other", list_of(word("name")), "Its options that take the second half."),
          },
          {},
          {}};
}

MappingShape locale_shape() {
  return {"locale",
          "A place, and what its services are called.",
          {
              required("id", id_in("locales"), "Its name, for `--locale`."),
              required("title", text(), "Its name in prose."),
              required("words", table_of("", text()),
                       "What stands in texts for `{name}`; the same names in every locale."),
          },
          {},
          {}};
}

MappingShape topic_shape() {
  return {
      "topic",
      "What questions and findings are grouped by.",
      {
          required("id", id_in("topics"), "Its name."),
          required("title", text(), "Its heading."),
          optional("about", text(), "What it covers."),
          defaulting("come_for", yes_no(), "yes", "Offered as something one can come for."),
          defaulting("core", yes_no(), "yes", "Asked about when nobody said what they came for."),
      },
      {},
      {}};
}

MappingShape level_shape() {
  return {"level",
          "How soon to talk to whom.",
          {
              required("id", id_in("levels"), "Its name."),
              required("title", text(), "Its heading."),
              required("meaning", text(), "What it means."),
              required("who", text(), "Whom to talk to."),
              required("how_soon", text(), "How soon."),
              required("now", text(), "What to do now."),
              defaulting("stops", yes_no(), "no", "Ends the questions at once."),
              defaulting("person", yes_no(), "yes", "Somebody should be seen; `no` for self-care."),
              defaulting("urgent", yes_no(), "no",
                         "Asked about whatever was come for; once here, nothing else is asked."),
          },
          {},
          {}};
}

MappingShape source_shape() {
  return {"source",
          "A publication that statements rest on.",
          {
              required("id", id_in("sources"), "Its name, for `cite`."),
              required("type",
                       choice({"guideline", "systematic-review", "rct", "cohort", "case-control",
                               "mechanistic-human", "animal", "narrative-review",
                               "public-health-page", "textbook", "extension-page"}),
                       "What kind of publication it is."),
              optional("authors", text(), "Who wrote it."),
              required("title", text(), "Its title."),
              optional("journal", text(), "Where it appeared."),
              optional("body", text(), "The organisation behind a guideline or page."),
              optional("code", text(), "Its number, such as NG20."),
              optional("year", integer(1500, 2100), "When it appeared."),
              optional("volume", text(), "Volume; in quotes when it is a number."),
              optional("issue", text(), "Issue; in quotes when it is a number."),
              optional("pages", text(), "Pages or article number; in quotes when it is a number."),
              optional("doi", word("doi"), "Its DOI, without an address in front."),
              optional("pmid", word("pmid"), "Its PubMed number, in quotes."),
              optional("url", word("url"), "Where it can be read."),
              optional("note", text(), "Anything to know about it."),
              required("verified", choice({"stored-copy", "from-memory"}),
                       "Whether its record was seen."),
              optional("seen_in", text(), "Where its record was seen."),
          },
          {"authors", "body"},
          {}};
}

MappingShape kind_shape() {
  return {"kind",
          "A kind of concept.",
          {
              required("id", id_in("kinds"), "Its name."),
              required("title", text(), "Its heading."),
          },
          {},
          {}};
}

MappingShape concept_shape() {
  return {"concept",
          "A thing that the pack teaches about.",
          {
              required("id", id_in("concepts"), "Its name."),
              required("kind", one_of("kinds"), "What kind of thing it is."),
              required("name", text(), "What people call it."),
              optional("synonyms", list_of(text()), "Other names that people use for it."),
              optional("brands", list_of(text()), "Brand names under which it is sold."),
              required("card", text(), "What it is, in plain words."),
              optional("cite", cite(), "Sources of the card."),
          },
          {},
          {}};
}

MappingShape relation_shape() {
  return {"relation",
          "How one concept bears on another.",
          {
              required("id", id_in("relations"), "Its name."),
              required("says", text(), "Read between the two: \"may damage\"."),
              required("reverse", text(), "Read the other way: \"may be damaged by\"."),
              required("effect", choice({"raises", "lowers", "linked", "is", "none"}),
                       "How links of it chain."),
          },
          {},
          {}};
}

MappingShape population_shape() {
  return {"population",
          "Whom a study looked at.",
          {
              required("id", id_in("populations"), "Its name."),
              required("title", text(), "Its name in prose."),
              defaulting("at_most", grade(), "strong",
                         "The best grade that a link shown only here can count for."),
          },
          {},
          {}};
}

MappingShape link_shape() {
  return {"link",
          "One concept bears on another, and how sure that is.",
          {
              required("id", id_in("links"), "Its name."),
              required("from", one_of("concepts"), "Where it starts."),
              required("relation", one_of("relations"), "How the one bears on the other."),
              required("to", one_of("concepts"), "Where it leads."),
              required("grade", grade(), "How good the evidence is."),
              required("population", one_of("populations"), "Whom it was shown in."),
              required("say", text(), "The link in plain words."),
              optional("caveat", text(), "What limits it."),
              optional("believed", text(), "Why people believe it, where the evidence doesn't."),
              required("cite", cite(), "What it rests on."),
          },
          {},
          {}};
}

MappingShape statement_shape() {
  return {"statement",
          "What people or an article say, and the links that answer it.",
          {
              required("id", id_in("statements"), "Its name."),
              required("says", text(), "What is said."),
              required("links", list_of(one_of("links")), "What the evidence says to it."),
          },
          {},
          {}};
}

MappingShape screen_shape() {
  return {"screen",
          "Yes-no questions that are asked together.",
          {
              required("id", id_in("screens"), "Its name."),
              required("ask", text(), "What stands above the questions."),
              optional("help", text(), "Examples and definitions."),
          },
          {},
          {}};
}

MappingShape question_shape() {
  return {
      "question",
      "Something the visitor can be asked.",
      {
          required("id", id_in("questions"), "Its name, for conditions and answers."),
          required("topic", one_of("topics"), "The topic that it belongs to."),
          optional("also", list_of(one_of("topics")), "Further topics for whose sake it is asked."),
          optional("screen", one_of("screens"), "The screen it is asked on; yes-no only."),
          required("ask", text(), "The question itself."),
          required("why", text(), "Why it is asked."),
          optional("help", text(), "Examples and definitions."),
          required("kind", choice({"yes-no", "one", "many", "number"}),
                   "What an answer is: yes or no, one option, any options, a number."),
          only_for({"one", "many"},
                   required("options", table_of("", text()), "Each option's name and text.")),
          only_for({"number"}, required("unit", text(), "What is counted: \"years\".")),
          only_for({"number"}, optional("units", table_of("", number()),
                                        "Other units that are taken, and how many of each "
                                        "make one: `{months: 12}`.")),
          only_for({"number"}, required("min", number(), "The smallest number taken.")),
          only_for({"number"}, required("max", number(), "The largest number taken.")),
          only_for({"number"}, defaulting("whole", yes_no(), "yes", "No fractions.")),
          optional("applies", condition(), "Asked only where this holds."),
      },
      {},
      {}};
}

MappingShape word_shape() {
  return {"word",
          "A word that people use for options of a question, such as a medicine's name.",
          {
              required("id", id_in("lexicon"), "Its name."),
              required("name", text(), "The word, as it is mostly written."),
              optional("synonyms", list_of(text()), "Other words for the same."),
              optional("brands", table_of("locales", list_of(text())),
                       "Brand names, by the locale in which they are sold."),
              optional("concept", one_of("concepts"), "What it is in the story."),
              required("chooses", table_of("questions", reply()), "The options it stands for."),
          },
          {},
          {}};
}

MappingShape finding_shape() {
  return {"finding",
          "Something that can be concluded.",
          {
              required("id", id_in("findings"), "Its name."),
              required("title", text(), "Its heading in the result."),
              required("topics", list_of(one_of("topics")), "The topics that it belongs to."),
              optional("say", text(), "Said when the rule behind it says nothing itself."),
              defaulting("show", yes_no(), "yes", "Told to the visitor; `no` for stepping stones."),
              optional("about", one_of("concepts"), "Chains of links start here when it holds."),
              optional("reached", mapping("reached"), "It holds when a chain of links gets there."),
          },
          {},
          {"about", "reached"}};
}

MappingShape reached_shape() {
  return {"reached",
          "What a chain of links must do for the finding to hold.",
          {
              required("concept", one_of("concepts"), "Where the chain ends."),
              required("effect", one_or_list_of(choice({"raises", "lowers", "linked", "is"})),
                       "What the chain does to it: one, or a list."),
          },
          {},
          {}};
}

MappingShape advice_shape() {
  return {"advice",
          "Something that can be suggested.",
          {
              required("id", id_in("advice"), "Its name."),
              required("title", text(), "Its heading."),
              required("say", text(), "The advice."),
              required("topics", list_of(one_of("topics")), "The topics that it belongs to."),
              required("cite", cite(), "What it rests on."),
          },
          {},
          {}};
}

MappingShape rule_shape() {
  return {"rule",
          "When a finding, an urgency or advice follows.",
          {
              required("id", id_in("rules"), "Its name."),
              required("when", condition(), "When it holds."),
              required("then", mapping("then"), "What follows."),
              required("say", text(), "Why it holds, to the visitor."),
              optional("say_not", text(), "Why it does not hold."),
              optional("grade", grade(), "How good the evidence for the conclusion is."),
              optional("links", list_of(one_of("links")),
                       "Or the links that it rests on; the weakest grade counts."),
              optional("cite", cite(), "What it rests on; required with `grade`."),
          },
          {},
          {"grade", "links"}};
}

MappingShape then_shape() {
  return {"then",
          "What a rule brings about.",
          {
              optional("finding", one_of("findings"), "The finding that holds."),
              optional("triage", one_of("levels"), "The least urgency."),
              optional("advice", list_of(one_of("advice")), "What is suggested."),
          },
          {"finding", "triage", "advice"},
          {}};
}

MappingShape red_flag_shape() {
  return {
      "red_flag",
      "A warning sign, where doubt counts.",
      {
          required("id", id_in("red_flags"), "Its name."),
          required("title", text(), "Its heading."),
          required("when", condition(), "The sign."),
          optional("together", condition(), "The setting it needs; not sure counts as true."),
          required("level", one_of("levels"), "The urgency that follows."),
          optional("not_sure", one_of("levels"),
                   "The urgency when in doubt; otherwise the level below one that stops, or the "
                   "level itself."),
          required("say", text(), "Why it matters."),
          optional("meanwhile", text(), "The safe step until help is there."),
          optional("threshold", text(), "The numbers in words."),
          optional("basis", choice({"guideline", "common-advice", "project-choice"}),
                   "Where the numbers come from."),
          optional("checked", choice({"stored-copy", "partly", "from-memory"}),
                   "Whether the numbers were read again."),
          required("cite", cite(), "What it rests on."),
      },
      {},
      {}};
}

MappingShape heard_shape() {
  return {"heard",
          "How people describe a warning sign when they ask something in their own words.",
          {
              required("red_flag", one_of("red_flags"), "The warning sign."),
              required("words", list_of(text()),
                       "Phrases for it; a question holds one when it has the words in order."),
          },
          {},
          {}};
}

MappingShape contradiction_shape() {
  return {"contradiction",
          "Answers that can't all be right.",
          {
              required("id", id_in("contradictions"), "Its name."),
              required("when", condition(), "When they clash."),
              required("say", text(), "What clashes, to the visitor."),
          },
          {},
          {}};
}

MappingShape safety_net_shape() {
  return {"safety_net",
          "What to watch for in any case.",
          {
              required("id", id_in("safety_net"), "Its name."),
              required("say", text(), "What to watch for, and what to do then."),
              optional("when", condition(), "Whom it concerns; left out where that is ruled out."),
              optional("cite", cite(), "What it rests on."),
          },
          {},
          {}};
}

MappingShape scenario_shape() {
  return {"scenario",
          "An example: answers, and what must come out.",
          {
              required("name", text(), "A sentence; no other scenario has it."),
              optional("story", text(), "The case as people tell it."),
              optional("came_for", list_of(one_of("topics")), "What the visitor came for."),
              required("given", table_of("questions", reply()), "The answers."),
              required("expect", mapping("expect"), "What must come out."),
              optional("what_if", items("what_if"), "The same with other answers."),
          },
          {},
          {}};
}

MappingShape expect_shape() {
  return {"expect",
          "What must come out; at least one key.",
          {
              optional("triage", one_of("levels"), "The urgency."),
              optional("concludes", list_of(one_of("findings")), "Findings that hold."),
              optional("concludes_not", list_of(one_of("findings")), "Findings that don't."),
              optional("advises", list_of(one_of("advice")), "Advice that is given."),
              optional("advises_not", list_of(one_of("advice")), "Advice that is not."),
              optional("because", table_of("findings", list_of(one_of("rules"))),
                       "The rules behind a finding."),
              optional("grades", table_of("findings", grade()), "The grade of a finding."),
              optional("contradictions", list_of(one_of("contradictions")),
                       "Contradictions that are pointed out."),
              optional("asks_next", one_of("questions"), "The question that is asked next."),
              optional("at_most", integer(0, 1000), "Screens asked until nothing more can matter."),
          },
          {"triage", "concludes", "concludes_not", "advises", "advises_not", "because", "grades",
           "contradictions", "asks_next", "at_most"},
          {}};
}

MappingShape what_if_shape() {
  return {"what_if",
          "A scenario once more, with some answers changed.",
          {
              required("change", table_of("questions", reply()), "The answers that differ."),
              required("expect", mapping("expect"), "What must come out then."),
          },
          {},
          {}};
}

MappingShape property_shape() {
  return {"property",
          "What must hold for all possible answers.",
          {
              required("id", id_in("properties"), "Its name."),
              optional("when", condition(), "For which answers; without it, for all."),
              required("always", simple(Type::claim), "What holds for all of them."),
              optional("say", text(), "Why it must."),
          },
          {},
          {}};
}

// ---- Forms

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_version(std::string_view text) {
  for (int part = 0; part < 3; ++part) {
    const std::size_t dot = part < 2 ? text.find('.') : text.size();
    if (dot == std::string_view::npos) return false;
    const std::string_view digits = text.substr(0, dot);
    if (!all_digits(digits) || digits.size() > 6) return false;
    if (digits.size() > 1 && digits[0] == '0') return false;
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return text.empty();
}

bool is_language(std::string_view text) {
  const std::string_view base = text.substr(0, text.find('-'));
  if (base.size() < 2 || base.size() > 3) return false;
  if (!std::all_of(base.begin(), base.end(), is_lower)) return false;
  if (base.size() == text.size()) return true;
  const std::string_view region = text.substr(base.size() + 1);
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return region.size() == 2 && std::all_of(region.begin(), region.end(), is_upper);
}

// Visible ASCII only: what can be printed into an address as it stands.
bool is_visible(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool is_doi(std::string_view text) {
  if (text.substr(0, 3) != "10.") return false;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return false;
  const std::string_view registrant = text.substr(3, slash - 3);
  if (!all_digits(registrant) || registrant.size() < 4 || registrant.size() > 9) return false;
  return slash + 1 < text.size() && is_visible(text.substr(slash + 1));
}

bool is_pmid(std::string_view text) {
  return all_digits(text) && text.size() <= 9 && text[0] != '0';
}

bool is_url(std::string_view text) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (text.substr(0, scheme.size()) != scheme) continue;
    const std::string_view rest = text.substr(scheme.size());
    return !rest.empty() && rest[0] != '/' && is_visible(rest);
  }
  return false;
}

constexpr std::array<Form, 6> forms = {{
    {"name", id_pattern, "child", is_id},
    {"version", R"(^(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}$)", "0.1.0", is_version},
    {"language", "^[a-z]{2,3}(-[A-Z]{2})?$", "en", is_language},
    {"doi", "^10\\.[0-9]{4,9}/[!-~]+$", "10.1136/gutjnl-2019-318427", is_doi},
    {"pmid", "^[1-9][0-9]{0,8}$", "31076401", is_pmid},
    {"url", "^https?://[!-.0-~][!-~]*$", "https://www.nice.org.uk/guidance/ng12", is_url},
}};

// ---- What other YAML readers would make of a plain scalar

std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool is_yaml_word(const std::string& lower) {
  static const std::array<std::string_view, 17> words = {
      "y", "n",    "yes",  "no",    "true",  "false", "on", "off", "null",
      "~", ".inf", ".nan", "+.inf", "-.inf", "=",     "<<", ""};
  return std::find(words.begin(), words.end(), lower) != words.end();
}

// Digits with what numbers, times and dates of any base are written with. Broader than YAML's own
// rules: `1-2` is no number to any reader, but nor is it worth quoting less than `2024-01-01`.
bool is_number_like(std::string_view lower) {
  if (!lower.empty() && (lower[0] == '-' || lower[0] == '+')) lower.remove_prefix(1);
  if (lower.empty()) return false;
  if (!is_digit(lower[0]) && !(lower[0] == '.' && lower.size() > 1 && is_digit(lower[1]))) {
    return false;
  }
  const std::string_view prefix = lower.substr(0, 2);
  if (prefix == "0x" || prefix == "0o" || prefix == "0b") {
    return lower.substr(2).find_first_not_of("0123456789abcdef_") == std::string_view::npos;
  }
  return lower.find_first_not_of("0123456789._:e+-") == std::string_view::npos;
}

// Steps over `least` to `most` digits.
bool skip_digits(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t count = 0;
  while (count < text.size() && count < most && is_digit(text[count])) ++count;
  text.remove_prefix(count);
  return count >= least;
}

bool skip_hyphen(std::string_view& text) {
  if (text.empty() || text[0] != '-') return false;
  text.remove_prefix(1);
  return true;
}

// "2024-01-01", with or without a time behind it.
bool is_date_like(std::string_view text) {
  if (!skip_digits(text, 4, 4) || !skip_hyphen(text)) return false;
  if (!skip_digits(text, 1, 2) || !skip_hyphen(text) || !skip_digits(text, 1, 2)) return false;
  return text.empty() || ((text[0] == 't' || text[0] == 'T' || text[0] == ' ') && text.size() > 1 &&
                          is_digit(text[1]));
}

// "3-20" and "0.1.0" hold digits and signs only, yet no reader takes them for a number.
bool is_number_or_time(std::string_view lower) {
  if (!is_number_like(lower)) return false;
  const std::string_view unsigned_part = lower.substr(lower[0] == '-' || lower[0] == '+' ? 1 : 0);
  const auto dots = std::count(unsigned_part.begin(), unsigned_part.end(), '.');
  const std::size_t sign = unsigned_part.find_first_of("+-");
  const bool sign_in_exponent =
      sign != std::string_view::npos && sign > 0 && unsigned_part[sign - 1] == 'e' &&
      unsigned_part.find_first_of("+-", sign + 1) == std::string_view::npos;
  return dots <= 1 && (sign == std::string_view::npos || sign_in_exponent);
}

}  // namespace

const Key* MappingShape::find(std::string_view key) const {
  for (const Key& candidate : keys) {
    if (candidate.name == key) return &candidate;
  }
  return nullptr;
}

const std::vector<MappingShape>& mapping_shapes() {
  static const std::vector<MappingShape> shapes = {
      file_shape(),       pack_shape(),     voice_shape(),      topic_shape(),
      level_shape(),      locale_shape(),   source_shape(),     kind_shape(),
      concept_shape(),    relation_shape(), population_shape(), link_shape(),
      statement_shape(),  screen_shape(),   question_shape(),   word_shape(),
      finding_shape(),    reached_shape(),  advice_shape(),     rule_shape(),
      then_shape(),       red_flag_shape(), heard_shape(),      contradiction_shape(),
      safety_net_shape(), scenario_shape(), expect_shape(),     what_if_shape(),
      property_shape()};
  return shapes;
}

const MappingShape& mapping_shape(std::string_view name) {
  for (const MappingShape& shape : mapping_shapes()) {
    if (shape.name == name) return shape;
  }
  throw std::out_of_range("no mapping is called " + std::string(name));
}

const Form& form(std::string_view name) {
  for (const Form& candidate : forms) {
    if (candidate.name == name) return candidate;
  }
  throw std::out_of_range("no form is called " + std::string(name));
}

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 80 || !is_lower(text[0])) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

bool is_decimal(std::string_view text) {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  // Nine digits either side are exact in a double, and more than any question needs.
  if (!all_digits(whole) || whole.size() > 9 || (whole.size() > 1 && whole[0] == '0')) return false;
  if (dot == std::string_view::npos) return true;
  const std::string_view fraction = text.substr(dot + 1);
  return all_digits(fraction) && fraction.size() <= 6;
}

bool is_ambiguous(std::string_view text) {
  const std::string lower = lowered(text);
  return is_yaml_word(lower) || is_number_or_time(lower) || is_date_like(text);
}

std::string_view singular(std::string_view section) {
  const Key* key = mapping_shape("file").find(section);
  if (key == nullptr) return section;
  return key->shape.type == Type::mapping ? key->shape.of : key->shape.item[0].of;
}

}  // namespace peyer
