#include "web/embed.h"

#include <catch2/catch.hpp>

using namespace peyer;

namespace {

HttpRequest asked(std::string path, std::string method = "GET") {
  HttpRequest request;
  request.path = std::move(path);
  request.method = std::move(method);
  return request;
}

}  // namespace

TEST_CASE("Other sites load the element, with the frame's name in it") {
  const HttpReply reply = *Embed().answer(asked("/embed.js"));
  CHECK(reply.status == 200);
  CHECK(reply.type.starts_with("text/javascript"));
  CHECK(reply.body.find("customElements.define(\"peyer-visit\"") != std::string::npos);
  CHECK(reply.body.find("|| \"Learn with Peyer\";") != std::string::npos);
  CHECK(reply.header("Cross-Origin-Resource-Policy") == "cross-origin");
}

TEST_CASE("A frame begins at the first page") {
  const HttpReply reply = *Embed().answer(asked("/embed"));
  CHECK(reply.status == 303);
  CHECK(reply.header("Location") == "/");
  CHECK(Embed().answer(asked("/embed", "POST"))->status == 405);
  CHECK_FALSE(Embed().answer(asked("/embedded")));
}
