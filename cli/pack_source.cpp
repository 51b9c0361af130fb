#include "cli/pack_source.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "cli/failure.h"
#include "cli/matching.h"
#include "engine/concept_names.h"
#include "knowledge/embedded_file.h"
#include "knowledge/phrases/phrases.h"
#include "knowledge/wording.h"

namespace peyer {

const std::vector<EmbeddedFile>& shipped_pack_files();  // see CMakeLists.txt

namespace {

SourceFiles shipped_files() {
  SourceFiles files;
  for (const EmbeddedFile& file : shipped_pack_files()) {
    files.push_back(std::make_shared<const SourceFile>(SourceFile{file.path, file.text}));
  }
  return files;
}

// --trust; nothing when it was not given.
std::optional<std::string>& trust_option() {
  static std::optional<std::string> file;
  return file;
}

// The key that packs must be signed with. Somebody who names one and leaves it empty meant one all
// the same: `--trust "$KEY"`.
std::optional<PublicKey> trusted_key() {
  if (!must_be_signed()) return std::nullopt;
  const std::string file = trust_option() ? *trust_option() : std::getenv("PEYER_TRUST");
  if (file.empty()) {
    throw Failure(ExitCode::wrong_use, Phrases::english()("error.trust_empty"));
  }
  return read_public_key(file);
}

constexpr std::size_t most_offered = 8;

// "gut-barrier (Gut lining)", one on a line.
std::string listed(const KnowledgeBase& pack, const std::vector<ConceptId>& concepts) {
  std::string list;
  for (const ConceptId& id : concepts) {
    const Concept& item = *find_by_id(pack.concepts, id);
    list += Phrases::english()("error.concept", {{"id", id.str()}, {"name", item.name}});
    if (&id != &concepts.back()) list += '\n';
  }
  return list;
}

}  // namespace

Failure refusal(const PackRefused& refused) {
  return Failure(ExitCode::wrong_use,
                 Phrases::english()("error.pack_refused",
                                    {{"mistake", refused.what()}, {"help", refused.help()}}));
}

void trust_only(const std::string& key_file) {
  trust_option() = key_file;
}

bool must_be_signed() {
  return trust_option().has_value() || std::getenv("PEYER_TRUST") != nullptr;
}

PackSource read_pack(const std::string& path) {
  const Phrases& phrases = Phrases::english();
  std::error_code failure;
  const bool folder = std::filesystem::is_directory(path, failure);
  if (!path.empty() && !folder && !std::filesystem::exists(path, failure)) {
    throw Failure(ExitCode::wrong_use, phrases("error.pack_missing", {{"folder", path}}));
  }
  PackSource source;
  try {
    const std::optional<PublicKey> trusted = trusted_key();
    if (trusted && (path.empty() || folder)) {
      throw Failure(ExitCode::wrong_use,
                    phrases(path.empty() ? "error.shipped_unsigned" : "error.folder_unsigned",
                            {{"folder", path}}));
    }
    if (path.empty()) {
      source.files = shipped_files();
    } else if (folder) {
      source.files = read_folder(path, source.diagnostics);
    } else {
      source.packed = read_pack_file(path, trusted);
      source.files = source.packed->files;
    }
  } catch (const PackRefused& refused) {
    throw refusal(refused);
  }
  return source;
}

PackSource named_from_its_folder(PackSource source, const std::string& path) {
  if (path.empty()) return source;  // it is already
  const std::string folder = std::filesystem::path(path).lexically_normal().parent_path().string();
  SourceFiles named;
  for (const auto& file : source.files) {
    const std::filesystem::path whole = std::filesystem::path(file->path).lexically_normal();
    const std::filesystem::path name = folder.empty() ? whole : whole.lexically_relative(folder);
    named.push_back(std::make_shared<const SourceFile>(SourceFile{name.string(), file->text}));
  }
  source.files = std::move(named);
  if (source.packed) source.packed->files = source.files;
  return source;
}

Loaded load(const PackSource& source) {
  if (has_errors(source.diagnostics)) return {std::nullopt, source.diagnostics};
  try {
    return source.packed ? load(*source.packed) : load(source.files);
  } catch (const PackRefused& refused) {
    throw refusal(refused);
  }
}

Loaded load_pack(const std::string& path) {
  return load(read_pack(path));
}

KnowledgeBase without_errors(Loaded loaded) {
  if (loaded.base) return std::move(*loaded.base);
  throw Failure(ExitCode::findings, render(loaded.diagnostics) + Phrases::english()("error.pack"));
}

KnowledgeBase open_pack(const std::string& path) {
  return without_errors(load_pack(path));
}

LocaleId locale_of(const KnowledgeBase& pack, const std::string& typed) {
  LocaleId locale(tidy(typed));  // "UK" and "uk" are the same place
  if (typed.empty() || find_by_id(pack.locales, locale) != nullptr) return locale;
  const Phrases& phrases = Phrases::english();
  std::string known;
  for (const Locale& one : pack.locales) {
    known += (known.empty() ? "" : ", ") + one.id.str() + " (" + one.title + ")";
  }
  throw Failure(ExitCode::wrong_use,
                known.empty() ? phrases("error.no_locales")
                              : phrases("error.locale", {{"typed", typed}, {"known", known}}));
}

KnowledgeBase open_worded_pack(const std::string& path, const std::string& locale) {
  KnowledgeBase pack = open_pack(path);
  const LocaleId chosen = locale_of(pack, locale);
  return worded(std::move(pack), {.locale = chosen});
}

const Concept& concept_named(const KnowledgeBase& pack, const std::string& typed) {
  const Phrases& phrases = Phrases::english();
  const ConceptNames names(pack);
  const std::vector<ConceptId> found = names.find(typed);
  if (found.size() == 1) return *find_by_id(pack.concepts, found.front());
  if (!found.empty()) {
    throw Failure(ExitCode::wrong_use, phrases("error.several_concepts",
                                               {{"typed", typed}, {"known", listed(pack, found)}}));
  }
  const std::vector<ConceptId> near = names.nearest(typed, most_offered);
  throw Failure(ExitCode::wrong_use,
                near.empty() ? phrases("error.no_concept", {{"typed", typed}})
                             : phrases("error.near_concepts",
                                       {{"typed", typed}, {"known", listed(pack, near)}}));
}

}  // namespace peyer
