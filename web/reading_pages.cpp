#include "web/reading_pages.h"

#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/concept_card.h"
#include "engine/concept_names.h"
#include "engine/graph.h"
#include "web/citations.h"
#include "web/visit.h"

namespace peyer {
namespace {

constexpr std::string_view folder = "c";
constexpr std::string_view drawn = ".svg";
constexpr std::size_t most_matches = 8;    // offered for what was typed
constexpr std::size_t longest_name = 200;  // bytes that are looked for

}  // namespace

// Where somebody reads: in which pack, and in whose visit.
struct ReadingPages::Place {
  std::shared_ptr<const ServedPack> pack;
  LocaleId locale;
  const KnowledgeBase* base = nullptr;  // in the reader's voice
  JourneyId journey;                    // empty outside of a visit
  std::optional<Journey> visit;
  std::string rest;  // behind "c/"; empty for the list

  std::string address(std::string_view concept_id = {}) const {
    std::string path = journey.empty() ? "/" + std::string(folder) : visit_address(journey, folder);
    if (!concept_id.empty()) path.append("/").append(concept_id);
    return path;
  }

  PageFrame frame(std::string name, std::string title) const {
    PageFrame frame;
    if (visit) {
      frame = visit_frame(journey, *visit, std::move(name), std::move(title));
    } else {
      frame.title = std::move(title);
      frame.name = std::move(name);
    }
    frame.idle = PageFrame::Idle::result;
    return frame;
  }

  // On to the list, and back to where one came from.
  void ways(const Phrases& phrases, bool to_list, HtmlWriter& html) const {
    html.open("nav", {{"class", "actions"}});
    if (visit) {
      html.leaf("a", phrases("shown.back_to_visit"),
                {{"class", "button primary"}, {"href", visit_address(journey)}});
    }
    if (to_list) {
      html.leaf("a", phrases("shown.all_cards"), {{"class", "button"}, {"href", address()}});
    }
    html.close();
  }
};

namespace {

// All that is known of one thing.
class CardWriter {
 public:
  using Address = std::function<std::string(const ConceptId&)>;

  CardWriter(const KnowledgeBase& base, const ConceptCard& card, Address address,
             const Phrases& phrases, HtmlWriter& html)
      : base_(base),
        card_(card),
        address_(std::move(address)),
        say_(phrases),
        html_(html),
        citations_(phrases) {}

  void write() {
    header();
    if (card_.links() > 0) picture();
    links("about.affected_by", card_.affected_by, true);
    links("about.affects", card_.affects, true);
    links("about.otherwise", card_.otherwise, false);
    links("about.against", card_.against, false);
    evidence();
    if (!citations_.empty()) {
      html_.leaf("h2", say_("result.references"));
      citations_.list(base_.sources, html_);
    }
    html_.leaf("h2", say_("result.notice"));
    html_.leaf("p", base_.pack.notice);
    if (!base_.pack.review.empty()) html_.leaf("p", base_.pack.review);
  }

 private:
  void header() {
    const Concept& about = *card_.about;
    html_.leaf("h1", about.name);
    html_.open("p", {{"class", "lead"}}).text(about.card);
    citations_.mark(about.cite, html_);
    html_.close();
    html_.leaf("p", say_("about.kind", {{"text", card_.kind->title}}), {{"class", "quiet"}});
    if (about.synonyms.empty()) return;
    html_.open("details").leaf("summary", say_("shown.other_names"));
    html_.open("ul", {{"class", "names"}});
    for (const std::string& name : about.synonyms) html_.leaf("li", name);
    html_.close().close();
  }

  void picture() {
    html_.open("details").leaf("summary", say_("shown.map"));
    html_.open("div", {{"class", "picture"}, {"tabindex", "0"}});
    html_.empty("img", {{"src", address_(card_.about->id) + std::string(drawn)},
                        {"alt", say_("shown.map_of", {{"name", card_.about->name}})},
                        {"loading", "lazy"}});
    html_.close().close();
  }

  void links(const char* title, const std::vector<LinkGroup>& groups, bool also_when_empty) {
    if (groups.empty() && !also_when_empty) return;
    html_.leaf("h2", say_(title));
    if (groups.empty()) html_.leaf("p", say_("about.nothing"));
    for (const LinkGroup& group : groups) {
      html_.leaf("h3", say_("about.says", {{"says", group.says()}}));
      html_.open("ul", {{"class", "chain"}});
      for (const SeenLink& seen : group.links) link(seen);
      html_.close();
    }
  }

  void link(const SeenLink& seen) {
    const std::string word(to_string(seen.grade));
    html_.open("li").leaf("a", seen.other->name, {{"href", address_(seen.other->id)}});
    html_.open("p").text(seen.link->say);
    citations_.mark(seen.link->cite, html_);
    html_.close();
    html_.open("p", {{"class", "grade grade-" + word}});
    html_.leaf("span", "", {{"class", "bars"}, {"aria-hidden", "true"}});
    html_.text(say_("result.grade", {{"grade", say_("grade." + word)}}) + " " +
               say_("about.population", {{"text", seen.population->title}}));
    html_.close();
    detail("about.caveat", seen.link->caveat);
    detail("about.believed", seen.link->believed);
    html_.close();
  }

  void detail(const char* key, const std::string& text) {
    if (!text.empty()) html_.leaf("p", say_(key, {{"text", text}}));
  }

