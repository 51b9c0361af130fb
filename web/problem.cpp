#include "web/problem.h"

#include "engine/to_json.h"

namespace peyer {

namespace {

// RFC 9110's names, which are the titles of problems without a type of their own (RFC 9457, 4.2.1).
const char* title_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

Json to_json(const RequestMistake& mistake) {
  Json json;
  if (mistake.pointer) json["pointer"] = *mistake.pointer;
  if (!mistake.parameter.empty()) json["parameter"] = mistake.parameter;
  json["code"] = mistake.code;
  json["detail"] = mistake.detail;
  if (!mistake.help.empty()) json["help"] = mistake.help;
  return json;
}

}  // namespace

HttpReply problem_reply(const Problem& problem) {
  Json json = {{"type", "about:blank"},
               {"title", title_of(problem.status)},
               {"status", problem.status},
               {"detail", problem.detail}};
  if (!problem.errors.empty()) {
    json["errors"] = Json::array();
    for (const RequestMistake& mistake : problem.errors) json["errors"].push_back(to_json(mistake));
  }
  HttpReply reply;
  reply.status = problem.status;
  reply.type = problem_type;
  reply.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return reply;
}

}  // namespace peyer
