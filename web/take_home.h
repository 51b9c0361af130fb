// What a visitor takes home: the most important of a result in so few words that they fit into one
// QR code that any telephone reads, without an address behind it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/told_result.h"

namespace peyer {

// What version 15 holds at level M: 77 modules, which a telephone reads from a screen with ease.
inline constexpr std::size_t most_take_home_bytes = 412;

// The date here as people say it, "3 November 2026".
std::string date_today();

// Level, whom, how soon, when to worry, reasons and conclusions as far as there is room, and the
// date. Whole sentences only, with plain quotes and hyphens.
std::string take_home_text(const Consultation& visit, const ToldResult& told,
                           const std::string& date);

// The modules of a QR code at level M, row by row, without the quiet zone around it.
struct QrCode {
  std::size_t size = 0;  // modules on a side
  std::vector<bool> dark;

  bool at(std::size_t row, std::size_t column) const { return dark[row * size + column]; }
};

// Throws std::invalid_argument when the text is empty or too long for any code.
QrCode qr_code(std::string_view text);

// With the quiet zone that readers need. One module is one unit; however large it is shown, edges
// stay sharp. `title` tells what it is.
std::string to_svg(const QrCode& code, std::string_view title);

}  // namespace peyer
