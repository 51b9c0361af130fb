// What forms of all pages are made of.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "knowledge/phrases/phrases.h"
#include "web/html.h"

namespace peyer {

// One thing to choose: a large target around a radio button or a tick box and its words.
struct Choice {
  std::string name, value, text, id;
  std::string about = {};  // smaller, below the text
  bool several = false;    // a tick box; otherwise a radio button
  bool chosen = false;
  bool alone = false;  // a tick box that takes out the others: "none of these"
};

void write_choice(const Choice& choice, HtmlWriter& html);

// What was wrong with a form, above everything else on its page, where it takes the focus. Pairs of
// the id of the field that it is about and a sentence. Nothing when there are none.
void write_mistakes(const Phrases& phrases,
                    const std::vector<std::pair<std::string, std::string>>& mistakes,
                    HtmlWriter& html);

// The buttons under a form: to go on and, with an address, back. `rest_no`: and one that answers
// all open questions of a screen with no.
void write_actions(const Phrases& phrases, const std::string& back, HtmlWriter& html,
                   bool rest_no = false);

}  // namespace peyer
