#include "cli/workbench/message_stream.h"

#include <catch2/catch.hpp>

namespace peyer {
namespace {

TEST_CASE("messages are read whole, however the bytes come") {
  MessageReader reader;
  std::string read;
  for (const char c : framed("{\"a\":1}") + framed("{}")) {
    reader.feed({&c, 1});
    while (const auto body = reader.next()) read += *body + ";";
  }
  CHECK(read == "{\"a\":1};{};");
}

TEST_CASE("further headers are stepped over, and names are taken in any case") {
  MessageReader reader;
  reader.feed(
      "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: 2\r\n\r\n{}");
  CHECK(reader.next() == "{}");
}

TEST_CASE("what is no header costs no more than itself") {
  MessageReader reader;
  reader.feed("hello\r\n\r\n" + framed("{}"));
  CHECK(reader.next() == "{}");
  reader.feed("GET / HTTP/1.1\r\n" + framed("[]"));
  CHECK(reader.next() == "[]");
}

TEST_CASE("a length that is none is refused, and what follows is read") {
  for (const char* length : {"-5", "many", "", "99999999999999999999999"}) {
    MessageReader reader;
    reader.feed("Content-Length: " + std::string(length) + "\r\n\r\n" + framed("{}"));
    CHECK(reader.next() == "");
    CHECK(reader.next() == "{}");
  }
}

TEST_CASE("a message that is too long is skipped") {
  MessageReader reader;
  reader.feed("Content-Length: " + std::to_string(longest_message + 1) + "\r\n\r\n");
  CHECK(reader.next() == "");
  const std::string chunk(1024 * 1024, 'x');
  for (std::size_t fed = 0; fed < longest_message; fed += chunk.size()) {
    reader.feed(chunk);
    CHECK_FALSE(reader.next());
  }
  reader.feed("x" + framed("{}"));
  CHECK(reader.next() == "{}");
}

TEST_CASE("a line without an end does not fill the memory") {
  MessageReader reader;
  for (int i = 0; i < 100; ++i) {
    reader.feed(std::string(1000, 'x'));
    CHECK_FALSE(reader.next());
  }
  reader.feed("\r\n" + framed("{}"));
  CHECK(reader.next() == "{}");
}

}  // namespace
}  // namespace peyer
