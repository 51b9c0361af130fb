// The page of every diagnostic code, as docs/diagnostics/ holds them: they travel in the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace peyer {

struct DiagnosticPage {
  std::string code;      // "K012"
  std::string title;     // "unknown name"
  std::string markdown;  // the whole page, its heading included
};

// By code. Built once; thread-safe.
const std::vector<DiagnosticPage>& diagnostic_pages();

// The page of a code however it is typed ("K012", "k12", "12"), or null.
const DiagnosticPage* diagnostic_page(std::string_view typed);

// The pages whose codes are nearest to what was typed, or whose titles hold it; three at most.
std::vector<const DiagnosticPage*> nearest_pages(std::string_view typed);

// A paragraph of a page without its Markdown, such as "Cure"; "" when the page has none.
std::string section_of(const DiagnosticPage& page, std::string_view heading);

}  // namespace peyer
