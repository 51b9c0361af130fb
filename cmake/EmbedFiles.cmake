# embed_files(TARGET target NAME name ROOT folder FILES …)
#
# Adds to `target` a source that defines `const std::vector<peyer::EmbeddedFile>& peyer::name()`
# (declared in knowledge/embedded_file.h's manner by the caller): each file's path below ROOT and its text.
# Regenerated when a file changes.
function(embed_files)
  cmake_parse_arguments(EMBED "" "TARGET;NAME;ROOT" "FILES" ${ARGN})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${EMBED_NAME}.cpp)
  set(list ${CMAKE_CURRENT_BINARY_DIR}/${EMBED_NAME}.list)
  string(REPLACE ";" "\n" lines "${EMBED_FILES}")
  file(CONFIGURE OUTPUT ${list} CONTENT "${lines}\n" @ONLY)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DNAME=${EMBED_NAME} -DROOT=${EMBED_ROOT} -DLIST=${list}
            -DOUTPUT=${output} -P ${PROJECT_SOURCE_DIR}/cmake/EmbedFilesScript.cmake
    DEPENDS ${EMBED_FILES} ${list} ${PROJECT_SOURCE_DIR}/cmake/EmbedFilesScript.cmake
    COMMENT "Embedding ${EMBED_NAME}"
    VERBATIM)
  target_sources(${EMBED_TARGET} PRIVATE ${output})
endfunction()
