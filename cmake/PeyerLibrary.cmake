# peyer_library(NAME folder-header-list SOURCES … LINK …): one folder, one library.
#
# Headers go into a FILE_SET, so that `all_verify_interface_header_sets` proves that each compiles by
# itself and `install` carries them.

set(PEYER_WARNINGS -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor)

function(peyer_compile_options target)
  target_compile_options(${target} PRIVATE ${PEYER_WARNINGS})
  if(PEYER_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${PEYER_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${PEYER_SANITIZE})
  endif()
  if(PEYER_UNITY)
    # What one source keeps to itself, others see: two warnings then speak of nothing that is wrong.
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    target_compile_options(${target} PRIVATE -Wno-shadow -Wno-subobject-linkage)
  endif()
endfunction()

function(peyer_library name)
  cmake_parse_arguments(LIB "" "" "HEADERS;SOURCES;LINK;LINK_PRIVATE" ${ARGN})
  add_library(peyer_${name} STATIC ${LIB_SOURCES})
  add_library(peyer::${name} ALIAS peyer_${name})
  set_target_properties(peyer_${name} PROPERTIES
    EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON VERIFY_INTERFACE_HEADER_SETS ON)
  target_sources(peyer_${name} PUBLIC FILE_SET HEADERS
    BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${LIB_HEADERS})
  target_compile_features(peyer_${name} PUBLIC cxx_std_20)
  target_link_libraries(peyer_${name} PUBLIC ${LIB_LINK} PRIVATE ${LIB_LINK_PRIVATE})
  peyer_compile_options(peyer_${name})
endfunction()
