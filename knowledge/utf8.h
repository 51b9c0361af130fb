// Just enough UTF-8: is it valid, and how wide does it print?
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace peyer {

// The length in bytes of the well-formed character that starts at `at`, or 0 when there is none
// (overlong forms, surrogates and values above U+10FFFF are ill-formed).
std::size_t utf8_length(std::string_view text, std::size_t at);

// How many columns a terminal gives to the character that starts at `at`: 0 for combining marks, 2
// for wide East Asian characters and emoji, 1 for everything else, ill-formed bytes included.
int display_width(std::string_view text, std::size_t at);

}  // namespace peyer
