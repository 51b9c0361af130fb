#include "web/api_requests.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "engine/answers_json.h"
#include "knowledge/diagnostic.h"
#include "knowledge/phrases/phrases.h"

namespace peyer {

namespace {

using Pointer = Json::json_pointer;
using Members = std::vector<std::string>;

const Phrases& phrases() {
  return Phrases::english();
}

std::string help_for(const std::string& name, const std::vector<std::string>& known) {
  const std::string near = closest(name, known);
  return near.empty() ? "" : phrases()("api.did_you_mean", {{"name", near}});
}

template <typename Items>
std::vector<std::string> names_of(const Items& items) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.id.str());
  return names;
}

std::string listed(const Members& members) {
  std::string list;
  for (const std::string& member : members) list += (list.empty() ? "" : ", ") + member;
  return list;
}

// Reads the members of a body.
class BodyReader {
 public:
  BodyReader(const Json& body, const KnowledgeBase& pack)
      : body_(body), pack_(pack), answers_(pack) {
    if (!body.is_object()) complain("", "wrong-type", phrases()("api.body.object"));
  }

  bool is_object() const { return body_.is_object(); }

  const KnowledgeBase& pack() const { return pack_; }

  const Json* find(const std::string& member) const {
    const auto found = body_.find(member);
    return found == body_.end() ? nullptr : &*found;
  }

  // Members beside these are mistakes.
  void allow(const Members& known) {
    for (const auto& [name, value] : body_.items()) {
      if (std::find(known.begin(), known.end(), name) != known.end()) continue;
      if (mistakes_.size() >= most_mistakes) return;
      if (name.size() > longest_word) {
        complain("", "unknown-member", phrases()("api.body.unknown_member"));
        continue;
      }
      const std::string near = help_for(name, known);
      complain((Pointer() / name).to_string(), "unknown-member",
               phrases()("api.body.unknown_member"),
               near.empty() ? phrases()("api.body.members", {{"names", listed(known)}}) : near);
    }
  }

  Answers answers() {
    Answers answers;
    if (const Json* replies = find("answers")) {
      answers.replies = answers_.replies(*replies, Pointer("/answers"));
    }
    if (const Json* topics = find("came_for")) {
      answers.came_for = answers_.came_for(*topics, Pointer("/came_for"));
    }
    return answers;
  }

  Changes changes() {
    const Json* changes = need("changes");
    return changes == nullptr ? Changes() : answers_.changes(*changes, Pointer("/changes"));
  }

  LocaleId locale() {
    const auto name = word("locale");
    if (!name) return {};
    if (auto mistake = mistake_in_locale(pack_, *name)) {
      mistake->parameter.clear();
      mistake->pointer = "/locale";
      mistakes_.push_back(std::move(*mistake));
      return {};
    }
    return LocaleId(*name);
  }

  // The id in this member, of one of `items`; nothing, with a mistake, when it is none.
  template <typename IdType, typename Items>
  std::optional<IdType> id(const std::string& member, const Items& items) {
    const auto name = word(member);
    if (!name) return std::nullopt;
    if (const auto* item = find_by_id(items, IdType(*name))) return item->id;
    unknown(member, *name, names_of(items));
    return std::nullopt;
  }

  void unknown(const std::string& member, const std::string& name, const Members& known) {
    complain("/" + member, "unknown-" + member, phrases()("api.body.unknown_name"),
             help_for(name, known));
  }

  // A member that is a short text; nothing when it is left out, or is none.
  std::optional<std::string> word(const std::string& member) {
    const Json* value = find(member);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) {
      complain("/" + member, "wrong-type", phrases()("api.body.string"));
      return std::nullopt;
    }
    if (value->get_ref<const std::string&>().size() > longest_word) {
      complain("/" + member, "too-long",
               phrases()("api.body.long", {{"n", std::to_string(longest_word)}}));
      return std::nullopt;
    }
    return value->get<std::string>();
  }

  const Json* need(const std::string& member) {
    const Json* value = find(member);
    if (value == nullptr) {
      complain("", "missing", phrases()("api.body.missing", {{"name", member}}));
    }
    return value;
  }

  // A question in somebody's own words.
  std::string asked(const Json& value, const std::string& pointer) {
    if (!value.is_string()) {
      complain(pointer, "wrong-type", phrases()("api.body.string"));
      return "";
    }
    auto words = value.get<std::string>();
    if (auto mistake = mistake_in_question(words)) {
      mistake->parameter.clear();
      mistake->pointer = pointer;
      mistakes_.push_back(std::move(*mistake));
    }
    return words;
  }

  void complain(std::string pointer, std::string code, std::string detail, std::string help = "") {
    mistakes_.push_back(
        {std::move(pointer), "", std::move(code), std::move(detail), std::move(help)});
  }

  // `request` is only called when nothing is wrong.
  template <typename Request, typename Make>
  RequestRead<Request> finish(Make request) {
    for (const JsonMistake& one : answers_.mistakes()) {
      mistakes_.push_back({one.pointer, "", one.code, one.message, one.help});
    }
    RequestRead<Request> read;
    if (mistakes_.empty()) read.request = request();
    read.mistakes = std::move(mistakes_);
    return read;
  }

 private:
  const Json& body_;
  const KnowledgeBase& pack_;
  JsonAnswersReader answers_;
  std::vector<RequestMistake> mistakes_;
};

const Members& common() {
  static const Members members = {"answers", "came_for", "locale", "ask"};
  return members;
}

Members with(Members members, std::initializer_list<const char*> more) {
  members.insert(members.end(), more.begin(), more.end());
  return members;
}

