// Writes files of authors so that nobody ever finds half of one.
#pragma once

#include <functional>
#include <string>

namespace peyer {

// What becomes of a file that is there already.
enum class Existing { keep, replace };

// Writes `text` beside the file and then puts it in its place; it has reached the disk then. A file
// that is replaced keeps its permissions, a symbolic link stays one, and what is no regular file,
// such as /dev/stdout or a pipe, is written into. Throws std::system_error that says why it can't
// be done, with std::errc::file_exists where the file is to be kept: all is then as it was.
// `last_look` is called just before the file takes its place; what it throws calls it off.
void write_file(const std::string& path, const std::string& text, Existing existing,
                const std::function<void()>& last_look = {});

}  // namespace peyer
