// What an operator decides about pages and interface. Plain values; see docs/kiosk.md for their
// use.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "knowledge/id.h"

namespace peyer {

struct SiteOptions {
  // Where visitors are, in whose words pages speak. Empty: they are asked when the pack has
  // several.
  LocaleId locale = {};

  // A page that nobody touches for so long warns, and `warning` later everything is wiped.
  std::chrono::seconds idle_question{60};
  std::chrono::seconds idle_result{120};
  std::chrono::seconds warning{30};

  // How long a journey is kept after its last request, and how many at once.
  std::chrono::seconds journey_life{600};
  std::size_t most_journeys = 10'000;

  // Of a kiosk's screen: makes letters as large as people stand away from it (docs/kiosk.md). 0:
  // the browser's own size, for the web.
  double px_per_mm = 0;

  // Origins ("https://clinic.example") whose pages may show these pages in a frame, and whose
  // scripts may use the interface. Empty: none.
  std::vector<std::string> frame_origins;
  std::vector<std::string> api_origins;

  // File that keeps visits without identity; empty: none is kept. Days: 0 for the journal's own.
  std::string journal;
  int journal_days = 0;
};

// "https://clinic.example" or "http://127.0.0.1:8080": scheme and host, a port, nothing after it.
bool is_origin(const std::string& text);

}  // namespace peyer
