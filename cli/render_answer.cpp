#include "cli/render_answer.h"

#include <algorithm>

#include "cli/references.h"

namespace peyer {
namespace {

class AnswerWriter {
 public:
  AnswerWriter(const Scene& scene, const Answer& answer)
      : scene_(scene), base_(scene.base()), answer_(answer), page_(scene.surface) {
    references_.mark(answer.sources);  // numbered in the order of the answer
  }

  std::string write(const AnswerView& view) {
    text();
    choices();
    if (view.steps) steps();
    if (view.more || is_list(answer_.kind)) alternatives();
    nearest();
    if (view.sources) sources();
    if (view.notice) {
      page_.heading(say("ask.part.notice"));
      page_.text(base_.pack.notice);
    }
    return page_.str();
  }

  std::string sureness() {
    if (!answer_.grade) return page_.text(say("ask.sure_of_nothing")).str();
    page_.text(say("ask.sure", {{"grade", sentence(grade_in_words(scene_, *answer_.grade))}}));
    const std::vector<const Link*> links = links_of(base_, *answer_.chain);
    const auto weakest = std::min_element(
        links.begin(), links.end(), [&](auto a, auto b) { return grade_of(*a) < grade_of(*b); });
    page_.text(say("ask.sure_weakest", {{"text", (*weakest)->say}}) +
               references_.mark((*weakest)->cite));
    return page_.str();
  }

  std::string tree() {
    if (!answer_.chain) return page_.text(say("ask.prompt.no_map")).str();
    page_.text(name(answer_.chain->from), 0, Tone::strong);
    int indent = 0;
    for (const Link* link : links_of(base_, *answer_.chain)) {
      const Relation& relation = *find_by_id(base_.relations, link->relation.value);
      const std::string text =
          say("ask.part.alternative", {{"text", relation.says + " “" + name(link->to.value) + "”"},
                                       {"grade", grade_word(grade_of(*link))}});
      page_.item(scene_.surface.plain ? "-" : "└─", text, indent);
      indent += 3;
    }
    return page_.str();
  }

 private:
  std::string say(const std::string& key, const Phrases::Values& values = {}) const {
    return scene_.phrases(key, values);
  }

  const std::string& name(const ConceptId& id) const {
    return find_by_id(base_.concepts, id)->name;
  }

  Grade grade_of(const Link& link) const {
    return effective_grade(link, *find_by_id(base_.populations, link.population.value));
  }

  std::string grade_word(Grade grade) const {
    return say("grade_word." + std::string(to_string(grade)));
  }

  static std::string sentence(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
      text[0] = static_cast<char>(text[0] - 'a' + 'A');
    }
    return text + ".";
  }

  Tone tone() const {
    return answer_.triage ? tone_of(*find_by_id(base_.levels, *answer_.triage)) : Tone::strong;
  }

  void text() {
    for (std::size_t i = 0; i < answer_.text.size(); ++i) {
      page_.text(answer_.text[i] + references_.mark(cited_by(base_, answer_, i)), 0,
                 i == 0 ? tone() : Tone::normal);
    }
  }

  void choices() {
    for (const auto& [words, concepts] : answer_.clarify) {
      for (const ConceptId& id : concepts) page_.item("-", name(id), 1);
    }
  }

  void steps() {
    if (!answer_.chain) return;
    const std::vector<const Link*> links = links_of(base_, *answer_.chain);
    page_.blank();
    for (std::size_t i = 0; i < links.size(); ++i) {
      const Link& link = *links[i];
      int indent = 1;
      if (links.size() > 1) {
        const std::string marker = numbered(i + 1, links.size());
        page_.item(marker, link.say + references_.mark(link.cite), 1);
        indent += columns_of(marker) + 1;
      }
      step(link, indent);
    }
  }

  void step(const Link& link, int indent) {
    const Population& population = *find_by_id(base_.populations, link.population.value);
    page_.text(say("ask.part.graded", {{"grade", grade_in_words(scene_, grade_of(link))}}) + " " +
                   say("ask.part.population", {{"text", population.title}}),
               indent, Tone::quiet);
    if (!link.caveat.empty()) page_.text(say("ask.part.caveat", {{"text", link.caveat}}), indent);
    if (!link.believed.empty()) {
      page_.text(say("ask.part.believed", {{"text", link.believed}}), indent);
    }
  }

  void alternatives() {
    if (answer_.alternatives.empty()) return;
    page_.heading(say("ask.part.alternatives"));
    for (const LinkChain& chain : answer_.alternatives) {
      page_.item("-", say("ask.part.alternative",
                          {{"text", in_words(base_, chain)}, {"grade", grade_word(chain.grade)}}));
    }
  }

  void nearest() {
    if (answer_.nearest.empty()) return;
    page_.blank().text(say("ask.part.nearest"));
    for (const ConceptId& id : answer_.nearest) page_.item("-", name(id), 1);
  }

  void sources() {
    if (references_.empty()) return;
    page_.heading(say("ask.part.sources"));
    references_.write(scene_, page_);
  }

  const Scene& scene_;
  const KnowledgeBase& base_;
  const Answer& answer_;
  Page page_;
  References references_;
};

}  // namespace

std::string render_answer(const Scene& scene, const Answer& answer, const AnswerView& view) {
  return AnswerWriter(scene, answer).write(view);
}

std::string render_sureness(const Scene& scene, const Answer& answer) {
  return AnswerWriter(scene, answer).sureness();
}

std::string render_chain(const Scene& scene, const Answer& answer) {
  return AnswerWriter(scene, answer).tree();
}

}  // namespace peyer
