// peyer review: a form on which a registered clinician judges the pack, item by item, as a page in
// Markdown. What is least certain comes first.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "cli/command_line.h"
#include "cli/markdown.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "knowledge/phrases/phrases.h"
#include "knowledge/wording.h"

namespace peyer {
namespace {

// How sure a warning sign's threshold is; the keys of their headings below "review.certainty.".
constexpr std::array<const char*, 3> certainties = {"uncertain", "partly", "checked"};

// The place in `certainties`. What nobody says anything about is uncertain.
std::size_t certainty_of(const RedFlag& flag) {
  const bool own_choice = flag.basis.empty() || flag.basis == "project-choice";
  const bool unseen = flag.checked.empty() || flag.checked == "from-memory";
  if (own_choice || unseen) return 0;
  return flag.checked == "partly" ? 1 : 2;
}

std::string code(const std::string& text) {
  return "`" + text + "`";
}

class ReviewForm {
 public:
  ReviewForm(const KnowledgeBase& base, const Phrases& phrases) : base_(base), say_(phrases) {}

  // One section, by its name on the command line; all of them when `only` is empty.
  std::string write(const std::string& only) {
    header();
    for (const auto& [name, write_section] : sections) {
      if (!only.empty() && only != name) continue;
      page_.heading(2, say_("review.section." + std::string(name)));
      (this->*write_section)();
    }
    sign_off();
    return page_.str();
  }

  static std::vector<std::string> section_names() {
    std::vector<std::string> names;
    names.reserve(sections.size());
    for (const auto& section : sections) names.emplace_back(section.first);
    return names;
  }

 private:
  using Section = std::pair<const char*, void (ReviewForm::*)()>;

  static const std::array<Section, 9> sections;

  void header() {
    const PackInfo& pack = base_.pack;
    page_.heading(1, say_("review.title", {{"title", markdown(pack.title)}}));
    page_.item("-", say_("review.version", {{"id", code(pack.id)}, {"version", pack.version}}));
    page_.item("-", say_("review.hash", {{"hash", code(pack.hash)}}));
    page_.item("-", say_("review.state", {{"text", markdown(pack.review)}}));
    page_.heading(2, say_("review.how_to_title"));
    page_.paragraph(say_("review.how_to"));
  }

  // ---- parts of items

  template <typename Item>
  void item_heading(const Item& item, const std::string& title) {
    page_.heading(4, code(id_of(item)) + (title.empty() ? "" : ": " + markdown(title)));
    page_.item("-", say_("review.place", {{"place", code(item.at.place())}}));
  }

  template <typename Item>
  static std::string id_of(const Item& item) {
    return item.id.str();
  }

  static std::string id_of(const SafetyNet& item) { return item.id; }

  void fact(const char* key, const std::string& text) {
    if (!text.empty()) page_.item("-", say_(key, {{"text", markdown(text)}}));
  }

  void verdict() { page_.paragraph(say_("review.verdict")); }

  // The author's own words, one part a line.
  void condition(const char* key, const Condition& condition) {
    page_.item("-", say_(key, {{"place", code(condition.at.place())}}));
    condition_part(condition, 1);
  }

  void condition_part(const Condition& condition, int depth) {
    static const std::array<const char*, 4> words = {"all", "any", "none", "not"};
    if (condition.kind == Condition::Kind::comparison) {
      page_.item("-", code(condition.text) + meaning_of(condition.comparison), depth);
      return;
    }
    page_.item("-", code(words[static_cast<std::size_t>(condition.kind)]), depth);
    for (const Condition& child : condition.children) condition_part(child, depth + 1);
  }

  // What visitors read where the author wrote a name: the question with its help, or the finding.
  std::string meaning_of(const Comparison& comparison) const {
    const std::string& name = comparison.subject.value;
    if (comparison.test == Comparison::Test::concluded) {
      return " – " + markdown(find_by_id(base_.findings, FindingId(name))->title);
    }
    const Question& question = *find_by_id(base_.questions, QuestionId(name));
    return " – " + markdown(question.ask) +
           (question.help.empty() ? "" : " (" + markdown(question.help) + ")");
  }

  void level(const char* key, const LevelId& id) { fact(key, find_by_id(base_.levels, id)->title); }

  void sources(const Cite& cite) {
    if (cite.empty()) return;
    page_.item("-", say_("review.sources"));
    for (const auto& id : cite) {
      const Source& source = *find_by_id(base_.sources, id.value);
      page_.item("-", markdown(source) + " (" + seen(source) + ")", 1);
    }
  }

  std::string seen(const Source& source) const {
    return say_("review.verified." + source.verified);
  }

  // ---- sections

  void red_flags() {
    page_.paragraph(say_("review.about_red_flags"));
    for (std::size_t certainty = 0; certainty < certainties.size(); ++certainty) {
      page_.heading(3, say_("review.certainty." + std::string(certainties[certainty])));
      for (const RedFlag& flag : base_.red_flags) {
        if (certainty_of(flag) == certainty) red_flag(flag);
      }
    }
  }