  void evidence() {
    if (card_.links() == 0) return;
    html_.leaf("h2", say_("about.evidence"));
    html_.leaf("p", say_.count("about.links", static_cast<int>(card_.links())));
    html_.open("ul");
    for (const auto& [grade, count] : card_.evidence) {
      html_.leaf("li",
                 say_("about.count", {{"n", std::to_string(count)},
                                      {"grade", say_("grade." + std::string(to_string(grade)))}}));
    }
    html_.close();
    html_.leaf("p", say_("result.about_grades"), {{"class", "quiet"}});
  }

  const KnowledgeBase& base_;
  const ConceptCard& card_;
  Address address_;
  const Phrases& say_;
  HtmlWriter& html_;
  Citations citations_;
};

}  // namespace

std::optional<HttpReply> ReadingPages::answer(const HttpRequest& request) const {
  Place place;
  std::string path = request.path;
  if (const auto visited = visit_path(request.path)) {
    place.journey = visited->id;
    path = "/" + visited->rest;
  }
  const std::string list_path = "/" + std::string(folder);
  if (path != list_path && !path.starts_with(list_path + "/")) return std::nullopt;
  if (place.journey.empty()) {
    place.pack = shelf_.pack();
    place.locale = options_.locale;
    place.base = &place.pack->engine(place.locale).knowledge();
  } else {
    place.visit = journeys_.find(place.journey);
    if (!place.visit) return std::nullopt;
    place.pack = place.visit->pack;
    place.locale = place.visit->locale;
    place.base = &place.pack->engine(place.locale).knowledge(place.visit->answers);
  }
  if (path == list_path) return list(request, place);
  place.rest = path.substr(list_path.size() + 1);
  const bool is_picture = place.rest.ends_with(drawn);
  if (is_picture) place.rest.resize(place.rest.size() - drawn.size());
  const Concept* item = find_by_id(place.base->concepts, ConceptId(place.rest));
  if (item == nullptr) return no_card(place);
  return is_picture ? picture(place, *item) : card(place, *item);
}

// What is typed comes in a form, and does not stay in an address.
HttpReply ReadingPages::list(const HttpRequest& request, const Place& place) const {
  const Phrases& phrases = Phrases::english();
  const KnowledgeBase& base = *place.base;
  std::string typed;
  std::vector<ConceptId> found;
  if (request.method == "POST") {
    typed = std::string(request.field("name").value_or("")).substr(0, longest_name);
    const ConceptNames names(base);
    found = names.find(typed);
    if (found.size() == 1) return see_other(place.address(found.front().str()));
    if (found.empty()) found = names.nearest(typed, most_matches);
  }
  HttpReply reply;
  reply.body = framed(
      options_, phrases, place.frame("cards", phrases("shown.cards_title")), [&](HtmlWriter& html) {
        html.leaf("h1", phrases("shown.cards_title"));
        html.open("form", {{"method", "post"}, {"action", place.address()}, {"class", "asking"}});
        html.leaf("label", phrases("shown.find_label"), {{"for", "name"}});
        html.empty("input", {{"type", "search"},
                             {"id", "name"},
                             {"name", "name"},
                             {"value", typed},
                             {"autocomplete", "off"}});
        html.open("div").leaf("button", phrases("shown.find"), {{"class", "primary"}}).close();
        html.close();
        const auto entry = [&](const Concept& item) {
          html.open("li").leaf("a", item.name, {{"href", place.address(item.id.str())}}).close();
        };
        if (request.method == "POST") {
          html.open("section", {{"class", "note"}, {"role", "status"}});
          html.leaf("p",
                    phrases(found.empty() ? "shown.not_found" : "shown.found", {{"typed", typed}}));
          if (!found.empty()) html.open("ul", {{"class", "links"}});
          for (const ConceptId& id : found) entry(*find_by_id(base.concepts, id));
          if (!found.empty()) html.close();
          html.close();
        }
        for (const ConceptKind& kind : base.kinds) {
          bool any = false;
          for (const Concept& item : base.concepts) {
            if (item.kind.value != kind.id) continue;
            if (!std::exchange(any, true)) {
              html.leaf("h2", kind.title).open("ul", {{"class", "links"}});
            }
            entry(item);
          }
          if (any) html.close();
        }
        place.ways(phrases, false, html);
      });
  return reply;
}

HttpReply ReadingPages::card(const Place& place, const Concept& item) const {
  const Phrases& phrases = Phrases::english();
  const ConceptCard card = concept_card(*place.base, item.id);
  HttpReply reply;
  reply.body = framed(options_, phrases, place.frame("card", item.name), [&](HtmlWriter& html) {
    CardWriter(
        *place.base, card, [&](const ConceptId& id) { return place.address(id.str()); }, phrases,
        html)
        .write();
    place.ways(phrases, true, html);
  });
  return reply;
}

HttpReply ReadingPages::picture(const Place& place, const Concept& item) const {
  const std::string content =
      place.base->pack.hash + " " + place.locale.str() + " " + item.id.str();
  HttpReply reply;
  reply.type = "image/svg+xml";
  // Names and links are the same in every voice.
  reply.body = pictures_.get(
      content, [&] { return to_svg(*place.base, map_around(*place.base, {item.id}, 1)); });
  return reply;
}

HttpReply ReadingPages::no_card(const Place& place) const {
  const Phrases& phrases = Phrases::english();
  HttpReply reply;
  reply.status = 404;
  reply.body = framed(options_, phrases, place.frame("card", phrases("shown.no_card")),
                      [&](HtmlWriter& html) {
                        html.leaf("h1", phrases("shown.no_card"));
                        place.ways(phrases, true, html);
                      });
  return reply;
}

}  // namespace peyer
