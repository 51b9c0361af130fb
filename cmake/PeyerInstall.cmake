# `cmake --install` gives the program, the libraries with their headers and a package that another CMake
# project finds: find_package(peyer), target_link_libraries(app peyer::engine).
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/peyer)

install(TARGETS peyer_knowledge peyer_phrases peyer_rules peyer_engine EXPORT peyer-targets
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
  FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/peyer)
install(TARGETS peyer RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY knowledge/bases DESTINATION ${CMAKE_INSTALL_DATADIR}/peyer)
install(EXPORT peyer-targets NAMESPACE peyer:: DESTINATION ${package_dir})

configure_package_config_file(cmake/peyer-config.cmake.in ${PROJECT_BINARY_DIR}/peyer-config.cmake
  INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/peyer-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/peyer-config.cmake
              ${PROJECT_BINARY_DIR}/peyer-config-version.cmake
              cmake/FindClips.cmake cmake/FindGraphviz.cmake cmake/FindPcre2.cmake cmake/FindSodium.cmake
        DESTINATION ${package_dir})
