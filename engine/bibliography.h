// The sources of a pack: found by words, counted by what cites them, and written for programs that
// manage references. Only what a record has is written; nothing is filled in.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/to_json.h"
#include "knowledge/knowledge_base.h"

namespace peyer {

// How many items of each sort cite a source themselves.
struct TimesCited {
  std::size_t links = 0, rules = 0, red_flags = 0, advice = 0, concepts = 0, safety_net = 0;
};

TimesCited times_cited(const KnowledgeBase& knowledge, const SourceId& id);

// The sources in whose title, authors, body, id or year every word of `query` stands, in the pack's
// order; all of them for no word. Case doesn't matter, and a word may be a part of one.
std::vector<const Source*> find_sources(const KnowledgeBase& knowledge, std::string_view query);

// One author as the record has it: "Mowat AM" is cut into family name and initials, since that is
// how records are written; what does not end in initials stays whole. "et al." is nobody.
struct AuthorName {
  std::string family, given;  // given empty: `family` is the whole name
};

std::vector<AuthorName> authors_of(const Source& source);

// In UTF-8, keys are the sources' ids. Each ends in a line break unless there is no source.
std::string to_bibtex(const std::vector<const Source*>& sources);
std::string to_ris(const std::vector<const Source*>& sources);
Json to_csl_json(const std::vector<const Source*>& sources);

// The sources with how often each is cited; docs/sources.schema.json is the contract.
Json sources_to_json(const KnowledgeBase& knowledge, const std::vector<const Source*>& sources);

}  // namespace peyer
