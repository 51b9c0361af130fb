#include "visitor.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "knowledge/loader.h"

namespace peyer::test {
namespace {

std::string unescaped(std::string text) {
  for (const auto& [from, to] :
       {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
        std::pair("&#39;", "'"), std::pair("&amp;", "&")}) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) {
      text.replace(at, std::string(from).size(), to);
    }
  }
  return text;
}

std::string main_of(const std::string& html) {
  const std::size_t begin = std::min(html.find("<main"), html.size());
  return html.substr(begin, html.find("</main>", begin) - begin);
}

std::string attribute(const std::string& tag, const std::string& name) {
  std::smatch found;
  const std::regex shape(" " + name + "=\"([^\"]*)\"");
  return std::regex_search(tag, found, shape) ? unescaped(found[1]) : "";
}

}  // namespace

const PackShelf& shipped_shelf() {
  static const PackShelf shelf([] {
    Loaded loaded = load_folder(std::string(PEYER_SOURCE_DIR) + "/knowledge/bases/gut-immune");
    return std::make_shared<const ServedPack>(*std::move(loaded.base), LocaleId("uk"));
  }());
  return shelf;
}

const HttpReply& Visitor::follow(HttpReply reply) {
  for (int i = 0; reply.status == 303 && i < 8; ++i) {
    path = reply.header("Location");
    trail.push_back(path);
    HttpRequest next;
    next.path = path;
    reply = site_.answer(next);
  }
  page = std::move(reply);
  heaviest = std::max(heaviest, page.body.size());
  return page;
}

const HttpReply& Visitor::open(std::string wanted) {
  path = std::move(wanted);
  trail.push_back(path);
  HttpRequest request;
  request.path = path;
  return follow(site_.answer(request));
}

const HttpReply& Visitor::post(std::string wanted, Sent fields) {
  path = std::move(wanted);
  HttpRequest request;
  request.method = "POST";
  request.path = path;
  request.fields = std::move(fields);
  return follow(site_.answer(request));
}

const HttpReply& Visitor::send(Sent fields) {
  std::smatch form;
  const std::string main = main_of(page.body);
  REQUIRE(std::regex_search(main, form, std::regex("<form [^>]*action=\"([^\"]*)\"")));
  return post(unescaped(form[1]), std::move(fields));
}

void Visitor::begin(const std::string& to) {
  open("/");
  REQUIRE(page.status == 200);
  post("/visits", {{"to", to}});
}

std::vector<Field> Visitor::fields() const {
  std::vector<Field> all;
  const std::string main = main_of(page.body);
  const std::regex shape("<(input|button)([^>]*)>");
  for (std::sregex_iterator at(main.begin(), main.end(), shape), end; at != end; ++at) {
    const std::string tag = (*at)[2];
    if (attribute(tag, "name").empty()) continue;
    const bool button = (*at)[1] == "button";
    all.push_back({button ? "button" : attribute(tag, "type"), attribute(tag, "name"),
                   attribute(tag, "value"), tag.find(" checked") != std::string::npos});
  }
  return all;
}

std::vector<std::string> Visitor::chosen() const {
  std::vector<std::string> all;
  for (const Field& field : fields()) {
    const bool typed = field.type == "text" && !field.value.empty();
    if (field.chosen || typed) all.push_back(field.name + "=" + field.value);
  }
  return all;
}

void Visitor::answer_page(const std::map<std::string, std::vector<std::string>>& answers) {
  std::map<std::string, std::vector<Field>> by_name;
  for (Field& field : fields()) {
    if (field.type != "button") by_name[field.name].push_back(std::move(field));
  }
  Sent sent;
  for (const auto& [name, offered] : by_name) {
    if (const auto given = answers.find(name); given != answers.end()) {
      for (const std::string& value : given->second) sent.emplace_back(name, value);
      continue;
    }
    const auto offers = [&, &all = offered](const char* value) {
      return std::any_of(all.begin(), all.end(), [&](const Field& f) { return f.value == value; });
    };
    const bool beside_number =
        by_name.contains("n-" + name.substr(std::min<std::size_t>(2, name.size())));
    if (name.starts_with("n-")) {
      sent.emplace_back(name, "34");
    } else if (name.starts_with("w-") || (name.starts_with("q-") && beside_number)) {
      continue;
    } else if (offers("no")) {
      sent.emplace_back(name, "no");
    } else {
      sent.emplace_back(name, offers("none") ? "none" : offered.front().value);
    }
  }
  send(std::move(sent));
}

bool Visitor::answer_until(const std::string& wanted,
                           const std::map<std::string, std::vector<std::string>>& answers) {
  for (int i = 0; i < 120; ++i) {
    if (page_name() == wanted) return true;
    if (page.status != 200) return false;
    answer_page(answers);
  }
  return false;
}

bool Visitor::shows(const std::string& text) const {
  return unescaped(page.body).find(text) != std::string::npos;
}

std::string Visitor::visit() const {
  return path.substr(0, std::string("/v/").size() + 22);
}

std::string Visitor::page_name() const {
  return path.size() > visit().size() ? path.substr(visit().size() + 1) : "";
}

}  // namespace peyer::test
