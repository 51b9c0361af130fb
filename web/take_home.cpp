#include "web/take_home.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <qrencode.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <utility>

#include "knowledge/phrases/phrases.h"
#include "knowledge/readability.h"
#include "web/html.h"

namespace peyer {
namespace {

constexpr std::size_t quiet_zone = 4;  // modules; ISO 18004 asks for them

// Telephones guess how the bytes are to be read; plain ones leave nothing to guess.
std::string plain(std::string text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> plainer = {
      {{"“", "\""}, {"”", "\""}, {"‘", "'"}, {"’", "'"}, {"–", "-"}, {"—", "-"}, {"…", "..."}}};
  for (const auto& [from, to] : plainer) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
      text.replace(at, from.size(), to);
      at += to.size();
    }
  }
  return text;
}

std::string ended(const std::string& text) {
  const bool has_end = text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
  return has_end || text.empty() ? text : text + ".";
}

// Lines, each of whole sentences, until the room is used up.
class TakeHome {
 public:
  explicit TakeHome(std::size_t room) : room_(room) {}

  // As many sentences of it as fit, at most `most`.
  void line(const std::string& text, std::size_t most = 99) {
    const std::string said = plain(ended(text));
    std::string line;
    std::size_t count = 0;
    for (const std::string_view one : sentences(said)) {
      const std::string longer = line + (line.empty() ? "" : " ") + std::string(one);
      if (count == most || longer.size() + 1 > room_) break;
      line = longer;
      ++count;
    }
    // A sentence that leads to a list says nothing without the list.
    if (line.empty() || line.ends_with(':')) return;
    room_ -= line.size() + 1;
    text_ += line + "\n";
  }

  // Room that what comes before may not use.
  void reserve(std::size_t bytes) { room_ -= std::min(bytes, room_); }

  void release(std::size_t bytes) { room_ += bytes; }

  std::size_t room() const { return room_; }

  const std::string& text() const { return text_; }

 private:
  std::size_t room_;
  std::string text_;
};

}  // namespace

std::string date_today() {
  const std::tm today = fmt::localtime(std::time(nullptr));
  return fmt::format("{} {:%B %Y}", today.tm_mday, today);
}

std::string take_home_text(const Consultation& visit, const ToldResult& told,
                           const std::string& date) {
  const Phrases& say = Phrases::english();
  const KnowledgeBase& base = visit.knowledge();
  const std::string end = plain(say("shown.take_home_end", {{"date", date}}));
  TakeHome take(most_take_home_bytes - end.size());
  if (told.not_known) {
    take.line(say("result.not_known_yet"));
    take.line(say("result.until_known"));
  } else {
    take.line(told.level->title);
    if (told.level->stops) take.line(told.level->now, 3);
    if (!told.level->stops) take.line(told.level->who, told.level->person ? 1 : 2);
  }
  // A list of which a part is left would seem to be whole. The gravest stands first in a pack.
  const std::string worry = told.level->stops || told.safety_net.empty()
                                ? ""
                                : plain(ended(told.safety_net.front()->say));
  const bool fits = !worry.empty() && worry.size() + 1 <= take.room();
  if (fits) take.reserve(worry.size() + 1);
  if (!told.not_known && !told.level->stops) take.line(told.level->how_soon);
  for (const ToldReason& reason : told.reasons.in_full) {
    if (reason.flag != nullptr) take.line(reason.flag->title);
  }
  if (fits) {
    take.release(worry.size() + 1);
    take.line(worry);
  }
  if (!told.level->stops) {
    for (std::size_t i = 0; i < told.conclusions.all.size(); ++i) {
      if (!told.conclusions.is_in_full(i)) break;
      take.line(find_by_id(base.findings, told.conclusions.all[i].finding)->title);
    }
  }
  return take.text() + end;
}

QrCode qr_code(std::string_view text) {
  if (text.empty()) throw std::invalid_argument("a QR code needs a text");
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      QRcode_free);
  if (made == nullptr) throw std::invalid_argument("the text is too long for a QR code");
  QrCode code;
  code.size = static_cast<std::size_t>(made->width);
  code.dark.reserve(code.size * code.size);
  for (std::size_t i = 0; i < code.size * code.size; ++i) {
    code.dark.push_back((made->data[i] & 1U) != 0);  // the other bits tell what the module is for
  }
  return code;
}

std::string to_svg(const QrCode& code, std::string_view title) {
  const std::size_t side = code.size + 2 * quiet_zone;
  std::string path;
  for (std::size_t row = 0; row < code.size; ++row) {
    for (std::size_t column = 0; column < code.size; ++column) {
      std::size_t end = column;
      while (end < code.size && code.at(row, end)) ++end;
      if (end == column) continue;
      path += fmt::format("M{} {}h{}v1h-{}z", column + quiet_zone, row + quiet_zone, end - column,
                          end - column);
      column = end;
    }
  }
  HtmlWriter svg;
  const std::string width = std::to_string(side);
  svg.open("svg", {{"xmlns", "http://www.w3.org/2000/svg"},
                   {"viewBox", "0 0 " + width + " " + width},
                   {"width", width},
                   {"height", width},
                   {"shape-rendering", "crispEdges"},
                   {"role", "img"}});
  svg.leaf("title", title);
  svg.leaf("rect", "", {{"width", width}, {"height", width}, {"fill", "#fff"}});
  svg.leaf("path", "", {{"d", path}, {"fill", "#000"}});
  svg.close();
  return svg.str() + "\n";
}

}  // namespace peyer
