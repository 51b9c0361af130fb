// peyer map: the links around some concepts, as a picture or as a tree in words.
#include <unistd.h>

#include <algorithm>

#include "cli/command_line.h"
#include "cli/output.h"
#include "cli/pack_source.h"
#include "cli/page.h"
#include "engine/graph.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

constexpr int narrowest_text = 20;  // deep branches stick out rather than get narrower

// What stands before the lines of one branch.
struct Lead {
  std::string first, further;
};

class TreePage {
 public:
  TreePage(const KnowledgeBase& base, const Surface& surface)
      : base_(base), say_(Phrases::english()), page_(surface) {}

  std::string write(const ConceptMap& map) {
    page_.heading(say_("map.tree"));
    page_.text(say_("map.counts", {{"concepts", std::to_string(map.concepts.size())},
                                   {"links", std::to_string(map.links.size())}}));
    for (const MapTree& tree : trees_of(base_, map)) {
      page_.blank().text(tree.root->name, 0, Tone::strong);
      write(tree.branches, "");
    }
    page_.blank().text(say_("map.more")).text(base_.pack.review);
    return page_.str();
  }

 private:
  // For screen readers the place in the tree is told as "2.1."; others see lines.
  Lead lead(const std::string& before, std::size_t i, std::size_t count) const {
    if (page_.surface().plain) {
      const std::string number = before + std::to_string(i + 1) + ".";
      return {number + " ", std::string(number.size() + 1, ' ')};
    }
    const bool last = i + 1 == count;
    return {before + (last ? "└─ " : "├─ "), before + (last ? "   " : "│  ")};
  }

  void write(const std::vector<MapBranch>& branches, const std::string& before) {
    for (std::size_t i = 0; i < branches.size(); ++i) {
      const Lead here = lead(before, i, branches.size());
      const int room = page_.surface().width - columns_of(here.first);
      std::string start = here.first;
      for (const std::string& line : wrap(words(branches[i]), std::max(room, narrowest_text))) {
        page_.preformatted(start + line);
        start = here.further;
      }
      // "2." stands before the numbers of what follows from it, "│  " before its lines.
      write(branches[i].branches,
            page_.surface().plain ? before + std::to_string(i + 1) + "." : here.further);
    }
  }

  std::string words(const MapBranch& branch) const {
    const Link& link = *branch.link;
    const Relation& relation = *find_by_id(base_.relations, link.relation.value);
    const Grade grade =
        effective_grade(link, *find_by_id(base_.populations, link.population.value));
    return say_(branch.seen_before ? "map.branch_seen" : "map.branch",
                {{"says", branch.outgoing ? relation.says : relation.reverse},
                 {"name", branch.other->name},
                 {"grade", say_("grade_word." + std::string(to_string(grade)))}});
  }

  const KnowledgeBase& base_;
  const Phrases& say_;
  Page page_;
};

}  // namespace

std::vector<std::string> map_formats() {
  return {"text", "svg", "dot", "json"};
}

ExitCode run_map(const MapOptions& options) {
  const KnowledgeBase base = open_worded_pack(options.pack, options.locale);
  std::vector<ConceptId> centres;
  for (const std::string& typed : options.concepts) {
    centres.push_back(concept_named(base, typed).id);
  }
  const ConceptMap map = map_around(base, centres, options.steps);
  if (options.format == "json") {
    write_result(as_text(to_json(base, map)));
  } else if (options.format == "svg") {
    write_result(to_svg(base, map));
  } else if (options.format == "dot") {
    write_result(to_dot(base, map));
  } else {
    write_result(TreePage(base, surface_of(STDOUT_FILENO, options.plain)).write(map));
  }
  return ExitCode::good;
}

}  // namespace peyer
