// What the tests of the JSON interface share: a site of the shipped pack, and requests to it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/to_json.h"
#include "web/exchange.h"
#include "web/served_pack.h"
#include "web/site.h"

namespace peyer::test {

// Made once.
const PackShelf& shelf_of_gut_immune();
const PackShelf& shelf_of_houseplants();

HttpRequest get(std::string path, std::vector<std::pair<std::string, std::string>> fields = {});
HttpRequest post(std::string path, std::string body);
HttpRequest post_json(std::string path, const Json& body);

// As a program sends them.
Json answers_to_json(const KnowledgeBase& base, const Answers& answers);

Json json_of(const HttpReply& reply);

// A reply's mistakes as "pointer code", sorted.
std::vector<std::string> mistakes_in(const HttpReply& reply);

}  // namespace peyer::test
