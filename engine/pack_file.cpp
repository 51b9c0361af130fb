#include "engine/pack_file.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace peyer {
namespace {

namespace fs = std::filesystem;

// ---- The layout

// The seal is one row that holds, one after the other: this mark, the SHA-256 of all bytes of the
// file (with what follows the mark read as zeros), the signer's key and the signature. The mark is
// not UTF-8, so that no text of a pack can hold it.
constexpr std::string_view seal_mark = "\xFFPeyer seal 1\xFE\xFD\xFC";
constexpr std::size_t hash_size = crypto_hash_sha256_BYTES;
constexpr std::size_t key_size = crypto_sign_PUBLICKEYBYTES;
constexpr std::size_t signature_size = crypto_sign_BYTES;
constexpr std::size_t sealed_size = hash_size + key_size + signature_size;

// What is signed begins with this, so that the key's signatures under other things don't fit.
constexpr std::string_view signed_prefix = "peyer pack file 1\n";

// Places in the header of every SQLite file (sqlite.org/fileformat2.html).
constexpr std::string_view sqlite_magic("SQLite format 3\0", 16);
constexpr std::size_t user_version_at = 60;
constexpr std::size_t application_id_at = 68;
constexpr std::size_t least_size = 512;

// `search` is for whoever opens the file with SQLite; the engine builds its own index.
constexpr const char* pack_schema = R"(
CREATE TABLE manifest(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files(path TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(kind UNINDEXED, id UNINDEXED, name, text);
CREATE TABLE seal(bytes BLOB NOT NULL);
)";

// In an SQLite header, most significant byte first.
std::size_t number_at(std::string_view bytes, std::size_t at) {
  std::size_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = (number << 8U) | static_cast<unsigned char>(bytes[at + i]);
  }
  return number;
}

const unsigned char* unsigned_bytes(const char* bytes) {
  return reinterpret_cast<const unsigned char*>(bytes);
}

unsigned char* unsigned_bytes(char* bytes) {
  return reinterpret_cast<unsigned char*>(bytes);
}

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium can't be started");
}

using Hash = std::array<unsigned char, hash_size>;

Hash hash_of(const std::string& bytes, std::size_t sealed_at) {
  const std::string zeros(sealed_size, '\0');
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  const auto add = [&](const char* from, std::size_t size) {
    crypto_hash_sha256_update(&state, unsigned_bytes(from), size);
  };
  add(bytes.data(), sealed_at);
  add(zeros.data(), zeros.size());
  add(bytes.data() + sealed_at + sealed_size, bytes.size() - sealed_at - sealed_size);
  Hash hash{};
  crypto_hash_sha256_final(&state, hash.data());
  return hash;
}

std::string signed_text(const Hash& hash) {
  std::string text(signed_prefix);
  text.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  return text;
}

// ---- Building

