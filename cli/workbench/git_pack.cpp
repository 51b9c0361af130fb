#include "cli/workbench/git_pack.h"

#include <fmt/format.h>
#include <git2.h>

#include <filesystem>
#include <memory>
#include <utility>

namespace peyer {
namespace {

namespace fs = std::filesystem;

template <typename Thing, void (*release)(Thing*)>
struct Releaser {
  void operator()(Thing* thing) const { release(thing); }
};

using Repository = std::unique_ptr<git_repository, Releaser<git_repository, git_repository_free>>;
using Object = std::unique_ptr<git_object, Releaser<git_object, git_object_free>>;
using Entry = std::unique_ptr<git_tree_entry, Releaser<git_tree_entry, git_tree_entry_free>>;

// Counted by libgit2: one for each that lives.
class Library {
 public:
  Library() { git_libgit2_init(); }

  ~Library() { git_libgit2_shutdown(); }

  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

[[noreturn]] void fail(const std::string& mistake, const std::string& help) {
  const git_error* reason = git_error_last();
  const std::string because =
      reason == nullptr || reason->message == nullptr ? "" : fmt::format(" ({})", reason->message);
  throw GitError(fmt::format("{}{}\nhelp: {}", mistake, because, help));
}

Repository open_repository(const fs::path& within) {
  git_repository* repository = nullptr;
  if (git_repository_open_ext(&repository, within.c_str(), 0, nullptr) != 0) {
    fail(fmt::format("no git repository holds '{}'", within.string()),
         "name a folder or a pack file, or a revision of a repository");
  }
  return Repository(repository);
}

// Where a folder of this machine stands in its repository; "" for the top.
std::string path_in(git_repository* repository, const fs::path& folder) {
  const char* top = git_repository_workdir(repository);
  if (top == nullptr) fail("the repository has no files of its own", "say REVISION:FOLDER");
  std::error_code failure;
  const fs::path relative =
      fs::relative(fs::weakly_canonical(folder, failure), fs::weakly_canonical(top, failure));
  return relative == "." ? "" : relative.generic_string();
}

Object tree_of(git_repository* repository, const std::string& revision) {
  git_object* object = nullptr;
  if (git_revparse_single(&object, repository, (revision + "^{tree}").c_str()) != 0) {
    fail(fmt::format("there is no folder, pack file or git revision '{}'", revision),
         "check the name; `git log --oneline` and `git tag` list revisions");
  }
  return Object(object);
}

Object folder_in(git_repository* repository, Object tree, const std::string& revision,
                 const std::string& folder) {
  if (folder.empty()) return tree;
  git_tree_entry* found = nullptr;
  const auto* root = reinterpret_cast<const git_tree*>(tree.get());
  const bool there = git_tree_entry_bypath(&found, root, folder.c_str()) == 0;
  const Entry entry(found);
  if (!there || git_tree_entry_type(entry.get()) != GIT_OBJECT_TREE) {
    fail(fmt::format("revision '{}' has no folder '{}'", revision, folder),
         "say where the pack lay then: REVISION:FOLDER");
  }
  git_object* object = nullptr;
  if (git_tree_entry_to_object(&object, repository, entry.get()) != 0) {
    fail(fmt::format("can't read '{}' of revision '{}'", folder, revision), "run `git fsck`");
  }
  return Object(object);
}

struct Walk {
  git_repository* repository = nullptr;
  std::string prefix;
  SourceFiles files;
  bool failed = false;
};

// The same files that the loader takes from a folder: YAML, and nothing hidden.
int take(const char* root, const git_tree_entry* entry, void* payload) {
  Walk& walk = *static_cast<Walk*>(payload);
  const std::string name = git_tree_entry_name(entry);
  if (name.starts_with('.')) return 1;  // nor what is below it
  if (git_tree_entry_type(entry) != GIT_OBJECT_BLOB) return 0;
  const fs::path extension = fs::path(name).extension();
  if (extension != ".yaml" && extension != ".yml") return 0;
  git_object* object = nullptr;
  if (git_tree_entry_to_object(&object, walk.repository, entry) != 0) {
    walk.failed = true;
    return -1;
  }
  const Object blob(object);
  const auto* bytes = reinterpret_cast<const git_blob*>(blob.get());
  auto file = std::make_shared<SourceFile>();
  file->path = walk.prefix + root + name;
  file->text.assign(static_cast<const char*>(git_blob_rawcontent(bytes)),
                    static_cast<std::size_t>(git_blob_rawsize(bytes)));
  walk.files.push_back(std::move(file));
  return 0;
}

}  // namespace

GitRevision parse_revision(const std::string& typed, const std::string& other_folder) {
  if (const std::size_t colon = typed.find(':'); colon != std::string::npos && colon > 0) {
    std::string folder = typed.substr(colon + 1);
    while (folder.ends_with('/')) folder.pop_back();
    return {typed.substr(0, colon), std::move(folder), true};
  }
  if (!other_folder.empty()) return {typed, other_folder, false};
  throw GitError(
      fmt::format("there is no folder or pack file '{0}'\nhelp: check the name; where '{0}' is a "
                  "git revision, say where the pack lies in it: {0}:FOLDER",
                  typed));
}

SourceFiles read_revision(const GitRevision& revision) {
  const Library library;
  const Repository repository = open_repository(revision.in_repository ? "." : revision.folder);
  const std::string folder =
      revision.in_repository ? revision.folder : path_in(repository.get(), revision.folder);
  const Object tree = folder_in(repository.get(), tree_of(repository.get(), revision.revision),
                                revision.revision, folder);
  Walk walk;
  walk.repository = repository.get();
  walk.prefix = revision.revision + ":" + (folder.empty() ? "" : folder + "/");
  git_tree_walk(reinterpret_cast<const git_tree*>(tree.get()), GIT_TREEWALK_PRE, take, &walk);
  if (walk.failed) {
    fail(fmt::format("can't read the files of revision '{}'", revision.revision), "run `git fsck`");
  }
  if (walk.files.empty()) {
    throw GitError(
        fmt::format("'{}:{}' holds no knowledge file\nhelp: say where the pack lay "
                    "then: REVISION:FOLDER",
                    revision.revision, folder));
  }
  return std::move(walk.files);
}

}  // namespace peyer
