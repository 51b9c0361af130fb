// peyer evidence: what people say, held against what the pack's sources show, as a page in
// Markdown.
#include <map>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/markdown.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "knowledge/phrases/phrases.h"
#include "knowledge/wording.h"

namespace peyer {
namespace {

class EvidencePage {
 public:
  EvidencePage(const KnowledgeBase& base, const Phrases& phrases) : base_(base), say_(phrases) {}

  std::string write() {
    header();
    summary();
    grades();
    for (std::size_t i = 0; i < base_.statements.size(); ++i) statement(i);
    return page_.str();
  }

 private:
  void header() {
    const PackInfo& pack = base_.pack;
    page_.heading(1, say_("evidence.title"));
    page_.paragraph(
        say_("evidence.generated", {{"title", markdown(pack.title)}, {"version", pack.version}}));
    page_.paragraph("**" + markdown(pack.review) + "**");
    page_.paragraph(say_(base_.statements.empty() ? "evidence.nothing" : "evidence.about"));
  }

  void summary() {
    if (base_.statements.empty()) return;
    page_.heading(2, say_("evidence.summary"));
    page_.paragraph(say_("evidence.about_summary"));
    page_.row({say_("evidence.number"), say_("evidence.said"), say_("evidence.verdict")});
    page_.row({"---:", "---", "---"});
    for (std::size_t i = 0; i < base_.statements.size(); ++i) {
      const Statement& statement = base_.statements[i];
      page_.row({std::to_string(i + 1), markdown(statement.says), verdict(statement)});
    }
  }

  void grades() {
    if (base_.statements.empty()) return;
    page_.heading(2, say_("evidence.grades"));
    for (const std::string& word : grade_words()) {
      page_.item("-", say_("grade." + word));
    }
  }

  const Link& link_of(const Located<LinkId>& id) const {
    return *find_by_id(base_.links, id.value);
  }

  const Population& population_of(const Link& link) const {
    return *find_by_id(base_.populations, link.population.value);
  }

  // With what its population can show: a study of mice is no strong evidence about people.
  Grade grade_of(const Link& link) const { return effective_grade(link, population_of(link)); }

  // Weakest first, since a statement stands no firmer than its weakest part.
  std::string verdict(const Statement& statement) const {
    std::map<Grade, int> counts;
    for (const auto& id : statement.links) ++counts[grade_of(link_of(id))];
    std::string text;
    for (const auto& [grade, count] : counts) {
      if (!text.empty()) text += ", ";
      text += say_("grade_word." + std::string(to_string(grade)));
      if (count > 1) text += " (" + std::to_string(count) + ")";
    }
    return text;
  }

  void statement(std::size_t place) {
    const Statement& statement = base_.statements[place];
    page_.heading(2, std::to_string(place + 1) + ". " +
                         say_("evidence.quoted", {{"text", markdown(statement.says)}}));
    page_.paragraph(say_("evidence.in_short", {{"verdict", verdict(statement)}}));
    for (const auto& id : statement.links) claim(link_of(id));
  }

  void claim(const Link& link) {
    page_.heading(3, markdown(link.say));
    fact("evidence.grade", say_("grade." + std::string(to_string(grade_of(link)))));
    fact("evidence.population", markdown(population_of(link).title));
    if (!link.caveat.empty()) fact("evidence.caveat", markdown(link.caveat));
    if (!link.believed.empty()) fact("evidence.believed", markdown(link.believed));
    page_.paragraph(say_("evidence.sources"));
    for (std::size_t i = 0; i < link.cite.size(); ++i) {
      const Source& source = *find_by_id(base_.sources, link.cite[i].value);
      const bool seen = source.verified == "stored-copy";
      page_.item(std::to_string(i + 1) + ".",
                 markdown(source) + (seen ? "" : " " + say_("evidence.from_memory")));
    }
  }

  void fact(const char* key, const std::string& text) {
    page_.item("-", say_(key, {{"text", text}}));
  }

  const KnowledgeBase& base_;
  const Phrases& say_;
  MarkdownPage page_;
};

}  // namespace

ExitCode run_evidence(const EvidenceOptions& options) {
  const KnowledgeBase base = worded(open_pack(options.pack), {});
  write_result(EvidencePage(base, Phrases::english()).write());
  return ExitCode::good;
}

}  // namespace peyer
