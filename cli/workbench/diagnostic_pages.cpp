#include "cli/workbench/diagnostic_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <tuple>

#include "knowledge/diagnostic.h"
#include "knowledge/embedded_file.h"

namespace peyer {

const std::vector<EmbeddedFile>& diagnostic_page_files();  // see CMakeLists.txt

namespace {

constexpr std::size_t most_offered = 3;

// A page begins "# K012 unknown name".
DiagnosticPage page_of(const EmbeddedFile& file) {
  const std::size_t end = std::min(file.text.find('\n'), file.text.size());
  const std::string heading = file.text.substr(0, end);
  DiagnosticPage page;
  page.code = heading.substr(2, 4);
  page.title = heading.substr(std::min<std::size_t>(7, heading.size()));
  page.markdown = file.text;
  return page;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// "12" and "k12" are K012; "" when it is no number.
std::string code_of(std::string_view typed) {
  if (!typed.empty() && (typed.front() == 'k' || typed.front() == 'K')) typed.remove_prefix(1);
  const bool number = !typed.empty() && std::all_of(typed.begin(), typed.end(), is_digit);
  return number && typed.size() <= 3 ? fmt::format("K{:0>3}", typed) : "";
}

int number_of(const std::string& code) {
  return code.size() == 4 ? std::stoi(code.substr(1)) : 0;
}

}  // namespace

const std::vector<DiagnosticPage>& diagnostic_pages() {
  static const std::vector<DiagnosticPage> pages = [] {
    std::vector<DiagnosticPage> all;
    for (const EmbeddedFile& file : diagnostic_page_files()) all.push_back(page_of(file));
    std::sort(all.begin(), all.end(),
              [](const DiagnosticPage& a, const DiagnosticPage& b) { return a.code < b.code; });
    return all;
  }();
  return pages;
}

const DiagnosticPage* diagnostic_page(std::string_view typed) {
  const std::string code = code_of(typed);
  for (const DiagnosticPage& page : diagnostic_pages()) {
    if (page.code == code) return &page;
  }
  return nullptr;
}

std::vector<const DiagnosticPage*> nearest_pages(std::string_view typed) {
  std::vector<const DiagnosticPage*> found;
  const std::string words = lower_case(typed);
  for (const DiagnosticPage& page : diagnostic_pages()) {
    if (!words.empty() && lower_case(page.title).find(words) != std::string::npos) {
      found.push_back(&page);
    }
  }
  const std::string code = code_of(typed);
  if (found.empty()) {
    for (const DiagnosticPage& page : diagnostic_pages()) found.push_back(&page);
    const auto far = [&](const DiagnosticPage* page) {
      const std::string& like = code.empty() ? words : code;
      return std::pair(edit_distance(lower_case(like), lower_case(page->code), 10),
                       code.empty() ? 0 : std::abs(number_of(code) - number_of(page->code)));
    };
    std::stable_sort(
        found.begin(), found.end(),
        [&](const DiagnosticPage* a, const DiagnosticPage* b) { return far(a) < far(b); });
  }
  found.resize(std::min(found.size(), most_offered));
  return found;
}

std::string section_of(const DiagnosticPage& page, std::string_view heading) {
  const std::string start = fmt::format("\n## {}\n\n", heading);
  const std::size_t at = page.markdown.find(start);
  if (at == std::string::npos) return "";
  const std::size_t from = at + start.size();
  std::string text = page.markdown.substr(from, page.markdown.find("\n\n", from) - from);
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace peyer
