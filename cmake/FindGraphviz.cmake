# Graphviz' C libraries, with the two plugins that a map needs: the layout `dot` and the core renderers.
# They are linked rather than found at run time, so that a picture depends neither on the machine's
# plugins nor on its fonts.
find_path(GRAPHVIZ_INCLUDE_DIR gvc.h PATH_SUFFIXES graphviz)
set(graphviz_libraries)
foreach(part gvc cgraph gvplugin_core gvplugin_dot_layout)
  find_library(GRAPHVIZ_${part}_LIBRARY ${part} PATH_SUFFIXES graphviz)
  list(APPEND graphviz_libraries GRAPHVIZ_${part}_LIBRARY)
endforeach()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Graphviz REQUIRED_VARS ${graphviz_libraries} GRAPHVIZ_INCLUDE_DIR)
if(Graphviz_FOUND AND NOT TARGET Graphviz::gvc)
  foreach(part gvc cgraph gvplugin_core gvplugin_dot_layout)
    add_library(Graphviz::${part} UNKNOWN IMPORTED)
    set_target_properties(Graphviz::${part} PROPERTIES
      IMPORTED_LOCATION ${GRAPHVIZ_${part}_LIBRARY}
      INTERFACE_INCLUDE_DIRECTORIES ${GRAPHVIZ_INCLUDE_DIR})
  endforeach()
  target_link_libraries(Graphviz::gvc INTERFACE Graphviz::cgraph Graphviz::gvplugin_core
    Graphviz::gvplugin_dot_layout)
endif()
