#include "knowledge/knowledge_base.h"

#include <algorithm>

namespace peyer {

std::string_view to_string(Effect effect) {
  switch (effect) {
    case Effect::raises:
      return "raises";
    case Effect::lowers:
      return "lowers";
    case Effect::linked:
      return "linked";
    case Effect::is:
      return "is";
    case Effect::none:
      break;
  }
  return "none";
}

std::string_view to_string(Question::Kind kind) {
  switch (kind) {
    case Question::Kind::yes_no:
      return "yes-no";
    case Question::Kind::one:
      return "one";
    case Question::Kind::many:
      return "many";
    case Question::Kind::number:
      break;
  }
  return "number";
}

std::optional<double> units_per(const Question& question, const std::string& unit) {
  if (unit == question.unit) return 1;
  for (const Unit& other : question.units) {
    if (other.name == unit) return other.per;
  }
  return std::nullopt;
}

std::size_t level_place(const KnowledgeBase& knowledge, const LevelId& level) {
  std::size_t place = 0;
  while (place < knowledge.levels.size() && knowledge.levels[place].id != level) ++place;
  return place;
}

Grade effective_grade(const Link& link, const Population& population) {
  return std::min(link.grade, population.at_most);
}

}  // namespace peyer