  void red_flag(const RedFlag& flag) {
    item_heading(flag, flag.title);
    condition("review.when", flag.when);
    if (flag.together) condition("review.together", *flag.together);
    level("review.level", flag.level.value);
    level("review.not_sure", flag.not_sure.value);
    fact("review.say", flag.say);
    fact("review.meanwhile", flag.meanwhile);
    fact("review.threshold", flag.threshold);
    fact("review.basis_is", say_("review.basis." + (flag.basis.empty() ? "unsaid" : flag.basis)));
    fact("review.checked_is",
         say_("review.checked." + (flag.checked.empty() ? "unsaid" : flag.checked)));
    sources(flag.cite);
    verdict();
  }

  void levels() {
    for (const Level& level : base_.levels) {
      item_heading(level, level.title);
      fact("review.meaning", level.meaning);
      fact("review.who", level.who);
      fact("review.how_soon", level.how_soon);
      fact("review.now", level.now);
      if (level.stops) page_.item("-", say_("review.stops"));
      verdict();
    }
  }

  // Those that urge a level; the others only explain.
  void rules() {
    for (const Rule& rule : base_.rules) {
      if (!rule.triage) continue;
      item_heading(rule,
                   rule.finding ? find_by_id(base_.findings, rule.finding->value)->title : "");
      condition("review.when", rule.when);
      level("review.level", rule.triage->value);
      fact("review.say", rule.say);
      for (const auto& id : rule.advice) {
        fact("review.advises", find_by_id(base_.advice, id.value)->title);
      }
      if (rule.grade) fact("review.grade", grade_word(*rule.grade));
      for (const auto& id : rule.links) {
        const Link& link = *find_by_id(base_.links, id.value);
        fact("review.rests_on", link.say + " (" + grade_word(link.grade) + ")");
      }
      sources(rule.cite);
      verdict();
    }
  }

  std::string grade_word(Grade grade) const {
    return say_("grade_word." + std::string(to_string(grade)));
  }

  void advice() {
    for (const Advice& advice : base_.advice) {
      item_heading(advice, advice.title);
      fact("review.say", advice.say);
      sources(advice.cite);
      verdict();
    }
  }

  void safety_net() {
    for (const SafetyNet& item : base_.safety_net) {
      item_heading(item, "");
      fact("review.say", item.say);
      sources(item.cite);
      verdict();
    }
  }

  void locales() {
    page_.paragraph(say_("review.about_locales"));
    for (const Locale& locale : base_.locales) {
      item_heading(locale, locale.title);
      for (const auto& [word, text] : locale.words) {
        page_.item("-", code(word.value) + ": " + markdown(text));
      }
      verdict();
    }
  }

  void contradictions() {
    for (const Contradiction& contradiction : base_.contradictions) {
      item_heading(contradiction, "");
      condition("review.when", contradiction.when);
      fact("review.say", contradiction.say);
      verdict();
    }
  }

  void links() {
    for (const std::string& word : grade_words()) {
      const bool any = std::any_of(base_.links.begin(), base_.links.end(),
                                   [&](const Link& link) { return to_string(link.grade) == word; });
      if (any) page_.heading(3, say_("grade_word." + word));
      for (const Link& link : base_.links) {
        if (to_string(link.grade) == word) this->link(link);
      }
    }
  }

  void link(const Link& link) {
    item_heading(link, "");
    fact("review.claim", link.say);
    fact("review.caveat", link.caveat);
    fact("review.believed", link.believed);
    fact("review.population", find_by_id(base_.populations, link.population.value)->title);
    sources(link.cite);
    verdict();
  }

  // Those that somebody saw, then those that nobody did.
  void all_sources() {
    for (const bool from_memory : {false, true}) {
      page_.heading(3, say_(from_memory ? "review.sources_from_memory" : "review.sources_seen"));
      for (const Source& source : base_.sources) {
        if ((source.verified == "from-memory") == from_memory) one_source(source);
      }
    }
  }

  void one_source(const Source& source) {
    item_heading(source, "");
    page_.item("-", say_("review.record", {{"text", markdown(source)}}));
    fact("review.seen_in", source.seen_in);
    fact("review.note", source.note);
    verdict();
  }

  void sign_off() {
    page_.heading(2, say_("review.sign_off"));
    page_.paragraph(say_("review.sign_off_text", {{"hash", code(base_.pack.hash)}}));
    for (const char* key : {"review.name", "review.registration", "review.date"}) {
      page_.paragraph(say_(key));
    }
  }

  const KnowledgeBase& base_;
  const Phrases& say_;
  MarkdownPage page_;
};

const std::array<ReviewForm::Section, 9> ReviewForm::sections = {
    {{"red-flags", &ReviewForm::red_flags},
     {"levels", &ReviewForm::levels},
     {"rules", &ReviewForm::rules},
     {"advice", &ReviewForm::advice},
     {"safety-net", &ReviewForm::safety_net},
     {"locales", &ReviewForm::locales},
     {"contradictions", &ReviewForm::contradictions},
     {"links", &ReviewForm::links},
     {"sources", &ReviewForm::all_sources}}};

}  // namespace

std::vector<std::string> review_sections() {
  return ReviewForm::section_names();
}

ExitCode run_review(const ReviewOptions& options) {
  const KnowledgeBase base = worded(open_pack(options.pack), {});
  write_result(ReviewForm(base, Phrases::english()).write(options.only));
  return ExitCode::good;
}

}  // namespace peyer
