#include "web/api.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <exception>
#include <memory>
#include <utility>
#include <variant>

#include "engine/consultation.h"
#include "engine/counterfactual.h"
#include "engine/explanation.h"
#include "engine/inquiry.h"
#include "engine/to_json.h"
#include "knowledge/diagnostic.h"
#include "knowledge/phrases/phrases.h"
#include "web/api_catalogue.h"
#include "web/api_requests.h"
#include "web/openapi.h"
#include "web/problem.h"
#include "web/routes.h"
#include "web/strict_json.h"

namespace peyer {

// A request on its way through a route.
struct Api::Call {
  const HttpRequest& request;
  std::vector<std::string> captures;  // what stands for the {names} of the path
  std::shared_ptr<const ServedPack> pack;
  LocaleId locale;                    // of the query, where one is allowed
  const Collection* items = nullptr;  // of the path, for the catalogue
};

struct Api::Route {
  std::string method, path;
  HttpReply (Api::*handler)(const Call&) const;
  std::vector<std::string> parameters;  // of the query
  std::string type = json_type;         // of what it gives
  const Collection* items = nullptr;
};

namespace {

const Phrases& phrases() {
  return Phrases::english();
}

std::string as_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

HttpReply json_reply(const Json& json) {
  HttpReply reply;
  reply.type = json_type;
  reply.body = as_text(json);
  return reply;
}

HttpReply refusal(int status, const char* key, std::vector<RequestMistake> mistakes = {}) {
  return problem_reply({status, phrases()(key), std::move(mistakes)});
}

std::string trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  std::string out(text);
  return out;
}

std::string in_small_letters(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::vector<std::string> parts_of(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// Whether an Accept header takes a type. What is nearest to the type decides, as RFC 9110 has it:
// "text/html, */*;q=0" takes no JSON.
bool accepts(std::string_view header, std::string_view type) {
  if (trimmed(header).empty()) return true;
  const std::string family = std::string(type.substr(0, type.find('/'))) + "/*";
  int nearest = 0;
  bool taken = false;
  for (const std::string& range : parts_of(header, ',')) {
    const std::vector<std::string> parts = parts_of(in_small_letters(range), ';');
    const int near = parts[0] == type ? 3 : parts[0] == family ? 2 : parts[0] == "*/*" ? 1 : 0;
    if (near <= nearest) continue;
    nearest = near;
    taken = std::none_of(parts.begin() + 1, parts.end(), [](const std::string& part) {
      return part.starts_with("q=") && std::strtod(part.c_str() + 2, nullptr) <= 0;
    });
  }
  return taken;
}

// Whether a Content-Type is JSON in UTF-8.
bool is_json(std::string_view header) {
  const std::vector<std::string> parts = parts_of(in_small_letters(std::string(header)), ';');
  if (parts[0] != json_type) return false;
  return std::all_of(parts.begin() + 1, parts.end(), [](const std::string& part) {
    return !part.starts_with("charset=") || part == "charset=utf-8" || part == "charset=\"utf-8\"";
  });
}

// A strong one: equal tags, equal bytes.
std::string etag_of(const std::string& what) {
  std::array<unsigned char, 16> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(what.data()),
                     what.size(), nullptr, 0);
  std::array<char, 2 * hash.size() + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return '"' + std::string(hex.data()) + '"';
}

// Whether If-None-Match names the tag. A proxy may have made it a weak one on the way.
bool is_known(std::string_view header, const std::string& tag) {
  const std::vector<std::string> known = parts_of(header, ',');
  return std::any_of(known.begin(), known.end(), [&](const std::string& one) {
    return one == "*" || one == tag || one == "W/" + tag;
  });
}

// What changes only with the program and the pack: may be kept, for a minute without asking.
HttpReply public_reply(const HttpRequest& request, const std::string& tag, auto make) {
  HttpReply reply;
  if (is_known(request.header("if-none-match"), tag)) {
    reply.status = 304;
    reply.type.clear();
  } else {
    reply = make();
  }
  reply.headers.emplace_back("ETag", tag);
  reply.headers.emplace_back("Cache-Control", "public, max-age=60");
  return reply;
}

std::variant<Json, HttpReply> body_of(const HttpRequest& request) {
  StrictJson read = read_strict_json(request.body);
  if (!read.value) return refusal(400, "api.not_json", std::move(read.mistakes));
  return std::move(*read.value);
}

// Parameters that the route does not have, or that stand twice.
std::vector<RequestMistake> mistakes_in_query(const HttpRequest& request,
                                              const std::vector<std::string>& known) {
  std::vector<RequestMistake> mistakes;
  for (const auto& field : request.fields) {
    const std::string& name = field.first;
    if (mistakes.size() == 10) break;
    const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
    const bool told = std::any_of(mistakes.begin(), mistakes.end(),
                                  [&](const auto& one) { return one.parameter == name; });
    if (told) continue;
    if (!is_known) {
      mistakes.push_back({std::nullopt, name.substr(0, 80), "unknown-parameter",
                          phrases()("api.query.unknown"), ""});
    } else if (request.all_fields(name).size() > 1) {
      mistakes.push_back({std::nullopt, name, "duplicate", phrases()("api.query.duplicate"), ""});
    }
  }
  return mistakes;
}

Json why_next(const Consultation& visit) {
  Json reasons = Json::array();
  if (!visit.outcome().next) return reasons;
  for (const QuestionId& question : visit.outcome().next->questions) {
    reasons.push_back(to_json(why(visit, question)));
  }
  return reasons;
}

// A proof with what it cites in full; or that there is nothing to prove.
Json proof_to_json(const KnowledgeBase& pack, const std::optional<ProofNode>& proof) {
  Json json = {{"holds", proof.has_value()}, {"proof", nullptr}, {"sources", Json::array()}};
  if (!proof) return json;
  json["proof"] = to_json(*proof);
  for (const SourceId& id : sources_of(*proof)) {
    json["sources"].push_back(to_json(*find_by_id(pack.sources, id)));
  }
  return json;
}

std::optional<ProofNode> proof_of(const Consultation& visit, const Target& target) {
  if (const auto* finding = std::get_if<FindingId>(&target)) return how(visit, *finding);
  if (const auto* advice = std::get_if<AdviceId>(&target)) return how(visit, *advice);
  return how_triage(visit);
}

WhyNot why_not_rule(const Consultation& visit, const RuleId& rule) {
  WhyNot why_not;
  if (auto one = attempt(visit, rule)) {
    why_not.concluded = one->missing == 0 && one->open == 0;
    if (!why_not.concluded) why_not.attempts.push_back(std::move(*one));
  }
  return why_not;
}

// Writes what each of the five explains: its name, and what it comes to.
struct Explainer {
  const Consultation& visit;

  std::pair<const char*, Json> operator()(const AskHow& ask) const {
    return {"how", proof_to_json(visit.knowledge(), proof_of(visit, ask.target))};
  }

  std::pair<const char*, Json> operator()(const AskWhy& ask) const {
    return {"why", to_json(why(visit, ask.question))};
  }

  std::pair<const char*, Json> operator()(const AskWhyNot& ask) const {
    const auto* finding = std::get_if<FindingId>(&ask.about);
    return {"why-not",
            to_json(finding != nullptr ? why_not(visit, *finding)
                                       : why_not_rule(visit, std::get<RuleId>(ask.about)))};
  }

  std::pair<const char*, Json> operator()(const AskWhatIf& ask) const {
    return {"what-if", to_json(what_if(visit, ask.changes))};
  }

  std::pair<const char*, Json> operator()(const AskWhatMatters& ask) const {
    return {"what-matters", to_json(visit.knowledge(), what_matters(visit, ask.target))};
  }
};

// Null for a pack without locales.
Json named(const LocaleId& locale) {
  return locale.empty() ? Json(nullptr) : Json(locale.str());
}

const LocaleId& locale_or_first(const ServedPack& pack, const LocaleId& locale) {
  return locale.empty() ? pack.first() : locale;
}

HttpReply answer_to(const ServedPack& pack, const AskRequest& request) {
  const Engine& engine = pack.engine(request.locale);
  std::optional<Inquiry> before;
  for (const std::string& words : request.before) {
    before = engine.understanding().read(words, before ? &*before : nullptr);
  }
  return json_reply(answer_to_json(engine.knowledge(),
                                   ask(engine, request.question, before ? &*before : nullptr)));
}

}  // namespace

const std::vector<Api::Route>& Api::routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> routes = {
        {"POST", "/v1/consult", &Api::consult, {}},
        {"POST", "/v1/explain", &Api::explain, {}},
        {"GET", "/v1/ask", &Api::ask_in_query, {"q", "locale"}},
        {"POST", "/v1/ask", &Api::ask_in_body, {}},
        {"GET", "/openapi.json", &Api::description, {}},
        {"GET", "/healthz", &Api::health, {}},
        {"GET", "/version", &Api::version, {}},
        {"GET", "/metrics", &Api::metrics, {}, "text/plain"},
    };
    for (const Collection& items : collections()) {
      const std::string path = "/v1/" + std::string(items.name);
      routes.push_back({"GET", path, &Api::list, {"locale"}, json_type, &items});
      routes.push_back({"GET", path + "/{id}", &Api::item, {"locale"}, json_type, &items});
    }
    return routes;
  }();
  return all;
}

