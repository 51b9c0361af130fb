# Installs Peyer, builds the example against the installed copy, runs it and compares what it says.
# Variables: PEYER_BUILD, WORK, SOURCE, PACK, CONFIG.
function(must_run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed (${result}): ${ARGN}\n${output}")
  endif()
  set(said "${output}" PARENT_SCOPE)
endfunction()

file(REMOVE_RECURSE ${WORK})
must_run(${CMAKE_COMMAND} --install ${PEYER_BUILD} --prefix ${WORK}/installed)
must_run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G Ninja
         -DCMAKE_BUILD_TYPE=Debug -DCMAKE_PREFIX_PATH=${WORK}/installed)
must_run(${CMAKE_COMMAND} --build ${WORK}/build)
must_run(${WORK}/build/embedding ${PACK})
set(expected "mite-signs: Fine webs on a plant fit spider mites.\nlevel: soon\n")
if(NOT said STREQUAL expected)
  message(FATAL_ERROR "expected:\n${expected}\ngot:\n${said}")
endif()
must_run(${WORK}/installed/bin/peyer info)
