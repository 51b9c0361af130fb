// What the program can read aloud: sounds that were made when it was built, one for each text of
// the shipped pack and for each fixed phrase of the pages. Browsers of a kiosk have no voice of
// their own. Texts of another pack, and sentences that a page makes up, have none.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/exchange.h"

namespace peyer {

// "/audio/{name}.ogg" where this text, to the letter, can be heard; else empty.
std::string clip_address(std::string_view text);

// Whether there is any.
bool has_clips();

// Answers for these addresses, with Ogg Opus. Stateless.
class Audio {
 public:
  std::optional<HttpReply> answer(const HttpRequest& request) const;
};

}  // namespace peyer