std::vector<Api::Operation> Api::operations() {
  std::vector<Operation> all;
  for (const Route& route : routes()) all.push_back({route.method, route.path});
  return all;
}

Api::Api(const PackShelf& shelf, const SiteOptions& options, const Metrics& metrics,
         std::function<std::size_t()> journeys)
    : shelf_(shelf),
      options_(options),
      metrics_(metrics),
      journeys_(std::move(journeys)),
      replies_(kept_replies_bytes, kept_replies_life) {}

std::optional<HttpReply> Api::answer(const HttpRequest& request) const {
  const std::string_view path = request.path;
  const bool is_ours = path == "/v1" || path.starts_with("/v1/") ||
                       std::any_of(routes().begin(), routes().end(),
                                   [&](const Route& route) { return route.path == path; });
  if (!is_ours) return std::nullopt;
  HttpReply reply;
  try {
    reply = reply_to(request);
  } catch (const std::exception&) {
    // What went wrong inside is nobody's business outside.
    reply = refusal(500, "api.broken");
  }
  add_cors(request, reply);
  return reply;
}

HttpReply Api::reply_to(const HttpRequest& request) const {
  std::string allow;
  for (const Route& route : routes()) {
    auto captures = match_route(route.path, request.path);
    if (!captures) continue;
    if (route.method == request.method) return call(route, request, std::move(*captures));
    allow += route.method == "GET" ? "GET, HEAD, " : route.method + ", ";
  }
  if (allow.empty()) return refusal(404, "api.no_such_path");
  allow += "OPTIONS";
  if (request.method == "OPTIONS") return options(request, allow);
  HttpReply reply = refusal(405, "api.method");
  reply.headers.emplace_back("Allow", allow);
  return reply;
}

