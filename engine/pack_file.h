// A published pack: one SQLite file that holds the pack's knowledge files, a manifest and a search
// index, sealed with a hash over every byte and, if wanted, an Ed25519 signature (libsodium).
// docs/workbench/pack.md has the layout, docs/decisions/0008-what-a-pack-file-holds.md the reasons.
//
//   const auto trusted = peyer::read_public_key("clinic.pub");
//   peyer::Loaded loaded = peyer::load_pack_file("gut-immune.peyer", trusted);
//
// Thread-safe; nothing is kept between calls, and nothing of a file is used before its seal holds.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "knowledge/loader.h"

namespace peyer {

// What stands in the SQLite header: "Peyr" and the version of the layout.
inline constexpr std::size_t pack_application_id = 0x50657972;
inline constexpr int pack_format = 1;
// Nobody writes such packs; whatever is larger is not read at all.
inline constexpr std::size_t largest_pack_file = std::size_t{256} * 1024 * 1024;  // bytes

using PublicKey = std::array<unsigned char, 32>;

struct SecretKey {
  std::array<unsigned char, 64> bytes{};

  SecretKey() = default;
  ~SecretKey();  // leaves no copy in memory
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
};

// Why a pack file or a key is not taken: what() is "FILE: the mistake", help() the cure.
class PackRefused : public std::runtime_error {
 public:
  PackRefused(const std::string& message, std::string help)
      : std::runtime_error(message), help_(std::move(help)) {}

  const std::string& help() const { return help_; }

 private:
  std::string help_;
};

struct PackManifest {
  std::string id, title, language;
  std::string version;       // of the release
  std::string content_hash;  // PackInfo::hash of the files
  std::string signer;        // the key that signed, hex; empty: unsigned
};

struct PackFile {
  PackManifest manifest;
  SourceFiles files;  // their paths: the pack file's, "/", and the path inside
};

// The bytes of a pack file. The same files, version and key give the same bytes with the same
// version of SQLite, and the same content hash with any. `version` empty: the pack's own. Throws
// PackRefused when the files have errors, which the caller does well to have told before.
// `folder`: what the files' paths begin with, and what is left out in the pack.
std::string build_pack_file(const SourceFiles& files, const std::string& folder,
                            const std::string& version = "",
                            const std::optional<SecretKey>& key = std::nullopt);

// Reads a pack file and holds it to its seal. Throws PackRefused when it is no regular file or no
// pack, of another format, damaged or changed, or its signature is wrong; with `trusted` also when
// it was not signed with that key. Symbolic links are followed.
PackFile read_pack_file(const std::filesystem::path& path,
                        const std::optional<PublicKey>& trusted = std::nullopt);

// The same from bytes; `path` is for messages.
PackFile read_pack_bytes(std::string bytes, const std::filesystem::path& path,
                         const std::optional<PublicKey>& trusted = std::nullopt);

// The knowledge in it, by the loader that reads folders, with the version and signer of the
// manifest. Throws PackRefused when the content hash is not the manifest's.
Loaded load(const PackFile& file);

Loaded load_pack_file(const std::filesystem::path& path,
                      const std::optional<PublicKey>& trusted = std::nullopt);

// ---- Keys: a line that says what it is, and a line of base64

// Writes `name`.key, readable to the owner only, and `name`.pub. Throws PackRefused when either is
// there already or can't be written.
void write_new_keys(const std::string& name);

// Throw PackRefused when the file can't be read or holds something else.
PublicKey read_public_key(const std::filesystem::path& path);
SecretKey read_secret_key(const std::filesystem::path& path);

std::string in_hex(const PublicKey& key);

}  // namespace peyer
