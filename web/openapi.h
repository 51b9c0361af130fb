// The description of the JSON interface (OpenAPI 3.1): web/openapi.json, with the contracts of what
// the engine writes (docs/*.schema.json) put into it.
#pragma once

#include "engine/to_json.h"

namespace peyer {

// Built when first asked for; thread-safe.
const Json& openapi();

// The program's version.
const char* program_version();

}  // namespace peyer