HttpReply Api::call(const Route& route, const HttpRequest& request,
                    std::vector<std::string> captures) const {
  if (!accepts(request.header("accept"), route.type)) {
    return problem_reply({406, phrases()("api.accept", {{"type", route.type}}), {}});
  }
  // Before its fields are looked at: a form's are its body.
  if (route.method == "POST" && !is_json(request.header("content-type"))) {
    return refusal(415, "api.media_type");
  }
  std::vector<RequestMistake> mistakes = mistakes_in_query(request, route.parameters);
  Call call{request, std::move(captures), shelf_.pack(), {}, route.items};
  const bool takes_locale = !route.parameters.empty();
  if (const auto locale = request.field("locale"); locale && takes_locale) {
    call.locale = LocaleId(std::string(*locale));
    if (auto mistake = mistake_in_locale(call.pack->knowledge(), call.locale.str())) {
      mistakes.push_back(std::move(*mistake));
    }
  }
  if (!mistakes.empty()) return refusal(400, "api.query.wrong", std::move(mistakes));
  return route.method == "POST" ? call_with_body(route, call) : (this->*route.handler)(call);
}

HttpReply Api::call_with_body(const Route& route, const Call& call) const {
  const std::string& body = call.request.body;
  if (body.size() > longest_body) {
    return problem_reply(
        {413, phrases()("api.too_large", {{"n", std::to_string(longest_body)}}), {}});
  }
  const PackInfo& pack = call.pack->knowledge().pack;
  const ReplyCache::Key key =
      replies_.key_of({pack.hash, pack.version, call.pack->first().str(), route.path, body});
  if (auto kept = replies_.find(key)) {
    HttpReply reply;
    reply.type = json_type;
    reply.body = std::move(*kept);
    return reply;
  }
  HttpReply reply = (this->*route.handler)(call);
  if (reply.status == 200) replies_.put(key, reply.body);
  return reply;
}

// What may be done with a path; and, asked by a browser, whether a page of another origin may.
HttpReply Api::options(const HttpRequest& request, const std::string& allow) const {
  HttpReply reply;
  reply.status = 204;
  reply.type.clear();
  reply.headers.emplace_back("Allow", allow);
  if (!request.header("access-control-request-method").empty()) {
    reply.headers.emplace_back("Access-Control-Allow-Methods", allow);
    reply.headers.emplace_back("Access-Control-Allow-Headers", "content-type, if-none-match");
    reply.headers.emplace_back("Access-Control-Max-Age", "600");
  }
  return reply;
}

// Never "*", and never with credentials: only origins that the operator named, word for word.
void Api::add_cors(const HttpRequest& request, HttpReply& reply) const {
  const auto& origins = options_.api_origins;
  const std::string origin(request.header("origin"));
  const bool allowed = std::find(origins.begin(), origins.end(), origin) != origins.end();
  if (!origins.empty()) reply.headers.emplace_back("Vary", "Origin");
  if (allowed) {
    reply.headers.emplace_back("Access-Control-Allow-Origin", origin);
    reply.headers.emplace_back("Access-Control-Expose-Headers", "ETag");
    return;
  }
  std::erase_if(reply.headers,
                [](const auto& header) { return header.first.starts_with("Access-Control-"); });
}

