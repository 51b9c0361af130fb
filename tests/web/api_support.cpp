#include "api_support.h"

#include <algorithm>
#include <memory>

#include "knowledge/loader.h"

namespace peyer::test {

namespace {

const PackShelf& shelf_of(const std::string& pack) {
  Loaded loaded = load_folder(PEYER_SOURCE_DIR "/knowledge/bases/" + pack);
  // Never taken down: tests of every order share it.
  return *new PackShelf(std::make_shared<const ServedPack>(std::move(*loaded.base), LocaleId()));
}

}  // namespace

const PackShelf& shelf_of_gut_immune() {
  static const PackShelf& shelf = shelf_of("gut-immune");
  return shelf;
}

const PackShelf& shelf_of_houseplants() {
  static const PackShelf& shelf = shelf_of("houseplants");
  return shelf;
}

HttpRequest get(std::string path, std::vector<std::pair<std::string, std::string>> fields) {
  HttpRequest request;
  request.path = std::move(path);
  request.fields = std::move(fields);
  return request;
}

HttpRequest post(std::string path, std::string body) {
  HttpRequest request;
  request.method = "POST";
  request.path = std::move(path);
  request.headers["content-type"] = "application/json";
  request.body = std::move(body);
  return request;
}

HttpRequest post_json(std::string path, const Json& body) {
  return post(std::move(path), body.dump());
}

Json answers_to_json(const KnowledgeBase& base, const Answers& answers) {
  Json json = Json::object();
  for (const auto& [id, reply] : answers.replies) {
    json[id.str()] = reply_to_json(*find_by_id(base.questions, id), reply);
  }
  return json;
}

Json json_of(const HttpReply& reply) {
  return Json::parse(reply.body);
}

std::vector<std::string> mistakes_in(const HttpReply& reply) {
  std::vector<std::string> mistakes;
  const Json json = json_of(reply);
  if (!json.contains("errors")) return mistakes;
  for (const Json& one : json["errors"]) {
    const std::string place = one.contains("pointer")     ? one["pointer"].get<std::string>()
                              : one.contains("parameter") ? one["parameter"].get<std::string>()
                                                          : "-";
    mistakes.push_back(place + " " + one["code"].get<std::string>());
  }
  std::sort(mistakes.begin(), mistakes.end());
  return mistakes;
}

}  // namespace peyer::test
