// A proof as a nested list, complete without pictures and script.
#pragma once

#include <set>
#include <string>

#include "engine/explanation.h"
#include "web/citations.h"
#include "web/html.h"

namespace peyer {

class ProofList {
 public:
  ProofList(const Phrases& phrases, Citations& citations, HtmlWriter& html)
      : phrases_(phrases), citations_(citations), html_(html) {}

  void write(const ProofNode& proof);

 private:
  void item(const ProofNode& proof);

  const Phrases& phrases_;
  Citations& citations_;
  HtmlWriter& html_;
  std::set<std::string> told_;  // findings whose steps stand above already
};

}  // namespace peyer