HttpReply Api::consult(const Call& call) const {
  auto body = body_of(call.request);
  if (auto* refused = std::get_if<HttpReply>(&body)) return std::move(*refused);
  auto read = read_consult(std::get<Json>(body), call.pack->knowledge());
  if (!read.request) return refusal(422, "api.wrong", std::move(read.mistakes));
  const Consultation visit(call.pack->engine(read.request->locale),
                           std::move(read.request->answers));
  Json json;
  json["locale"] = named(locale_or_first(*call.pack, read.request->locale));
  json["outcome"] = outcome_to_json(visit);
  json["why_next"] = why_next(visit);
  return json_reply(json);
}

HttpReply Api::explain(const Call& call) const {
  auto body = body_of(call.request);
  if (auto* refused = std::get_if<HttpReply>(&body)) return std::move(*refused);
  auto read = read_explain(std::get<Json>(body), call.pack->knowledge());
  if (!read.request) return refusal(422, "api.wrong", std::move(read.mistakes));
  const Consultation visit(call.pack->engine(read.request->locale),
                           std::move(read.request->answers));
  auto [ask, answer] = std::visit(Explainer{visit}, read.request->ask);
  Json json;
  json["locale"] = named(locale_or_first(*call.pack, read.request->locale));
  json["ask"] = ask;
  json["answer"] = std::move(answer);
  return json_reply(json);
}

HttpReply Api::ask_in_query(const Call& call) const {
  AskRequest request;
  request.question = call.request.field("q").value_or("");
  request.locale = call.locale;
  if (auto mistake = mistake_in_question(request.question)) {
    return refusal(400, "api.query.wrong", {std::move(*mistake)});
  }
  return answer_to(*call.pack, request);
}

HttpReply Api::ask_in_body(const Call& call) const {
  auto body = body_of(call.request);
  if (auto* refused = std::get_if<HttpReply>(&body)) return std::move(*refused);
  auto read = read_ask(std::get<Json>(body), call.pack->knowledge());
  if (!read.request) return refusal(422, "api.wrong", std::move(read.mistakes));
  return answer_to(*call.pack, *read.request);
}

HttpReply Api::list(const Call& call) const {
  const LocaleId& locale = locale_or_first(*call.pack, call.locale);
  const std::string name(call.items->name);
  const PackInfo& info = call.pack->knowledge().pack;
  const std::string tag =
      etag_of(info.hash + '\n' + program_version() + '\n' + locale.str() + '\n' + name);
  return public_reply(call.request, tag, [&] {
    const KnowledgeBase& pack = call.pack->engine(locale).knowledge();
    Json json;
    json["pack"] = to_json(pack.pack);
    json["locale"] = named(locale);
    json[name] = call.items->list(pack);
    return json_reply(json);
  });
}

HttpReply Api::item(const Call& call) const {
  const LocaleId& locale = locale_or_first(*call.pack, call.locale);
  const std::string& id = call.captures.front();
  const KnowledgeBase& pack = call.pack->engine(locale).knowledge();
  const std::optional<Json> item = call.items->item(pack, id);
  if (!item) {
    const std::string near = id.size() > longest_asked ? "" : closest(id, call.items->ids(pack));
    return refusal(404, "api.no_such_item",
                   {{std::nullopt, "id", "unknown-id", phrases()("api.body.unknown_name"),
                     near.empty() ? "" : phrases()("api.did_you_mean", {{"name", near}})}});
  }
  const std::string tag = etag_of(pack.pack.hash + '\n' + program_version() + '\n' + locale.str() +
                                  '\n' + std::string(call.items->name) + '\n' + id);
  return public_reply(call.request, tag, [&] { return json_reply(*item); });
}

HttpReply Api::description(const Call& call) const {
  static const std::string text = as_text(openapi());
  return public_reply(call.request, etag_of(text), [&] {
    HttpReply reply;
    reply.type = json_type;
    reply.body = text;
    return reply;
  });
}

HttpReply Api::health(const Call& call) const {
  try {
    call.pack->engine().consult({}, Agenda::left);
  } catch (const std::exception&) {
    return refusal(503, "api.unwell");
  }
  return json_reply({{"status", "ok"}});
}

HttpReply Api::version(const Call& call) const {
  return json_reply({{"program", "peyer"},
                     {"version", program_version()},
                     {"pack", info_to_json(call.pack->knowledge())}});
}

HttpReply Api::metrics(const Call& call) const {
  HttpReply reply;
  reply.type = "text/plain; version=0.0.4; charset=utf-8";
  reply.body = metrics_.text(call.pack->knowledge().pack, journeys_());
  return reply;
}

}  // namespace peyer
