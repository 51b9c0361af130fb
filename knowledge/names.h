// Which names there are in a pack, and whether those that are used exist.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge/diagnostic.h"
#include "knowledge/shape_check.h"

namespace peyer {

class Names {
 public:
  // Complains about names that are defined twice within one name space.
  Names(const NamePlaces& places, Diagnostics& diagnostics);

  bool has(std::string_view section, const std::string& name) const;

  // True when `used` names something in its section; complains otherwise.
  bool resolve(const NamePlace& used, Diagnostics& diagnostics);

 private:
  static void complain_twice(const NamePlace& again, const NamePlace& first,
                             Diagnostics& diagnostics);
  std::string cure(const NamePlace& used);
  std::string suggestion(const NamePlace& used);
  std::vector<std::string> names_in(std::string_view section) const;

  std::map<std::string_view, std::map<std::string, NamePlace>> sections_;  // sorted: so are cures
  std::set<std::string_view> incomplete_;
  int suggestions_left_ = 100;  // looking for a likeness among thousands of names takes its time
};

}  // namespace peyer
