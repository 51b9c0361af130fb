// Style sheet, scripts and pictures, carried in the program. Each has the hash of its bytes in its
// address, so that a browser may keep it for ever and never shows a new page in an old look.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/embedded_file.h"
#include "web/exchange.h"
#include "web/served_pack.h"
#include "web/site_options.h"

namespace peyer {

// Where a page finds "style.css", "kiosk.js" or "mark.svg": "/assets/4f2a…/style.css". The style
// sheet's letters are as large as the options ask for. Throws std::logic_error for a name that the
// program does not carry. Thread-safe.
std::string asset_address(const SiteOptions& options, std::string_view name);

// Where the script finds the names that people may type for the options of a pack's questions: what
// is typed is looked up in the browser, and not sent. Of brands, those of all locales: a medicine
// may have been brought along.
std::string word_list_address(const KnowledgeBase& knowledge);

// Thread-safe. Refers to both, which must outlive it.
class Assets {
 public:
  Assets(const PackShelf& shelf, const SiteOptions& options) : shelf_(shelf), options_(options) {}

  std::optional<HttpReply> answer(const HttpRequest& request) const;

 private:
  const PackShelf& shelf_;
  const SiteOptions& options_;
};

// web/static/, embedded; see CMakeLists.txt.
const std::vector<EmbeddedFile>& static_files();

}  // namespace peyer
