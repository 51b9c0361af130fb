# libqrencode (QR codes to take home).
find_path(QRENCODE_INCLUDE_DIR qrencode.h)
find_library(QRENCODE_LIBRARY qrencode)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Qrencode REQUIRED_VARS QRENCODE_LIBRARY QRENCODE_INCLUDE_DIR)
if(Qrencode_FOUND AND NOT TARGET Qrencode::qrencode)
  add_library(Qrencode::qrencode UNKNOWN IMPORTED)
  set_target_properties(Qrencode::qrencode PROPERTIES IMPORTED_LOCATION ${QRENCODE_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${QRENCODE_INCLUDE_DIR})
endif()
