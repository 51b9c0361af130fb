#include "web/embed.h"

#include <nlohmann/json.hpp>

#include "knowledge/phrases/phrases.h"

namespace peyer {
namespace {

constexpr std::string_view blank = "TITLE;";  // stands where the frame's name belongs

std::string script() {
  std::string text = embed_files().front().text;
  const std::string title = nlohmann::json(Phrases::english()("embed.title")).dump();
  text.replace(text.find(blank), blank.size(), title + ";");
  return text;
}

}  // namespace

std::optional<HttpReply> Embed::answer(const HttpRequest& request) const {
  if (request.path != "/embed" && request.path != "/embed.js") return std::nullopt;
  HttpReply reply;
  if (request.method != "GET") {
    reply.status = 405;
    reply.headers.emplace_back("Allow", "GET, HEAD");
    return reply;
  }
  // The first page is the same in a frame as on a screen; a place of its own for the frame leaves
  // room for another.
  if (request.path == "/embed") return see_other("/");
  reply.type = "text/javascript; charset=utf-8";
  reply.body = script();
  // Other sites name it without a version.
  reply.headers.emplace_back("Cache-Control", "public, max-age=3600");
  reply.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
  return reply;
}

}  // namespace peyer