// A finding, an advice, or with neither the level.
Target read_target(BodyReader& body) {
  body.allow(with(common(), {"finding", "advice"}));
  const auto finding = body.id<FindingId>("finding", body.pack().findings);
  const auto advice = body.id<AdviceId>("advice", body.pack().advice);
  if (finding && advice) {
    body.complain("", "one-of", phrases()("api.body.one_of", {{"names", "finding, advice"}}));
  }
  if (finding) return *finding;
  if (advice) return *advice;
  return TriageLevelNow{};
}

AskWhy read_why(BodyReader& body) {
  body.allow(with(common(), {"question"}));
  body.need("question");
  return {body.id<QuestionId>("question", body.pack().questions).value_or(QuestionId())};
}

// Of a rule, red flag or contradiction: they share one name space.
std::optional<RuleId> read_rule(BodyReader& body) {
  const auto name = body.word("rule");
  if (!name) return std::nullopt;
  const RuleId id(*name);
  const KnowledgeBase& pack = body.pack();
  if (find_by_id(pack.rules, id) != nullptr || find_by_id(pack.red_flags, id) != nullptr ||
      find_by_id(pack.contradictions, id) != nullptr) {
    return id;
  }
  Members known = names_of(pack.rules);
  for (const RedFlag& flag : pack.red_flags) known.push_back(flag.id.str());
  for (const Contradiction& one : pack.contradictions) known.push_back(one.id.str());
  body.unknown("rule", *name, known);
  return std::nullopt;
}

AskWhyNot read_why_not(BodyReader& body) {
  body.allow(with(common(), {"finding", "rule"}));
  const bool finding_given = body.find("finding") != nullptr;
  if (finding_given == (body.find("rule") != nullptr)) {
    body.complain("", "one-of", phrases()("api.body.one_of", {{"names", "finding, rule"}}));
  }
  const auto finding = body.id<FindingId>("finding", body.pack().findings);
  const auto rule = read_rule(body);
  if (rule) return {*rule};
  return {finding.value_or(FindingId())};
}

AskWhatIf read_what_if(BodyReader& body) {
  body.allow(with(common(), {"changes"}));
  return {body.changes()};
}

decltype(ExplainRequest::ask) read_what_to_explain(BodyReader& body) {
  static const Members kinds = {"how", "why", "why-not", "what-if", "what-matters"};
  body.need("ask");
  const auto kind = body.word("ask");
  if (kind == "how") return AskHow{read_target(body)};
  if (kind == "why") return read_why(body);
  if (kind == "why-not") return read_why_not(body);
  if (kind == "what-if") return read_what_if(body);
  if (kind == "what-matters") return AskWhatMatters{read_target(body)};
  if (kind) {
    body.complain("/ask", "unknown-ask", phrases()("api.body.unknown_name"),
                  phrases()("api.body.members", {{"names", listed(kinds)}}));
  }
  return AskHow{};
}

}  // namespace

RequestRead<ConsultRequest> read_consult(const Json& json, const KnowledgeBase& pack) {
  BodyReader body(json, pack);
  ConsultRequest request;
  if (body.is_object()) {
    body.allow({"answers", "came_for", "locale"});
    request = {body.answers(), body.locale()};
  }
  return body.finish<ConsultRequest>([&] { return std::move(request); });
}

RequestRead<ExplainRequest> read_explain(const Json& json, const KnowledgeBase& pack) {
  BodyReader body(json, pack);
  ExplainRequest request;
  if (body.is_object()) {
    request.answers = body.answers();
    request.locale = body.locale();
    request.ask = read_what_to_explain(body);
  }
  return body.finish<ExplainRequest>([&] { return std::move(request); });
}

RequestRead<AskRequest> read_ask(const Json& json, const KnowledgeBase& pack) {
  BodyReader body(json, pack);
  AskRequest request;
  if (body.is_object()) {
    body.allow({"question", "before", "locale"});
    request.locale = body.locale();
    if (const Json* question = body.need("question")) {
      request.question = body.asked(*question, "/question");
    }
    if (const Json* before = body.find("before")) {
      if (!before->is_array()) {
        body.complain("/before", "wrong-type", phrases()("api.body.list"));
      } else if (before->size() > most_asked_before) {
        body.complain("/before", "too-long",
                      phrases()("api.body.many", {{"n", std::to_string(most_asked_before)}}));
      } else {
        for (std::size_t i = 0; i < before->size(); ++i) {
          request.before.push_back(body.asked((*before)[i], "/before/" + std::to_string(i)));
        }
      }
    }
  }
  return body.finish<AskRequest>([&] { return std::move(request); });
}

std::optional<RequestMistake> mistake_in_question(const std::string& words) {
  RequestMistake mistake;
  mistake.parameter = "q";
  if (words.size() > longest_asked) {
    mistake.code = "too-long";
    mistake.detail = phrases()("api.body.long", {{"n", std::to_string(longest_asked)}});
    return mistake;
  }
  const auto is_blank = [](unsigned char c) { return c <= ' '; };
  if (std::all_of(words.begin(), words.end(), is_blank)) {
    mistake.code = "missing";
    mistake.detail = phrases()("api.ask.empty");
    return mistake;
  }
  return std::nullopt;
}

std::optional<RequestMistake> mistake_in_locale(const KnowledgeBase& pack,
                                                const std::string& name) {
  if (find_by_id(pack.locales, LocaleId(name)) != nullptr) return std::nullopt;
  RequestMistake mistake;
  mistake.parameter = "locale";
  mistake.code = "unknown-locale";
  mistake.detail = phrases()("api.body.unknown_name");
  mistake.help = phrases()("api.body.members", {{"names", listed(names_of(pack.locales))}});
  return mistake;
}

}  // namespace peyer
