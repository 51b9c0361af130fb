// What every page has around its own part: head, header with text sizes, footer with the notice,
// and what the idle timer needs to know.
#pragma once

#include <functional>
#include <string>

#include "knowledge/phrases/phrases.h"
#include "web/html.h"
#include "web/journeys.h"
#include "web/site_options.h"

namespace peyer {

struct PageFrame {
  // How long it may lie untouched: as a question, as a result, or for ever (the first page).
  enum class Idle { never, question, result };

  std::string title;  // of the document; the program's name is added
  std::string name;   // of the kind of page, for the style sheet: "question"
  JourneyId journey;  // empty outside of one
  Idle idle = Idle::question;
  bool has_error = false;  // the title says so first
  int text_size = 0;       // as in the journey
  int onward = 0;          // seconds after which another page comes by itself; 0: none does
  std::string onward_to = "/";
  std::string script;  // one more of the program's own: "finder.js"
};

// The whole document. `main` writes what stands in <main>; its first heading is an <h1>.
std::string framed(const SiteOptions& options, const Phrases& phrases, const PageFrame& frame,
                   const std::function<void(HtmlWriter&)>& main);

}  // namespace peyer
