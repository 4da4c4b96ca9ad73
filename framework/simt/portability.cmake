# Stacks of the executor: our own switch on x86-64 and aarch64, Boost.Context elsewhere or where it is asked for. All that
# can be built here is, for portability_test.cpp.

set(LLMSYS_SIMT_FIBERS "auto" CACHE STRING "How the emulator switches stacks: auto, own or boost")
set_property(CACHE LLMSYS_SIMT_FIBERS PROPERTY STRINGS auto own boost)

find_package(Boost QUIET COMPONENTS context)
if(LLMSYS_SIMT_FIBERS STREQUAL "boost"
   OR (LLMSYS_SIMT_FIBERS STREQUAL "auto" AND NOT CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64|aarch64|arm64)$"))
  if(NOT Boost_CONTEXT_FOUND)
    message(FATAL_ERROR "the emulator needs Boost.Context on this processor: install libboost-context-dev")
  endif()
  set(LLMSYS_SIMT_BOOST ON)
endif()

# With Boost.Context, whatever the library itself uses.
set(boost_command "")
if(Boost_CONTEXT_FOUND)
  add_executable(simt_boost_check EXCLUDE_FROM_ALL portable_check.cpp ${executor})
  target_link_libraries(simt_boost_check PRIVATE llmsys_strict llmsys::base Boost::context)
  target_compile_definitions(simt_boost_check PRIVATE LLMSYS_SIMT_BOOST_FIBERS)
  target_compile_options(simt_boost_check PRIVATE -O1 -g1)
  set(boost_command $<TARGET_FILE:simt_boost_check>)
endif()

# For aarch64, by the cross compiler.
find_program(LLMSYS_AARCH64_CXX aarch64-linux-gnu-g++)
find_program(LLMSYS_QEMU_AARCH64 NAMES qemu-aarch64 qemu-aarch64-static)
set(aarch64_command "")
if(LLMSYS_AARCH64_CXX AND LLMSYS_QEMU_AARCH64)
  set(base context error parallel parallel_threads text)
  list(TRANSFORM base PREPEND ${PROJECT_SOURCE_DIR}/framework/base/)
  list(TRANSFORM base APPEND .cpp)
  set(own portable_check.cpp ${executor})
  list(TRANSFORM own PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  set(objects "")
  foreach(source IN LISTS own base)
    cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${PROJECT_SOURCE_DIR}/framework OUTPUT_VARIABLE object)
    set(object ${CMAKE_CURRENT_BINARY_DIR}/aarch64/${object}.o)
    cmake_path(GET object PARENT_PATH folder)
    file(MAKE_DIRECTORY ${folder})
    add_custom_command(OUTPUT ${object}
      COMMAND ${CMAKE_CXX_COMPILER_LAUNCHER} ${LLMSYS_AARCH64_CXX} -std=gnu++20 -O1 -Wall -Wextra -Werror
        -I ${PROJECT_SOURCE_DIR} -MD -MF ${object}.d -c -o ${object} ${source}
      DEPENDS ${source} DEPFILE ${object}.d VERBATIM)
    list(APPEND objects ${object})
  endforeach()
  set(program ${CMAKE_CURRENT_BINARY_DIR}/aarch64/simt_check)
  add_custom_command(OUTPUT ${program} COMMAND ${LLMSYS_AARCH64_CXX} -static -o ${program} ${objects} DEPENDS ${objects}
    COMMENT "Linking ${program}" VERBATIM)
  add_custom_target(simt_aarch64_check DEPENDS ${program})
  set(aarch64_command "${LLMSYS_QEMU_AARCH64} ${program}")
endif()

llmsys_test(simt_portability_test PLAIN SOURCES portability_test.cpp)
target_compile_definitions(simt_portability_test PRIVATE
  LLMSYS_SIMT_AARCH64_COMMAND="${aarch64_command}" LLMSYS_SIMT_BOOST_COMMAND="${boost_command}")
foreach(check simt_boost_check simt_aarch64_check)
  if(TARGET ${check})
    add_dependencies(simt_portability_test ${check})
  endif()
endforeach()
