#include "web/audio.h"

#include <charconv>

#include "web/audio/archive.h"

namespace peyer {

std::string_view carried_clips();  // see audio/CMakeLists.txt

namespace {

constexpr std::string_view folder = "/audio/", ending = ".ogg";

const ClipArchive& clips() {
  static const ClipArchive archive(carried_clips());
  return archive;
}

// Only as clip_name() writes it, so that each sound has one address.
std::optional<std::uint64_t> hash_in(std::string_view name) {
  std::uint64_t hash = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), hash, 16);
  if (read.ec != std::errc() || clip_name(hash) != name) return std::nullopt;
  return hash;
}

}  // namespace

bool has_clips() {
  return clips().size() > 0;
}

std::string clip_address(std::string_view text) {
  if (clips().size() == 0) return "";
  const std::uint64_t hash = clip_hash(text, clips().voice());
  if (clips().find(hash).empty()) return "";
  return std::string(folder) + clip_name(hash) + std::string(ending);
}

std::optional<HttpReply> Audio::answer(const HttpRequest& request) const {
  std::string_view path = request.path;
  if (!path.starts_with(folder)) return std::nullopt;
  path.remove_prefix(folder.size());
  HttpReply reply;
  reply.status = 404;
  if (!path.ends_with(ending)) return reply;
  path.remove_suffix(ending.size());
  const auto hash = hash_in(path);
  const std::string_view sound = hash ? clips().find(*hash) : std::string_view();
  if (sound.empty()) return reply;
  reply.status = 200;
  reply.type = "audio/ogg";
  reply.body = sound;
  // The name changes with text and voice.
  reply.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  return reply;
}

}  // namespace peyer
