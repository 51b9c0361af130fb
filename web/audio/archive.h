// Spoken texts, packed into one block of bytes that travels in the program: a table that is sorted
// by name, then the sounds. Only this program's own build writes it, so it is not mistrusted; but
// one that is cut short is refused.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace peyer {

// What a text's clip is called: 64 bits of a hash of it, as hex. The build sees to it that no two
// texts share one. `voice` of the archive takes part, so that a browser that keeps sounds for long
// does not keep those of an older voice.
std::uint64_t clip_hash(std::string_view text, std::string_view voice);
std::string clip_name(std::uint64_t hash);

// The bytes of an archive, from sounds by hash.
std::string packed_clips(const std::string& voice,
                         const std::map<std::uint64_t, std::string>& clips);

// Thread-safe. Refers to the bytes.
class ClipArchive {
 public:
  // Throws std::invalid_argument for bytes that are no archive.
  explicit ClipArchive(std::string_view bytes);

  // Ogg Opus; empty when there is none.
  std::string_view find(std::uint64_t hash) const;

  std::string_view voice() const { return voice_; }

  std::size_t size() const { return size_; }

 private:
  std::string_view voice_, table_, sounds_;
  std::size_t size_ = 0;
};

}  // namespace peyer
