// A first pack of one's own: small, whole, and full of comments that teach.
#pragma once

#include <string>
#include <vector>

#include "knowledge/embedded_file.h"

namespace peyer {

// The files of the template, for a pack in a folder of this name. `title` empty: the template's
// own.
std::vector<EmbeddedFile> new_pack(const std::string& folder_name, const std::string& title);

// Writes them into a folder that does not exist yet or is empty. Throws std::runtime_error that
// says why when it isn't, or when a file can't be written.
void write_pack(const std::vector<EmbeddedFile>& files, const std::string& folder);

}  // namespace peyer
