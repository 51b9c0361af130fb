// What the tests of pages share: packs that are served, visits with answers, and looking into HTML.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/answers.h"
#include "web/exchange.h"
#include "web/journeys.h"
#include "web/served_pack.h"

namespace peyer::test {

// Loaded once.
std::shared_ptr<const ServedPack> served_gut_immune();
std::shared_ptr<const ServedPack> served_houseplants();

// A journey with these answers, at its result.
Journey journey_with(std::shared_ptr<const ServedPack> pack, Answers answers);

HttpRequest get(std::string path);
HttpRequest post(std::string path, std::vector<std::pair<std::string, std::string>> fields = {});

// What is wrong with a page, "" when nothing is: elements that do not nest, ids given twice,
// references to none, styles and scripts in the page itself, addresses elsewhere, missing phrases.
std::string fault_in(const std::string& html);

// What stands on a page, a line for each paragraph, item or cell.
std::vector<std::string> lines_of(const std::string& html);

// The part from the element with this id to the next heading of its rank or to the end.
std::string section_of(const std::string& html, const std::string& id);

// Every value of an attribute, in order.
std::vector<std::string> values_of(const std::string& html, const std::string& attribute);

// What lines say that must never be said, each looked at once in a run; "" when there is nothing.
// What the pack quotes people as saying may be said.
std::string never_said(const ServedPack& pack, const std::vector<std::string>& lines);

}  // namespace peyer::test
