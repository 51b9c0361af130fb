#include "pages_support.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <utility>

#include "../engine/support.h"
#include "knowledge/loader.h"
#include "knowledge/never_list.h"
#include "knowledge/readability.h"
#include "knowledge/texts.h"

namespace peyer::test {
namespace {

std::shared_ptr<const ServedPack> served(const std::string& name) {
  Loaded loaded = load_folder(PEYER_SOURCE_DIR "/knowledge/bases/" + name);
  return std::make_shared<const ServedPack>(std::move(*loaded.base), LocaleId());
}

bool is_one_of(const std::string& name, const std::set<std::string>& names) {
  return names.contains(name);
}

std::string unescaped(std::string text) {
  static const std::array<std::pair<std::string, std::string>, 5> signs = {
      {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&amp;", "&"}}};
  for (const auto& [escaped, plain] : signs) {
    for (std::size_t at = text.find(escaped); at != std::string::npos;
         at = text.find(escaped, at + plain.size())) {
      text.replace(at, escaped.size(), plain);
    }
  }
  return text;
}

struct Tag {
  std::string name;
  bool closes = false;
  std::size_t begin = 0, end = 0;  // with its brackets
};

// The next tag at or after `at`; an empty name when there is none. Brackets in attributes are
// escaped by whoever writes them, so that the next ">" is its end.
Tag next_tag(const std::string& html, std::size_t at) {
  Tag tag;
  tag.begin = html.find('<', at);
  if (tag.begin == std::string::npos) return tag;
  tag.end = html.find('>', tag.begin);
  if (tag.end == std::string::npos) return tag;
  ++tag.end;
  tag.closes = html[tag.begin + 1] == '/';
  const std::size_t name = tag.begin + (tag.closes ? 2 : 1);
  tag.name = html.substr(name, html.find_first_of(" />", name) - name);
  return tag;
}

std::string nesting_fault(const std::string& html) {
  static const std::set<std::string> empty = {"meta", "link", "img", "br", "input", "hr", "source"};
  static const std::set<std::string> not_in_p = {"p",  "ul", "ol",   "div",     "h1",
                                                 "h2", "h3", "form", "section", "details"};
  std::vector<std::string> open;
  for (Tag tag = next_tag(html, 0); !tag.name.empty(); tag = next_tag(html, tag.end)) {
    if (tag.name.starts_with('!') || is_one_of(tag.name, empty)) continue;
    if (!tag.closes) {
      if (is_one_of(tag.name, not_in_p) && std::find(open.begin(), open.end(), "p") != open.end()) {
        return "<" + tag.name + "> within <p>";
      }
      if (tag.name == "li" && open.back() != "ul" && open.back() != "ol") return "<li> alone";
      open.push_back(tag.name);
    } else if (open.empty() || open.back() != tag.name) {
      return "</" + tag.name + "> closes nothing";
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

std::string reference_fault(const std::string& html) {
  std::set<std::string> ids;
  for (const std::string& id : values_of(html, "id")) {
    if (!ids.insert(id).second) return "twice the id " + id;
  }
  for (const std::string& address : values_of(html, "href")) {
    if (address.starts_with("#") && !ids.contains(address.substr(1))) return "no " + address;
    if (!address.starts_with("#") && !address.starts_with("/")) return "elsewhere: " + address;
  }
  for (const char* attribute : {"aria-labelledby", "aria-describedby", "for"}) {
    for (const std::string& id : values_of(html, attribute)) {
      if (!ids.contains(id)) return std::string(attribute) + " of no element: " + id;
    }
  }
  return "";
}

}  // namespace

std::shared_ptr<const ServedPack> served_gut_immune() {
  static const std::shared_ptr<const ServedPack> pack = served("gut-immune");
  return pack;
}

std::shared_ptr<const ServedPack> served_houseplants() {
  static const std::shared_ptr<const ServedPack> pack = served("houseplants");
  return pack;
}

Journey journey_with(std::shared_ptr<const ServedPack> pack, Answers answers) {
  Journey journey;
  journey.pack = std::move(pack);
  journey.about_chosen = true;
  for (const auto& [question, reply] : answers.replies) journey.order.push_back(question);
  journey.answers = std::move(answers);
  return journey;
}

HttpRequest get(std::string path) {
  HttpRequest request;
  request.path = std::move(path);
  return request;
}

HttpRequest post(std::string path, std::vector<std::pair<std::string, std::string>> fields) {
  HttpRequest request;
  request.method = "POST";
  request.path = std::move(path);
  request.fields = std::move(fields);
  return request;
}

std::string fault_in(const std::string& html) {
  static const std::regex gap(R"(\[[a-z_]+(\.[a-z_]+)*\])");
  std::string fault = nesting_fault(html);
  if (fault.empty()) fault = reference_fault(html);
  if (!fault.empty()) return fault;
  if (!values_of(html, "style").empty()) return "a style in the page";
  if (html.find("<style") != std::string::npos) return "a style sheet in the page";
  if (!values_of(html, "onclick").empty()) return "a script in the page";
  std::smatch found;
  if (std::regex_search(html, found, gap)) return "a phrase is missing: " + found[0].str();
  return "";
}

std::vector<std::string> lines_of(const std::string& html) {
  static const std::set<std::string> inlines = {"a", "span", "strong", "b", "em", "small"};
  std::vector<std::string> lines;
  std::string line;
  const auto finish = [&] {
    if (line.find_first_not_of(" \n") != std::string::npos) lines.push_back(unescaped(line));
    line.clear();
  };
  std::size_t at = html.find("<body");
  for (Tag tag = next_tag(html, at); !tag.name.empty(); tag = next_tag(html, tag.end)) {
    line += html.substr(at, tag.begin - at);
    at = tag.end;
    if (!inlines.contains(tag.name)) finish();
  }
  finish();
  return lines;
}

std::string section_of(const std::string& html, const std::string& id) {
  const std::size_t start = html.find("id=\"" + id + "\"");
  if (start == std::string::npos) return "";
  return html.substr(start, html.find("<h2", start) - start);
}

std::vector<std::string> values_of(const std::string& html, const std::string& attribute) {
  const std::string begin = " " + attribute + "=\"";
  std::vector<std::string> values;
  for (std::size_t at = html.find(begin); at != std::string::npos; at = html.find(begin, at)) {
    at += begin.size();
    values.push_back(unescaped(html.substr(at, html.find('"', at) - at)));
  }
  return values;
}

std::string never_said(const ServedPack& pack, const std::vector<std::string>& lines) {
  static std::set<std::string> checked;
  // Longest first: what people call something can hold another of its names.
  const auto longer = [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  };
  using Heard = std::set<std::string, decltype(longer)>;
  static std::map<const ServedPack*, Heard> heard_in;
  Heard& heard = heard_in.try_emplace(&pack, longer).first->second;
  if (heard.empty()) {
    heard.insert("\n");  // filled
    for_each_text(pack.knowledge(), [&](const TextAddress& address, const std::string& text) {
      if (NeverList::english().is_heard(address.str())) heard.insert(text);
    });
  }
  for (std::string line : lines) {
    if (!checked.insert(line).second) continue;
    for (const std::string& quoted : heard) {
      const std::size_t at = line.find(quoted);
      if (at != std::string::npos) line.replace(at, quoted.size(), "…");
    }
    for (const std::string_view sentence : sentences(line)) {
      if (!checked.insert(std::string(sentence)).second) continue;
      for (const NeverList::Found& never : NeverList::english().find(sentence)) {
        return never.entry->id + ": " + std::string(sentence);
      }
    }
  }
  return "";
}

}  // namespace peyer::test
