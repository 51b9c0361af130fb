// What is wrong with a request, for the program that sent it: application/problem+json (RFC 9457).
// Every mistake is told at once, each with its place and, where there is one, its cure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "web/exchange.h"

namespace peyer {

struct RequestMistake {
  // Where: a JSON Pointer (RFC 6901) into the body ("" is the whole), or a parameter of the query.
  std::optional<std::string> pointer;
  std::string parameter;
  std::string code;    // for programs: "unknown-question"; the interface's description lists them
  std::string detail;  // for their authors
  std::string help;    // the cure; empty when there is none to give
};

struct Problem {
  int status = 400;
  std::string detail;
  std::vector<RequestMistake> errors;
};

inline constexpr const char* json_type = "application/json";
inline constexpr const char* problem_type = "application/problem+json";

HttpReply problem_reply(const Problem& problem);

}  // namespace peyer