class PackBuilder {
 public:
  PackBuilder() : database_(":memory:", SQLite::OPEN_READWRITE) {
    // Before anything is in it. A page size of our own keeps the bytes the same whatever SQLite's
    // default is.
    database_.exec("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'");
    database_.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}",
                               pack_application_id, pack_format));
    database_.exec(pack_schema);
  }

  void describe(const KnowledgeBase& base, const std::string& version) {
    insert("INSERT INTO manifest VALUES (?, ?)",
           {{"content_hash", base.pack.hash},
            {"id", base.pack.id},
            {"language", base.pack.language},
            {"title", base.pack.title},
            {"version", version.empty() ? base.pack.version : version}});
  }

  void add_files(const SourceFiles& files, const std::string& folder) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& file : files) {
      std::string path = file->path;
      if (path.starts_with(folder)) path.erase(0, folder.size());
      path.erase(0, path.find_first_not_of('/'));
      rows.push_back({path, file->text});
    }
    std::sort(rows.begin(), rows.end());
    insert("INSERT INTO files VALUES (?, ?)", rows);
  }

  void add_index(const KnowledgeBase& base) {
    std::vector<std::vector<std::string>> rows;
    for (const Concept& one : base.concepts) {
      std::string names = one.name;
      for (const std::string& name : one.synonyms) names += "\n" + name;
      for (const std::string& name : one.brands) names += "\n" + name;
      rows.push_back({"concept", one.id.str(), names, one.card});
    }
    for (const Source& source : base.sources) {
      std::string text = source.authors + "\n" + source.journal + "\n" + source.body;
      if (source.year) text += "\n" + std::to_string(*source.year);
      rows.push_back({"source", source.id.str(), source.title, text});
    }
    insert("INSERT INTO search VALUES (?, ?, ?, ?)", rows);
  }

  std::string bytes(const std::optional<SecretKey>& key) {
    const std::string empty = std::string(seal_mark) + std::string(sealed_size, '\0');
    SQLite::Statement seal(database_, "INSERT INTO seal VALUES (?)");
    seal.bind(1, empty.data(), static_cast<int>(empty.size()));
    seal.exec();
    sqlite3_int64 size = 0;
    const std::unique_ptr<unsigned char, decltype(&sqlite3_free)> image(
        sqlite3_serialize(database_.getHandle(), "main", &size, 0), &sqlite3_free);
    if (!image) throw std::runtime_error("SQLite could not write the pack file");
    std::string bytes(reinterpret_cast<const char*>(image.get()), static_cast<std::size_t>(size));
    put_seal(bytes, key);
    return bytes;
  }

 private:
  void insert(const char* sql, const std::vector<std::vector<std::string>>& rows) {
    SQLite::Transaction transaction(database_);
    SQLite::Statement statement(database_, sql);
    for (const std::vector<std::string>& row : rows) {
      for (std::size_t i = 0; i < row.size(); ++i) statement.bind(static_cast<int>(i) + 1, row[i]);
      statement.exec();
      statement.reset();
    }
    transaction.commit();
  }

  static void put_seal(std::string& bytes, const std::optional<SecretKey>& key) {
    const std::size_t mark = bytes.find(seal_mark);
    if (mark == std::string::npos || bytes.find(seal_mark, mark + 1) != std::string::npos) {
      throw std::logic_error("a pack file has exactly one seal");
    }
    const std::size_t at = mark + seal_mark.size();
    const Hash hash = hash_of(bytes, at);
    std::copy(hash.begin(), hash.end(), unsigned_bytes(bytes.data() + at));
    if (!key) return;
    unsigned char* signer = unsigned_bytes(bytes.data() + at + hash_size);
    crypto_sign_ed25519_sk_to_pk(signer, key->bytes.data());
    const std::string text = signed_text(hash);
    crypto_sign_detached(signer + key_size, nullptr, unsigned_bytes(text.data()), text.size(),
                         key->bytes.data());
  }

  SQLite::Database database_;
};

// ---- Reading bytes

[[noreturn]] void refuse(const fs::path& path, const std::string& mistake, std::string help) {
  throw PackRefused(path.string() + ": " + mistake, std::move(help));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}

  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }

 private:
  int number_;
};

// The whole of a regular file; what it is, is asked of what was opened, so that nothing can be put
// in its place between. A pipe without a writer does not hold up.
std::string read_regular_file(const fs::path& path, std::size_t largest, const std::string& help) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));

  struct stat info {};

  if (file.number() < 0 || ::fstat(file.number(), &info) != 0) {
    refuse(path, fmt::format("can't be read: {}", std::strerror(errno)), help);
  }
  if (!S_ISREG(info.st_mode)) refuse(path, "is no regular file", help);
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size > largest) {
    refuse(path, fmt::format("is larger than {} bytes", largest), help);
  }
  std::string bytes(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const ssize_t got = ::read(file.number(), bytes.data() + done, size - done);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) refuse(path, "can't be read to its end", help);
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

// ---- Verifying, before SQLite sees a byte

const char* const fetch_again = "get the pack file again from whoever published it";

void check_header(const std::string& bytes, const fs::path& path) {
  if (bytes.size() < least_size || !bytes.starts_with(sqlite_magic) ||
      number_at(bytes, application_id_at) != pack_application_id) {
    refuse(path, "is no pack file", "give a folder, or a file that `peyer pack` wrote");
  }
  const std::size_t format = number_at(bytes, user_version_at);
  if (format == static_cast<std::size_t>(pack_format)) return;
  refuse(path,
         fmt::format("is a pack file of format {}, and this program reads {}", format, pack_format),
         format > static_cast<std::size_t>(pack_format) ? "take a newer version of this program"
                                                        : "have it packed again");
}

std::size_t find_seal(const std::string& bytes, const fs::path& path) {
  const std::size_t mark = bytes.find(seal_mark);
  const std::size_t at = mark + seal_mark.size();
  if (mark == std::string::npos || bytes.size() < at + sealed_size ||
      bytes.find(seal_mark, mark + 1) != std::string::npos) {
    refuse(path, "has no seal, or more than one", fetch_again);
  }
  return at;
}

bool all_zero(const char* bytes, std::size_t size) {
  return std::all_of(bytes, bytes + size, [](char c) { return c == '\0'; });
}

