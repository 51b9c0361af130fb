// The language server from the outside: standard input, standard output, exit codes.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "program.h"
#include "support.h"

using namespace peyer;
using test::contains;
using test::run;

namespace {

std::string framed(const nlohmann::json& message) {
  const std::string body = message.dump();
  return "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

const std::string hello = framed({{"id", 1}, {"method", "initialize"}, {"params", {{"x", 1}}}});
const std::string goodbye =
    framed({{"id", 2}, {"method", "shutdown"}}) + framed({{"method", "exit"}});

}  // namespace

TEST_CASE("the language server ends when it is told to", "[program]") {
  const test::Ran ran = run({"lsp"}, hello + goodbye);
  CHECK(ran.code == 0);
  CHECK(ran.err.empty());
  CHECK(ran.out.starts_with("Content-Length: "));
  CHECK(contains(ran.out, "\"hoverProvider\":true"));
}

TEST_CASE("a client that leaves without a word ends the language server", "[program]") {
  CHECK(run({"lsp"}, hello).code == 1);
  CHECK(run({"lsp"}, "").code == 1);
  CHECK(run({"lsp"}, hello + framed({{"method", "exit"}})).code == 1);
  CHECK(run({"lsp"}, hello + "Content-Length: 1000\r\n\r\n{\"id\"").code == 1);
}

TEST_CASE("rubbish between messages does not stop the language server", "[program]") {
  const test::Ran ran = run({"lsp"}, "hello\n\n" + hello + "Content-Length: -7\r\n\r\n" +
                                         "Content-Length: 4\r\n\r\n{{{{" + goodbye);
  CHECK(ran.code == 0);
  CHECK(contains(ran.out, "-32700"));
}

TEST_CASE("the log of the language server tells what was asked, and no text", "[program]") {
  const test::ScratchFolder folder;
  const nlohmann::json document = {{"uri", "file:///nowhere/secret.yaml"}, {"text", "secret: x"}};
  const std::string open =
      framed({{"method", "textDocument/didOpen"}, {"params", {{"textDocument", document}}}});
  const std::string odd = framed({{"id", 5}, {"method", "a\nsecret b"}});
  CHECK(run({"lsp", "--log", folder.file("log")}, hello + open + odd + goodbye).code == 0);
  const std::string log = test::read_text(folder.file("log"));
  CHECK(contains(log, " textDocument/didOpen "));
  CHECK_FALSE(contains(log, "secret.yaml"));
  CHECK_FALSE(contains(log, "secret: x"));
  CHECK_FALSE(contains(log, "\nsecret"));
  CHECK(run({"lsp", "--log", folder.path()}, hello + goodbye).code == 2);
}
