// peyer about: all that a pack says about one thing, as a card.
#include <unistd.h>

#include <algorithm>

#include "cli/command_line.h"
#include "cli/matching.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "cli/references.h"
#include "engine/concept_card.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

std::string joined(const std::vector<std::string>& parts, const char* between) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : between) + part;
  return text;
}

class CardPage {
 public:
  CardPage(const KnowledgeBase& base, const ConceptCard& card, const Surface& surface)
      : base_(base), card_(card), say_(Phrases::english()), page_(surface) {}

  std::string write(const std::string& typed) {
    header(typed);
    links("about.affected_by", card_.affected_by, true);
    links("about.affects", card_.affects, true);
    links("about.otherwise", card_.otherwise, false);
    links("about.against", card_.against, false);
    evidence();
    references();
    page_.heading(say_("result.notice"));
    page_.text(base_.pack.notice);
    page_.text(base_.pack.review);
    return page_.str();
  }

 private:
  void header(const std::string& typed) {
    const Concept& about = *card_.about;
    page_.heading(about.name);
    if (tidy(typed) != tidy(about.name) && typed != about.id.str()) {
      page_.text(say_("about.found_by", {{"typed", typed}, {"name", about.name}}));
    }
    page_.text(about.card + references_.mark(about.cite)).blank();
    page_.text(say_("about.kind", {{"text", card_.kind->title}}));
    if (!about.synonyms.empty()) {
      page_.text(say_("about.other_names", {{"names", joined(about.synonyms, ", ")}}));
    }
  }

  void links(const char* title, const std::vector<LinkGroup>& groups, bool also_when_empty) {
    if (groups.empty() && !also_when_empty) return;
    page_.heading(say_(title));
    if (groups.empty()) page_.text(say_("about.nothing"));
    for (const LinkGroup& group : groups) {
      page_.text(say_("about.says", {{"says", group.says()}}), 0, Tone::strong);
      for (const SeenLink& seen : group.links) link(seen);
    }
  }

  void link(const SeenLink& seen) {
    const std::string grade = say_("grade_word." + std::string(to_string(seen.grade)));
    page_.item("-", say_("about.graded", {{"name", seen.other->name}, {"grade", grade}}), 1);
    page_.text(seen.link->say + references_.mark(seen.link->cite), 3);
    page_.text(say_("about.population", {{"text", seen.population->title}}), 3);
    detail("about.caveat", seen.link->caveat);
    detail("about.believed", seen.link->believed);
  }

  void detail(const char* key, const std::string& text) {
    if (!text.empty()) page_.text(say_(key, {{"text", text}}), 3);
  }

  void evidence() {
    if (card_.links() == 0) return;
    page_.heading(say_("about.evidence"));
    page_.text(say_.count("about.links", static_cast<int>(card_.links())));
    for (const auto& [grade, count] : card_.evidence) {
      page_.item("-",
                 say_("about.count", {{"n", std::to_string(count)},
                                      {"grade", say_("grade." + std::string(to_string(grade)))}}),
                 1);
    }
    page_.text(say_("result.about_grades"));
  }

  void references() {
    if (references_.empty()) return;
    page_.heading(say_("result.references"));
    references_.write(base_.sources, page_);
  }

  const KnowledgeBase& base_;
  const ConceptCard& card_;
  const Phrases& say_;
  References references_;
  Page page_;
};

}  // namespace

ExitCode run_about(const AboutOptions& options) {
  const KnowledgeBase base = open_worded_pack(options.pack, options.locale);
  const std::string typed = joined(options.words, " ");
  const ConceptCard card = concept_card(base, concept_named(base, typed).id);
  if (options.format == "json") {
    write_result(as_text(to_json(base, card)));
  } else {
    write_result(CardPage(base, card, surface_of(STDOUT_FILENO, options.plain)).write(typed));
  }
  return ExitCode::good;
}

}  // namespace peyer
