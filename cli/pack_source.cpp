#include "cli/pack_source.h"

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

Loaded load_shipped() {
  SourceFiles files;
  for (const EmbeddedFile& file : shipped_pack_files()) {
    files.push_back(std::make_shared<const SourceFile>(SourceFile{file.path, file.text}));
  }
  return load(std::move(files));
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

Loaded load_pack(const std::string& folder) {
  if (folder.empty()) return load_shipped();
  std::error_code failure;
  if (!std::filesystem::is_directory(folder, failure)) {
    const bool there = std::filesystem::exists(folder, failure);
    throw Failure(ExitCode::wrong_use,
                  Phrases::english()(there ? "error.pack_no_folder" : "error.pack_missing",
                                     {{"folder", folder}}));
  }
  return load_folder(folder);
}

KnowledgeBase open_pack(const std::string& folder) {
  Loaded loaded = load_pack(folder);
  if (loaded.base) return std::move(*loaded.base);
  throw Failure(ExitCode::findings, render(loaded.diagnostics) + Phrases::english()("error.pack"));
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

KnowledgeBase open_worded_pack(const std::string& folder, const std::string& locale) {
  KnowledgeBase pack = open_pack(folder);
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
