#include "knowledge/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "knowledge/shape.h"

namespace peyer {
namespace {

// Sections that share a name space with others, by the one that it is called after: conditions name
// both questions and findings; whatever fires is traced under one kind of name.
std::string_view name_space(std::string_view section) {
  if (section == "findings") return "questions";
  if (section == "red_flags" || section == "contradictions") return "rules";
  return section;
}

std::string spaced_singular(std::string_view section) {
  std::string out(singular(section));
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

}  // namespace

Names::Names(const NamePlaces& places, Diagnostics& diagnostics) : incomplete_(places.incomplete) {
  std::unordered_map<std::string_view, std::unordered_map<std::string, NamePlace>> spaces;
  for (const NamePlace& place : places.defined) {
    sections_[place.section].emplace(place.name, place);
    const auto [first, is_new] = spaces[name_space(place.section)].emplace(place.name, place);
    if (!is_new) complain_twice(place, first->second, diagnostics);
  }
}

void Names::complain_twice(const NamePlace& again, const NamePlace& first,
                           Diagnostics& diagnostics) {
  if (again.section == "pack") return;  // a second pack is complained about as such
  const bool same = again.section == first.section;
  std::string help = fmt::format("the first is at {}", first.at.place());
  if (!same) {
    help = fmt::format("{} and {} share their names; the {} is at {}", again.section, first.section,
                       spaced_singular(first.section), first.at.place());
  }
  diagnostics.push_back(
      {Severity::error, "K026",
       fmt::format("{} '{}' for the second time",
                   same ? "the " + spaced_singular(again.section) : "the name", again.name),
       std::move(help), again.at});
}

bool Names::has(std::string_view section, const std::string& name) const {
  const auto names = sections_.find(section);
  return names != sections_.end() && names->second.count(name) > 0;
}

std::vector<std::string> Names::names_in(std::string_view section) const {
  std::vector<std::string> all;
  const auto names = sections_.find(section);
  if (names == sections_.end()) return all;
  all.reserve(names->second.size());
  for (const auto& [name, place] : names->second) all.push_back(name);
  return all;
}

std::string Names::suggestion(const NamePlace& used) {
  if (suggestions_left_-- <= 0) return "";
  return closest(used.name, names_in(used.section));
}

std::string Names::cure(const NamePlace& used) {
  const std::string near = suggestion(used);
  if (!near.empty()) return fmt::format("did you mean '{}'?", near);
  for (const auto& [section, known] : sections_) {
    if (known.count(used.name) == 0) continue;
    return fmt::format("there is {} with this name, but {} is needed here",
                       with_article(singular(section)), with_article(singular(used.section)));
  }
  return fmt::format("define it below '{}:'", used.section);
}

bool Names::resolve(const NamePlace& used, Diagnostics& diagnostics) {
  if (has(used.section, used.name)) return true;
  if (incomplete_.count(used.section) > 0) return false;
  std::string help = cure(used);
  std::vector<Edit> fix;
  if (suggestions_left_ > 0) fix = respelling(used.at, used.name, names_in(used.section));
  diagnostics.push_back({Severity::error, "K012",
                         fmt::format("unknown {} '{}'", spaced_singular(used.section), used.name),
                         std::move(help), used.at, std::move(fix)});
  return false;
}

}  // namespace peyer
