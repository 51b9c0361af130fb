#include "engine/bibliography.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/citation.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

constexpr std::string_view et_al = "et al.";
constexpr std::size_t most_initials = 4;

bool cites(const Cite& cite, const SourceId& id) {
  return std::any_of(cite.begin(), cite.end(), [&](const auto& one) { return one.value == id; });
}

template <typename Item>
std::size_t count_citing(const std::vector<Item>& items, const SourceId& id) {
  return static_cast<std::size_t>(std::count_if(
      items.begin(), items.end(), [&](const Item& item) { return cites(item.cite, id); }));
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '\x7F';
}

// On one line, with single spaces: each format has lines that mean something.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || is_control(c);
    if (!space) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::vector<std::string> split(std::string_view text, std::string_view at) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = std::min(text.find(at), text.size());
    if (std::string part = one_line(text.substr(0, end)); !part.empty()) {
      parts.push_back(std::move(part));
    }
    if (end == text.size()) return parts;
    text.remove_prefix(end + at.size());
  }
}

bool are_initials(std::string_view text) {
  return !text.empty() && text.size() <= most_initials &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

AuthorName author(const std::string& name) {
  const std::size_t blank = name.rfind(' ');
  if (blank == std::string::npos || !are_initials(std::string_view(name).substr(blank + 1))) {
    return {name, ""};
  }
  return {name.substr(0, blank), name.substr(blank + 1)};
}

bool names_others(const Source& source) {
  return one_line(source.authors).ends_with(et_al);
}

// "1516" and "1526" of "1516-1526"; an article number has no end.
std::pair<std::string, std::string> first_and_last(const std::string& pages) {
  const std::size_t dash = pages.find('-');
  if (dash == std::string::npos) return {pages, ""};
  return {pages.substr(0, dash), pages.substr(dash + 1)};
}

bool is_web_page(const Source& source) {
  return source.type == "public-health-page" || source.type == "extension-page";
}

// What somebody who imports the record must know about it.
std::string remark(const Source& source) {
  return source.verified == "stored-copy" ? "" : Phrases::english()("sources.from_memory");
}

// ---- BibTeX

// Characters that TeX reads as its own. Braces are spelt out: BibTeX counts them even behind a
// backslash.
std::string tex(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    switch (c) {
      case '\\':
        out += "\\textbackslash{}";
        break;
      case '{':
        out += "\\textbraceleft{}";
        break;
      case '}':
        out += "\\textbraceright{}";
        break;
      case '~':
        out += "\\textasciitilde{}";
        break;
      case '^':
        out += "\\textasciicircum{}";
        break;
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
        out += '\\';
        out += c;
        break;
      default:
        out += c;
    }
  }
  return out;
}

// For fields that are read as they stand (addresses): what would unbalance the entry is encoded.
std::string verbatim(std::string_view text) {
  std::string out;
  for (const char c : one_line(text)) {
    if (c == '{' || c == '}' || c == '\\' || c == ' ') {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

// Styles may change the case of a title, but not of names in it: words with a capital anywhere, the
// first word's first letter apart, stand in braces.
std::string tex_title(const std::string& title) {
  std::string out;
  for (const std::string& word : split(one_line(title), " ")) {
    const std::size_t from = out.empty() ? 1 : 0;
    const bool name = std::any_of(word.begin() + static_cast<std::ptrdiff_t>(from), word.end(),
                                  [](char c) { return c >= 'A' && c <= 'Z'; });
    out += out.empty() ? "" : " ";
    out += name ? "{" + tex(word) + "}" : tex(word);
  }
  return out;
}

// "A. M." of "AM", so that styles see two initials.
std::string spaced(const std::string& initials) {
  std::string out;
  for (const char c : initials) {
    if (!out.empty()) out += ' ';
    out += c;
    out += '.';
  }
  return out;
}

std::string tex_authors(const Source& source) {
  std::string out;
  const auto add = [&](const std::string& name) { out += (out.empty() ? "" : " and ") + name; };
  for (const AuthorName& one : authors_of(source)) {
    add(one.given.empty() ? "{" + tex(one.family) + "}"
                          : tex(one.family) + ", " + spaced(one.given));
  }
  if (out.empty()) return source.body.empty() ? "" : "{" + tex(source.body) + "}";
  if (names_others(source)) add("others");
  return out;
}

std::string_view entry_type(const Source& source) {
  if (!source.journal.empty()) return "article";
  if (source.type == "textbook") return "book";
  if (source.type == "guideline") return "techreport";
  return "misc";
}

std::string bibtex_entry(const Source& source) {
  const std::string_view type = entry_type(source);
  std::string out = fmt::format("@{}{{{}", type, source.id.str());
  const auto add = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out += fmt::format(",\n  {} = {{{}}}", key, value);
  };
  add("author", tex_authors(source));
  add("title", tex_title(source.title));
  add("journal", tex(source.journal));
  if (type == "techreport") {
    add("institution", tex(source.body));
  } else if (type == "book") {
    add("publisher", tex(source.body));
  } else if (!source.authors.empty()) {
    add("organization", tex(source.body));
  }
  if (source.year) add("year", std::to_string(*source.year));
  add("volume", tex(source.volume));
  add("number", tex(source.issue.empty() ? source.code : source.issue));
  const auto [first, last] = first_and_last(source.pages);
  add("pages", tex(first) + (last.empty() ? "" : "--" + tex(last)));
  add("doi", verbatim(source.doi));
  add("pmid", tex(source.pmid));
  add("url", verbatim(address(source)));
  add("note", tex(remark(source)));
  return out + "\n}\n";
}

// ---- RIS

std::string_view ris_type(const Source& source) {
  if (!source.journal.empty()) return "JOUR";
  if (source.type == "textbook") return "BOOK";
  if (source.type == "guideline") return "RPRT";
  return is_web_page(source) ? "ELEC" : "GEN";
}

std::string ris_record(const Source& source) {
  std::string out;
  const auto add = [&](std::string_view tag, const std::string& value) {
    const std::string line = one_line(value);
    if (!line.empty()) out += fmt::format("{}  - {}\n", tag, line);
  };
  add("TY", std::string(ris_type(source)));
  add("ID", source.id.str());
  const std::vector<AuthorName> authors = authors_of(source);
  for (const AuthorName& one : authors) {
    add("AU", one.given.empty() ? one.family : one.family + ", " + spaced(one.given));
  }
  // A comma in an author's name parts family from given names, which a body does not have.
  std::string body = source.body;
  if (authors.empty()) std::erase(body, ',');
  add(authors.empty() ? "AU" : "PB", body);
  add("TI", source.title);
  add("JO", source.journal);
  if (source.year) add("PY", std::to_string(*source.year));
  add("VL", source.volume);
  add("IS", source.issue);
  const auto [first, last] = first_and_last(source.pages);
  add("SP", first);
  add("EP", last);
  add("M1", source.code);
  add("DO", source.doi);
  add("AN", source.pmid);
  add("UR", address(source));
  add("N1", remark(source));
  return out + "ER  - \n";
}

// ---- CSL

std::string_view csl_type(const Source& source) {
  if (!source.journal.empty()) return "article-journal";
  if (source.type == "textbook") return "book";
  if (source.type == "guideline") return "report";
  return is_web_page(source) ? "webpage" : "document";
}

Json csl_names(const Source& source) {
  Json names = Json::array();
  for (const AuthorName& one : authors_of(source)) {
    names.push_back(one.given.empty() ? Json{{"literal", one.family}}
                                      : Json{{"family", one.family}, {"given", one.given}});
  }
  if (names.empty() && !source.body.empty()) names.push_back({{"literal", source.body}});
  return names;
}

Json csl_item(const Source& source) {
  Json json = {{"id", source.id.str()}, {"type", csl_type(source)}};
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) json[key] = value;
  };
  if (Json names = csl_names(source); !names.empty()) json["author"] = std::move(names);
  add("title", source.title);
  add("container-title", source.journal);
  if (!source.authors.empty()) add("publisher", source.body);
  if (source.year) json["issued"] = {{"date-parts", Json::array({Json::array({*source.year})})}};
  add("volume", source.volume);
  add("issue", source.issue);
  add("page", source.pages);
  add("number", source.code);
  add("DOI", source.doi);
  add("PMID", source.pmid);
  add("URL", address(source));
  add("note", remark(source));
  return json;
}

