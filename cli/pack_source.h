// Where a command's pack comes from: the one that travels in the program, a folder, or a pack file.
#pragma once

#include <optional>
#include <string>

#include "cli/failure.h"
#include "engine/pack_file.h"
#include "knowledge/loader.h"

namespace peyer {

// From now on only pack files signed with this key (a NAME.pub file) are taken; so it is where the
// environment has PEYER_TRUST. Called by main before a command runs.
void trust_only(const std::string& key_file);

// Whether that is so.
bool must_be_signed();

// Why a pack file or a key is not taken, with the cure.
Failure refusal(const PackRefused& refused);

struct PackSource {
  SourceFiles files;
  std::optional<PackFile> packed;  // where it came from a pack file
  Diagnostics diagnostics;         // of a folder that can't be read; then there are no files
};

// `path` empty: the shipped pack, its paths shown as "gut-immune/…". Throws Failure when there is
// nothing there, a pack file is refused, or a signature is required and not there.
PackSource read_pack(const std::string& path);

// The same with the files named from the folder or pack file of `path` on,
// "houseplants/rules.yaml": for those who need not know where on this machine it lies.
PackSource named_from_its_folder(PackSource source, const std::string& path);

// Mistakes in the pack are in the diagnostics. Throws Failure as read_pack does.
Loaded load(const PackSource& source);
Loaded load_pack(const std::string& path);

// The same for commands that need a pack without errors: throws Failure listing them.
KnowledgeBase without_errors(Loaded loaded);
KnowledgeBase open_pack(const std::string& path);

// The pack's locale that was typed, whatever its case; empty for nothing typed. Throws Failure that
// names those there are.
LocaleId locale_of(const KnowledgeBase& pack, const std::string& typed);

// A pack as its readers see it: in the words of this locale, and in their own voice.
KnowledgeBase open_worded_pack(const std::string& path, const std::string& locale);

// The concept that somebody means by these words. Throws Failure that lists those that could be
// meant when it is not exactly one.
const Concept& concept_named(const KnowledgeBase& pack, const std::string& typed);

}  // namespace peyer
