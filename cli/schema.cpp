// peyer schema: the JSON Schema of knowledge files, for editors that complete and check while
// typing.
#include "knowledge/schema.h"

#include "cli/command_line.h"
#include "cli/output.h"

namespace peyer {

ExitCode run_schema() {
  std::string schema = json_schema();
  if (!schema.ends_with('\n')) schema += '\n';
  write_result(schema);
  return ExitCode::good;
}

}  // namespace peyer
