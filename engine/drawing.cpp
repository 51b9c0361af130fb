// to_svg and to_dot of graph.h, to_svg of proof_picture.h: everything that touches Graphviz.
#include <gvc.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/graph.h"
#include "engine/proof_picture.h"
#include "knowledge/phrases/phrases.h"
#include "knowledge/utf8.h"

extern "C" {
// Graphviz' own names. NOLINTBEGIN(readability-identifier-naming)
extern gvplugin_library_t gvplugin_core_LTX_library;
extern gvplugin_library_t gvplugin_dot_layout_LTX_library;
// NOLINTEND(readability-identifier-naming)
}

namespace peyer {
namespace {

// How a grade looks without colour: thick lines for much evidence, broken ones for little.
struct Stroke {
  const char* style;
  const char* width;
};

Stroke stroke_of(Grade grade) {
  switch (grade) {
    case Grade::strong:
    case Grade::as_told:
      return {"bold", "3"};
    case Grade::moderate:
      return {"solid", "1"};
    case Grade::limited:
      return {"dashed", "1"};
    case Grade::hypothesis:
      return {"dotted", "1"};
    case Grade::contested:
      return {"dashed", "3"};
    case Grade::against:
      return {"dotted", "3"};
  }
  return {"solid", "1"};
}

const char* arrow_of(const Relation& relation) {
  switch (relation.effect) {
    case Effect::raises:
      return "normal";
    case Effect::lowers:
      return "tee";
    case Effect::linked:
      return relation.says == relation.reverse ? "none" : "vee";
    case Effect::is:
      return "empty";
    case Effect::none:
      return "odot";
  }
  return "normal";
}

// In the order of a pack's kinds; with more kinds than shapes they begin again, and the kind stands
// in words below each name anyway.
constexpr std::array<const char*, 20> shapes = {
    "box",   "ellipse",  "hexagon",  "octagon",   "parallelogram", "note",    "component",
    "tab",   "house",    "cylinder", "trapezium", "invtrapezium",  "folder",  "cds",
    "box3d", "invhouse", "egg",      "septagon",  "diamond",       "pentagon"};

const char* shape_of(const KnowledgeBase& knowledge, const Concept& item) {
  for (std::size_t i = 0; i < knowledge.kinds.size(); ++i) {
    if (knowledge.kinds[i].id == item.kind.value) return shapes.at(i % shapes.size());
  }
  return shapes.front();
}

bool is_space(unsigned char byte) {
  return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

// What XML and a picture can hold, on one line: white space becomes one space, control characters
// go.
std::string plain(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = utf8_length(text, at);
    const std::string_view character = text.substr(at, length);
    at += std::max<std::size_t>(length, 1);
    if (length == 0) {
      out += "\xEF\xBF\xBD";  // ill-formed: the replacement character
    } else if (is_space(byte)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (byte >= 0x20 && byte != 0x7F && character != "\xEF\xBF\xBE" &&
               character != "\xEF\xBF\xBF" &&
               !(length == 2 && byte == 0xC2 && character[1] < '\xA0')) {
      out += character;
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string escaped_for_xml(std::string_view text) {
  std::string out;
  for (const char c : plain(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// A text as a Graphviz label or tooltip, in which "\N" and "&lt;" would otherwise be read as more
// than what they are.
std::string escaped_for_graphviz(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

constexpr int widest_label = 24;  // columns

int columns_of(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();
       at += std::max<std::size_t>(utf8_length(text, at), 1)) {
    columns += display_width(text, at);
  }
  return columns;
}

// Lines of a label, centred.
std::string label(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    const std::string text = plain(part);
    std::string line;
    const auto finish = [&] {
      if (line.empty()) return;
      out += (out.empty() ? "" : "\\n") + escaped_for_graphviz(line);
      line.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      const std::string word = text.substr(at, end - at);
      if (!line.empty() && columns_of(line) + 1 + columns_of(word) > widest_label) finish();
      line += (line.empty() ? "" : " ") + word;
      at = end + 1;
    }
    finish();
  }
  return out;
}

// Graphviz takes texts that it does not change by pointers to what it could change.
char* text(const std::string& text) {
  return const_cast<char*>(text.c_str());  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

void set(void* object, const char* name, const std::string& value) {
  if (agsafeset(object, text(name), text(value), text("")) != 0) {
    throw DrawingFailed(std::string("Graphviz refuses the attribute ") + name);
  }
}

// One at a time: Graphviz keeps its state in globals.
std::mutex& graphviz_mutex() {
  static std::mutex mutex;
  return mutex;
}

// What Graphviz complained about since the drawing began; guarded by the mutex.
std::string& complaints() {
  static std::string complaints;
  return complaints;
}

int note_complaint(char* complaint) {
  complaints() += complaint;
  return 0;
}

// Made once and kept: a context can't be made anew without leaks.
GVC_t* context() {
  static GVC_t* const context = [] {
    static const std::array<lt_symlist_t, 3> plugins = {{
        {"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
        {"gvplugin_core_LTX_library", &gvplugin_core_LTX_library},
        {nullptr, nullptr},
    }};
    agseterrf(note_complaint);
    return gvContextPlugins(plugins.data(), 0);
  }();
  return context;
}

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};

using Graph = std::unique_ptr<Agraph_t, CloseGraph>;

class Layout {
 public:
  explicit Layout(Agraph_t* graph) : graph_(graph) {
    if (gvLayout(context(), graph_, "dot") != 0) throw DrawingFailed(complaints());
  }

  ~Layout() { gvFreeLayout(context(), graph_); }

  Layout(const Layout&) = delete;
  Layout& operator=(const Layout&) = delete;

 private:
  Agraph_t* graph_;
};

std::string rendered_as_svg(Agraph_t* graph) {
  char* data = nullptr;
  unsigned int size = 0;
  if (gvRenderData(context(), graph, "svg", &data, &size) != 0 || data == nullptr) {
    throw DrawingFailed(complaints());
  }
  const std::unique_ptr<char, decltype(&gvFreeRenderData)> owner(data, gvFreeRenderData);
  return {data, size};
}

// Lets a graph be written to a string; `channel` is that string.
int append(void* channel, const char* part) {
  *static_cast<std::string*>(channel) += part;
  return 0;
}

// `discipline`: how the graph is written; null for Graphviz' own.
Graph empty_graph(const std::string& name, Agdisc_t* discipline) {
  Graph graph(agopen(text(name), Agdirected, discipline));
  if (graph == nullptr) throw DrawingFailed("Graphviz makes no graph");
  agattr(graph.get(), AGRAPH, text("rankdir"), text("LR"));
  agattr(graph.get(), AGRAPH, text("charset"), text("UTF-8"));
  for (const int kind : {AGNODE, AGEDGE}) {
    // A name whose widths Graphviz knows by itself.
    agattr(graph.get(), kind, text("fontname"), text("Helvetica,sans-serif"));
  }
  // Where a page is read, letters may be wider than Graphviz thinks.
  agattr(graph.get(), AGNODE, text("margin"), text("0.25,0.08"));
  return graph;
}

// Builds the graph of one map through Graphviz' own functions.
class GraphBuilder {
 public:
  GraphBuilder(const KnowledgeBase& knowledge, const ConceptMap& map)
      : knowledge_(knowledge), map_(map), say_(Phrases::english()) {}

  Graph build(Agdisc_t* discipline) {
    graph_ = empty_graph("map", discipline);
    agattr(graph_.get(), AGEDGE, text("fontsize"), text("11"));
    for (const Concept* one : map_.concepts) add(*one);
    for (const Link* link : map_.links) add(*link);
    return std::move(graph_);
  }

 private:
  static char* text(const std::string& value) { return peyer::text(value); }

  Agnode_t* node(const ConceptId& id) const { return agnode(graph_.get(), text(id.str()), 1); }

  void add(const Concept& item) {
    const bool centre =
        std::find(map_.centres.begin(), map_.centres.end(), &item) != map_.centres.end();
    const ConceptKind& kind = *find_by_id(knowledge_.kinds, item.kind.value);
    Agnode_t* const made = node(item.id);
    set(made, "id", "concept-" + item.id.str());
    set(made, "class", kind.id.str() + (centre ? " centre" : ""));
    set(made, "shape", shape_of(knowledge_, item));
    set(made, "label", label({item.name, "(" + kind.title + ")"}));
    set(made, "tooltip", escaped_for_graphviz(plain(item.card)));
    if (centre) set(made, "peripheries", "2");
  }

  void add(const Link& link) {
    const Relation& relation = *find_by_id(knowledge_.relations, link.relation.value);
    const Grade grade =
        effective_grade(link, *find_by_id(knowledge_.populations, link.population.value));
    const std::string words = say_("grade_word." + std::string(to_string(grade)));
    const Stroke stroke = stroke_of(grade);
    Agedge_t* const made =
        agedge(graph_.get(), node(link.from.value), node(link.to.value), text(link.id.str()), 1);
    set(made, "id", "link-" + link.id.str());
    set(made, "class", std::string(to_string(grade)));
    set(made, "style", stroke.style);
    set(made, "penwidth", stroke.width);
    set(made, "arrowhead", arrow_of(relation));
    set(made, "label", label({relation.says, "(" + words + ")"}));
    const std::string told =
        escaped_for_graphviz(plain(say_("map.told", {{"text", link.say}, {"grade", words}})));
    set(made, "tooltip", told);
    set(made, "labeltooltip", told);
  }

  const KnowledgeBase& knowledge_;
  const ConceptMap& map_;
  const Phrases& say_;
  Graph graph_;
};

// Builds the graph of one proof. Arrows lead from what is known to what follows.
class ProofGraphBuilder {
 public:
  Graph build(const ProofNode& proof) {
    graph_ = empty_graph("proof", nullptr);
    // Proofs are deep rather than wide, and pages are read downwards.
    agattr(graph_.get(), AGRAPH, text("rankdir"), text("TB"));
    agattr(graph_.get(), AGRAPH, text("ranksep"), text("0.35"));
    agattr(graph_.get(), AGRAPH, text("nodesep"), text("0.15"));
    add(proof);
    return std::move(graph_);
  }

 private:
  using Kind = ProofNode::Kind;

  static char* text(const std::string& value) { return peyer::text(value); }

  static std::string name_of(const ProofNode& proof) {
    return std::string(to_string(proof.kind)) + "-" + proof.id;
  }

  // The node of a proof, with all that it rests on.
  Agnode_t* add(const ProofNode& proof) {
    const std::string name = name_of(proof);
    Agnode_t* const made = agnode(graph_.get(), text(name), 1);
    if (!added_.insert(name).second) return made;
    set(made, "id", name);
    set(made, "class", std::string(to_string(proof.kind)));
    set(made, "shape", proof.kind == Kind::answer ? "note" : "box");
    set(made, "label", label(words_of(proof)));
    set(made, "tooltip", escaped_for_graphviz(plain(proof.text)));
    const bool weighed = proof.grade && proof.kind != Kind::finding;
    const Stroke stroke = stroke_of(weighed ? *proof.grade : Grade::moderate);
    set(made, "style", stroke.style);
    set(made, "penwidth", stroke.width);
    if (proof.kind == Kind::finding) set(made, "peripheries", "2");
    for (const ProofNode& child : proof.because) connect(end_of(child), made);
    return made;
  }

  // A chain is drawn as what it is: one link behind the other.
  Agnode_t* end_of(const ProofNode& proof) {
    if (proof.kind != Kind::chain) return add(proof);
    Agnode_t* last = nullptr;
    for (const ProofNode& step : proof.because) {
      Agnode_t* const made = add(step);
      if (last != nullptr) connect(last, made);
      last = made;
    }
    return last;
  }

  void connect(Agnode_t* from, Agnode_t* to) {
    if (from != nullptr && from != to) agedge(graph_.get(), from, to, nullptr, 1);
  }

  std::vector<std::string> words_of(const ProofNode& proof) const {
    std::string words = in_words(proof);
    if (!proof.grade) return {words};
    return {words, "(" + say_("grade_word." + std::string(to_string(*proof.grade))) + ")"};
  }

  const Phrases& say_ = Phrases::english();
  Graph graph_;
  std::set<std::string> added_;
};

std::string title_of(const KnowledgeBase& knowledge, const ConceptMap& map) {
  const Phrases& say = Phrases::english();
  if (map.centres.empty()) return say("map.title_all", {{"title", knowledge.pack.title}});
  std::string names;
  for (const Concept* centre : map.centres) {
    names += (names.empty() ? "" : ", ") + centre->name;
  }
  return say("map.title", {{"names", names}});
}

// With a title and a description that screen readers find, and without the document type, which
// names an address.
std::string finished(const std::string& svg, const std::string& title, const std::string& desc) {
  constexpr std::string_view tag = "<svg";
  const std::size_t start = svg.find(tag);
  const std::size_t end = start == std::string::npos ? start : svg.find('>', start);
  if (end == std::string::npos) throw DrawingFailed("Graphviz wrote no picture");
  const std::size_t attributes = start + tag.size();
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg role=\"graphics-document document\" "
         "aria-labelledby=\"map-title map-desc\"" +
         svg.substr(attributes, end + 1 - attributes) + "\n<title id=\"map-title\">" +
         escaped_for_xml(title) + "</title>\n<desc id=\"map-desc\">" + escaped_for_xml(desc) +
         "</desc>" + svg.substr(end + 1);
}

}  // namespace

std::string to_svg(const KnowledgeBase& knowledge, const ConceptMap& map) {
  const std::lock_guard lock(graphviz_mutex());
  complaints().clear();
  context();  // before the first graph: it initialises the library
  const Graph graph = GraphBuilder(knowledge, map).build(nullptr);
  const Layout layout(graph.get());
  const std::string desc =
      Phrases::english()("map.desc", {{"concepts", std::to_string(map.concepts.size())},
                                      {"links", std::to_string(map.links.size())},
                                      {"review", knowledge.pack.review}});
  return finished(rendered_as_svg(graph.get()), title_of(knowledge, map), desc);
}

std::string to_svg(const ProofNode& proof) {
  const std::lock_guard lock(graphviz_mutex());
  complaints().clear();
  context();
  const Graph graph = ProofGraphBuilder().build(proof);
  const Layout layout(graph.get());
  const Phrases& say = Phrases::english();
  return finished(rendered_as_svg(graph.get()), say("how.title", {{"title", proof.text}}),
                  say("how.picture"));
}

std::string to_dot(const KnowledgeBase& knowledge, const ConceptMap& map) {
  const std::lock_guard lock(graphviz_mutex());
  complaints().clear();
  context();
  Agiodisc_t writing = AgIoDisc;
  writing.putstr = append;
  writing.flush = [](void*) { return 0; };
  Agdisc_t discipline = {nullptr, nullptr, &writing};
  const Graph graph = GraphBuilder(knowledge, map).build(&discipline);
  agattr(graph.get(), AGRAPH, text("linelength"), text("0"));  // a text on one line
  std::string dot;
  if (agwrite(graph.get(), &dot) != 0) throw DrawingFailed(complaints());
  return dot;
}

}  // namespace peyer
