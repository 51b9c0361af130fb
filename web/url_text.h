// Text as it stands in addresses and forms: "lime%20juice", "q=lime+juice&n=2".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace peyer {

// Nothing for what a browser never sends: half an escape, text that is not UTF-8, a control
// character other than a tab or a line's end. `plus_is_blank`: in queries and forms.
std::optional<std::string> url_decoded(std::string_view text, bool plus_is_blank);

// In the order of sending. Nothing where url_decoded() gives nothing, or for more than 1,000.
std::optional<std::vector<std::pair<std::string, std::string>>> url_fields(std::string_view text);

}  // namespace peyer
