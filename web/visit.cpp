#include "web/visit.h"

#include <algorithm>
#include <utility>

#include "engine/explanation.h"

namespace peyer {
namespace {

constexpr std::string_view folder = "/v/";

}  // namespace

std::optional<VisitPath> visit_path(std::string_view path) {
  if (!path.starts_with(folder)) return std::nullopt;
  path.remove_prefix(folder.size());
  const std::size_t end = std::min(path.find('/'), path.size());
  VisitPath found{JourneyId(path.substr(0, end)), {}};
  if (end < path.size()) found.rest = path.substr(end + 1);
  return found;
}

std::string visit_address(const JourneyId& id, std::string_view rest) {
  std::string address = std::string(folder) + id;
  if (!rest.empty()) address.append("/").append(rest);
  return address;
}

Consultation consultation_of(const Journey& journey) {
  return {journey.pack->engine(journey.locale), journey.answers, journey.order};
}

std::string listed_answer(const Question& question, const Reply& reply) {
  std::string words = in_words(question, reply);
  const bool own_words = reply.options.empty();  // options are written as their pack wants them
  if (own_words && words.front() >= 'a' && words.front() <= 'z') words.front() -= 'a' - 'A';
  return words;
}

PageFrame visit_frame(const JourneyId& id, const Journey& journey, std::string name,
                      std::string title) {
  PageFrame frame;
  frame.title = std::move(title);
  frame.name = std::move(name);
  frame.journey = id;
  frame.text_size = journey.text_size;
  return frame;
}

}  // namespace peyer
