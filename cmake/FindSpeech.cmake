# eSpeak NG, which speaks, and libopusenc, which makes small files of it: used while building only.
find_path(ESPEAK_INCLUDE_DIR espeak-ng/speak_lib.h)
find_library(ESPEAK_LIBRARY espeak-ng)
find_path(OPUSENC_INCLUDE_DIR opusenc.h PATH_SUFFIXES opus)
find_library(OPUSENC_LIBRARY opusenc)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Speech
  REQUIRED_VARS ESPEAK_LIBRARY ESPEAK_INCLUDE_DIR OPUSENC_LIBRARY OPUSENC_INCLUDE_DIR)
if(Speech_FOUND AND NOT TARGET Speech::speech)
  add_library(Speech::speech INTERFACE IMPORTED)
  set_target_properties(Speech::speech PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${ESPEAK_INCLUDE_DIR};${OPUSENC_INCLUDE_DIR}"
    INTERFACE_LINK_LIBRARIES "${ESPEAK_LIBRARY};${OPUSENC_LIBRARY}")
endif()