template <typename Write>
std::string written(const std::vector<const Source*>& sources, Write write) {
  std::string out;
  for (const Source* source : sources) out += (out.empty() ? "" : "\n") + write(*source);
  return out;
}

}  // namespace

TimesCited times_cited(const KnowledgeBase& knowledge, const SourceId& id) {
  TimesCited times;
  times.links = count_citing(knowledge.links, id);
  times.rules = count_citing(knowledge.rules, id);
  times.red_flags = count_citing(knowledge.red_flags, id);
  times.advice = count_citing(knowledge.advice, id);
  times.concepts = count_citing(knowledge.concepts, id);
  times.safety_net = count_citing(knowledge.safety_net, id);
  return times;
}

std::vector<const Source*> find_sources(const KnowledgeBase& knowledge, std::string_view query) {
  const std::vector<std::string> words = split(lower(one_line(query)), " ");
  std::vector<const Source*> found;
  for (const Source& source : knowledge.sources) {
    const std::string year = source.year ? std::to_string(*source.year) : "";
    // A line each: a word must stand within one of them.
    const std::string text = lower(source.title + "\n" + source.authors + "\n" + source.body +
                                   "\n" + source.id.str() + "\n" + year);
    const bool fits = std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return text.find(word) != std::string::npos;
    });
    if (fits) found.push_back(&source);
  }
  return found;
}

std::vector<AuthorName> authors_of(const Source& source) {
  std::vector<AuthorName> authors;
  for (std::string name : split(source.authors, ",")) {
    if (name.ends_with(et_al)) name = one_line(name.substr(0, name.size() - et_al.size()));
    if (!name.empty()) authors.push_back(author(name));
  }
  return authors;
}

std::string to_bibtex(const std::vector<const Source*>& sources) {
  return written(sources, bibtex_entry);
}

std::string to_ris(const std::vector<const Source*>& sources) {
  return written(sources, ris_record);
}

Json to_csl_json(const std::vector<const Source*>& sources) {
  Json list = Json::array();
  for (const Source* source : sources) list.push_back(csl_item(*source));
  return list;
}

Json sources_to_json(const KnowledgeBase& knowledge, const std::vector<const Source*>& sources) {
  Json list = Json::array();
  for (const Source* source : sources) {
    Json json = to_json(*source);
    const TimesCited times = times_cited(knowledge, source->id);
    json["cited_by"] = {{"links", times.links},         {"rules", times.rules},
                        {"red_flags", times.red_flags}, {"advice", times.advice},
                        {"concepts", times.concepts},   {"safety_net", times.safety_net}};
    list.push_back(std::move(json));
  }
  return {{"pack", to_json(knowledge.pack)}, {"sources", std::move(list)}};
}

}  // namespace peyer