// The signer's key, or nothing for an unsigned file.
std::optional<PublicKey> check_seal(const std::string& bytes, const fs::path& path) {
  const std::size_t at = find_seal(bytes, path);
  const Hash hash = hash_of(bytes, at);
  if (!std::equal(hash.begin(), hash.end(), unsigned_bytes(bytes.data() + at))) {
    refuse(path, "was damaged or changed after it was packed: its hash does not fit", fetch_again);
  }
  const char* key = bytes.data() + at + hash_size;
  const char* signature = key + key_size;
  if (all_zero(key, key_size + signature_size)) return std::nullopt;
  PublicKey signer{};
  std::copy_n(unsigned_bytes(key), key_size, signer.begin());
  const std::string text = signed_text(hash);
  if (crypto_sign_verify_detached(unsigned_bytes(signature), unsigned_bytes(text.data()),
                                  text.size(), signer.data()) != 0) {
    refuse(path, "its signature is wrong", fetch_again);
  }
  return signer;
}

void check_trust(const std::optional<PublicKey>& signer, const PublicKey& trusted,
                 const fs::path& path) {
  if (!signer) {
    refuse(path, "is not signed, and a signature is required",
           "get a signed one, or leave out --trust and PEYER_TRUST");
  }
  if (*signer == trusted) return;
  refuse(path, fmt::format("is signed with another key than the trusted one: {}", in_hex(*signer)),
         "get it from whoever has the trusted key, or give their .pub file to --trust");
}

// ---- Reading what was verified. An unsigned seal can be made by anybody, so what is inside is
// still nobody's friend.

SQLite::Database open_image(std::string& bytes) {
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE);
  sqlite3* handle = database.getHandle();
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  if (sqlite3_deserialize(handle, "main", unsigned_bytes(bytes.data()), size, size,
                          SQLITE_DESERIALIZE_READONLY) != SQLITE_OK) {
    throw SQLite::Exception(handle);
  }
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  database.exec("PRAGMA cell_size_check = ON; PRAGMA query_only = ON");
  return database;
}

// The tables that are read must be those that this program makes: a view in their place could run
// for ever.
void check_schema(SQLite::Database& database, const fs::path& path) {
  SQLite::Database own(":memory:", SQLite::OPEN_READWRITE);
  own.exec(pack_schema);
  const char* const ours =
      "SELECT type, sql FROM sqlite_schema WHERE name IN ('manifest', 'files') ORDER BY name";
  SQLite::Statement expected(own, ours);
  SQLite::Statement found(database, ours);
  while (expected.executeStep()) {
    if (!found.executeStep() || found.getColumn(0).getString() != "table" ||
        found.getColumn(1).getString() != expected.getColumn(1).getString()) {
      refuse(path, "has tables of another make", fetch_again);
    }
  }
}

bool is_inside(const std::string& path) {
  const fs::path relative(path);
  return !path.empty() && relative.is_relative() && path.find('\0') == std::string::npos &&
         std::find(relative.begin(), relative.end(), "..") == relative.end();
}

PackManifest read_manifest(SQLite::Database& database) {
  PackManifest manifest;
  SQLite::Statement row(database, "SELECT key, value FROM manifest");
  while (row.executeStep()) {
    const std::string key = row.getColumn(0).getString();
    const std::string value = row.getColumn(1).getString();
    if (key == "id") manifest.id = value;
    if (key == "title") manifest.title = value;
    if (key == "language") manifest.language = value;
    if (key == "version") manifest.version = value;
    if (key == "content_hash") manifest.content_hash = value;
  }
  return manifest;
}

SourceFiles read_files(SQLite::Database& database, const fs::path& path) {
  SourceFiles files;
  SQLite::Statement row(database, "SELECT path, text FROM files ORDER BY path");
  while (row.executeStep()) {
    const std::string inside = row.getColumn(0).getString();
    if (!is_inside(inside)) refuse(path, "holds a file with a path that leads out", fetch_again);
    files.push_back(std::make_shared<const SourceFile>(
        SourceFile{path.string() + "/" + inside, row.getColumn(1).getString()}));
  }
  return files;
}

// ---- Keys

constexpr std::string_view secret_title = "peyer secret key";
constexpr std::string_view public_title = "peyer public key";
constexpr std::size_t largest_key_file = 4096;

std::string key_text(std::string_view title, const unsigned char* bytes, std::size_t size) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL;
  std::string base64(sodium_base64_encoded_len(size, variant), '\0');
  sodium_bin2base64(base64.data(), base64.size(), bytes, size, variant);
  base64.pop_back();  // its NUL
  return std::string(title) + "\n" + base64 + "\n";
}

