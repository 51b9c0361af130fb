#include "web/audio/archive.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace peyer {
namespace {

constexpr std::string_view magic = "peyer-clips-1\n";

// In the byte order of the machine: the archive never leaves the program that was built with it.
template <typename Number>
void append(std::string& out, Number number) {
  std::array<char, sizeof(Number)> bytes{};
  std::memcpy(bytes.data(), &number, sizeof(Number));
  out.append(bytes.data(), bytes.size());
}

std::string_view taken(std::string_view& bytes, std::size_t size) {
  if (bytes.size() < size) throw std::invalid_argument("the archive of clips is cut short");
  const std::string_view part = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return part;
}

template <typename Number>
Number number_at(std::string_view bytes, std::size_t place) {
  Number number = 0;
  std::memcpy(&number, bytes.substr(place, sizeof(Number)).data(), sizeof(Number));
  return number;
}

struct Row {
  std::uint64_t hash = 0, offset = 0, size = 0;
};

static_assert(std::is_trivially_copyable_v<Row> && sizeof(Row) == 24);

Row row_at(std::string_view table, std::size_t index) {
  Row row;
  std::memcpy(&row, table.substr(index * sizeof(Row), sizeof(Row)).data(), sizeof(Row));
  return row;
}

}  // namespace

std::uint64_t clip_hash(std::string_view text, std::string_view voice) {
  std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  const auto* key = reinterpret_cast<const unsigned char*>(voice.data());
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, hash.size());
  crypto_generichash_update(&state, key, voice.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>("\n"), 1);
  crypto_generichash_update(&state, bytes, text.size());
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < sizeof(number); ++i) number = number << 8U | hash.at(i);
  return number;
}

std::string clip_name(std::uint64_t hash) {
  return fmt::format("{:016x}", hash);
}

std::string packed_clips(const std::string& voice,
                         const std::map<std::uint64_t, std::string>& clips) {
  std::string out(magic), sounds;
  append(out, static_cast<std::uint64_t>(voice.size()));
  out += voice;
  append(out, static_cast<std::uint64_t>(clips.size()));
  for (const auto& [hash, sound] : clips) {
    append(out, Row{hash, sounds.size(), sound.size()});
    sounds += sound;
  }
  return out + sounds;
}

ClipArchive::ClipArchive(std::string_view bytes) {
  if (taken(bytes, magic.size()) != magic) throw std::invalid_argument("no archive of clips");
  voice_ = taken(bytes, number_at<std::uint64_t>(taken(bytes, 8), 0));
  size_ = number_at<std::uint64_t>(taken(bytes, 8), 0);
  table_ = taken(bytes, size_ * sizeof(Row));
  sounds_ = bytes;
  if (size_ == 0) return;
  const Row last = row_at(table_, size_ - 1);
  taken(bytes, last.offset + last.size);
}

std::string_view ClipArchive::find(std::uint64_t hash) const {
  std::size_t low = 0, high = size_;
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    const Row row = row_at(table_, middle);
    if (row.hash == hash) return sounds_.substr(row.offset, row.size);
    (row.hash < hash ? low : high) = row.hash < hash ? middle + 1 : middle;
  }
  return {};
}

}  // namespace peyer
