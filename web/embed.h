// For pages of other sites: the element that shows a visit in a frame, and where that frame begins.
// Whether a site may is up to SiteOptions::frame_origins: without it, browsers refuse the frame.
#pragma once

#include <optional>
#include <string>

#include "knowledge/embedded_file.h"
#include "web/exchange.h"

namespace peyer {

// GET /embed.js and /embed. Stateless.
class Embed {
 public:
  std::optional<HttpReply> answer(const HttpRequest& request) const;
};

// web/embed.js; see CMakeLists.txt.
const std::vector<EmbeddedFile>& embed_files();

}  // namespace peyer