void read_key(const fs::path& path, std::string_view title, unsigned char* bytes,
              std::size_t size) {
  start_sodium();
  const std::string help = fmt::format(
      "give the file that begins with '{}'; `peyer pack --new-key NAME` writes one", title);
  std::string text = read_regular_file(path, largest_key_file, help);
  std::size_t read = 0;
  const bool good =
      text.starts_with(std::string(title) + "\n") &&
      sodium_base642bin(bytes, size, text.data() + title.size() + 1, text.size() - title.size() - 1,
                        "\n\r", &read, nullptr, sodium_base64_VARIANT_ORIGINAL) == 0 &&
      read == size;
  sodium_memzero(text.data(), text.size());
  if (!good) refuse(path, fmt::format("is no {}", title), help);
}

void write_key(const std::string& path, const std::string& text, mode_t mode) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  const bool written =
      file.number() >= 0 &&
      ::write(file.number(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(file.number()) == 0;
  if (written) return;
  const int failure = errno;
  if (file.number() >= 0) ::unlink(path.c_str());
  refuse(path, fmt::format("can't be written: {}", std::strerror(failure)),
         "keys are never overwritten; give another name");
}

}  // namespace

SecretKey::~SecretKey() {
  sodium_memzero(bytes.data(), bytes.size());
}

std::string build_pack_file(const SourceFiles& files, const std::string& folder,
                            const std::string& version, const std::optional<SecretKey>& key) {
  start_sodium();
  const Loaded loaded = load(files);
  if (!loaded.base) throw PackRefused(folder + ": has errors", "mend what `peyer check` shows");
  PackBuilder builder;
  builder.describe(*loaded.base, version);
  builder.add_files(files, folder);
  builder.add_index(*loaded.base);
  return builder.bytes(key);
}

PackFile read_pack_bytes(std::string bytes, const fs::path& path,
                         const std::optional<PublicKey>& trusted) {
  start_sodium();
  check_header(bytes, path);
  const std::optional<PublicKey> signer = check_seal(bytes, path);
  if (trusted) check_trust(signer, *trusted, path);
  try {
    SQLite::Database database = open_image(bytes);
    check_schema(database, path);
    PackFile file{read_manifest(database), read_files(database, path)};
    if (signer) file.manifest.signer = in_hex(*signer);
    return file;
  } catch (const SQLite::Exception& error) {
    refuse(path, fmt::format("can't be read as SQLite: {}", error.what()), fetch_again);
  }
}

PackFile read_pack_file(const fs::path& path, const std::optional<PublicKey>& trusted) {
  return read_pack_bytes(read_regular_file(path, largest_pack_file,
                                           "give a folder, or a file that `peyer pack` wrote"),
                         path, trusted);
}

Loaded load(const PackFile& file) {
  Loaded loaded = load(file.files);
  if (!loaded.base) return loaded;
  PackInfo& pack = loaded.base->pack;
  if (pack.hash != file.manifest.content_hash || pack.id != file.manifest.id) {
    throw PackRefused(file.manifest.id + ": the manifest does not fit what the pack file holds",
                      fetch_again);
  }
  pack.version = file.manifest.version;
  pack.signer = file.manifest.signer;
  return loaded;
}

Loaded load_pack_file(const fs::path& path, const std::optional<PublicKey>& trusted) {
  return load(read_pack_file(path, trusted));
}

void write_new_keys(const std::string& name) {
  start_sodium();
  PublicKey open{};
  SecretKey secret;
  crypto_sign_keypair(open.data(), secret.bytes.data());
  const std::string lock = name + ".pub";
  std::error_code ignored;
  if (fs::exists(fs::symlink_status(lock, ignored))) {
    refuse(lock, "is there already", "keys are never overwritten; give another name");
  }
  std::string text = key_text(secret_title, secret.bytes.data(), secret.bytes.size());
  write_key(name + ".key", text, 0600);
  sodium_memzero(text.data(), text.size());
  try {
    write_key(lock, key_text(public_title, open.data(), open.size()), 0644);
  } catch (const PackRefused&) {
    ::unlink((name + ".key").c_str());  // useless without the other
    throw;
  }
}

PublicKey read_public_key(const fs::path& path) {
  PublicKey key{};
  read_key(path, public_title, key.data(), key.size());
  return key;
}

SecretKey read_secret_key(const fs::path& path) {
  SecretKey key;
  read_key(path, secret_title, key.bytes.data(), key.bytes.size());
  return key;
}

std::string in_hex(const PublicKey& key) {
  std::string hex;
  for (const unsigned char byte : key) hex += fmt::format("{:02x}", byte);
  return hex;
}

}  // namespace peyer
