# CLIPS 6.30 as Debian packages it: a static archive and headers, no pkg-config file.
# The archive also exports `main`; it must come last on the link line, which the imported target's
# place as a private dependency of the engine sees to.
find_path(CLIPS_INCLUDE_DIR clips/clips.h)
find_library(CLIPS_LIBRARY NAMES libclips.a clips)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Clips REQUIRED_VARS CLIPS_LIBRARY CLIPS_INCLUDE_DIR)
if(Clips_FOUND AND NOT TARGET Clips::clips)
  add_library(Clips::clips UNKNOWN IMPORTED)
  set_target_properties(Clips::clips PROPERTIES IMPORTED_LOCATION ${CLIPS_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${CLIPS_INCLUDE_DIR} INTERFACE_LINK_LIBRARIES m)
endif()
