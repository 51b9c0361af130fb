# libgit2 (a pack's files as of a git revision).
find_path(GIT2_INCLUDE_DIR git2.h)
find_library(GIT2_LIBRARY git2)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Git2 REQUIRED_VARS GIT2_LIBRARY GIT2_INCLUDE_DIR)
if(Git2_FOUND AND NOT TARGET Git2::git2)
  add_library(Git2::git2 UNKNOWN IMPORTED)
  set_target_properties(Git2::git2 PROPERTIES IMPORTED_LOCATION ${GIT2_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${GIT2_INCLUDE_DIR})
endif()
