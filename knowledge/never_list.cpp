#include "knowledge/never_list.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

#include "knowledge/embedded_file.h"

namespace peyer {

const std::vector<EmbeddedFile>& never_list_files();  // see CMakeLists.txt

namespace {

struct Span {
  std::size_t start = 0, end = 0;
};

// A compiled pattern of the Perl kind: std::regex would take seconds over a pack.
class Pattern {
 public:
  explicit Pattern(const std::string& text) {
    int error = 0;
    PCRE2_SIZE at = 0;
    code_.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                              PCRE2_DOLLAR_ENDONLY, &error, &at, nullptr));
    if (code_ == nullptr) {
      throw std::runtime_error("a malformed pattern, at " + std::to_string(at) + ": " + text);
    }
    pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE);  // slower without, but the same
  }

  std::optional<Span> search(std::string_view text, std::size_t from = 0) const {
    // Room for where the whole match is: nobody asks for its groups.
    thread_local const std::unique_ptr<pcre2_match_data, MatchFree> match(
        pcre2_match_data_create(1, nullptr));
    const int found = pcre2_match(code_.get(), reinterpret_cast<PCRE2_SPTR>(text.data()),
                                  text.size(), from, 0, match.get(), nullptr);
    if (found < 0) return std::nullopt;
    const PCRE2_SIZE* ends = pcre2_get_ovector_pointer(match.get());
    return Span{ends[0], ends[1]};
  }

 private:
  struct CodeFree {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
  };

  struct MatchFree {
    void operator()(pcre2_match_data* match) const { pcre2_match_data_free(match); }
  };

  std::unique_ptr<pcre2_code, CodeFree> code_;
};

struct Allow {
  enum class Where { before, after, sentence };

  Where where = Where::sentence;
  Pattern pattern;
};

struct Forbidding {
  std::vector<Pattern> forbids;
  std::vector<Allow> allows;
};

// <name> in a pattern, replaced by what the file says it stands for.
std::string spelt_out(std::string pattern, const YAML::Node& words) {
  for (const auto& word : words) {
    std::string name = "<";
    name.append(word.first.as<std::string>()).append(">");
    for (std::size_t at = pattern.find(name); at != std::string::npos; at = pattern.find(name)) {
      pattern.replace(at, name.size(), word.second.as<std::string>());
    }
  }
  return pattern;
}

Pattern pattern_of(const YAML::Node& node, const YAML::Node& words) {
  return Pattern(spelt_out(node.as<std::string>(), words));
}

Allow allow_of(const YAML::Node& node, const YAML::Node& words) {
  if (!node["why"]) throw std::runtime_error("an exception without a reason");
  if (node["before"]) return {Allow::Where::before, pattern_of(node["before"], words)};
  if (node["after"]) return {Allow::Where::after, pattern_of(node["after"], words)};
  return {Allow::Where::sentence, pattern_of(node["sentence"], words)};
}

bool allowed(const Forbidding& never, std::string_view sentence, const Span& found) {
  return std::any_of(never.allows.begin(), never.allows.end(), [&](const Allow& allow) {
    std::string_view where = sentence;
    if (allow.where == Allow::Where::before) where = sentence.substr(0, found.start);
    if (allow.where == Allow::Where::after) where = sentence.substr(found.end);
    return allow.pattern.search(where).has_value();
  });
}

// What a pattern forbids in a flattened sentence. What is allowed once hides nothing behind it.
std::string forbidden(const Forbidding& never, const Pattern& pattern, std::string_view sentence) {
  for (auto found = pattern.search(sentence); found;) {
    if (!allowed(never, sentence, *found)) {
      return std::string(sentence.substr(found->start, found->end - found->start));
    }
    const std::size_t next = std::max(found->end, found->start + 1);
    if (next >= sentence.size()) break;
    found = pattern.search(sentence, next);
  }
  return "";
}

// In small letters, with straight quotes and hyphens, and spaces instead of line breaks.
std::string flattened(std::string_view sentence) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> signs = {
      {{"“", '"'}, {"”", '"'}, {"–", '-'}, {"—", '-'}, {"’", '\''}}};
  std::string out;
  for (std::size_t at = 0; at < sentence.size(); ++at) {
    const char c = sentence[at];
    const auto sign = std::find_if(signs.begin(), signs.end(), [&](const auto& candidate) {
      return sentence.substr(at).starts_with(candidate.first);
    });
    if (sign != signs.end()) {
      out += sign->second;
      at += sign->first.size() - 1;
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else {
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

}  // namespace

struct NeverList::Patterns {
  std::vector<Entry> entries;
  std::vector<Forbidding> forbidding;  // one for each entry
  std::vector<Pattern> heard;
};

NeverList::NeverList(const std::string& yaml) : patterns_(std::make_unique<Patterns>()) {
  const YAML::Node file = YAML::Load(yaml);
  const YAML::Node words = file["words"];
  for (const auto& node : file["never"]) {
    Forbidding forbidding;
    for (const auto& one : node["forbids"]) forbidding.forbids.push_back(pattern_of(one, words));
    for (const auto& one : node["allows"]) forbidding.allows.push_back(allow_of(one, words));
    patterns_->entries.push_back({node["id"].as<std::string>(), node["rule"].as<std::string>(),
                                  node["examples"].as<std::vector<std::string>>(),
                                  node["near_misses"].as<std::vector<std::string>>(),
                                  forbidding.forbids.size()});
    patterns_->forbidding.push_back(std::move(forbidding));
  }
  for (const auto& node : file["heard"]) {
    patterns_->heard.push_back(pattern_of(node["address"], words));
  }
}

NeverList::~NeverList() = default;

const NeverList& NeverList::english() {
  static const NeverList list(never_list_files().front().text);
  return list;
}

const std::vector<NeverList::Entry>& NeverList::entries() const {
  return patterns_->entries;
}

bool NeverList::is_heard(const std::string& address) const {
  return std::any_of(patterns_->heard.begin(), patterns_->heard.end(),
                     [&](const Pattern& pattern) { return pattern.search(address).has_value(); });
}

std::vector<NeverList::Found> NeverList::find(std::string_view sentence) const {
  std::vector<Found> all;
  const std::string flat = flattened(sentence);
  for (std::size_t i = 0; i < patterns_->entries.size(); ++i) {
    const Forbidding& never = patterns_->forbidding[i];
    for (const Pattern& pattern : never.forbids) {
      std::string part = forbidden(never, pattern, flat);
      if (part.empty()) continue;
      all.push_back({&patterns_->entries[i], std::move(part)});
      break;
    }
  }
  return all;
}

std::string NeverList::forbidden_part(std::size_t entry, std::size_t pattern,
                                      std::string_view sentence) const {
  const Forbidding& never = patterns_->forbidding.at(entry);
  return forbidden(never, never.forbids.at(pattern), flattened(sentence));
}

}  // namespace peyer
