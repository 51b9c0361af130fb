// Packs as of a git revision.
#include "cli/workbench/git_pack.h"

#include <git2.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace peyer;

namespace {

namespace fs = std::filesystem;

// A repository with pack/a.yaml changed in a second commit, made through the library: the tests
// need no `git`.
class Repository {
 public:
  Repository() {
    git_libgit2_init();
    std::string pattern = (fs::temp_directory_path() / "peyer-git-XXXXXX").string();
    REQUIRE(mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    REQUIRE(git_repository_init(&repository_, pattern.c_str(), 0) == 0);
    write("pack/a.yaml", "old: 1\n");
    write("pack/deep/b.yml", "b: 1\n");
    write("pack/.hidden/c.yaml", "c: 1\n");
    write("pack/notes.txt", "no knowledge\n");
    commit("first");
    write("pack/a.yaml", "new: 1\n");
    commit("second");
  }

  ~Repository() {
    git_repository_free(repository_);
    git_libgit2_shutdown();
    fs::remove_all(folder_);
  }

  Repository(const Repository&) = delete;
  Repository& operator=(const Repository&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }

 private:
  void write(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }

  void commit(const char* message) {
    git_index* index = nullptr;
    git_repository_index(&index, repository_);
    git_index_add_all(index, nullptr, GIT_INDEX_ADD_FORCE, nullptr, nullptr);
    git_oid tree_id;
    REQUIRE(git_index_write_tree(&tree_id, index) == 0);
    git_tree* tree = nullptr;
    git_tree_lookup(&tree, repository_, &tree_id);
    git_signature* who = nullptr;
    git_signature_new(&who, "An author", "author@example.org", 0, 0);
    git_commit* parent = nullptr;
    if (has_commit_) git_commit_lookup(&parent, repository_, &last_);
    const git_commit* parents[] = {parent};
    REQUIRE(git_commit_create(&last_, repository_, "HEAD", who, who, nullptr, message, tree,
                              parent == nullptr ? 0 : 1, parents) == 0);
    has_commit_ = true;
    git_commit_free(parent);
    git_signature_free(who);
    git_tree_free(tree);
    git_index_free(index);
  }

  fs::path folder_;
  git_repository* repository_ = nullptr;
  git_oid last_{};
  bool has_commit_ = false;
};

}  // namespace

TEST_CASE("the files of a revision are those that its folder had", "[git]") {
  const Repository repository;
  const SourceFiles old_files = read_revision(parse_revision("HEAD~1", repository.path("pack")));
  REQUIRE(old_files.size() == 2);
  CHECK(old_files[0]->path == "HEAD~1:pack/a.yaml");
  CHECK(old_files[0]->text == "old: 1\n");
  CHECK(old_files[1]->path == "HEAD~1:pack/deep/b.yml");
  const SourceFiles files = read_revision(parse_revision("HEAD", repository.path("pack/")));
  CHECK(files.at(0)->text == "new: 1\n");
}

TEST_CASE("what git does not have is told with a cure", "[git]") {
  const Repository repository;
  const std::string pack = repository.path("pack");
  fs::create_directory(repository.path("other"));  // there now, but in no commit
  CHECK_THROWS_WITH(read_revision(parse_revision("v9", pack)), Catch::Contains("'v9'"));
  CHECK_THROWS_WITH(read_revision(parse_revision("HEAD", repository.path("other"))),
                    Catch::Contains("no folder 'other'") && Catch::Contains("REVISION:FOLDER"));
  CHECK_THROWS_WITH(read_revision(parse_revision("HEAD", "/proc/self")),
                    Catch::Contains("no git repository"));
  CHECK_THROWS_WITH(parse_revision("HEAD", ""), Catch::Contains("HEAD:FOLDER"));
}

TEST_CASE("a folder may stand behind the revision", "[git]") {
  const GitRevision revision = parse_revision("HEAD~3:knowledge/pack/", "/elsewhere");
  CHECK(revision.revision == "HEAD~3");
  CHECK(revision.folder == "knowledge/pack");
  CHECK(revision.in_repository);
}
