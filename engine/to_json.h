// The JSON form of what the engine gives, for the terminal and the web alike.
// docs/outcome.schema.json is the contract.
#pragma once

#include <nlohmann/json.hpp>

#include "engine/consultation.h"
#include "engine/counterfactual.h"
#include "engine/explanation.h"
#include "engine/inquiry.h"

namespace peyer {

// Keys keep the order in which they are written.
using Json = nlohmann::ordered_json;

// The whole outcome with proofs and sources in full.
Json outcome_to_json(const Consultation& visit);

// The answer to a visitor's question; docs/answer.schema.json is the contract.
Json answer_to_json(const KnowledgeBase& knowledge, const Answer& answer);

Json to_json(const ProofNode& proof);
Json to_json(const Why& why);
Json to_json(const WhyNot& why_not);
Json to_json(const OutcomeChange& change);
Json to_json(const KnowledgeBase& knowledge, const WhatMatters& what_matters);
Json to_json(const Question& question);  // as it is asked
Json to_json(const Source& source);
Json to_json(const PackInfo& pack);  // which knowledge speaks, and who has reviewed it
Json reply_to_json(const Question& question, const Reply& reply);

// Name, version, hash and counts of a pack, as `peyer info --format json` prints them.
Json info_to_json(const KnowledgeBase& knowledge);

}  // namespace peyer
